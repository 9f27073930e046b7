"""What is agreed with a payer: which list holds, where, with whom, from when and until when."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.insurance.actions.fee_changes import payers_changed
from arcada.insurance.models import Contract, Payer
from arcada.practice.access import Permission, require
from arcada.practice.models import FeeKind, FeeSchedule, Membership, Provider, Site

# What a contract says of write-offs, in the words of the estimate command; the first is what holds unsaid.
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "writeoff_when_max_exhausted": ("keep", "none"),
    "writeoff_when_limited": ("keep", "none"),
    "exclusion_fee_rule": ("contract", "office"),
}


def make_contract(
    *,
    by: Membership,
    at: datetime,
    payer: Payer,
    schedule: FeeSchedule,
    begins: date,
    ends: date | None = None,
    site: Site | None = None,
    provider: Provider | None = None,
    settings: Mapping[str, str] | None = None,
) -> Contract | Refusal:
    """Let a list hold for a payer's members; one that reaches as far and began earlier gives way to it."""
    for noun in (payer, schedule, site, provider):
        require(by, Permission.SETTINGS, noun)
    made = Contract(
        practice_id=by.practice_id,
        payer=payer,
        schedule=schedule,
        kind=schedule.kind,
        site=site,
        provider=provider,
        begins=begins,
        ends=ends,
        settings=dict(settings or {}),
    )
    if fault := _fault(made, by):
        return fault
    with transaction.atomic():
        Payer.objects.select_for_update(no_key=True).get(pk=payer.pk)
        if fault := _rival(made):
            return fault
        made.save()
        record(by=by, at=at, verb="made", noun="contract", noun_id=made.pk, detail=_told(made))
        payers_changed(by=by, at=at, payers=[payer.pk])
    return made


def end_contract(*, by: Membership, at: datetime, contract: Contract, last_day: date) -> Contract | Refusal:
    """Let a contract end on a day."""
    require(by, Permission.SETTINGS, contract)
    if last_day < contract.begins:
        return Refusal("days_turned", "The last day lies before the first.", "last_day")
    with transaction.atomic():
        kept = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
        before = kept.ends
        kept.ends = last_day
        kept.save(update_fields=["ends"])
        detail = _told(kept) | {"before": str(before) if before else None}
        record(by=by, at=at, verb="ended", noun="contract", noun_id=kept.pk, detail=detail)
        payers_changed(by=by, at=at, payers=[kept.payer_id])
    return kept


def _fault(row: Contract, by: Membership) -> Refusal | None:
    if row.kind == FeeKind.OFFICE:
        text = "A list of office fees is what you charge. Choose a list of contracted fees, copays or fixed benefits."
        return Refusal("list_of_the_office", text, "schedule")
    if row.schedule.currency != by.practice.currency:
        text = f"You charge in {by.practice.currency}; {row.schedule.name} is in {row.schedule.currency}."
        return Refusal("other_currency", text, "schedule")
    if row.ends and row.ends < row.begins:
        return Refusal("days_turned", "The last day lies before the first.", "ends")
    if any(value not in SETTINGS.get(name, ()) for name, value in row.settings.items()):
        return Refusal("unknown_setting", "Choose what the contract says of write-offs from the list.", "settings")
    return None


def _rival(row: Contract) -> Refusal | None:
    """Refuse a second one of a kind that reaches as far from the same day on: nobody could say which one counts."""
    same: dict[str, Any] = {
        name: getattr(row, name) for name in ("payer_id", "kind", "begins", "site_id", "provider_id")
    }
    found = Contract.objects.filter(**same).select_related("schedule").first()
    if found is None:
        return None
    text = f"{found.schedule.name} already holds from {row.begins:%d %b %Y} on for the same site and provider."
    return Refusal("same_reach", text, "begins")


def _told(row: Contract) -> dict[str, Any]:
    """What the audit keeps of a contract."""
    reach = {name: str(value) if (value := getattr(row, name)) else None for name in ("site_id", "provider_id", "ends")}
    told = {"payer": str(row.payer_id), "schedule": str(row.schedule_id), "kind": row.kind, "begins": str(row.begins)}
    return told | reach | {"settings": row.settings}
