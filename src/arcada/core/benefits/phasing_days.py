"""Which days a visit group may have: from its first to its last, after the groups before it, where something changes.

earliest ... latest          what the plan and the dentist allow; urgent: the first day only
link                         so many days after another group, at most so many
a day is worth trying        the first possible one | a benefit year begins | a refusal ends | a gap after a day tried
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from arcada.core.benefits.coverage import CALENDAR_YEAR
from arcada.core.benefits.dates import MONTHS, add_months
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Question
from arcada.core.kernel import Refusal

YEARS_AHEAD = 3
Days = Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Link:
    """A gap in days that a group keeps from an earlier one."""

    group: str
    min_days: int = 0
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class VisitGroup:
    """Lines that are done on one day; `latest` is the last day that is clinically acceptable.

    `prepares` are lines that are begun on this day and completed with a later group; `reason` says why it may not wait.
    """

    id: str
    lines: tuple[str, ...]
    earliest: date
    latest: date | None = None
    urgent: bool = False
    after: tuple[Link, ...] = ()
    prepares: tuple[str, ...] = ()
    reason: str = ""


def in_order(groups: Sequence[VisitGroup]) -> list[VisitGroup] | Refusal:
    """Each group after those it is linked to; by earliest day and name among equals."""
    waiting = sorted(groups, key=lambda one: (one.earliest, one.id))
    known = {one.id for one in groups}
    placed: list[VisitGroup] = []
    while waiting:
        done = {one.id for one in placed}
        ready = next((one for one in waiting if all(link.group in done for link in one.after)), None)
        if ready is None:
            lacking = sorted({link.group for one in waiting for link in one.after} - known)
            why = f"'{lacking[0]}' is not among the groups" if lacking else "the groups wait for each other in a circle"
            return Refusal("circular_links", f"No order is possible: {why}.", waiting[0].id)
        waiting.remove(ready)
        placed.append(ready)
    return placed


def span(group: VisitGroup, days: Days) -> tuple[date, date | None]:
    """The first and the last day of a group, as far as the groups before it have their days."""
    low, ends = group.earliest, [group.latest] if group.latest else []
    for link in group.after:
        if link.group in days:
            low = max(low, days[link.group] + timedelta(days=link.min_days))
            if link.max_days is not None:
                ends.append(days[link.group] + timedelta(days=link.max_days))
    return low, min(ends, default=None)


def soonest(groups: Sequence[VisitGroup]) -> dict[str, date] | Refusal:
    """Every group on the first day that it may have."""
    days: dict[str, date] = {}
    for group in groups:
        low, high = span(group, days)
        if high is not None and high < low:
            late = (low - high).days
            text = f"'{group.id}' may not be later than {high} and not before {low}: {late} days are missing."
            return Refusal("no_day", text, group.id)
        days[group.id] = low
    return days


def dated(question: Question, groups: Sequence[VisitGroup], days: Days) -> Question:
    """The question with the lines on these days."""
    done = {line: days[group.id] for group in groups for line in group.lines}
    begun = {line: days[group.id] for group in groups for line in group.prepares}
    lines = tuple(
        replace(line, on=done.get(line.id, line.on), prepared=begun.get(line.id, line.prepared))
        for line in question.lines
    )
    return replace(question, lines=lines)


def candidates(question: Question, groups: Sequence[VisitGroup], first: Days) -> dict[str, tuple[date, ...]]:
    """The days worth trying for each group, in order; the groups come after those they are linked to.

    A turning day is where a benefit year begins or a refusal of the group, or of one before it, ends. A group may wait
    for it alone, or together with all the groups before it.
    """
    starts = sorted(set(_year_starts(question)))
    turns: dict[str, set[date]] = {}
    found: dict[str, tuple[date, ...]] = {}
    for group in groups:
        before = set().union(*(turns[link.group] for link in group.after)) if group.after else set()
        own = set() if group.urgent else set(_eligible(question, group, first[group.id]))
        turns[group.id] = before | own
    together = {turn: _from(groups, turn) for turn in {*starts, *(day for one in turns.values() for day in one)}}
    for group in groups:
        low, days = first[group.id], {first[group.id]}
        if not group.urgent:
            for turn in (*starts, *sorted(turns[group.id])):
                days |= {max(low, turn), max(low, together[turn][group.id])}
        elif group.after:
            days |= {max(low, together[turn][group.id]) for turn in starts}
        high = group.latest
        found[group.id] = tuple(sorted(day for day in days if high is None or day <= high))
    return found


def _from(groups: Sequence[VisitGroup], turn: date) -> dict[str, date]:
    """Each group as soon as it may be, when none is done before a turning day."""
    days: dict[str, date] = {}
    for group in groups:
        gaps = [days[link.group] + timedelta(days=link.min_days) for link in group.after]
        days[group.id] = max([group.earliest if group.urgent and not gaps else max(group.earliest, turn), *gaps])
    return days


def _eligible(question: Question, group: VisitGroup, low: date) -> Iterator[date]:
    """Days on which a refusal of one of the group's lines would end, one after the other."""
    lines = tuple(line for line in question.lines if line.id in group.lines)
    day: date | None = low
    for _ in range(len(lines) + 1):
        alone = estimate(replace(question, lines=tuple(replace(line, on=day or low) for line in lines)))
        later = {part.eligible for line in alone.lines for part in line.parts if part.eligible}
        day = min((one for one in later if one > (day or low)), default=None)
        if day is None:
            return
        yield day


def _year_starts(question: Question) -> Iterator[date]:
    """First days of the coming benefit years of all coverages, and of the calendar where a benefit follows it."""
    for coverage in question.coverages:
        begins = coverage.year_of(question.as_of)
        for ahead in range(1, YEARS_AHEAD + 1):
            yield add_months(begins, MONTHS * ahead)
        periods = {one.period for one in coverage.maximums} | {one.period for one in coverage.deductibles}
        if CALENDAR_YEAR in periods:
            for ahead in range(1, YEARS_AHEAD + 1):
                yield date(question.as_of.year + ahead, 1, 1)
