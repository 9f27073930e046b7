"""The tables of cases, by topic: chart, case and compilation, plan, search for an order, consent, submissions."""

from arcada.cases.models.case import Case, CompileRun
from arcada.cases.models.chart import Chart, ChartChange, ChartSnapshot, Finding, FindingEvidence, ToothRecord
from arcada.cases.models.consent import Proposal, Signature, SignedDocument
from arcada.cases.models.order_search import OrderSearch
from arcada.cases.models.plan import Alternative, Override, PlanItem, PlannedVisit, PlanVersion
from arcada.cases.models.submission import Submission

__all__ = [
    "Alternative",
    "Case",
    "Chart",
    "ChartChange",
    "ChartSnapshot",
    "CompileRun",
    "Finding",
    "FindingEvidence",
    "OrderSearch",
    "Override",
    "PlanItem",
    "PlanVersion",
    "PlannedVisit",
    "Proposal",
    "Signature",
    "SignedDocument",
    "Submission",
    "ToothRecord",
]
