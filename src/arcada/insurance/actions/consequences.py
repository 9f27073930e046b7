"""What follows a change of who is covered by what: the estimates of everybody whom it touches are made anew.

Family limits are shared, so a change to one member's coverage or ledger touches everybody under the same policy; a
change to a plan touches everybody who has it.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from arcada.insurance.actions.renew import keep_in_step, renew_estimates
from arcada.insurance.models import BenefitPlan, Coverage
from arcada.patients.models import Patient
from arcada.practice.models import Membership


def estimates_stand(*, by: Membership, at: datetime, patients: Iterable[Patient]) -> None:
    """Put on record what the estimates of these patients say before the change, each once."""
    for patient in {one.pk: one for one in patients}.values():
        keep_in_step(patient=patient, by=by, at=at)


def estimates_follow(*, by: Membership, at: datetime, patients: Iterable[Patient], cause: str, text: str) -> None:
    """Renew the estimates of these patients, each once."""
    for patient in {one.pk: one for one in patients}.values():
        renew_estimates(patient=patient, cause=cause, cause_text=text, by=by, at=at)


def under_policies(policies: Iterable[UUID]) -> list[Patient]:
    """Everybody who is covered under one of these policies."""
    rows = Coverage.objects.filter(policy__in=list(policies), removed_at__isnull=True).select_related("patient")
    return list({row.patient_id: row.patient for row in rows.order_by("patient_id")}.values())


def under_plan(plan: BenefitPlan) -> list[Patient]:
    """Everybody who has a plan."""
    return under_policies(plan.policies.values_list("pk", flat=True))
