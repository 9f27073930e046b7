"""The search as core asks for it: a problem and the first answer in, a better answer or None out."""

from functools import lru_cache
from typing import Any

from arcada.core.sequencing.problem import Answer, Problem
from arcada.solvers.found import Effort, Found, Progress
from arcada.solvers.visit_search import OrderSearch

AT_ONCE = Effort(0.1)
"""What a compilation spends on each small plan while somebody waits."""
SMALL = 16
"""Steps up to which a plan is small. Source: measured; three plans took 0.3 s, while one of 40 steps takes 2 s."""


class Searches:
    """The searches of one compilation, each with the same effort; plans that are alike are searched once.

    It is called by core in one thread; another one may read `progress` and `stop` it at any moment. Plans of more
    than `most_steps` steps are left as they are, where a number is given.
    """

    def __init__(self, effort: Effort, most_steps: int | None = None) -> None:
        self.effort, self.most_steps = effort, most_steps
        self._left = 0
        self.found: list[Found] = []
        self._known: dict[Problem, Found] = {}
        self._current: OrderSearch | None = None
        self._stopped = False

    def __call__(self, problem: Problem, first: Answer) -> Answer | None:
        """A better order of the problem, or the first one."""
        if self.most_steps is not None and sum(len(task.steps) for task in problem.tasks) > self.most_steps:
            self._left += 1
            return None
        if problem not in self._known:
            self._known[problem] = self.search(problem, first)
        self.found.append(self._known[problem])
        return self._known[problem].answer

    def search(self, problem: Problem, first: Answer) -> Found:
        """One search, that may be watched and stopped."""
        self._current = OrderSearch(problem, first, self.effort)
        if self._stopped:
            self._current.stop()
        return self._current.run()

    @property
    def progress(self) -> Progress | None:
        """How far the search is that is under way, None before the first."""
        return self._current.progress if self._current else None

    def stop(self) -> None:
        """End the search under way and those to come; the best orders so far are what was found."""
        self._stopped = True
        if self._current is not None:
            self._current.stop()

    def facts(self) -> dict[str, Any]:
        """What an answer says of how its order was found, so that it can be made again."""
        return {
            "seed": self.effort.seed,
            "limit": self.effort.limit,
            "proven": not self._left and all(one.settled for one in self.found),
            "stopped": any(one.stopped for one in self.found),
        }


KEPT = 256
"""Small plans whose best order is remembered: another edit of a case leaves two of its three plans as they were."""


class AtOnce(Searches):
    """The searches of a compilation that somebody waits for: small plans only, each known one for nothing."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE, SMALL)

    def search(self, problem: Problem, first: Answer) -> Found:
        """What was found for the problem, now or before."""
        return _found_at_once(problem, first)


@lru_cache(maxsize=KEPT)
def _found_at_once(problem: Problem, first: Answer) -> Found:
    return OrderSearch(problem, first, AT_ONCE).run()
