"""Free times for one appointment that is to be moved: the first of each day, with the same provider."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import Calendar, compile_calendar
from arcada.core.daybook.clinic import Clinic
from arcada.core.daybook.timetable import Plan, Visit
from arcada.core.kernel import Refusal
from arcada.practice.models import Chair
from arcada.schedule.mapping import clinics, days_allowed, zone_of
from arcada.schedule.models import Appointment

LOOK_AHEAD = timedelta(days=42)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A start on a chair that is free, for as long as the appointment takes."""

    starts_at: datetime
    chair: Chair


def free_times(
    appointment: Appointment, *, at: datetime, not_before: date | None = None, most: int = 4
) -> tuple[FreeTime, ...]:
    """The first free start of each of the next days, in the order of time."""
    practice = appointment.patient.practice
    zone = zone_of(practice)
    first, last = days_allowed(appointment.visit) if appointment.visit else (None, None)
    day = max(one for one in (at.astimezone(zone).date(), first, not_before) if one is not None)
    start = max(at, datetime.combine(day, time(), zone))
    until = start + LOOK_AHEAD
    site = appointment.chair.site_id
    clinic = next((one for place, one in clinics(practice, start, until).items() if place.pk == site), None)
    alone = None if clinic is None else _alone(clinic, appointment)
    if alone is None:
        return ()
    calendar = compile_calendar(alone)
    chairs = {str(one.pk): one for one in Chair.objects.filter(site=site)}
    latest = min(until.date(), last) if last is not None else until.date()
    return tuple(FreeTime(begin, chairs[chair]) for begin, chair in _starts(calendar, appointment, start, latest, most))


def _alone(clinic: Clinic, appointment: Appointment) -> Clinic | None:
    """The clinic with this provider only, and without the appointment itself."""
    mine = tuple(one for one in clinic.providers if one.id == str(appointment.provider_id))
    others = tuple(one for one in clinic.appointments if one.id != str(appointment.pk))
    return replace(clinic, providers=mine, appointments=others) if mine else None


def _starts(
    calendar: Calendar, appointment: Appointment, start: datetime, latest: date, most: int
) -> Sequence[tuple[datetime, str]]:
    found: list[tuple[datetime, str]] = []
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds() // 60)
    roles = tuple(sorted(calendar.clinic.providers[0].roles))
    day = start.astimezone(calendar.zone).date()
    while len(found) < most and day <= latest:
        visit = Visit("visit 1", minutes, roles, not_before=day, not_after=latest)
        made = book(calendar, Plan(str(appointment.patient_id), (visit,)), now=start)
        if isinstance(made, Refusal):
            break
        one = made.placements[0]
        if one.start != appointment.starts_at:
            found.append((one.start, one.chair))
        day = one.start.date() + A_DAY
    return found
