"""Finding the plan to enter: the family's own policies, plans by payer, name or group number, and templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from arcada.insurance.models import Policy
from arcada.insurance.queries import plans_of, policies_of_family, standing_coverages
from arcada.insurance.templates import templates
from arcada.patients.models import Patient
from arcada.practice.models import Membership

MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to start from: a policy, a plan or a template."""

    key: str
    value: str
    title: str
    about: str


def found_plans(member: Membership, typed: str) -> tuple[Choice, ...]:
    """List the plans that are offered, those in use by most in front."""
    rows = plans_of(member).filter(active=True, payer__active=True)
    for word in typed.split():
        rows = rows.filter(
            Q(payer__name__icontains=word)
            | Q(name__icontains=word)
            | Q(group_number__icontains=word)
            | Q(payer__electronic_id__iexact=word)
        )
    return tuple(
        Choice(
            key="plan",
            value=str(row.pk),
            title=f"{row.payer.name}: {row.name}",
            about=_about(row.group_number, row.policy_count),
        )
        for row in rows.order_by("-policy_count", "payer__name", "name", "id")[:MOST]
    )


def family_policies(patient: Patient) -> tuple[Choice, ...]:
    """List the family's policies that do not cover the patient yet."""
    taken = {row.policy_id for row in standing_coverages(patient)}
    return tuple(
        Choice(
            key="policy",
            value=str(row.pk),
            title=f"{row.plan.payer.name}: {row.plan.name}",
            about=f"policy of {holder(row)}" + (f", member ID {row.member_id}" if row.member_id else ""),
        )
        for row in policies_of_family(patient)
        if row.pk not in taken
    )


def starts() -> Sequence[Choice]:
    """List the templates."""
    return tuple(Choice(key="template", value=one.id, title=one.name, about=one.says) for one in templates())


def policy_of(patient: Patient, key: UUID) -> Policy | None:
    """Give one of the family's policies."""
    return next((row for row in policies_of_family(patient) if row.pk == key), None)


def holder(policy: Policy) -> str:
    """Name who holds a policy."""
    if policy.subscriber:
        return f"{policy.subscriber.given_name} {policy.subscriber.family_name}"
    return policy.subscriber_name


def _about(group: str, count: int) -> str:
    people = "nobody has it yet" if not count else "1 policy" if count == 1 else f"{count} policies"
    return f"group {group}, {people}" if group else people
