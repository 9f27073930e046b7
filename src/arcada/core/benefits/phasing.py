"""When to do what, so that the patient pays least over benefit years, within what the plan and urgency allow.

    candidate days of a visit group:   as soon as it may be  |  a waiting period or a frequency ends
                                       |  a benefit year of some coverage begins
    cheapest                           patient's total, then fewer days, then less delay

Groups are given their days in the order of the links between them, by branch and bound: a branch is left when even
paying all that the maximums have room for would not beat the best so far. Every finished assignment is priced by the
same engine as any estimate. Beyond `MOST_PRICED` of them the search keeps the best it has and says that it is not
proven. What is urgent stays where it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from arcada.core.benefits.answer import Estimate
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Question
from arcada.core.benefits.meter import Meters
from arcada.core.benefits.step import Step
from arcada.core.kernel import Refusal, money

ZERO = Decimal(0)
YEARS_AHEAD = 3
YEAR_MONTHS = 12
MOST_PRICED = 3000


@dataclass(frozen=True, slots=True)
class Link:
    """A gap in days that a group keeps from an earlier one."""

    group: str
    min_days: int = 0
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class VisitGroup:
    """Lines that are done on one day; `latest` is the last day that is clinically acceptable."""

    id: str
    lines: tuple[str, ...]
    earliest: date
    latest: date | None = None
    urgent: bool = False
    after: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Phasing:
    """The days found, what they cost and save, and why; `proven` when nothing cheaper can exist."""

    days: Mapping[str, date]
    patient_pays: Decimal
    patient_pays_now: Decimal
    estimate: Estimate
    gains: tuple[Step, ...] = ()
    traps: tuple[Step, ...] = ()
    proven: bool = True

    @property
    def saving(self) -> Decimal:
        """What is saved against doing all as soon as it may be."""
        return self.patient_pays_now - self.patient_pays


def phase(question: Question, groups: Sequence[VisitGroup]) -> Phasing | Refusal:
    """The cheapest days for the groups; a Refusal when the links leave no day for one of them."""
    ordered = _ordered(groups)
    if isinstance(ordered, Refusal):
        return ordered
    search = _Search(question, tuple(ordered))
    now = search.soonest()
    if isinstance(now, Refusal):
        return now
    search.consider(now)
    first = search.best_answer
    search.descend(0, {}, ZERO)
    answer, days = search.best_answer, search.best_days
    return Phasing(
        days,
        answer.patient_pays,
        first.patient_pays,
        answer,
        tuple(_gains(first, answer, search.dated(days))),
        tuple(_traps(first, answer, question, days)),
        search.priced < MOST_PRICED,
    )


def _ordered(groups: Sequence[VisitGroup]) -> list[VisitGroup] | Refusal:
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


class _Search:
    """Branch and bound over the days of the groups."""

    def __init__(self, question: Question, groups: tuple[VisitGroup, ...]) -> None:
        self.question = question
        self.groups = groups
        self.priced = 0
        self.best_days: dict[str, date] = {}
        self.best_answer = Estimate(question.id, ())
        self.best_key: tuple[Decimal, int, int] | None = None
        self.member = {line: group.id for group in groups for line in group.lines}
        self.starts = self._year_starts()
        self.free, self.benefit = self._at_best()

    def soonest(self) -> dict[str, date] | Refusal:
        """Every group on the first day that it may have."""
        days: dict[str, date] = {}
        for group in self.groups:
            low, high = self._span(group, days)
            if high is not None and high < low:
                late = (low - high).days
                text = f"'{group.id}' may not be later than {high} and not before {low}: {late} days are missing."
                return Refusal("no_day", text, group.id)
            days[group.id] = low
        return days

    def dated(self, days: Mapping[str, date]) -> Question:
        """The question with the lines on these days."""
        lines = tuple(
            replace(line, on=days[self.member[line.id]]) if line.id in self.member else line
            for line in self.question.lines
        )
        return replace(self.question, lines=lines)

    def consider(self, days: dict[str, date]) -> None:
        """Price a finished assignment and keep it if it is the best."""
        self.priced += 1
        answer = estimate(self.dated(days))
        delay = sum((days[group.id] - group.earliest).days for group in self.groups)
        key = (answer.patient_pays, len(set(days.values())), delay)
        if self.best_key is None or key < self.best_key:
            self.best_key, self.best_answer, self.best_days = key, answer, dict(days)

    def descend(self, depth: int, days: dict[str, date], owed: Decimal) -> None:
        """Give the next group each of its days in turn; `owed` is the least that those before it cost."""
        if self.priced >= MOST_PRICED:
            return
        if depth == len(self.groups):
            self.consider(days)
            return
        if self.best_key is not None and self._bound(depth, days, owed) > self.best_key[0]:
            return
        group = self.groups[depth]
        for day in self._candidates(group, days):
            days[group.id] = day
            self.descend(depth + 1, days, owed + self.free[group.id])
            del days[group.id]

    def _span(self, group: VisitGroup, days: Mapping[str, date]) -> tuple[date, date | None]:
        low, ends = group.earliest, [group.latest] if group.latest else []
        for link in group.after:
            low = max(low, days[link.group] + timedelta(days=link.min_days))
            if link.max_days is not None:
                ends.append(days[link.group] + timedelta(days=link.max_days))
        return low, min(ends, default=None)

    def _candidates(self, group: VisitGroup, days: Mapping[str, date]) -> Iterator[date]:
        low, high = self._span(group, days)
        if group.urgent:
            found = {low}
        else:
            found = {low, *(day for day in self.starts if day > low), *self._eligible(group, low)}
        return iter(sorted(day for day in found if high is None or day <= high))

    def _eligible(self, group: VisitGroup, low: date) -> set[date]:
        """Days on which a refusal of one of the group's lines would end."""
        lines = tuple(replace(line, on=low) for line in self.question.lines if line.id in group.lines)
        alone = estimate(replace(self.question, lines=lines))
        return {part.eligible for line in alone.lines for part in line.parts if part.eligible and part.eligible > low}

    def _year_starts(self) -> tuple[date, ...]:
        """First days of the coming benefit years of all coverages."""
        found = set()
        for coverage in self.question.coverages:
            begins = coverage.year_of(self.question.as_of)
            found |= {add_months(begins, YEAR_MONTHS * ahead) for ahead in range(1, YEARS_AHEAD + 1)}
        return tuple(sorted(found))

    def _at_best(self) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
        """What each group costs at least and brings at most: no deductible, maximum, wait or history."""
        bare = tuple(
            replace(one, deductibles=(), maximums=(), waiting=(), frequencies=(), effective=None, termination=None)
            for one in self.question.coverages
        )
        found = estimate(replace(self.question, coverages=bare, services=(), adjustments=()))
        prices = {line.id: line.patient_pays for line in found.lines}
        benefits = {line.id: line.insurers_pay for line in found.lines}

        def summed(of: Mapping[str, Decimal]) -> dict[str, Decimal]:
            return {group.id: sum((of[line] for line in group.lines), ZERO) for group in self.groups}

        return summed(prices), summed(benefits)

    def _bound(self, depth: int, days: Mapping[str, date], owed: Decimal) -> Decimal:
        """What the whole plan costs at least, whatever days the groups from `depth` on are given."""
        rest = sum((self.free[group.id] for group in self.groups[depth:]), ZERO)
        return owed + rest + self._beyond_room(days)

    def _beyond_room(self, days: Mapping[str, date]) -> Decimal:
        """What a single plan's maximum cannot pay of the groups that already share a benefit year."""
        if len(self.question.coverages) != 1 or not days:
            return ZERO
        coverage = self.question.coverages[0]
        general = [one for one in coverage.maximums if one.scope.is_general and one.level == "individual"]
        if len(general) != len(coverage.maximums) or not general or coverage.rollover is not None:
            return ZERO
        wished: dict[date | None, Decimal] = {}
        meters = Meters(coverage)
        for group in self.groups:
            if group.id in days:
                year = meters.period(general[0].period, days[group.id])
                wished[year] = wished.get(year, ZERO) + self.benefit[group.id]
        return sum((max(ZERO, amount - (general[0].amount or ZERO)) for amount in wished.values()), ZERO)


def _gains(first: Estimate, best: Estimate, moved: Question) -> Iterator[Step]:
    """What moving each line brought, by the step that no longer cuts it."""
    words = {
        "maximum": "a new year's maximum pays",
        "frequency": "the plan pays for it again",
        "waiting_period": "the waiting period is over",
        "not_yet_covered": "the coverage has begun",
    }
    days = {line.id: line.on for line in moved.lines}
    for before, after in zip(first.lines, best.lines, strict=True):
        saved = before.patient_pays - after.patient_pays
        if saved <= 0:
            continue
        gone = {step.code for part in before.parts for step in part.steps}
        gone -= {step.code for part in after.parts for step in part.steps}
        why = next((words[code] for code in words if code in gone), "more of the benefit is left")
        text = f"On {days[before.id]} {why}: {money(saved)} less for the patient."
        yield Step("saved_by_date", text, saved)


def _traps(first: Estimate, best: Estimate, question: Question, days: Mapping[str, date]) -> Iterator[Step]:
    """What to know before a visit is put off."""
    before = sum((part.deductible for line in first.lines for part in line.parts), ZERO)
    after = sum((part.deductible for line in best.lines for part in line.parts), ZERO)
    if after > before:
        text = f"A further year brings its deductible again: {money(after - before)} more of it is paid."
        yield Step("second_deductible", text, after - before)
    last = max(days.values(), default=question.as_of)
    for coverage in question.coverages:
        if coverage.termination is not None and last > coverage.termination:
            yield Step("coverage_ends", f"Coverage {coverage.id} ends on {coverage.termination}.")
        if coverage.rollover is not None:
            text = f"Coverage {coverage.id} carries unused benefit over; a year of much use carries none."
            yield Step("rollover", text)
    months = {
        (coverage.year_of(question.as_of).month, coverage.year_of(question.as_of).day)
        for coverage in question.coverages
    }
    if len(months) > 1:
        yield Step("two_benefit_years", "The coverages begin their benefit years on different days.")
    if last > question.as_of:
        yield Step("may_change", "Fees and coverage may change before then; what is put off is not guaranteed.")
