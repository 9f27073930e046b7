"""Booking a whole plan, each visit as early as the calendar and the lags allow.

Every visit has a lower bound, and every rule between two visits says "not before that one plus so many days" or
"then that one not before this one less so many days". Bounds can only be pushed to the right, and pushing until
nothing moves gives each visit its earliest start of all legal timetables at once. See docs/algorithms/booking.md.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from arcada.core.daybook.blocking import days, explain, never, unsound
from arcada.core.daybook.calendar import Calendar
from arcada.core.daybook.fixpoint import Fixpoint
from arcada.core.daybook.openings import Openings
from arcada.core.daybook.seats import seat
from arcada.core.daybook.timetable import Booking, Placement, Plan
from arcada.core.kernel import Reason, Refusal

HORIZON_DAYS = 540
"""How far ahead the calendar is looked at, counted from `now` (contract of `book`)."""


def book(calendar: Calendar, plan: Plan, *, now: datetime) -> Booking | Refusal:
    """Places for all visits of a plan, or a refusal that names the visit and what blocks it.

    `now` is an aware moment; nothing is placed before it. The calendar is read, not changed.
    """
    if fault := unsound(plan):
        return fault
    openings = [Openings(calendar, plan, visit) for visit in plan.visits]
    for one in openings:
        if fault := never(one):
            return fault
    start = calendar.first_slot(now)
    last_day = start[0] + HORIZON_DAYS
    fixpoint = Fixpoint(openings, start, last_day)
    if not fixpoint.run():
        return explain(openings, start, last_day)
    return Booking(
        tuple(_placements(calendar, plan, openings, fixpoint)),
        tuple(_why(fixpoint, number) for number in range(len(openings))),
    )


def _placements(calendar: Calendar, plan: Plan, openings: Sequence[Openings], fixpoint: Fixpoint) -> list[Placement]:
    """A provider and a chair for each start: the preferred provider, else one whom the patient knows."""
    found: list[Placement] = []
    known: list[str] = []
    for one in openings:
        start = fixpoint.at[one.visit.id]
        provider, chair = seat(one, start, plan, known)
        known.append(provider.id)
        begin = calendar.moment(*start)
        end = (begin.astimezone(UTC) + timedelta(minutes=one.visit.minutes)).astimezone(calendar.zone)
        found.append(Placement(one.visit.id, provider.id, chair.id, begin, end))
    return found


def _why(fixpoint: Fixpoint, number: int) -> Reason:
    """What keeps a visit from an earlier day: a lag, a deadline of a later visit, or the calendar."""
    one = fixpoint.openings[number]
    day = fixpoint.at[one.visit.id][0]
    on = f"{one.visit.id} on {date.fromordinal(day).isoformat()}"
    for lag in one.visit.after:
        if day == fixpoint.at[lag.visit][0] + lag.min_days:
            return Reason("lag", f"{on}: {days(lag.min_days)} after {lag.visit}")
    for squeeze in fixpoint.squeezes.values():
        if squeeze.earlier == one.visit.id:
            return Reason("deadline", f"{on}: so that {squeeze.later} follows within {squeeze.max_days} days")
    return Reason("calendar", f"{on}: the first free time")
