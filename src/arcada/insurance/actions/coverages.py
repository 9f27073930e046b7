"""Cover a patient, change how, end it, take out what was a mistake, put coverages into their order, verify one.

add      under a policy that the family has already, or under a new one of a plan
change   days, relationship, member id, what this member has beyond the plan
end      the last day it covers; what it paid stays
remove   it was never so; only while its ledger holds nothing
order    which pays first; the order is stored, never guessed
verify   a day on which the payer confirmed it, how, and who asked
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.insurance.actions.consequences import estimates_follow, estimates_stand, under_policies
from arcada.insurance.actions.payers import STALE
from arcada.insurance.models import BenefitPlan, Coverage, LedgerEntry, Policy, Relationship, Source
from arcada.insurance.queries import standing_coverages
from arcada.insurance.sound_benefits import fault_of_benefits, fault_of_unknown
from arcada.insurance.sound_coverage import EARLIEST, LONGEST_CREDIT, Span, fault_of_span, fault_of_verifying
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

ASIDE = 1000  # where positions wait while they are given anew
CHANGED = ("relationship", "begins", "ends", "waiting_credit_months", "overrides", "unknown", "note")
LONGEST = {"member_id": 40, "subscriber_name": 160, "note": 2000}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTold:
    """What is known of a patient's coverage; with `policy` the family's own, else a new one."""

    policy: Policy | None = None
    subscriber: Patient | None = None
    subscriber_name: str = ""
    subscriber_birth_date: date | None = None
    member_id: str = ""
    relationship: str = Relationship.SELF
    begins: date | None = None
    ends: date | None = None
    waiting_credit_months: int = 0
    overrides: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    source: str = Source.TYPED
    verified_on: date | None = None
    note: str = ""


def add_coverage(
    *, by: Membership, at: datetime, patient: Patient, plan: BenefitPlan, told: CoverageTold
) -> Coverage | Refusal:
    """Cover a patient by a plan; the new coverage pays after those that are there."""
    require(by, Permission.PRICE, patient)
    with transaction.atomic():
        patient = Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)  # one at a time
        fault = fault_of_coverage(by, at, patient, plan, told)
        if fault:
            return fault
        estimates_stand(by=by, at=at, patients=[patient])
        policy = told.policy or _new_policy(by, patient, plan, told)
        last = Coverage.objects.filter(patient=patient, removed_at__isnull=True).aggregate(last=Max("position"))
        row = Coverage.objects.create(
            practice_id=by.practice_id,
            patient=patient,
            policy=policy,
            position=(last["last"] or 0) + 1,
            source=told.source,
            verified_on=told.verified_on,
            verified_by=by if told.verified_on else None,
            **_columns(told),
        )
        _told(by, at, "added", row, {"plan": str(plan), "position": row.position})
        _followed(by, at, row, f"{plan} was added to the coverages.")
        return row


def change_coverage(
    *, by: Membership, at: datetime, coverage: Coverage, told: CoverageTold, revision: int
) -> Coverage | Refusal:
    """Change how a patient is covered; refused when somebody else saved in the meantime."""
    require(by, Permission.PRICE, coverage)
    fault = fault_of_coverage(by, at, coverage.patient, coverage.policy.plan, told, coverage)
    if fault:
        return fault
    with transaction.atomic():
        row = _locked(by, at, coverage)
        if row.revision != revision or row.removed_at is not None:
            return Refusal("stale_coverage", STALE, "revision")
        columns = _columns(told)
        before = {name: getattr(row, name) for name in CHANGED if getattr(row, name) != columns[name]}
        for name in before:
            setattr(row, name, columns[name])
        member_id, policy = told.member_id.strip(), row.policy
        if policy.member_id != member_id:
            before["member_id"] = policy.member_id
            Policy.objects.filter(pk=policy.pk).update(member_id=member_id)
            policy.member_id = member_id
        if not before:
            return row
        row.revision += 1
        row.save(update_fields=[*(name for name in before if name in CHANGED), "revision"])
        _told(by, at, "changed", row, {"before": {name: str(value) for name, value in before.items()}})
        _followed(by, at, row, f"The coverage by {row.policy.plan} was changed.")
        return row


def end_coverage(*, by: Membership, at: datetime, coverage: Coverage, ends: date) -> Coverage | Refusal:
    """Say the last day on which it covers."""
    require(by, Permission.PRICE, coverage)
    if ends < max(coverage.begins or EARLIEST, coverage.patient.birth_date):
        return Refusal("ends_before_it_begins", "The last day lies before the first one.", "ends")
    with transaction.atomic():
        row = _locked(by, at, coverage)
        before, row.ends = row.ends, ends
        row.revision += 1
        row.save(update_fields=["ends", "revision"])
        _told(by, at, "ended", row, {"ends": ends.isoformat(), "before": str(before)})
        _followed(by, at, row, f"{row.policy.plan} covers until {ends:%d %b %Y}.")
        return row


def remove_coverage(*, by: Membership, at: datetime, coverage: Coverage, why: str) -> Coverage | Refusal:
    """Take out a coverage that was a mistake; the later ones move up."""
    require(by, Permission.PRICE, coverage)
    if not why.strip():
        return Refusal("no_reason", "Say why it is taken out, such as 'entered for the wrong patient'.", "why")
    with transaction.atomic():
        row = _locked(by, at, coverage)
        if LedgerEntry.objects.filter(coverage=row, reverses__isnull=True, reversals__isnull=True).exists():
            text = "Its ledger holds services or benefit used. End the coverage, or take those entries back first."
            return Refusal("ledger_not_empty", text, "coverage")
        if row.removed_at is not None:
            return row
        row.removed_at, row.revision = at, row.revision + 1
        row.save(update_fields=["removed_at", "revision"])
        later = Coverage.objects.filter(patient_id=row.patient_id, removed_at__isnull=True, position__gt=row.position)
        later.update(position=F("position") + ASIDE)
        Coverage.objects.filter(patient_id=row.patient_id, position__gt=ASIDE).update(
            position=F("position") - ASIDE - 1
        )
        _told(by, at, "removed", row, {}, why=why.strip())
        _followed(by, at, row, f"{row.policy.plan} was taken out: {why.strip()[:120]}", [row.patient])
        return row


def order_coverages(*, by: Membership, at: datetime, patient: Patient, order: Sequence[UUID]) -> Patient | Refusal:
    """Put the coverages into the order in which they pay; each is named once."""
    require(by, Permission.PRICE, patient)
    with transaction.atomic():
        Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)
        rows = {one.pk: one for one in standing_coverages(patient)}
        if len(set(order)) != len(order):
            return Refusal("doubled_order", "A coverage stands twice in the order. Each pays in one place.", "order")
        if set(order) != set(rows):
            text = "The order does not name the coverages that are there now. Load the page again."
            return Refusal("other_coverages", text, "order")
        if list(order) == list(rows):
            return patient
        estimates_stand(by=by, at=at, patients=[patient])
        Coverage.objects.filter(pk__in=order).update(position=F("position") + ASIDE)
        for position, key in enumerate(order, 1):
            Coverage.objects.filter(pk=key).update(position=position)
        first = rows[order[0]]
        names = [str(rows[key].policy.plan) for key in order]
        _told(by, at, "ordered", first, {"order": names})
        _followed(by, at, first, f"{names[0]} pays first now.", [patient])
        return patient


def verify_coverage(*, by: Membership, at: datetime, coverage: Coverage, on: date, source: str) -> Coverage | Refusal:
    """Say that the payer confirmed it on a day, and how."""
    require(by, Permission.PRICE, coverage)
    fault = fault_of_verifying(on, source, local_day(at, by.practice))
    if fault:
        return fault
    with transaction.atomic():
        row = _locked(by, at, coverage)
        row.verified_on, row.verified_by, row.source = on, by, source
        row.revision += 1
        row.save(update_fields=["verified_on", "verified_by", "source", "revision"])
        _told(by, at, "verified", row, {"on": on.isoformat(), "source": source})
        return row


def fault_of_coverage(
    by: Membership,
    at: datetime,
    patient: Patient,
    plan: BenefitPlan,
    told: CoverageTold,
    own: Coverage | None = None,
) -> Refusal | None:
    """Say what is wrong with a coverage, and in which field."""
    for name, most in LONGEST.items():
        if len(getattr(told, name).strip()) > most:
            return Refusal("too_long", f"There is room for {most} letters.", name)
    if not 0 <= told.waiting_credit_months <= LONGEST_CREDIT:
        return Refusal("absurd_credit", f"Write 0 to {LONGEST_CREDIT} months.", "waiting_credit_months")
    if own is None and not plan.active:
        return Refusal("plan_retired", f"{plan} is no longer offered. Choose another plan.", "plan")
    if told.policy is not None and told.policy.plan_id != plan.pk:
        return Refusal("policy_of_another_plan", "That policy is of another plan. Choose it again.", "policy")
    fault = fault_of_unknown(told.unknown) or fault_of_benefits(told.overrides, member=True)
    if fault is None and told.verified_on is not None:
        fault = fault_of_verifying(told.verified_on, told.source, local_day(at, by.practice))
    fault = fault or _span_fault(by, at, patient, plan, told, own)
    return fault or (_policy_fault(told) if own is None else None)


def _policy_fault(told: CoverageTold) -> Refusal | None:
    nobody = told.policy is None and told.subscriber is None and not told.subscriber_name.strip()
    if nobody and told.relationship != Relationship.SELF:
        text = "Write who holds the policy, or choose the family's own."
        return Refusal("no_subscriber", text, "subscriber_name")
    return None


def _span_fault(
    by: Membership, at: datetime, patient: Patient, plan: BenefitPlan, told: CoverageTold, own: Coverage | None
) -> Refusal | None:
    policy = told.policy or (own.policy if own else None)
    holder = policy.subscriber if policy else told.subscriber
    if policy is None and told.relationship == Relationship.SELF:
        holder = patient
    span = Span(
        patient=patient,
        plan=plan,
        subscriber=holder,
        subscriber_birth_date=policy.subscriber_birth_date if policy else told.subscriber_birth_date,
        relationship=told.relationship,
        begins=told.begins,
        ends=told.ends,
        key=own.pk if own else None,
    )
    return fault_of_span(span, standing_coverages(patient), local_day(at, by.practice))


def _new_policy(by: Membership, patient: Patient, plan: BenefitPlan, told: CoverageTold) -> Policy:
    own = told.relationship == Relationship.SELF
    subscriber = patient if own else told.subscriber
    return Policy.objects.create(
        practice_id=by.practice_id,
        plan=plan,
        subscriber=subscriber,
        subscriber_name="" if subscriber else told.subscriber_name.strip(),
        subscriber_birth_date=None if subscriber else told.subscriber_birth_date,
        member_id=told.member_id.strip(),
    )


def _columns(told: CoverageTold) -> dict[str, Any]:
    return {
        "relationship": told.relationship,
        "begins": told.begins,
        "ends": told.ends,
        "waiting_credit_months": told.waiting_credit_months,
        "overrides": dict(told.overrides),
        "unknown": list(told.unknown),
        "note": told.note.strip(),
    }


def _locked(by: Membership, at: datetime, coverage: Coverage) -> Coverage:
    """The row to be changed, with the estimates that depend on it on record as they are."""
    estimates_stand(by=by, at=at, patients=under_policies([coverage.policy_id]))
    rows = Coverage.objects.select_for_update(of=("self",)).select_related("patient", "policy__plan__payer")
    return rows.get(pk=coverage.pk)


def _followed(
    by: Membership, at: datetime, row: Coverage, text: str, patients: Sequence[Patient] | None = None
) -> None:
    touched = under_policies([row.policy_id]) if patients is None else patients
    estimates_follow(by=by, at=at, patients=touched, cause="coverage_changed", text=text)


def _told(by: Membership, at: datetime, verb: str, row: Coverage, detail: Mapping[str, Any], *, why: str = "") -> None:
    record(
        by=by,
        at=at,
        verb=verb,
        noun="coverage",
        noun_id=row.pk,
        patient_id=row.patient_id,
        why=why,
        detail=detail,
    )
