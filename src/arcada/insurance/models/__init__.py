"""What insurance remembers; the modules say it topic by topic."""

from arcada.insurance.models.coverage import Coverage, Policy, Relationship
from arcada.insurance.models.estimate import Estimate
from arcada.insurance.models.ledger import EntryKind, LedgerEntry
from arcada.insurance.models.payer import BenefitPlan, Contract, Payer, Source

__all__ = [
    "BenefitPlan",
    "Contract",
    "Coverage",
    "EntryKind",
    "Estimate",
    "LedgerEntry",
    "Payer",
    "Policy",
    "Relationship",
    "Source",
]
