"""How far apart parties must stand, before any search: least days and least visits between each two of them.

A *party* is a company of steps that share a visit (see core/sequencing/company.py). "b stands at least n days after
a" is an arrow from a to b; "at most n days after" is an arrow back, of -n. The longest ways along the arrows say
how far any two parties must be from each other, on which days each can stand, and from which visit on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from arcada.core.sequencing.company import Company, companies
from arcada.core.sequencing.problem import Lag, Problem, Stop, Strength, Task

NO_WAY = -(10**9)
"""No way leads from one party to the other."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What an order may use: the last day of each step by task, and how many visits."""

    latest: Mapping[str, tuple[int, ...]]
    visits: int

    @property
    def last_day(self) -> int:
        """The last day of the plan."""
        return max((day for days in self.latest.values() for day in days), default=0)


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a problem by number, and the number of the party of each step."""

    problem: Problem
    all: tuple[Company, ...]
    of: dict[Stop, int]

    def party(self, task: str, step: int) -> int:
        """The number of the party of a step."""
        return self.of[Stop(task, step)]


@dataclass(frozen=True, slots=True)
class Reach:
    """Least days from party a to b (`days[a][b]`), least visits (`visits[a][b]`), and the days of each party.

    A negative number of days is a limit the other way round; NO_WAY where nothing is known.
    """

    days: tuple[tuple[int, ...], ...]
    visits: tuple[tuple[int, ...], ...]
    first_day: tuple[int, ...]
    last_day: tuple[int, ...]
    first_visit: tuple[int, ...]


def parties_of(problem: Problem) -> Parties:
    """The parties in the order of the tasks."""
    company = companies(problem)
    found: dict[Stop, int] = {}
    every: list[Company] = []
    for stop in (Stop(task.id, step) for task in problem.tasks for step in range(len(task.steps))):
        if stop not in found:
            found |= dict.fromkeys(company[stop].stops, len(every))
            every.append(company[stop])
    return Parties(problem, tuple(every), found)


def ends(parties: Parties, task: Task, lag: Lag) -> tuple[int, int]:
    """The parties between which a lag counts."""
    before = next(one for one in parties.problem.tasks if one.id == lag.before)
    origin = len(before.steps) - 1 if lag.from_step is None else lag.from_step
    return parties.party(lag.before, origin), parties.party(task.id, lag.to_step)


def reach_of(parties: Parties, frame: Frame) -> Reach | None:
    """The longest ways inside a frame; None where a party would have to stand after itself."""
    start = len(parties.all)  # one node more: day 0 of the plan
    days = [[NO_WAY] * (start + 1) for _ in range(start + 1)]
    for one, other, least in _arrows(parties, start, frame):
        days[one][other] = max(days[one][other], least)
    _close(days)
    if any(days[node][node] > 0 for node in range(start + 1)):
        return None
    every = range(start)
    visits = [[min(days[a][b], 1) if a != b and days[a][b] >= 0 else NO_WAY for b in every] for a in every]
    _close(visits)
    return Reach(
        days=tuple(tuple(row[:start]) for row in days[:start]),
        visits=tuple(map(tuple, visits)),
        first_day=tuple(days[start][:start]),
        last_day=tuple(-row[start] for row in days[:start]),
        first_visit=tuple(max(0, *(visits[one][other] for one in every)) for other in every),
    )


def _arrows(parties: Parties, start: int, frame: Frame) -> Iterator[tuple[int, int, int]]:
    """All rules that one party stands some days after another, at least or at most."""
    for party in range(start):
        yield start, party, 0
    tasks = parties.problem.tasks
    for task in tasks:
        yield from _own(parties, start, task)
        for step, day in enumerate(frame.latest[task.id]):
            yield parties.party(task.id, step), start, -day
        for lag in task.after:
            if lag.strength is not Strength.PREFERENCE:
                one, other = ends(parties, task, lag)
                yield one, other, min(window.min_days for window in lag.windows)
                latest = [window.max_days for window in lag.windows if window.max_days is not None]
                if len(latest) == len(lag.windows):
                    yield other, one, -max(latest)
    bound = [task for task in tasks if not task.free]
    for early in bound:
        for late in bound:
            if early.phase.rank < late.phase.rank:
                yield parties.party(early.id, 0), parties.party(late.id, 0), 0


def _own(parties: Parties, start: int, task: Task) -> Iterator[tuple[int, int, int]]:
    """The steps of a task and its anchors."""
    first, last = parties.party(task.id, 0), parties.party(task.id, len(task.steps) - 1)
    if task.not_before is not None:
        yield start, first, task.not_before
    if task.not_after is not None:
        yield last, start, -task.not_after
    for number in range(1, len(task.steps)):
        step = task.steps[number]
        one, other = parties.party(task.id, number - 1), parties.party(task.id, number)
        yield one, other, max(1, step.min_days)
        if step.max_days is not None:
            yield other, one, -step.max_days


def _close(ways: list[list[int]]) -> None:
    """Longest ways over any nodes between (Floyd and Warshall)."""
    for between, onward in enumerate(ways):
        for row in ways:
            first = row[between]
            if first != NO_WAY and row is not onward:
                row[:] = [
                    known if over == NO_WAY or known >= first + over else first + over
                    for known, over in zip(row, onward, strict=True)
                ]
