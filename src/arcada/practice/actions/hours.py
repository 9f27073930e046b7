"""Working hours and days off. Times are the clinic's wall clock; both ends of a closure are days off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Closure, Membership, Provider, Site, WorkingHours

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when on a weekday (0 is Monday), and where."""

    weekday: int
    starts: time
    ends: time
    site: Site


def keep_hours(
    *, by: Membership, at: datetime, provider: Provider, spans: Sequence[Span]
) -> tuple[WorkingHours, ...] | Refusal:
    """Replace a provider's week by these spans."""
    require(by, Permission.SETTINGS, provider)
    ordered = sorted(spans, key=lambda span: (span.weekday, span.starts, span.ends))
    if fault := _fault(ordered):
        return fault
    with transaction.atomic():
        WorkingHours.objects.filter(provider=provider).delete()
        made = WorkingHours.objects.bulk_create(
            WorkingHours(
                practice_id=by.practice_id,
                provider=provider,
                site=span.site,
                weekday=span.weekday,
                starts=span.starts,
                ends=span.ends,
            )
            for span in ordered
        )
        week = [f"{span.weekday} {span.starts:%H:%M}-{span.ends:%H:%M} {span.site.name}" for span in ordered]
        record(by=by, at=at, verb="kept_hours", noun="provider", noun_id=provider.pk, detail={"week": week})
    return tuple(made)


def _fault(ordered: Sequence[Span]) -> Refusal | None:
    for span in ordered:
        if not 0 <= span.weekday < len(DAYS):
            return Refusal("weekday", f"Weekdays run from 0 (Monday) to 6 (Sunday), not {span.weekday}.", "weekday")
        if span.starts >= span.ends:
            text = f"{DAYS[span.weekday]}: {span.starts:%H:%M} is not before {span.ends:%H:%M}."
            return Refusal("hours_turned", text, "hours")
    for first, second in pairwise(ordered):
        if first.weekday == second.weekday and second.starts < first.ends:
            text = (
                f"{DAYS[first.weekday]}: {first.starts:%H:%M}-{first.ends:%H:%M} and "
                f"{second.starts:%H:%M}-{second.ends:%H:%M} overlap; nobody works at two places at once."
            )
            return Refusal("hours_overlap", text, "hours")
    return None


FARTHEST = 10  # years; nobody plans days off further, and a slip of the finger is caught. source: judgement


def close_days(
    *,
    by: Membership,
    at: datetime,
    first_date: date,
    last_date: date,
    provider: Provider | None = None,
    site: Site | None = None,
    reason: str = "",
) -> Closure | Refusal:
    """Take days off: of a provider, of a site, or of everybody when neither is given."""
    require(by, Permission.SETTINGS, provider or site)
    if last_date < first_date:
        return Refusal("days_turned", f"{last_date} is before {first_date}.", "last_date")
    for field, day in (("first_date", first_date), ("last_date", last_date)):
        if abs(day.year - at.year) > FARTHEST:
            text = f"{day} lies more than {FARTHEST} years away. Check the year."
            return Refusal("days_too_far", text, field)
    with transaction.atomic():
        made = Closure.objects.create(
            practice_id=by.practice_id,
            provider=provider,
            site=site,
            first_date=first_date,
            last_date=last_date,
            reason=reason.strip(),
        )
        detail = {
            "first": str(first_date),
            "last": str(last_date),
            "of": str(provider or site or "everybody"),
        }
        record(by=by, at=at, verb="closed", noun="closure", noun_id=made.pk, why=reason, detail=detail)
    return made


def reopen_days(*, by: Membership, at: datetime, closure: Closure) -> None:
    """Work on those days after all."""
    require(by, Permission.SETTINGS, closure)
    with transaction.atomic():
        record(by=by, at=at, verb="reopened", noun="closure", noun_id=closure.pk, detail={"was": str(closure)})
        closure.delete()
