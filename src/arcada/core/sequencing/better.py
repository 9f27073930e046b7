"""The better of two orders. An answer that somebody else found is taken only when the checker accepts it.

first answer (greedy) --Improve--> another one --checker--> measured beside the first --> the better

Nothing is ever lost by asking: the first answer stands unless the other is sound, ends no more than the practice's
patience later, brings disease under control in the same week or sooner, and is better by the measure of `quality`.
"""

from collections.abc import Callable

from arcada.core.sequencing.checker import check
from arcada.core.sequencing.problem import Answer, Problem
from arcada.core.sequencing.quality import WEEK_DAYS, quality

Improve = Callable[[Problem, Answer], Answer | None]
"""Looks for a better order of a problem, given the first one; None where it found nothing."""


def latest_end(problem: Problem, first: Answer) -> int:
    """The last day on which another order may end: nobody waits months for the sake of one visit."""
    return min(first.last_day + problem.limits.patience_days, problem.limits.horizon_days)


def control_day(problem: Problem, first: Answer) -> int:
    """The last day on which work against disease may begin: it does not wait a week for the sake of a visit."""
    return quality(problem, first).control_weeks * WEEK_DAYS


def better_of(problem: Problem, first: Answer, other: Answer | None) -> Answer:
    """The other answer where it is sound and better, else the first."""
    if other is None or check(problem, other) or other.last_day > latest_end(problem, first):
        return first
    old, new = quality(problem, first), quality(problem, other)
    return other if new < old and new.control_weeks <= old.control_weeks else first
