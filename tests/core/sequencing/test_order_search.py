"""What the solver brings is sound and never worse than the first answer; where it says 'best', nothing is better."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from sequencing_problems import problems, tasks

from arcada.core.sequencing.better import better_of, latest_days
from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import (
    Answer,
    Apart,
    Lag,
    Limits,
    Phase,
    Problem,
    Side,
    Step,
    Strength,
    Task,
    Window,
)
from arcada.core.sequencing.quality import Quality, quality
from arcada.core.sequencing.write import from_days
from arcada.solvers.found import Effort, Progress
from arcada.solvers.improve import SMALL, AtOnce, Searches
from arcada.solvers.visit_search import OrderSearch

CONTROL, DEFINITIVE, URGENT = Phase.DISEASE_CONTROL, Phase.DEFINITIVE, Phase.URGENT
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def first_of(problem: Problem) -> Answer:
    answer = greedy(problem)
    assert isinstance(answer, Answer), answer
    return answer


def an_answer(problem: Problem) -> Answer:
    """The first answer; problems without one are no examples."""
    assume(isinstance(greedy(problem), Answer))
    return first_of(problem)


@settings(deadline=None, max_examples=60, suppress_health_check=SLOW)
@given(problems(9))
def test_what_is_found_passes_the_checker_and_is_never_worse(problem: Problem) -> None:
    first = an_answer(problem)
    found = OrderSearch(problem, first, Effort(0.1)).run()
    event("better" if found.answer != first else "the first one", "proven" if found.proven else "open")
    assert check(problem, found.answer) == ()
    assert found.quality == quality(problem, found.answer) <= quality(problem, first)
    assert found.at_least <= len(found.answer.visits)
    assert better_of(problem, first, found.answer) == found.answer


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """Up to three tasks inside ten days: small enough to look at every order."""
    count = draw(st.integers(2, 3))
    phases = tuple(sorted(draw(st.lists(st.sampled_from(Phase), min_size=count, max_size=count)), key=lambda p: p.rank))
    made = [draw(tasks(number, phases)) for number in range(count)]
    limits = Limits(
        minutes=draw(st.sampled_from((90, 150))),
        extractions=draw(st.sampled_from((None, 2))),
        one_role=draw(st.booleans()),
        horizon_days=9,
    )
    costs = draw(st.lists(st.sampled_from((0, 5, 10)), min_size=count, max_size=count))
    return Problem(tuple(short(task, cost) for task, cost in zip(made, costs, strict=True)), limits)


def short(task: Task, cost: int) -> Task:
    """The task with its days folded into less than ten."""
    steps = tuple(Step(step.minutes, step.min_days % 4, None, step.anaesthetised) for step in task.steps[:2])
    lags = tuple(Lag(lag.before, tuple(fold(window) for window in lag.windows), lag.strength) for lag in task.after)
    first = None if task.not_before is None else task.not_before % 4
    last = None if task.not_after is None else 5 + task.not_after % 5
    return Task(
        **{name: getattr(task, name) for name in task.__slots__}
        | {"steps": steps, "after": lags, "not_before": first, "not_after": last, "cost": cost}
    )


def fold(window: Window) -> Window:
    least = window.min_days % 5
    return Window(least, None if window.max_days is None else least + (window.max_days - window.min_days) % 4)


def every_order(problem: Problem, first: Answer) -> Iterator[Answer]:
    """All sound orders in which nothing waits longer than the practice's patience."""
    latest = latest_days(problem, first)
    names = [(task.id, len(task.steps)) for task in problem.tasks]
    for days in product(*(range(day + 1) for name, _ in names for day in latest[name])):
        rest = iter(days)
        placed = {name: tuple(next(rest) for _ in range(steps)) for name, steps in names}
        if all(tuple(sorted(set(own))) == own for own in placed.values()):
            answer = from_days(problem, placed)
            if not check(problem, answer):
                yield answer


@settings(deadline=None, max_examples=40, suppress_health_check=SLOW)
@given(tiny())
def test_of_all_orders_of_a_tiny_problem_none_is_better_than_the_one_proven_best(problem: Problem) -> None:
    assume(sum(len(task.steps) for task in problem.tasks) <= 3)
    first = an_answer(problem)
    found = OrderSearch(problem, first, Effort(2.0)).run()
    best = min(quality(problem, answer) for answer in every_order(problem, first))
    assert found.proven
    assert found.quality == best


SAVINGS = [
    (
        "four pieces of work fill two visits to the minute",
        Problem(
            (
                Task("a", (Step(70),), CONTROL, "dentist", ("16",)),
                Task("b", (Step(90),), CONTROL, "dentist", ("26",)),
                Task("c", (Step(80),), CONTROL, "dentist", ("11",)),
                Task("d", (Step(60),), CONTROL, "dentist", ("21",)),
            )
        ),
        2,
    ),
    (
        "both lower sides are never numbed at once, however much it would save",
        Problem(
            (
                Task("left", (Step(30),), CONTROL, "dentist", ("36",), Side.LEFT, anaesthetised=True),
                Task("right", (Step(30),), CONTROL, "dentist", ("46",), Side.RIGHT, anaesthetised=True),
            )
        ),
        2,
    ),
    (
        "visits under antibiotic cover keep their distance, so that short work shares one",
        Problem(
            tuple(Task(t, (Step(40),), CONTROL, "dentist", (t,), spaced=True) for t in ("16", "26")),
            Limits(spaced_gap_days=10),
        ),
        1,
    ),
    (
        "no more teeth than the limit in one visit",
        Problem(
            tuple(Task(t, (Step(10),), CONTROL, "surgeon", (t,), extractions=1) for t in ("11", "12", "13", "21")),
            Limits(extractions=3),
        ),
        2,
    ),
    (
        "all in one session where one visit may hold all, both sides and all roles",
        Problem(
            (
                Task("left", (Step(60),), CONTROL, "dentist", ("75",), Side.LEFT, anaesthetised=True),
                Task("right", (Step(60),), CONTROL, "dentist", ("85",), Side.RIGHT, anaesthetised=True),
                Task("out", (Step(60),), CONTROL, "surgeon", ("51",), anaesthetised=True, extractions=1),
            ),
            Limits(minutes=360, one_role=False, split_lower_blocks=False, urgent_alone=False),
        ),
        1,
    ),
    (
        "several windows: the implant waits for the second, in which another visit takes place",
        Problem(
            (
                Task("out", (Step(30),), CONTROL, "dentist", ("11",)),
                Task("implant", (Step(60),), DEFINITIVE, "dentist", ("11",),
                     after=(Lag("out", (Window(28, 30), Window(34, 40))),)),
                Task("fit", (Step(30),), DEFINITIVE, "dentist", ("21",), after=(Lag("out", (Window(35, 36),)),)),
            )
        ),
        2,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("told", "problem", "visits"), SAVINGS, ids=[told for told, _, _ in SAVINGS])
def test_visits_that_are_needed(told: str, problem: Problem, visits: int) -> None:
    found = OrderSearch(problem, first_of(problem), Effort(2.0)).run()
    assert found.proven
    assert (len(found.answer.visits), found.at_least) == (visits, visits)


def test_urgent_work_is_not_kept_waiting_for_a_visit_less() -> None:
    relief = Task("relief", (Step(40),), URGENT, "dentist", ("16",), anaesthetised=True)
    blood = Task("reading", (Step(10),), CONTROL, "dentist", not_before=5, treatment=False, parallel=True)
    problem = Problem((relief, blood))
    found = OrderSearch(problem, first_of(problem), Effort(2.0)).run()
    assert found.answer.placement("relief").start_day == 0
    assert len(found.answer.visits) == 2


def test_the_same_problem_gives_the_same_order_however_its_tasks_are_listed() -> None:
    problem = SAVINGS[0][1]
    turned = Problem(tuple(reversed(problem.tasks)), problem.limits)
    one = OrderSearch(problem, first_of(problem), Effort(1.0)).run()
    other = OrderSearch(turned, first_of(turned), Effort(1.0)).run()
    assert one == other


def test_an_answer_from_elsewhere_counts_only_when_it_is_sound() -> None:
    apart = Problem(
        (
            Task("a", (Step(30),), CONTROL, "dentist", ("16",)),
            Task("b", (Step(30),), CONTROL, "dentist", ("26",), apart=(Apart("a", 3),)),
        )
    )
    first = first_of(apart)
    too_good = from_days(apart, {"a": (0,), "b": (0,)})
    assert quality(apart, too_good) < quality(apart, first)
    assert better_of(apart, first, too_good) == first
    assert better_of(apart, first, None) == first


def test_nothing_waits_months_for_the_sake_of_a_visit_or_of_a_level_cost() -> None:
    filling = Task("filling", (Step(30),), DEFINITIVE, "dentist", ("16",), cost=100)
    review = Task("review", (Step(15),), Phase.MAINTENANCE, "dentist", not_before=300, review=True, cost=100)
    problem = Problem((filling, review))
    first = first_of(problem)
    one_visit = from_days(problem, {"filling": (300,), "review": (300,)})
    assert quality(problem, one_visit) < quality(problem, first)
    assert better_of(problem, first, one_visit) == first
    assert OrderSearch(problem, first, Effort(1.0)).run().answer == first


@pytest.mark.parametrize(("patience", "visits"), [(7, 1), (6, 2)])
def test_work_waits_for_a_visit_as_long_as_the_practice_has_patience(patience: int, visits: int) -> None:
    filling = Task("filling", (Step(30),), DEFINITIVE, "dentist", ("16",))
    crown = Task("crown", (Step(60),), DEFINITIVE, "dentist", ("26",), not_before=7)
    waits = Task(
        "waits", (Step(10),), DEFINITIVE, "dentist", ("26",), after=(Lag("filling", (Window(0),)),), not_before=7
    )
    problem = Problem((filling, crown, waits), Limits(patience_days=patience))
    found = OrderSearch(problem, first_of(problem), Effort(1.0)).run()
    assert len(found.answer.visits) == visits


def test_a_search_that_is_stopped_gives_the_first_answer() -> None:
    problem = SAVINGS[0][1]
    first = first_of(problem)
    search = OrderSearch(problem, first, Effort(1.0))
    search.stop()
    found = search.run()
    assert (found.answer, found.stopped, found.proven) == (first, True, False)


def test_plans_that_are_alike_are_searched_once_and_told_each_time() -> None:
    searches = Searches(Effort(1.0))
    problem = SAVINGS[0][1]
    first = first_of(problem)
    assert searches.progress is None
    assert searches(problem, first) == searches(problem, first)
    assert searches.found[0] is searches.found[1]
    assert searches.progress == Progress(visits=2, at_least=2)
    assert searches.facts() == {"seed": 7, "limit": 1.0, "proven": True, "stopped": False}


def test_at_once_only_small_plans_are_searched_and_each_only_once() -> None:
    problem = SAVINGS[0][1]
    first = first_of(problem)
    one, other = AtOnce(), AtOnce()
    assert one(problem, first) == other(problem, first)
    assert one.found[0] is other.found[0]
    assert one.facts()["proven"]
    large = Problem(tuple(Task(f"t{n}", (Step(30),), CONTROL, "dentist") for n in range(SMALL + 1)))
    assert one(large, first_of(large)) is None
    assert not one.facts()["proven"]


def test_searches_that_are_stopped_give_what_they_have() -> None:
    searches = Searches(Effort(1.0))
    searches.stop()
    problem = SAVINGS[0][1]
    first = first_of(problem)
    assert searches(problem, first) == first
    assert searches.facts()["stopped"]


def measured(**fields: int) -> Quality:
    return Quality(**(dict.fromkeys(Quality.__slots__, 5) | fields))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (measured(relief=4, visits=9), measured(relief=5, visits=5)),
        (measured(visits=4, end_weeks=9), measured(visits=5, end_weeks=5)),
        (measured(end_weeks=4, extractions_last=9), measured(end_weeks=5, extractions_last=5)),
        (measured(extractions_last=4, need=9), measured(extractions_last=5, need=5)),
        (measured(hard_first=4, mixed_sides=9), measured(hard_first=5, mixed_sides=5)),
        (measured(mixed_sides=4, dearest_month=9), measured(mixed_sides=5, dearest_month=5)),
    ],
)
def test_the_first_field_that_differs_decides(better: Quality, worse: Quality) -> None:
    assert better < worse


def test_the_measure_of_an_order_by_hand() -> None:
    problem = Problem(
        (
            Task("relief", (Step(40),), URGENT, "dentist", ("16",), Side.RIGHT, anaesthetised=True),
            Task("fill", (Step(30),), CONTROL, "dentist", ("26",), Side.LEFT, anaesthetised=True, priority=1, cost=40),
            Task("out", (Step(20),), CONTROL, "dentist", ("17",), Side.RIGHT, anaesthetised=True, extractions=1,
                 mid_flow=True, priority=2, cost=60),
            Task("look", (Step(10),), CONTROL, "dentist", review=True, treatment=False, cost=10,
                 after=(Lag("out", (Window(7, 9),), Strength.PREFERENCE),)),
        )
    )  # fmt: skip
    answer = from_days(problem, {"relief": (2,), "fill": (5,), "out": (10,), "look": (31,)})
    assert quality(problem, answer) == Quality(
        relief=2, lost_lags=1, visits=4, end_weeks=5, control_weeks=2, extractions_last=1, extractions_first=0,
        hard_first=30, mixed_sides=0, need=1, dearest_month=100, waiting=48,
    )  # fmt: skip
