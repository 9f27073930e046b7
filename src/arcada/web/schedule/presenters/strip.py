"""The visits of a plan on one line, planned and performed, with time and money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.safestring import SafeString

from arcada.cases.models import Alternative
from arcada.display.phrases import Voice, count, money
from arcada.display.phrases import day as day_words
from arcada.display.timeline import Stop, StopState, draw_timeline
from arcada.schedule.mapping import visit_lags
from arcada.schedule.queries import TimelineVisit

LONG_WAIT = 42  # days from which the line says how long it waits at least, as on the proposal
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
    wide: bool = True,
) -> Strip:
    """Draw the plan; `here` is the number of the visit that is looked at."""
    first = visits[0].due_date if visits else date.min
    lags = visit_lags(alternative.content(), {one.visit.number: one.visit.day for one in visits})
    stops = [_stop(one, first, lags.get(one.visit.number, {}), here, voice, prices) for one in visits]
    done = sum(one.state == "done" for one in visits)
    paid = visits[-1].paid_for if visits else Decimal(0)
    return Strip(
        drawing=draw_timeline(
            stops, _months(visits, voice), title=f"{alternative.tier.title()} plan, visit by visit", wide=wide
        ),
        title=f"{alternative.tier.title()} plan",
        progress=f"{done} of {count(len(visits), 'visit')} done",
        performed=f"{money(paid, voice)} of {money(alternative.price, voice)} performed" if prices else "",
    )


def _stop(
    one: TimelineVisit,
    first: date,
    lags: dict[int, tuple[int, int | None]],
    here: int,
    voice: Voice,
    prices: bool,  # noqa: FBT001 - said by name in the only call above
) -> Stop:
    number = one.visit.number
    looks = LOOKS.get(one.state, "planned")
    wait = lags.get(number - 1, (0, None))[0]
    note = "overdue" if one.state == "overdue" else money(one.price, voice) if prices else ""
    return Stop(
        date=day_words(one.due_date, voice) if one.visit.date or one.visit.done_at else f"~ {day_words(one.due_date)}",
        day=(one.due_date - first).days,
        state="now" if number == here and looks in {"planned", "booked"} else looks,
        note=note,
        heals=f"at least {wait} days" if wait >= LONG_WAIT else "",
    )


def _months(visits: Sequence[TimelineVisit], voice: Voice) -> list[tuple[str, int]]:
    """The first days of the months that the line crosses."""
    if not visits:
        return []
    first, last = visits[0].due_date, max(one.due_date for one in visits)
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append((day_words(month, voice, style="month"), (month - first).days))
        month = (month + ONE_MONTH).replace(day=1)
    return found
