"""Reading insurance: who may see it, who is covered by what, in the order in which it pays.

A coverage counts on a day and later until its last day is over: one that is still to begin is listed too, because a
visit may lie after its first day. What was removed as a mistake is never listed.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from arcada.insurance.models import BenefitPlan, Coverage, LedgerEntry, Payer, Policy
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership

ENDS_SOON = timedelta(days=45)  # source: judgement; what comes after a coverage is asked some weeks before


def may_see(membership: Membership, coverage: Coverage) -> bool:
    """Whether a member may see one coverage."""
    return may(membership, Permission.READ_PRICE, coverage)


def visible_to(membership: Membership) -> QuerySet[Coverage]:
    """The coverages that a member may see, in paying order."""
    rows = Coverage.objects.filter(practice_id=membership.practice_id, removed_at__isnull=True)
    rows = rows.select_related("patient", "policy__plan__payer", "policy__subscriber", "verified_by__user")
    return rows if may(membership, Permission.READ_PRICE) else rows.none()


def coverage_of(membership: Membership, key: UUID | str) -> Coverage | None:
    """One coverage that the member may see."""
    return visible_to(membership).filter(pk=key).first()


def standing_coverages(patient: Patient) -> tuple[Coverage, ...]:
    """Every coverage of a patient that was not removed, over or not, in paying order."""
    rows = Coverage.objects.filter(patient=patient, removed_at__isnull=True)
    rows = rows.select_related("policy__plan__payer", "policy__subscriber", "verified_by__user", "practice")
    return tuple(rows.order_by("position", "id"))


def coverages_of(patient: Patient, on: date) -> tuple[Coverage, ...]:
    """The coverages that count on a day or later, the one that pays first in front."""
    return tuple(one for one in standing_coverages(patient) if one.ends is None or one.ends >= on)


def unknown_of(coverage: Coverage) -> tuple[str, ...]:
    """What nobody knows of a coverage: of its plan and of the member, but for what the member's own benefits settle."""
    settled = {f"percent:{str(one['scope']).partition(':')[2]}" for one in coverage.overrides.get("percent", ())}
    settled |= {key for key in ("maximums", "deductibles") if coverage.overrides.get(key)}
    words = (*coverage.policy.plan.unknown, *coverage.unknown)
    return tuple(word for word in dict.fromkeys(words) if word not in settled)


def coverages_to_verify(membership: Membership, today: date) -> QuerySet[Coverage]:
    """What is to be confirmed with the payer again: too long ago, never, or it ends soon and nobody asked since."""
    longest = today - timedelta(days=membership.practice.reverify_days)
    old = Q(verified_on__isnull=True) | Q(verified_on__lt=longest)
    ending = Q(ends__lte=today + ENDS_SOON, verified_on__lt=F("ends") - ENDS_SOON)
    rows = visible_to(membership).filter(Q(ends__isnull=True) | Q(ends__gte=today), patient__archived_at__isnull=True)
    return rows.filter(old | ending)


def entries_of(coverage: Coverage) -> tuple[LedgerEntry, ...]:
    """The ledger of one coverage, the newest service first, with what was taken back and by which entry."""
    rows = LedgerEntry.objects.filter(coverage=coverage).select_related("by__user", "reverses")
    return tuple(rows.order_by("-on", "-at", "-id"))


def payers_of(membership: Membership) -> QuerySet[Any]:
    """The payers of the practice with how many plans each sells that are in use."""
    rows = Payer.objects.filter(practice_id=membership.practice_id)
    rows = rows.annotate(plan_count=Count("plans", filter=Q(plans__active=True), distinct=True))
    return rows if may(membership, Permission.READ_PRICE) else rows.none()


def plans_of(membership: Membership) -> QuerySet[Any]:
    """The plans of the practice with how many policies each has."""
    rows = BenefitPlan.objects.filter(practice_id=membership.practice_id).select_related("payer", "verified_by__user")
    rows = rows.annotate(policy_count=Count("policies", distinct=True))
    return rows if may(membership, Permission.READ_PRICE) else rows.none()


def policies_of_family(patient: Patient) -> tuple[Policy, ...]:
    """The policies that a patient may come under: of the family's members, and those that they are covered by."""
    head = patient.guarantor_id or patient.pk
    family = Patient.objects.filter(Q(pk=head) | Q(guarantor_id=head) | Q(pk=patient.pk))
    held = Q(subscriber__in=family)
    shared = Q(coverages__patient__in=family, coverages__removed_at__isnull=True)
    rows = Policy.objects.filter(held | shared).select_related("plan__payer", "subscriber").distinct()
    return tuple(rows.order_by("plan__payer__name", "plan__name", "id"))
