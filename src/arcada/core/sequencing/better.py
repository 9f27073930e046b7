"""The better of two orders. An answer that somebody else found is taken only when the checker accepts it.

first answer (greedy) --Improve--> another one --checker--> measured beside the first --> the better

Nothing is ever lost by asking: the first answer stands unless the other is sound, is better by the measure of
`quality`, and lets nothing wait. Each step stands at most the practice's patience later than in the first answer: no
filling waits for half a year because a visit takes place then anyway.
"""

from collections.abc import Callable

from arcada.core.sequencing.checker import check
from arcada.core.sequencing.problem import Answer, Problem
from arcada.core.sequencing.quality import quality

Improve = Callable[[Problem, Answer], Answer | None]
"""Looks for a better order of a problem, given the first one; None where it found nothing."""


def latest_days(problem: Problem, first: Answer) -> dict[str, tuple[int, ...]]:
    """The last day on which each step of each task may stand in another order."""
    last, patience = problem.limits.horizon_days, problem.limits.patience_days
    return {one.task: tuple(min(day + patience, last) for day in one.days) for one in first.placements}


def better_of(problem: Problem, first: Answer, other: Answer | None) -> Answer:
    """The other answer where it is sound and better, else the first."""
    if other is None or check(problem, other):
        return first
    latest = latest_days(problem, first)
    late = any(day > last for one in other.placements for day, last in zip(one.days, latest[one.task], strict=True))
    return first if late or quality(problem, other) >= quality(problem, first) else other
