"""What taking a list of members over would do: looked at before anything counts.

A row finds its patient by chart number, its plan by payer, name and group. A plan that is not on file would be written
with every benefit unknown, because a list of members says nothing of benefits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from arcada.core.kernel import Refusal
from arcada.insurance.models import BenefitPlan, Coverage, Payer, Source
from arcada.insurance.sound_coverage import Span, fault_of_span
from arcada.insurance.templates import template_of
from arcada.interop.coverage_csv import MOST_FAULTS, CoverageRow, CoverageTable
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

EMPTY = "empty"
PlanKey = tuple[str, str, str]


@dataclass(slots=True)
class Look:
    """What taking a list over would do."""

    rows: int = 0
    new: list[CoverageRow] = field(default_factory=list)
    known: list[tuple[CoverageRow, Coverage]] = field(default_factory=list)
    new_payers: list[str] = field(default_factory=list)
    new_plans: list[PlanKey] = field(default_factory=list)
    faults: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class Shelf:
    """What is on file, by the words of the list."""

    patients: Mapping[str, Patient]
    payers: dict[str, Payer]
    plans: dict[PlanKey, BenefitPlan]
    coverages: dict[Any, list[Coverage]]


def look_at(*, by: Membership, at: datetime, table: CoverageTable) -> Look:
    """Say what a list would do; every fault with its row and field."""
    require(by, Permission.PRICE)
    shelf = shelf_of(by, table)
    look = Look(rows=len(table.rows), faults=list(table.faults))
    today = local_day(at, by.practice)
    for row in table.rows:
        fault = _looked(row, shelf, look, today)
        if fault is not None and len(look.faults) < MOST_FAULTS:
            look.faults.append(fault.at(f"row {row.number}"))
    return look


def shelf_of(by: Membership, table: CoverageTable) -> Shelf:
    """What is on file for the patients of a list."""
    charts = {row.chart for row in table.rows}
    patients = {one.chart_number: one for one in Patient.objects.filter(practice_id=by.practice_id)}
    patients = {chart: one for chart, one in patients.items() if chart in charts}
    coverages: dict[Any, list[Coverage]] = {}
    rows = Coverage.objects.filter(practice_id=by.practice_id, removed_at__isnull=True)
    for one in rows.select_related("policy__plan__payer", "patient").order_by("patient_id", "position"):
        coverages.setdefault(one.patient_id, []).append(one)
    plans = BenefitPlan.objects.filter(practice_id=by.practice_id).select_related("payer").order_by("id")
    return Shelf(
        patients=patients,
        payers={one.name.lower(): one for one in Payer.objects.filter(practice_id=by.practice_id)},
        plans={_key(one.payer.name, one.name, one.group_number): one for one in plans},
        coverages=coverages,
    )


def _key(payer: str, plan: str, group: str) -> PlanKey:
    return payer.lower(), plan.lower(), group


def plan_of(row: CoverageRow, plans: Mapping[PlanKey, BenefitPlan]) -> BenefitPlan | None:
    """The plan that a row names: by payer, name and group; by the group or the name alone where that is one plan."""
    exact = plans.get(_key(row.payer, row.plan, row.group))
    if exact is not None:
        return exact
    fits = [
        plan
        for (payer, name, group), plan in plans.items()
        if payer == row.payer.lower()
        and (not row.group or group == row.group)
        and (not row.plan or name == row.plan.lower())
    ]
    return fits[0] if len(fits) == 1 else None


def _looked(row: CoverageRow, shelf: Shelf, look: Look, today: date) -> Refusal | None:
    patient = shelf.patients.get(row.chart)
    if patient is None:
        return Refusal("unknown_patient", f"holds {row.chart}; nobody here has that chart number.", "chart")
    if patient.archived_at is not None:
        return Refusal("archived_patient", f"is {row.chart}, whose record was put away.", "chart")
    plan = plan_of(row, shelf.plans)
    if plan is None:
        plan = new_plan(row, shelf, look)
    mine = shelf.coverages.get(patient.pk, [])
    own = next((one for one in mine if one.policy.plan_id == plan.pk and not _over(one, row)), None)
    fault = fault_of_span(_span(row, patient, plan, own), mine, today)
    if fault is None and row.verified is not None and row.verified > today:
        fault = Refusal("verified_later", "is a day to come.", "verified")
    if fault is None and own is not None and row.member_id and own.policy.member_id not in ("", row.member_id):
        text = f"is {row.member_id}; on record is {own.policy.member_id}. Find out which holds and change the other."
        fault = Refusal("other_member_id", text, "member_id")
    day = row.as_of or row.verified
    if fault is None and day is not None and told_figures(row) and not patient.birth_date <= day <= today:
        fault = Refusal("no_such_day", "is no day on which the payer could tell it.", "as_of")
    if fault is not None:
        return fault
    if own is None:
        look.new.append(row)
    else:
        look.known.append((row, own))
    return None


def _over(coverage: Coverage, row: CoverageRow) -> bool:
    """Whether the coverage ended before the row begins: the row is then a new one of the same plan."""
    return coverage.ends is not None and row.begins is not None and row.begins > coverage.ends


def _span(row: CoverageRow, patient: Patient, plan: BenefitPlan, own: Coverage | None) -> Span:
    return Span(
        patient=patient,
        plan=plan,
        subscriber=patient if row.relationship == "self" else None,
        subscriber_birth_date=None,
        relationship=row.relationship,
        begins=row.begins,
        ends=row.ends,
        key=own.pk if own else None,
    )


def new_plan(row: CoverageRow, shelf: Shelf, look: Look) -> BenefitPlan:
    """A plan that would be written, every benefit of it unknown."""
    if row.payer.lower() not in shelf.payers:
        shelf.payers[row.payer.lower()] = Payer(name=row.payer)
        look.new_payers.append(row.payer)
    template = template_of(EMPTY)
    name = row.plan or f"Plan of group {row.group}"
    plan = BenefitPlan(
        payer=shelf.payers[row.payer.lower()],
        name=name,
        group_number=row.group,
        benefits=dict(template.benefits) if template else {},
        unknown=list(template.unknown) if template else [],
        source=Source.FILE,
    )
    shelf.plans[_key(row.payer, row.plan, row.group)] = plan
    look.new_plans.append((row.payer, name, row.group))
    return plan


def told_figures(row: CoverageRow) -> bool:
    """Whether the row tells of benefit that is used or deductible that is met."""
    return bool(row.used or row.met)
