"""Write a benefit plan, change it, confirm it with the payer, stop offering it.

A plan is written once and chosen for many patients: a change to it renews the estimates of everybody who has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.core.kernel import Refusal
from arcada.insurance.actions.consequences import estimates_follow, estimates_stand, under_plan
from arcada.insurance.actions.payers import STALE
from arcada.insurance.models import BenefitPlan, Payer, Source
from arcada.insurance.sound_benefits import fault_of_benefits, fault_of_unknown
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

WORDS = ("name", "group_number")
TOLD = ("name", "group_number", "benefits", "settings", "unknown", "source", "verified_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTold:
    """What one plan covers, and how that is known; `verified_on` is the day the payer confirmed it."""

    name: str
    group_number: str = ""
    benefits: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    source: str = Source.TYPED
    verified_on: date | None = None


def write_plan(*, by: Membership, at: datetime, payer: Payer, told: PlanTold) -> BenefitPlan | Refusal:
    """Write a new plan of a payer."""
    require(by, Permission.PRICE, payer)
    fault = fault_of_plan(by, at, payer, told, None)
    if fault:
        return fault
    with transaction.atomic():
        row = BenefitPlan.objects.create(
            practice_id=by.practice_id,
            payer=payer,
            verified_by=by if told.verified_on else None,
            **_columns(told),
        )
        detail = {"name": row.name, "group": row.group_number, "payer": payer.name}
        record(by=by, at=at, verb="wrote", noun="benefit plan", noun_id=row.pk, detail=detail)
        return row


def change_plan(
    *, by: Membership, at: datetime, plan: BenefitPlan, told: PlanTold, revision: int
) -> BenefitPlan | Refusal:
    """Change a plan for everybody who has it; refused when somebody else saved in the meantime."""
    require(by, Permission.PRICE, plan)
    fault = fault_of_plan(by, at, plan.payer, told, plan)
    if fault:
        return fault
    with transaction.atomic():
        row = BenefitPlan.objects.select_for_update(of=("self",)).select_related("payer").get(pk=plan.pk)
        if row.revision != revision:
            return Refusal("stale_plan", STALE, "revision")
        columns = _columns(told)
        changed = [name for name in TOLD if getattr(row, name) != columns[name]]
        if not changed:
            return row
        estimates_stand(by=by, at=at, patients=under_plan(row))
        before = {name: _kept(getattr(row, name)) for name in changed}
        for name in changed:
            setattr(row, name, columns[name])
        if "verified_on" in changed:
            row.verified_by = by if told.verified_on else None
        row.revision += 1
        row.save(update_fields=[*changed, "verified_by", "revision"])
        record(by=by, at=at, verb="changed", noun="benefit plan", noun_id=row.pk, detail={"before": before})
        text = f"The plan {row.name} of {row.payer.name} was changed."
        estimates_follow(by=by, at=at, patients=under_plan(row), cause="plan_changed", text=text)
        return row


def retire_plan(*, by: Membership, at: datetime, plan: BenefitPlan) -> BenefitPlan | Refusal:
    """Offer a plan no longer; whoever has it keeps it."""
    return _offer(by=by, at=at, plan=plan, active=False)


def bring_back_plan(*, by: Membership, at: datetime, plan: BenefitPlan) -> BenefitPlan | Refusal:
    """Offer a plan again."""
    return _offer(by=by, at=at, plan=plan, active=True)


def _offer(*, by: Membership, at: datetime, plan: BenefitPlan, active: bool) -> BenefitPlan | Refusal:
    require(by, Permission.PRICE, plan)
    with transaction.atomic():
        row = BenefitPlan.objects.select_for_update().get(pk=plan.pk)
        if row.active != active:
            row.active, row.revision = active, row.revision + 1
            row.save(update_fields=["active", "revision"])
            verb = "brought back" if active else "retired"
            record(by=by, at=at, verb=verb, noun="benefit plan", noun_id=row.pk, detail={"name": row.name})
        return row


def fault_of_plan(
    by: Membership, at: datetime, payer: Payer, told: PlanTold, own: BenefitPlan | None
) -> Refusal | None:
    """Say what is wrong with a plan, and in which field."""
    if not told.name.strip():
        return Refusal("no_name", "Give the plan a name, such as the one on the member's card.", "name")
    long = too_long(name=(told.name, 120), group_number=(told.group_number, 40))
    if long is not None:
        return long
    if told.source not in Source.values:
        return Refusal("unknown_source", "Say how this is known: typed, telephone, website, file.", "source")
    if told.verified_on and told.verified_on > local_day(at, by.practice):
        return Refusal("verified_later", "The plan cannot have been verified on a day to come.", "verified_on")
    fault = fault_of_unknown(told.unknown) or fault_of_benefits(told.benefits, told.settings)
    return fault or _known(payer, told, own)


def _known(payer: Payer, told: PlanTold, own: BenefitPlan | None) -> Refusal | None:
    rows = BenefitPlan.objects.filter(
        payer=payer, name__iexact=told.name.strip(), group_number=told.group_number.strip()
    )
    same = rows.exclude(pk=own.pk).first() if own else rows.first()
    if same is None:
        return None
    group = f" of group {same.group_number}" if same.group_number else " without a group number"
    text = f"{payer.name} has a plan {same.name}{group} already. Use that one, or write its group number."
    return Refusal("known_plan", text, "group_number")


def _columns(told: PlanTold) -> dict[str, Any]:
    return {
        "name": told.name.strip(),
        "group_number": told.group_number.strip(),
        "benefits": dict(told.benefits),
        "settings": dict(told.settings),
        "unknown": list(told.unknown),
        "source": told.source,
        "verified_on": told.verified_on,
    }


def _kept(value: Any) -> Any:
    """What the audit keeps: amounts as text, so that they stay exact."""
    if isinstance(value, dict):
        return {key: _kept(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_kept(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
