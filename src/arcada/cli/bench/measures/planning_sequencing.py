"""How far the order of visits is from the best one, on plans of 16 to 25 procedures and on those of a compiled case.

The budget is deterministic time, so the gaps are the same on every machine; only the seconds in the note are not.
The gap is the share by which the first of urgency, visits and end that is not proven may be from its bound.
"""

import time
from collections.abc import Iterator
from functools import cache

from arcada.cli.bench.measures.planning import case
from arcada.cli.bench.procedures import plan
from arcada.cli.bench.registry import MILLISECONDS, NotMeasured, Taken, Target, measurement
from arcada.core.kernel import Refusal
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import Answer, Problem

PLANS = 24
FEWEST, KINDS = 16, 10
SMALL_PLANS, SMALLEST = 33, 5
SHORT, LONG = 0.6, 3.0
"""Deterministic seconds that took about 2 and 10 seconds of one busy core."""
PERCENT = 100.0


@cache
def problems() -> tuple[tuple[Problem, Answer], ...]:
    """The plans with their first answers."""
    return (*_made(), *_compiled())


def _made() -> Iterator[tuple[Problem, Answer]]:
    for seed in range(PLANS):
        problem = plan(seed, FEWEST + seed % KINDS)
        first = greedy(problem)
        if isinstance(first, Refusal):
            raise NotMeasured(f"plan {seed} was refused: {first.text}")
        yield problem, first


def _compiled() -> Iterator[tuple[Problem, Answer]]:
    """The problems of the three plans of a case of 15 findings."""
    from arcada.core.compiler import compile_plans
    from arcada.interop.knowledge import load_library
    from arcada.interop.plan_json import read_case

    library, found = load_library(), []
    read = read_case(case(), library)
    plans = read if isinstance(read, Refusal) else compile_plans(read, library, improve=lambda *one: found.append(one))
    if isinstance(plans, Refusal):
        raise NotMeasured(f"the case was refused: {plans.text}")
    yield from found


@measurement("order-small", "best order of 5 to 15 procedures, time of one core", Target("p95", 1000, "ms"))
def small_plans() -> Taken:
    """Search until it is proven; the note says how many were."""
    from arcada.solvers.found import Effort
    from arcada.solvers.visit_search import OrderSearch

    seconds, settled = [], 0
    for seed in range(SMALL_PLANS):
        problem = plan(seed, SMALLEST + seed % (FEWEST - SMALLEST))
        first = greedy(problem)
        if isinstance(first, Refusal):
            raise NotMeasured(f"plan {seed} was refused: {first.text}")
        started = time.process_time()
        settled += OrderSearch(problem, first, Effort(SHORT)).run().settled
        seconds.append((time.process_time() - started) * MILLISECONDS)
    return Taken(tuple(seconds), f"{settled} of {SMALL_PLANS} proven best in urgency, visits and end")


@measurement("order-gap-2s", "gap of the order of visits after about 2 s", Target("mean", 8, "%"))
def short_gap() -> Taken:
    """Search with the smaller budget."""
    return _gaps(SHORT)


@measurement("order-gap-10s", "gap of the order of visits after about 10 s", Target("mean", 3, "%"))
def long_gap() -> Taken:
    """Search with the larger budget."""
    return _gaps(LONG)


def _gaps(limit: float) -> Taken:
    from arcada.solvers.found import Effort
    from arcada.solvers.visit_search import OrderSearch

    gaps, settled, saved, slowest = [], 0, 0, 0.0
    for problem, first in problems():
        started = time.perf_counter()
        found = OrderSearch(problem, first, Effort(limit)).run()
        slowest = max(slowest, time.perf_counter() - started)
        gaps.append(PERCENT * found.gap)
        settled += found.settled
        saved += len(first.visits) - len(found.answer.visits)
    note = f"limit {limit} deterministic s; {settled} of {len(gaps)} proven best in urgency, visits and end"
    return Taken(tuple(gaps), f"{note}; {saved / len(gaps):.1f} visits fewer each; slowest {slowest:.1f} s")


@measurement("order-never-worse", "orders worse than the first answer", Target("max", 0, "worse"))
def never_worse() -> Taken:
    """Search with next to no budget, and with the smaller one; core's own measure and checker judge."""
    from arcada.core.sequencing.checker import check
    from arcada.core.sequencing.quality import quality
    from arcada.solvers.found import Effort
    from arcada.solvers.visit_search import OrderSearch

    worse = []
    for limit in (0.01, SHORT):
        for problem, first in problems():
            answer = OrderSearch(problem, first, Effort(limit)).run().answer
            sound = not check(problem, answer) and quality(problem, answer) <= quality(problem, first)
            worse.append(0.0 if sound else 1.0)
    return Taken(tuple(worse), f"{len(worse)} searches, each answer checked and measured by core")
