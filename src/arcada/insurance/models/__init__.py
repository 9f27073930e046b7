"""What insurance remembers; the modules say it topic by topic."""

from arcada.insurance.models.coverage import Coverage, Policy, Relationship
from arcada.insurance.models.coverage_file import CoverageFile, FileKind
from arcada.insurance.models.estimate import Estimate
from arcada.insurance.models.ledger import EntryKind, LedgerEntry
from arcada.insurance.models.payer import BenefitPlan, Contract, Payer, Source
from arcada.insurance.models.payment_financing import FinancingRequest, FinancingState
from arcada.insurance.models.payment_lesson import EstimateLesson, LessonDecision
from arcada.insurance.models.payment_plan import PaymentPlan, PaymentPlanState, PaymentSignature, PlanInstalment
from arcada.insurance.models.payment_received import PaidBy, PaymentReceipt
from arcada.insurance.models.payment_terms import MoneyTerms, PayerPace
from arcada.insurance.models.preauthorisation import (
    LineState,
    PaperKind,
    PreAuthAct,
    PreAuthDocument,
    PreAuthEvent,
    PreAuthLine,
    PreAuthorisation,
    PreAuthState,
    PreAuthTerms,
    PreAuthUse,
    PreAuthWay,
)

__all__ = [
    "BenefitPlan",
    "Contract",
    "Coverage",
    "CoverageFile",
    "EntryKind",
    "Estimate",
    "EstimateLesson",
    "FileKind",
    "FinancingRequest",
    "FinancingState",
    "LedgerEntry",
    "LessonDecision",
    "LineState",
    "MoneyTerms",
    "PaidBy",
    "PaperKind",
    "Payer",
    "PayerPace",
    "PaymentPlan",
    "PaymentPlanState",
    "PaymentReceipt",
    "PaymentSignature",
    "PlanInstalment",
    "Policy",
    "PreAuthAct",
    "PreAuthDocument",
    "PreAuthEvent",
    "PreAuthLine",
    "PreAuthState",
    "PreAuthTerms",
    "PreAuthUse",
    "PreAuthWay",
    "PreAuthorisation",
    "Relationship",
    "Source",
]
