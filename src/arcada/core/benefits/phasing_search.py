"""The cheapest days by trying all ways, day after day, and joining ways that have become the same.

    a way          groups done so far, the meters they left, what was paid, days used, days waited
    on each day    every choice of the groups that may be done on it goes on from every way that is left
    the same       the same groups left, and meters that are alike for all that can still come: the cheapest stays
    left           a way that with the least for the rest (`phasing_bound`) cannot beat the best whole way known

When more than `most_steps` ways have been gone, the search gives the best it has and says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from arcada.core.benefits.ledger import Ledger
from arcada.core.benefits.line import Line
from arcada.core.benefits.phasing_beam import Choices, Cost, cost_of
from arcada.core.benefits.phasing_bound import bound_of
from arcada.core.benefits.phasing_days import Days, VisitGroup, span
from arcada.core.benefits.phasing_meters import alike, related_groups
from arcada.core.benefits.phasing_price import Prices

ZERO = Decimal(0)
MOST_STEPS = 300_000
NEVER = 1_000_000
Key = tuple[int, tuple[tuple[str, date], ...], int]
"""Groups done (bits), the days of those that others wait for, and which meters they left."""
Rooms = tuple[Decimal | None, Decimal | None]
"""What the maximums hold for a day, and for those after it; None where that is without end or not to be parted."""


@dataclass(frozen=True, slots=True)
class _Trail:
    """How a way got where it is: the day, the groups done on it, and the trail before."""

    day: date
    block: int
    before: "_Trail | None"


@dataclass(frozen=True, slots=True)
class _Way:
    """What a way has cost and how it got there."""

    cost: Cost
    trail: _Trail | None = None


class _TooManyError(Exception):
    """More ways than may be gone."""


def searched(
    prices: Prices, groups: Sequence[VisitGroup], choices: Choices, known: Days, *, most_steps: int = MOST_STEPS
) -> tuple[dict[str, date], bool]:
    """The best days and whether nothing can be better; `known` are days that are possible."""
    search = _Search(prices, groups, choices, known)
    search.most_steps = most_steps
    try:
        search.run()
    except _TooManyError:
        return search.best_days, False
    return search.best_days, True


class _Search:
    """All ways through the days; groups are known by their place, sets of them by bits."""

    def __init__(self, prices: Prices, groups: Sequence[VisitGroup], choices: Choices, known: Days) -> None:
        self.prices = prices
        self.mine = (1 << len(groups)) - 1
        self.groups = (*groups, *_fixed(prices, groups))
        self.all = (1 << len(self.groups)) - 1
        self.choices = [choices.get(group.id, (group.earliest,)) for group in self.groups]
        self.days = sorted({day for one in self.choices for day in one})
        by_id = {line.id: line for line in prices.question.lines}
        self.lines = [tuple(by_id[name] for name in group.lines) for group in self.groups]
        self.bound = bound_of(prices.question, self.groups, self.days[-1])
        every = [line for lines in self.lines for line in lines]
        self.related = [related_groups(one.coverage, every, self.lines) for one in prices.ledgers]
        names = {name for one in self.related for name in one}
        joined = [any(f"line {line.id}" in names for line in lines) for lines in self.lines]
        self.joined = sum(1 << place for place, is_joined in enumerate(joined) if is_joined)
        self.begun = _begun(self.groups)
        self.followers = _followers(self.groups, self.begun)
        self.waits = [
            [_wait(group, days, day) for day in self.days]
            for group, days in zip(self.groups, self.choices, strict=True)
        ]
        self.states: list[Sequence[Ledger]] = []
        self.rooms: list[Rooms] = []
        self.waited: dict[tuple[int, int], int] = {}
        self.numbers: dict[tuple[object, ...], int] = {}
        self.after: dict[tuple[object, ...], tuple[Decimal, int]] = {}
        self.best_days = dict(known)
        self.best = cost_of(prices, groups, known)
        places = {group.id: place for place, group in enumerate(self.groups)}
        self.links = [[(link, 1 << places[link.group]) for link in group.after] for group in self.groups]
        self.steps = 0
        self.most_steps = MOST_STEPS

    def run(self) -> None:
        """Go through the days with all ways that are left."""
        start: Key = (0, (), self._state(self.prices.ledgers, 0, 0))
        ways = {start: _Way((ZERO, 0, 0))}
        for rank in range(len(self.days)):
            longer: dict[Key, _Way] = {}
            for key, way in ways.items():
                for block in self._blocks(key, rank):
                    self._go(key, way, block, rank, longer)
            ways = longer

    def _go(self, key: Key, way: _Way, block: int, rank: int, longer: dict[Key, _Way]) -> None:
        """One way goes on by one day."""
        self.steps += 1
        if self.steps > self.most_steps:
            raise _TooManyError
        done, day = key[0] | block, self.days[rank]
        left = self.all & ~done
        days, waited = way.cost[1] + bool(block & self.mine), way.cost[2] + self._waits(block, rank, on=True)
        whole = (days + bool(left & self.mine), waited + self._waits(left, rank, on=False))
        if whole[1] >= NEVER:
            return
        now, later = self.rooms[key[2]]
        if (way.cost[0] + self._split(block, left, now, later), *whole) >= self.best:
            return
        paid, number = self._priced(key, block, rank)
        cost = (way.cost[0] + paid, days, waited)
        rest = self._split(0, left, *self.rooms[number]) if left else ZERO
        if (paid + way.cost[0] + rest, *whole) >= self.best:
            return
        trail = _Trail(day, block, way.trail) if block else way.trail
        if done == self.all:
            self.best, self.best_days = cost, self._days_of(trail)
            return
        new: Key = (done, self._linked(key, block, day, done), number)
        if new not in longer or cost < longer[new].cost:
            longer[new] = _Way(cost, trail)

    def _split(self, block: int, left: int, now: Decimal | None, later: Decimal | None) -> Decimal:
        """What the groups of a day and those left cost at least; `now` is None where years do not part them."""
        if now is None or later is None:
            return self.bound.rest(block | left, later)
        return self.bound.rest(block, now) + self.bound.rest(left, later)

    def _waits(self, groups: int, rank: int, *, on: bool) -> int:
        """How long groups wait that are done on a day, or at least when they are not done by then."""
        name = (groups, rank if on else -1 - rank)
        found = self.waited.get(name)
        if found is None:
            day = self.days[rank]
            found = self.waited[name] = sum(
                (day - self.groups[place].earliest).days if on else self.waits[place][rank]
                for place in _bits(groups & self.mine if on else groups)
            )
        return found

    def _priced(self, key: Key, block: int, rank: int) -> tuple[Decimal, int]:
        """What the groups of a day cost after the meters of a way, and the meters after them."""
        asked = (key[2], block, rank, key[1] if self.begun else ())
        if asked not in self.after:
            lines = list(self._dated(key, block, self.days[rank]))
            before = self.states[key[2]]
            paid, ledgers = self.prices.after(before, lines) if lines else (ZERO, before)
            self.after[asked] = paid, self._state(ledgers, key[0] | block, rank + 1)
        return self.after[asked]

    def _dated(self, key: Key, block: int, day: date) -> Iterator[Line]:
        """The lines of a day's groups on that day, with the day on which each was begun."""
        known = dict(key[1]) | {self.groups[place].id: day for place in _bits(block)}
        for place in _bits(block):
            for line in self.lines[place]:
                begun = known.get(self.begun[line.id]) if line.id in self.begun else line.prepared
                yield replace(line, on=day, prepared=begun)

    def _state(self, ledgers: Sequence[Ledger], done: int, rank: int) -> int:
        """The number of meters that are alike for all that can still come."""
        if rank >= len(self.days):
            return -1
        day, left = self.days[rank], self.all & ~done
        name = (done & self.joined, rank, *alike(ledgers, day, left, self.related))
        if name not in self.numbers:
            self.numbers[name] = len(self.states)
            self.states.append(ledgers)
            self.rooms.append(self._rooms(ledgers, rank))
        return self.numbers[name]

    def _rooms(self, ledgers: Sequence[Ledger], rank: int) -> Rooms:
        """What the maximums hold for a day and for those after it, apart where all begin a new year between them."""
        day, person, end = self.days[rank], self.prices.question.person, self.days[-1] + timedelta(days=1)
        if rank + 1 < len(self.days):
            following = self.days[rank + 1]
            if all(one.coverage.year_of(following) > day and not one.coverage.rollover for one in ledgers):
                now = self.bound.room(ledgers, day, following, person)
                whole = self.bound.room(ledgers, day, end, person)
                return (now, None if whole is None or now is None else whole - now)
        return None, self.bound.room(ledgers, day, end, person)

    def _blocks(self, key: Key, rank: int) -> Iterator[int]:
        """The sets of groups that may be done on a day, the fullest first; groups whose last day it is are in all."""
        day, known = self.days[rank], dict(key[1])
        fitting = [
            place
            for place, group in enumerate(self.groups)
            if not key[0] >> place & 1 and day in self.choices[place] and _fits(group, known, day)
        ]
        return self._chosen(key[0], fitting, rank, 0, 0)

    def _chosen(self, done: int, fitting: Sequence[int], rank: int, at: int, block: int) -> Iterator[int]:
        """The sets that go on from a set by the groups from a place on; a group comes after those it is linked to."""
        if at == len(fitting):
            yield block
            return
        place = fitting[at]
        if self._is_possible(done, block, place):
            yield from self._chosen(done, fitting, rank, at + 1, block | 1 << place)
        if self.waits[place][rank] < NEVER:
            yield from self._chosen(done, fitting, rank, at + 1, block)

    def _is_possible(self, done: int, block: int, place: int) -> bool:
        """Whether the groups before it are done, or are done on the same day where no gap is asked."""
        return all(done & before or (link.min_days <= 0 and block & before) for link, before in self.links[place])

    def _linked(self, key: Key, block: int, day: date, done: int) -> tuple[tuple[str, date], ...]:
        """The days of groups that others which are left still look at."""
        known = dict(key[1]) | {self.groups[place].id: day for place in _bits(block)}
        return tuple(sorted((name, on) for name, on in known.items() if self.followers.get(name, 0) & ~done))

    def _days_of(self, trail: _Trail | None) -> dict[str, date]:
        found: dict[str, date] = {}
        while trail is not None:
            found |= {self.groups[place].id: trail.day for place in _bits(trail.block & self.mine)}
            trail = trail.before
        return found


def _fixed(prices: Prices, groups: Sequence[VisitGroup]) -> Iterator[VisitGroup]:
    """Lines that belong to no group, by their day: they stay where they are."""
    named = {line for group in groups for line in group.lines}
    other: dict[date, list[str]] = {}
    for line in prices.question.lines:
        if line.id not in named:
            other.setdefault(line.on, []).append(line.id)
    for day in sorted(other):
        yield VisitGroup(f"fixed {day}", tuple(other[day]), day, latest=day, urgent=True)


def _begun(groups: Sequence[VisitGroup]) -> dict[str, str]:
    """The group on whose day a line is begun, where that is another than the one that completes it."""
    done = {line: group.id for group in groups for line in group.lines}
    return {line: group.id for group in groups for line in group.prepares if done.get(line, group.id) != group.id}


def _followers(groups: Sequence[VisitGroup], begun: Mapping[str, str]) -> dict[str, int]:
    """For each group those (bits) that look at its day."""
    found: dict[str, int] = {}
    for place, group in enumerate(groups):
        looked = {link.group for link in group.after} | {begun[line] for line in group.lines if line in begun}
        for name in sorted(looked):
            found[name] = found.get(name, 0) | 1 << place
    return found


def _wait(group: VisitGroup, days: Sequence[date], day: date) -> int:
    """How long a group waits at least when it is not done by a day; `NEVER` where it has no later one."""
    later = [one for one in days if one > day]
    return (min(later) - group.earliest).days if later else NEVER


def _fits(group: VisitGroup, known: Days, day: date) -> bool:
    low, high = span(group, known)
    return low <= day and (high is None or day <= high)


def _bits(block: int) -> list[int]:
    """The places that a set holds."""
    found = []
    while block:
        found.append((block & -block).bit_length() - 1)
        block &= block - 1
    return found
