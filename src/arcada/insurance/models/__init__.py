"""What insurance remembers; the modules say it topic by topic."""

from arcada.insurance.models.coverage import Coverage, Policy, Relationship
from arcada.insurance.models.estimate import Estimate
from arcada.insurance.models.ledger import EntryKind, LedgerEntry
from arcada.insurance.models.payer import BenefitPlan, Contract, Payer, Source
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
    "EntryKind",
    "Estimate",
    "LedgerEntry",
    "LineState",
    "PaperKind",
    "Payer",
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
