"""Work that keeps a longer distance between its visits: one dose of antibiotic before each (S34), ten days apart."""

from dataclasses import replace

from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import Answer, Limits, Phase, Problem, Step, Task
from arcada.solvers.found import Effort
from arcada.solvers.visit_search import OrderSearch

TEN_DAYS = Limits(spaced_gap_days=10)
CLEANED = tuple(
    Task(name, (Step(100),), Phase.DISEASE_CONTROL, "dentist", (tooth,), anaesthetised=True, spaced=True)
    for name, tooth in (("right", "16"), ("left", "26"))
)
FILLED = Task("filling", (Step(100),), Phase.DISEASE_CONTROL, "dentist", ("14",), anaesthetised=True)
PROBLEM = Problem((*CLEANED, FILLED), TEN_DAYS)


def order() -> Answer:
    answer = greedy(PROBLEM)
    assert isinstance(answer, Answer), answer
    return answer


def test_two_spaced_visits_lie_ten_days_apart_and_others_only_three() -> None:
    days = {place.task: place.start_day for place in order().placements}
    assert abs(days["right"] - days["left"]) >= TEN_DAYS.spaced_gap_days
    assert min(abs(days["filling"] - days[name]) for name in ("right", "left")) == TEN_DAYS.anaesthetised_gap_days


def test_the_checker_sees_spaced_visits_that_are_too_near() -> None:
    near = greedy(Problem(PROBLEM.tasks))
    assert isinstance(near, Answer)
    assert "spaced_gap" in {fault.kind for fault in check(PROBLEM, near)}
    assert not check(replace(PROBLEM, limits=Limits()), near)


def test_spaced_work_that_fits_shares_a_visit() -> None:
    short = tuple(replace(task, steps=(Step(30),)) for task in CLEANED)
    answer = greedy(Problem(short, TEN_DAYS))
    assert isinstance(answer, Answer)
    assert len(answer.visits) == 1


def test_the_search_keeps_the_distance_too() -> None:
    found = OrderSearch(PROBLEM, order(), Effort(limit=1.0)).run()
    assert not check(PROBLEM, found.answer)
