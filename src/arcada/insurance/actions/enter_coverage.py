"""Enter a coverage as one is told it, in one go: the payer and the plan where they are new, the member, what is used.

Either everything is kept or nothing: a refusal of the last figure takes the payer back that was added first.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from arcada.core.kernel import Refusal
from arcada.insurance.actions.coverages import CoverageTold, add_coverage
from arcada.insurance.actions.payers import PayerTold, add_payer
from arcada.insurance.actions.plans import PlanTold, write_plan
from arcada.insurance.actions.used import KNOWN, UsedTold, tell_used
from arcada.insurance.models import BenefitPlan, Coverage, Payer
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A plan that is written on the way, of a payer that is known by this name or is added."""

    payer: str
    told: PlanTold


def enter_coverage(
    *,
    by: Membership,
    at: datetime,
    patient: Patient,
    plan: BenefitPlan | NewPlan,
    told: CoverageTold,
    used: UsedTold | None = None,
) -> Coverage | Refusal:
    """Cover a patient; without figures of the year, what is used stays unknown."""
    require(by, Permission.PRICE, patient)
    with transaction.atomic():
        made = _entered(by, at, patient, plan, told, used)
        if isinstance(made, Refusal):
            transaction.set_rollback(True)
        return made


def _entered(
    by: Membership,
    at: datetime,
    patient: Patient,
    plan: BenefitPlan | NewPlan,
    told: CoverageTold,
    used: UsedTold | None,
) -> Coverage | Refusal:
    row = _written(by, at, plan) if isinstance(plan, NewPlan) else plan
    if isinstance(row, Refusal):
        return row
    unknown = told.unknown if used is not None else (*told.unknown, KNOWN)
    made = add_coverage(by=by, at=at, patient=patient, plan=row, told=replace(told, unknown=unknown))
    if isinstance(made, Refusal) or used is None:
        return made
    return tell_used(by=by, at=at, coverage=made, told=used)


def _written(by: Membership, at: datetime, new: NewPlan) -> BenefitPlan | Refusal:
    payer = _payer(by, at, new.payer.strip())
    if isinstance(payer, Refusal):
        return Refusal(payer.code, payer.text, "payer")
    return write_plan(by=by, at=at, payer=payer, told=new.told)


def _payer(by: Membership, at: datetime, name: str) -> Payer | Refusal:
    """The payer of this name, added where there is none."""
    known = Payer.objects.filter(practice_id=by.practice_id, name__iexact=name).first()
    return known or add_payer(by=by, at=at, told=PayerTold(name=name))
