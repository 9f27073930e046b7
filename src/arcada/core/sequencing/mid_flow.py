"""Non-urgent extractions belong in the middle: not in the first treatment visit, not in the last (rule R13).

A patient who meets the clinic with a tooth out has no trust yet; one who leaves with a tooth out remembers
that. Visits are counted by where treatment begins; records, talks and reviews do not count.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from arcada.core.kernel import Reason
from arcada.core.sequencing.problem import Problem, Stop, Task

TRIALS = 3


class End(StrEnum):
    """The two ends of a plan."""

    FIRST = "first"
    LAST = "last"


def offenders(problem: Problem, days: Mapping[str, tuple[int, ...]], end: End) -> list[Task]:
    """Tasks that should be in the middle and stand in the first or last treatment visit."""
    treatment = [task for task in problem.tasks if task.treatment]
    if all(task.mid_flow for task in treatment):
        return []
    starts = [days[task.id][0] for task in treatment]
    edge = min(starts) if end is End.FIRST else max(starts)
    return sorted((task for task in treatment if task.mid_flow and days[task.id][0] == edge), key=lambda t: t.id)


def trials(problem: Problem, days: Mapping[str, tuple[int, ...]], end: End) -> Iterator[dict[Stop, int]]:
    """Floors that may bring the offenders into the middle, the cheapest first."""
    found = offenders(problem, days, end)
    if not found:
        return
    edge = days[found[0].id][0]
    others = [task for task in problem.tasks if task.treatment and not task.mid_flow]
    if end is End.FIRST:
        soonest = min(days[task.id][0] for task in others)
        for day in sorted({edge + 1, max(soonest, edge + 1), soonest + 1}):
            yield {Stop(task.id, 0): day for task in found}
        return
    level = max(task.phase.rank for task in found)
    later = [task for task in others if task.free or task.phase.rank >= level]
    later.sort(key=lambda task: (-task.phase.rank, task.priority, -days[task.id][0], task.where, task.id))
    for task in later[:TRIALS]:
        yield {Stop(task.id, 0): edge + 1}


def unmet(problem: Problem, days: Mapping[str, tuple[int, ...]]) -> Iterator[Reason]:
    """What to say where the preference is not kept."""
    for end in End:
        for task in offenders(problem, days, end):
            yield Reason("mid_flow", f"{task.id} stands in the {end} treatment visit")
