"""The sentence for a time that is taken, from what the database refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError

from arcada.core.kernel import Refusal
from arcada.practice.models import Chair, Closure, Provider
from arcada.schedule.mapping import zone_of
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, Block

PLACES = {"appointment_chair_once": "chair", "appointment_provider_once": "provider"}


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that refused."""
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")


def taken(
    error: IntegrityError, *, provider: Provider, chair: Chair, starts_at: datetime, ends_at: datetime
) -> Refusal:
    """Why the place could not be had; an error that is no conflict is raised again."""
    name = constraint_of(error)
    if name == "appointment_one_per_visit":
        return Refusal("visit_booked", "This visit is in the day book already; move it instead.", "visit")
    if name == "appointment_patient_once":
        return Refusal("patient_busy", "The patient was just booked elsewhere at that time. Look again.", "starts_at")
    if name not in PLACES:
        raise error
    kind = PLACES[name]
    who = chair if kind == "chair" else provider
    rows = Appointment.objects.filter(HOLDS_ITS_PLACE, starts_at__lt=ends_at, ends_at__gt=starts_at, **{kind: who})
    row = rows.order_by("starts_at").first()
    zone = zone_of(who.practice)
    span = _span(row.starts_at, row.ends_at, zone) if row else _span(starts_at, ends_at, zone)
    text = f"{_named(who)} was just taken, {span}. Choose another time or another {kind}."
    return Refusal("slot_taken", text, kind)


def _named(who: Chair | Provider) -> str:
    return f"{'Chair ' if isinstance(who, Chair) and who.name[:1].isdigit() else ''}{who.name}"


def _span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return f"{start:%a} {start.day} {start:%b %H:%M} to {end:%H:%M}"


def blocked(*, provider: Provider, chair: Chair, starts_at: datetime, ends_at: datetime) -> Refusal | None:
    """Why nobody books here, if the span is blocked."""
    for block in Block.objects.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).order_by("starts_at"):
        own = not block.chair_id and not block.provider_id
        if own or block.chair_id == chair.id or block.provider_id == provider.id:
            zone = zone_of(provider.practice)
            text = f"{block.reason}: no appointments {_span(block.starts_at, block.ends_at, zone)}."
            return Refusal("blocked", text, "starts_at")
    return _closed(provider, chair, starts_at)


def _closed(provider: Provider, chair: Chair, starts_at: datetime) -> Refusal | None:
    """Days without work: of the practice, the chair's site, or the provider."""
    day = starts_at.astimezone(zone_of(provider.practice)).date()
    for closure in Closure.objects.filter(first_date__lte=day, last_date__gte=day):
        if closure.provider_id in (None, provider.id) and closure.site_id in (None, chair.site_id):
            who = provider.name if closure.provider_id else "The practice"
            reason = f" ({closure.reason})" if closure.reason else ""
            return Refusal("closed", f"{who} does not work on {day:%d %b %Y}{reason}.", "starts_at")
    return None
