"""The search as core asks for it: a problem and the first answer in, a better answer or None out."""

from collections.abc import Callable

from arcada.core.sequencing.better import Improve
from arcada.core.sequencing.problem import Answer, Problem
from arcada.solvers.found import Effort, Found
from arcada.solvers.visit_search import OrderSearch


def improver(effort: Effort, told: Callable[[Found], None] | None = None) -> Improve:
    """A search of that effort for each problem; plans that are alike in all tiers are searched once.

    `told` hears what was found for each problem asked, in the order of asking.
    """
    known: dict[Problem, Found] = {}

    def improve(problem: Problem, first: Answer) -> Answer | None:
        if problem not in known:
            known[problem] = OrderSearch(problem, first, effort).run()
        if told is not None:
            told(known[problem])
        return known[problem].answer

    return improve
