"""How far apart parties must stand, before any search: least days and least visits between each two of them.

A *party* is a company of steps that share a visit (see core/sequencing/company.py). Each rule "b stands at least
n days after a" is an arrow; the longest ways along the arrows say from which day, and from which visit on, a party
can stand at all, and how many visits there must be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from arcada.core.sequencing.company import Company, companies
from arcada.core.sequencing.problem import Lag, Problem, Stop, Strength, Task

NEVER = -1
"""No way leads from one party to the other."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a problem by number, and the number of the party of each step."""

    problem: Problem
    all: tuple[Company, ...]
    of: dict[Stop, int]

    def party(self, task: str, step: int) -> int:
        """The number of the party of a step; -1 is the last step."""
        return self.of[Stop(task, step)]


@dataclass(frozen=True, slots=True)
class Reach:
    """Longest ways: `days[a][b]` and `visits[a][b]` from party a to b, NEVER where there is none; first days."""

    days: tuple[tuple[int, ...], ...]
    visits: tuple[tuple[int, ...], ...]
    first_day: tuple[int, ...]
    first_visit: tuple[int, ...]


def parties_of(problem: Problem) -> Parties:
    """The parties, in an order that the order of the tasks does not change."""
    company = companies(problem)
    found: dict[Stop, int] = {}
    every: list[Company] = []
    for stop in sorted(company, key=lambda one: (one.task, one.step)):
        if stop not in found:
            found |= dict.fromkeys(company[stop].stops, len(every))
            every.append(company[stop])
    return Parties(problem, tuple(every), found)


def ends(parties: Parties, task: Task, lag: Lag) -> tuple[int, int]:
    """The parties between which a lag counts."""
    before = next(one for one in parties.problem.tasks if one.id == lag.before)
    origin = len(before.steps) - 1 if lag.from_step is None else lag.from_step
    return parties.party(lag.before, origin), parties.party(task.id, lag.to_step)


def reach_of(parties: Parties) -> Reach | None:
    """The longest ways; None where a party would have to stand after itself, so that no order exists."""
    size = len(parties.all)
    days = [[NEVER] * size for _ in range(size)]
    for one, other, least in _arrows(parties):
        days[one][other] = max(days[one][other], least)
    visits = [[NEVER if gap == NEVER else min(gap, 1) for gap in row] for row in days]
    for ways in (days, visits):
        _close(ways)
    if any(days[one][one] > 0 for one in range(size)):
        return None
    first_day = _first_days(parties, days)
    first_visit = tuple(max((0, *(visits[one][other] for one in range(size)))) for other in range(size))
    return Reach(tuple(map(tuple, days)), tuple(map(tuple, visits)), first_day, first_visit)


def _arrows(parties: Parties) -> Iterator[tuple[int, int, int]]:
    """All rules that one party stands some days after another, at least."""
    tasks = sorted(parties.problem.tasks, key=lambda task: task.id)
    for task in tasks:
        for step in range(1, len(task.steps)):
            one, other = parties.party(task.id, step - 1), parties.party(task.id, step)
            yield one, other, max(1, task.steps[step].min_days)
        for lag in task.after:
            if lag.strength is not Strength.PREFERENCE:
                one, other = ends(parties, task, lag)
                yield one, other, min(window.min_days for window in lag.windows)
    bound = [task for task in tasks if not task.free]
    for early in bound:
        for late in bound:
            if early.phase.rank < late.phase.rank:
                yield parties.party(early.id, 0), parties.party(late.id, 0), 0


def _close(ways: list[list[int]]) -> None:
    """Longest ways over any parties between (Floyd and Warshall); a loop of no days is left as it is."""
    every = range(len(ways))
    for between in every:
        onward = ways[between]
        for row in ways:
            first = row[between]
            if first == NEVER:
                continue
            for end in every:
                if onward[end] != NEVER and first + onward[end] > row[end]:
                    row[end] = first + onward[end]


def _first_days(parties: Parties, days: list[list[int]]) -> tuple[int, ...]:
    """The first day of each party, lags and anchors kept."""
    own = [0] * len(parties.all)
    for task in parties.problem.tasks:
        if task.not_before is not None:
            first = parties.party(task.id, 0)
            own[first] = max(own[first], task.not_before)
    size = range(len(own))
    ways = [[(own[one] + days[one][other]) if days[one][other] != NEVER else 0 for one in size] for other in size]
    return tuple(max((own[other], *ways[other])) for other in size)
