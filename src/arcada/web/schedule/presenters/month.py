"""A month to pick a day from."""

from calendar import Calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from arcada.display.phrases import Voice
from arcada.display.phrases import day as day_words
from arcada.schedule.queries import Axis
from arcada.web.schedule.presenters.wall import link

LETTERS = ("M", "T", "W", "T", "F", "S", "S")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class DayLink:
    """One day: where it leads, and what is special about it."""

    number: int
    url: str
    said: str
    chosen: bool
    today: bool
    outside: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month, from the practice's first weekday."""

    title: str
    heads: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[DayLink, ...], ...]
    before: str
    after: str


def month_of(day: date, *, today: date, axis: Axis, first: int, marked: Collection[date], voice: Voice) -> Month:
    """The month of a day; `marked` are the days with visits of the chosen patient, `first` the week's first day."""
    weeks = Calendar(firstweekday=first).monthdatescalendar(day.year, day.month)
    start = day.replace(day=1)
    order = [(first + place) % 7 for place in range(7)]
    return Month(
        title=f"{day_words(start, voice, style='month')} {day.year}",
        heads=tuple((LETTERS[one], NAMES[one]) for one in order),
        weeks=tuple(
            tuple(
                DayLink(
                    number=one.day,
                    url=link(one, axis),
                    said=day_words(one, voice, style="long"),
                    chosen=one == day,
                    today=one == today,
                    outside=one.month != day.month,
                    marked=one in marked,
                )
                for one in week
            )
            for week in weeks
        ),
        before=link(start - timedelta(days=1), axis),
        after=link((start + timedelta(days=32)).replace(day=1), axis),
    )
