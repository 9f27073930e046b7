"""Searching for a better order of a version's visits: the version is computed again, with the solver beside it.

    inputs of the version --compile, core's first answer, search, better of both--> the same plans in a better order

A version whose inputs have changed since is not searched: its plans are to be made again first.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arcada.cases.compilation import Inputs, compute
from arcada.core.kernel import Refusal

if TYPE_CHECKING:
    from arcada.solvers.improve import Searches

Answer = dict[str, Any]
IN_THE_BACKGROUND = 3.0
"""Deterministic seconds for each plan; about ten seconds of one core, mostly far less (./arcada bench order)."""
IN_A_REQUEST = 0.3
"""The same where nobody works in the queue and a page does it itself (source: judgement)."""
LOOK_EVERY_SECONDS = 0.7


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a search is: which plan, its visits so far, and how many it needs at least."""

    plan: int
    visits: int
    at_least: int


@dataclass(frozen=True, slots=True)
class Result:
    """The answer in the best order, and whether it is proven best in urgency, visits and end."""

    answer: Answer
    proven: bool


def searched(inputs: Inputs, seconds: float, watch: Callable[[Standing], bool] | None = None) -> Result | Refusal:
    """Compute with a search; `watch` hears how far it is now and then, and ends it by saying False."""
    from arcada.solvers.found import Effort  # noqa: PLC0415 - only who searches loads the solver
    from arcada.solvers.improve import Searches  # noqa: PLC0415

    searches = Searches(Effort(seconds))
    answer = compute(inputs, searches) if watch is None else _watched(inputs, searches, watch)
    if isinstance(answer, Refusal):
        return answer
    return Result(answer, answer["engine"]["order"]["proven"])


def _watched(inputs: Inputs, searches: "Searches", watch: Callable[[Standing], bool]) -> Answer | Refusal:
    """Compute in a second thread, and look at it from this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        work = pool.submit(compute, inputs, searches)
        while True:
            try:
                return work.result(timeout=LOOK_EVERY_SECONDS)
            except NotYet:
                now = searches.progress
                plan = len(searches.found) + 1
                if now is not None and not watch(Standing(plan, now.visits, now.at_least)):
                    searches.stop()
            except BaseException:
                searches.stop()
                raise
