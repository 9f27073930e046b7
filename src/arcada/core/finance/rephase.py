"""Later days for the visits of a plan that bring its months under what the patient can spend.

    given     visits on their days, the gaps between them, last days, which ones are fixed; shares; a monthly budget
    sought    a month for each visit that may move, never earlier than now, at most `most_delay_months` later
    ranked    within_budget: least beyond the budget, then the earliest end, then the lowest month, then least delay
              least_month:   the lowest month, then the earliest end, then least delay

Of a visit only its month matters to the patient, so the search gives months and takes the earliest days that these
allow (`windows`). Months are tried visit by visit, in the order of the visits; a branch is left when what it has
already asked of the months cannot beat the best. After `MOST_TRIED` steps the best so far is given and said to be not
proven. An offer never raises the month that asks for most, never breaks a gap, never moves a fixed visit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

from arcada.core.benefits.dates import add_months, month_end
from arcada.core.finance.flow import PATIENT, PREPAID, ZERO, Flow, asked_on, cash_flow, month_of
from arcada.core.finance.share import Course, Visit, check_course, moved_to
from arcada.core.finance.terms import Budget, Terms
from arcada.core.finance.windows import Window, earliest_days
from arcada.core.kernel import Refusal

MOST_TRIED = 4000
MONTHS_A_YEAR = 12
WITHIN_BUDGET, LEAST_MONTH = "within_budget", "least_month"
Key = tuple[Decimal, ...]
Asked = Mapping[date, Decimal]


@dataclass(frozen=True, slots=True)
class Moved:
    """One visit that an offer moves."""

    visit: str
    was: date
    now: date


@dataclass(frozen=True, slots=True)
class Offer:
    """Later days, what they do to the months, and what they cost in time; `reached` when no month is over budget."""

    code: str
    days: Mapping[str, date]
    moved: tuple[Moved, ...]
    before: Flow
    after: Flow
    days_longer: int
    reached: bool
    proven: bool


def offers(course: Course, terms: Terms, budget: Budget) -> tuple[Offer, ...] | Refusal:
    """What later days could do; nothing where no day helps, a Refusal where the days as they are break a gap."""
    ordered = course.in_order()
    wrong = check_course(ordered)
    if wrong is not None:
        return wrong
    before = cash_flow(ordered, terms, budget)
    wanted: list[tuple[str, Rank]] = [(WITHIN_BUDGET, _within)] if before.excess else []
    found: list[Offer] = []
    for code, rank in (*wanted, (LEAST_MONTH, _least)):
        offer = _Search(ordered, terms, before, rank).offer(code)
        if offer.moved and not any(one.after.worst <= offer.after.worst for one in found):
            found.append(offer)
    return tuple(found)


def fewest_months(total: Decimal, monthly: Decimal | None) -> int | None:
    """How many equal months bring a total under the monthly budget; None where there is no budget."""
    if monthly is None or monthly <= 0:
        return None
    return max(1, int((total / monthly).to_integral_value(ROUND_CEILING)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a search is: what the months are asked for, when the plan ends, days of delay in all.

    `open` are the sums of the visits that have no month yet, `months` those that there are room for all money.
    """

    asked: Asked
    last: int
    delay: int
    monthly: Decimal | None
    open: tuple[Decimal, ...] = ()
    months: int = 1

    @property
    def worst(self) -> Decimal:
        """The most that any month asks for, at the least: a visit is not parted, and some month bears the mean."""
        return max((*self.asked.values(), *self.open, self.total / self.months), default=ZERO)

    @property
    def excess(self) -> Decimal:
        """What all months ask for beyond the budget, at the least: what no month has room for is beyond it."""
        limit = self.monthly or ZERO
        over = sum((amount - limit for amount in (*self.asked.values(), *self.open) if amount > limit), ZERO)
        return max(over, self.total - limit * self.months)

    @property
    def total(self) -> Decimal:
        """All that is asked for."""
        return sum(self.asked.values(), ZERO) + sum(self.open, ZERO)


Rank = Callable[[Standing], Key]


def _within(one: Standing) -> Key:
    return one.excess, Decimal(one.last), one.worst, Decimal(one.delay)


def _least(one: Standing) -> Key:
    return one.worst, Decimal(one.last), Decimal(one.delay)


class _Search:
    """Branch and bound over the months of the visits."""

    def __init__(self, course: Course, terms: Terms, before: Flow, rank: Rank) -> None:
        self.course, self.terms, self.before, self.rank = course, terms, before, rank
        self.start = {visit.id: visit.on for visit in course.visits}
        self.parts = [one for one in before.movements if one.kind in {PATIENT, PREPAID}]
        self.asking = {part.visit for part in self.parts}
        self.free = [visit for visit in course.visits if not visit.fixed]
        self.held = frozenset(visit.id for visit in course.visits if visit.fixed)
        self.alone = {one: self._alone(one) for one in self.start}
        self.months = self._months_in_all()
        self.tried = 0
        self.best_days = dict(self.start)
        self.best = self._key(self.start, frozenset(self.start))

    def offer(self, code: str) -> Offer:
        """Search, and say what was found."""
        windows = {one.id: Window(one.on, one.on if one.fixed else one.latest) for one in self.course.visits}
        self._descend(0, windows)
        days, visits = self.best_days, self.course.visits
        later = replace(self.course, visits=tuple(moved_to(visit, days[visit.id]) for visit in visits))
        after = cash_flow(later, self.terms, self.before.budget)
        moved = tuple(Moved(one.id, one.on, days[one.id]) for one in visits if days[one.id] != one.on)
        longer = (max(days.values()) - max(self.start.values())).days if days else 0
        proven = self.tried < MOST_TRIED and not self.terms.lab_days_before
        reached = self.before.budget.monthly is not None and not after.excess
        return Offer(code, days, moved, self.before, after, longer, reached, proven)

    def _descend(self, depth: int, windows: dict[str, Window]) -> None:
        """Give the visit at this depth each of its months in turn, the most promising first."""
        days = earliest_days(self.course.visits, windows)
        if days is None or self.tried >= MOST_TRIED:
            return
        placed = self.held | {visit.id for visit in self.free[:depth]}
        key = self._key(days, placed)
        if key >= self.best:
            return
        if depth == len(self.free):
            if max(self._asked(days, placed).values(), default=ZERO) <= self.before.worst:
                self.best, self.best_days = key, days
            return
        for window in self._months(self.free[depth], windows, days, placed):
            self.tried += 1
            self._descend(depth + 1, {**windows, self.free[depth].id: window})

    def _months(
        self, visit: Visit, windows: Mapping[str, Window], days: Mapping[str, date], placed: frozenset[str]
    ) -> list[Window]:
        """The months that the visit may have; a visit that asks for nothing stays as early as it may."""
        if visit.id not in self.asking:
            return [windows[visit.id]]
        first, last = days[visit.id], visit.latest
        until = add_months(month_of(visit.on), self.terms.most_delay_months)
        found: list[tuple[Key, date, Window]] = []
        month = month_of(first)
        while month <= until and (last is None or month <= last):
            end = month_end(month)
            window = Window(max(first, month), end if last is None else min(end, last))
            dated = {**days, visit.id: window.first}
            found.append((self._key(dated, placed | {visit.id}), month, window))
            month = add_months(month, 1)
        return [window for _, _, window in sorted(found, key=lambda one: one[:2])]

    def _asked(self, days: Mapping[str, date], placed: frozenset[str]) -> Asked:
        """What the visits that have their month ask for: no later choice makes it less."""
        asked: dict[date, Decimal] = {}
        early = self.terms.lab_days_before
        for part in self.parts:
            if part.visit and (
                part.visit not in placed or (early and part.kind == PREPAID and len(placed) < len(days))
            ):
                continue
            on = days[part.visit] if part.visit else part.on
            if part.kind == PREPAID and part.visit:
                on = asked_on(on, self.terms, self.course.begins)
            month = month_of(on)
            asked[month] = asked.get(month, ZERO) + part.amount
        return asked

    def _key(self, days: Mapping[str, date], placed: frozenset[str]) -> Key:
        last = max(((day - self.course.begins).days for day in days.values()), default=0)
        delay = sum((day - self.start[visit]).days for visit, day in days.items())
        waiting = tuple(amount for visit, amount in self.alone.items() if amount and visit not in placed)
        asked = self._asked(days, placed)
        return self.rank(Standing(asked, last, delay, self.before.budget.monthly, waiting, self.months))

    def _alone(self, visit: str) -> Decimal:
        """What hangs on one visit and falls into its month."""
        sure = PATIENT if self.terms.lab_days_before else None
        return sum((one.amount for one in self.parts if one.visit == visit and sure in {None, one.kind}), ZERO)

    def _months_in_all(self) -> int:
        """How many months money may fall into, at the most."""
        first = min((one.on for one in self.parts), default=self.course.begins)
        last = max((self._latest(one) for one in self.course.visits), default=first)
        return (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month + 2

    def _latest(self, visit: Visit) -> date:
        if visit.fixed:
            return visit.on
        until = add_months(visit.on, self.terms.most_delay_months)
        return until if visit.latest is None else min(until, visit.latest)
