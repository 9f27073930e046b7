"""The visits of a plan on one line, planned and performed, with time and money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from django.utils.safestring import SafeString

from arcada.cases.models import Alternative
from arcada.display.phrases import Voice, count, money
from arcada.display.phrases import day as day_words
from arcada.display.timeline import Stop, StopState, draw_timeline
from arcada.schedule.mapping import visit_lags
from arcada.schedule.queries import TimelineVisit

LONG_WAIT = 42  # days from which the line says how long it waits at least, as on the proposal
OVERDUE = "overdue"
ONE_MONTH = timedelta(days=32)
LOOKS: dict[str, StopState] = {"planned": "planned", "booked": "booked", "done": "done", "missed": "missed"}


@dataclass(frozen=True, slots=True)
class Strip:
    """The line with its words: '2 of 6 visits done', '$1,730 of $11,480 performed'."""

    drawing: SafeString
    title: str
    progress: str
    performed: str


def strip_of(
    visits: Sequence[TimelineVisit],
    alternative: Alternative,
    *,
    voice: Voice,
    prices: bool,
    here: int = 0,
    offered: Mapping[int, date] = MappingProxyType({}),
) -> Strip:
    """Draw the plan; `here` is the number of the visit that is looked at, `offered` the dates that are not booked."""
    days = {one.visit.number: offered.get(one.visit.number, one.due_date) for one in visits}
    first = min(days.values(), default=date.min)
    lags = visit_lags(alternative.content(), {one.visit.number: one.visit.day for one in visits})
    stops = [_stop(one, (days[one.visit.number] - first).days, lags, here, voice) for one in visits]
    if not prices:
        stops = [replace(one, note="" if one.note != OVERDUE else one.note) for one in stops]
    done = sum(one.state == "done" for one in visits)
    paid = visits[-1].paid_for if visits else Decimal(0)
    return Strip(
        drawing=draw_timeline(
            _dated(stops, days, visits, offered, voice),
            _months(first, max(days.values(), default=first), voice),
            title=f"{alternative.tier.title()} plan, visit by visit",
        ),
        title=f"{alternative.tier.title()} plan",
        progress=f"{done} of {count(len(visits), 'visit')} done",
        performed=f"{money(paid, voice)} of {money(alternative.price, voice)} performed" if prices else "",
    )


def _stop(
    one: TimelineVisit,
    day: int,
    lags: Mapping[int, Mapping[int, tuple[int, int | None]]],
    here: int,
    voice: Voice,
) -> Stop:
    number = one.visit.number
    looks = LOOKS.get(one.state, "planned")
    wait = lags.get(number, {}).get(number - 1, (0, None))[0]
    late = one.state == "overdue" and one.visit.date is not None
    return Stop(
        date=day_words(one.due_date, voice),
        day=day,
        state="now" if number == here and looks in {"planned", "booked"} else looks,
        note=OVERDUE if late else money(one.price, voice),
        heals=f"at least {wait} days" if wait >= LONG_WAIT else "",
    )


def _dated(
    stops: Sequence[Stop],
    days: Mapping[int, date],
    visits: Sequence[TimelineVisit],
    offered: Mapping[int, date],
    voice: Voice,
) -> list[Stop]:
    """The words of the dates: what is only planned says 'about', and a missed visit with a new offer is planned."""
    found = []
    for stop, one in zip(stops, visits, strict=True):
        number = one.visit.number
        if number in offered:
            found.append(replace(stop, date=day_words(days[number], voice), state="planned"))
        elif one.visit.date is None and one.visit.done_at is None:
            found.append(replace(stop, date=f"about {stop.date}"))
        else:
            found.append(stop)
    return found


def _months(first: date, last: date, voice: Voice) -> list[tuple[str, int]]:
    """The first days of the months that the line crosses."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append((day_words(month, voice, style="month"), (month - first).days))
        month = (month + ONE_MONTH).replace(day=1)
    return found
