"""Lists of fees: start one, say where and from when it holds, make it what is charged by."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import FeeKind, FeeSchedule, Membership, Practice, Provider, Site

LONGEST_NAME = 120
REACH = ("usual", "site_id", "provider_id", "begins", "ends")


def make_fee_schedule(
    *,
    by: Membership,
    at: datetime,
    name: str,
    currency: str,
    usual: bool = False,
    kind: str = FeeKind.OFFICE,
    site: Site | None = None,
    provider: Provider | None = None,
    begins: date | None = None,
    ends: date | None = None,
) -> FeeSchedule | Refusal:
    """Start a list of fees with nothing in it; a `usual` one is charged by where and while it holds."""
    for noun in (None, site, provider):
        require(by, Permission.SETTINGS, noun)
    made = FeeSchedule(
        practice_id=by.practice_id,
        name=name.strip()[:LONGEST_NAME],
        kind=kind,
        currency=currency,
        usual=usual,
        site=site,
        provider=provider,
        begins=begins,
        ends=ends,
    )
    with transaction.atomic():
        if fault := _fault(made):
            return fault
        made.save()
        record(by=by, at=at, verb="made", noun="fee_schedule", noun_id=made.pk, detail=_told(made))
    return made


def change_fee_schedule(
    *,
    by: Membership,
    at: datetime,
    schedule: FeeSchedule,
    name: str,
    usual: bool,
    site: Site | None = None,
    provider: Provider | None = None,
    begins: date | None = None,
    ends: date | None = None,
) -> FeeSchedule | Refusal:
    """Give a list another name or reach; its amounts stay."""
    for noun in (schedule, site, provider):
        require(by, Permission.SETTINGS, noun)
    with transaction.atomic():
        kept = FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
        before = _told(kept)
        kept.name, kept.usual, kept.begins, kept.ends = name.strip()[:LONGEST_NAME], usual, begins, ends
        kept.site, kept.provider = site, provider
        if fault := _fault(kept):
            return fault
        kept.save()
        if before != _told(kept):
            detail = {"before": before, "now": _told(kept)}
            record(by=by, at=at, verb="changed", noun="fee_schedule", noun_id=kept.pk, detail=detail)
    return kept


def _fault(row: FeeSchedule) -> Refusal | None:
    """Say what is wrong with a list; the practice is held meanwhile, so that no rival is made beside it."""
    practice = Practice.objects.select_for_update(no_key=True).get(pk=row.practice_id)
    others = FeeSchedule.objects.filter(practice_id=row.practice_id).exclude(pk=row.pk)
    if not row.name:
        return Refusal("name_missing", "Give the fee schedule a name.", "name")
    if others.filter(name__iexact=row.name).exists():
        return Refusal("name_taken", f"There is already a fee schedule called {row.name}.", "name")
    if row.kind not in FeeKind.values:
        return Refusal("unknown_kind", f"There is no kind of fee schedule called {row.kind}.", "kind")
    if row.begins and row.ends and row.ends < row.begins:
        return Refusal("days_turned", "The last day lies before the first.", "ends")
    return _not_chargeable(row, others, practice.currency) if row.usual else None


def _not_chargeable(row: FeeSchedule, others: QuerySet[FeeSchedule], currency: str) -> Refusal | None:
    """Say why a list cannot be what the practice charges by, if so."""
    if row.kind != FeeKind.OFFICE:
        return Refusal("not_the_office_s", "Only a list of office fees can be what you charge.", "kind")
    if row.currency != currency:
        text = f"You charge in {currency}; a list in {row.currency} cannot be what you charge."
        return Refusal("other_currency", text, "currency")
    return _same_reach(row, others)


def _same_reach(row: FeeSchedule, others: QuerySet[FeeSchedule]) -> Refusal | None:
    """Refuse a second list that reaches as far from the same day on: nobody could say which one counts."""
    same = {"usual": True, "site_id": row.site_id, "provider_id": row.provider_id}
    rival = others.filter(**same)
    rival = rival.filter(begins=row.begins) if row.begins else rival.filter(begins__isnull=True)
    found = rival.first()
    if found is None:
        return None
    when = f"from {row.begins:%d %b %Y} on" if row.begins else "without a first day"
    text = f"{found.name} already holds for the same site and provider {when}. Give this list another first day."
    return Refusal("same_reach", text, "begins")


def _told(row: FeeSchedule) -> dict[str, Any]:
    """What the audit keeps of a list."""
    reach = {name: str(value) if (value := getattr(row, name)) is not None else None for name in REACH}
    return {"name": row.name, "kind": row.kind, "currency": row.currency} | reach
