"""The judge sees every kind of fault: a right answer is spoiled in each way, and stays right where nothing is wrong."""

import sys
from collections.abc import Callable
from dataclasses import replace
from subprocess import run

import pytest

from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import (
    Answer,
    Apart,
    Lag,
    Limits,
    Phase,
    Placement,
    Problem,
    Step,
    Stop,
    Strength,
    Task,
    Visit,
    Window,
)

URGENT, CONTROL, GATE, DEFINITIVE, MAINTENANCE = Phase
MOUTH = Problem(
    (
        Task("relief", (Step(45),), URGENT, "dentist", ("36",), anaesthetised=True, anaesthetic_mg=36),
        Task("advice", (Step(20),), CONTROL, "hygienist", also=("dentist",), treatment=False),
        Task("canal", (Step(90), Step(40, 7, 28)), CONTROL, "dentist", ("36",), anaesthetised=True, anaesthetic_mg=36,
             after=(Lag("relief", (Window(7, 28),)),)),
        Task("core", (Step(30),), CONTROL, "dentist", ("36",), after=(Lag("canal", (Window(0, 0),)),)),
        Task("out", (Step(30),), CONTROL, "dentist", ("46",), anaesthetised=True, anaesthetic_mg=36, extractions=2),
        Task("root", (Step(30),), CONTROL, "dentist", ("16",), anaesthetised=True, anaesthetic_mg=36, extractions=2,
             not_after=90, mid_flow=True),
        Task("left", (Step(30),), CONTROL, "periodontist", ("23",), anaesthetised=True, together="gum"),
        Task("right", (Step(30),), CONTROL, "periodontist", ("13",), anaesthetised=True, together="gum"),
        Task("gum", (Step(30),), CONTROL, "periodontist", ("11",), anaesthetised=True, apart=(Apart("left", 7),)),
        Task("review", (Step(30),), GATE, "hygienist", not_before=40, treatment=False),
        Task("crown", (Step(80), Step(40, 7, 21, anaesthetised=False)), DEFINITIVE, "dentist", ("36",),
             anaesthetised=True, after=(Lag("canal", (Window(0, 120),)),
                                        Lag("out", (Window(200),), Strength.PREFERENCE))),
    ),
    Limits(anaesthetic_mg=110, extractions=3, horizon_days=400),
)  # fmt: skip


def right() -> Answer:
    answer = greedy(MOUTH)
    assert isinstance(answer, Answer)
    return answer


def rebuilt(days: dict[str, tuple[int, ...]], roles: dict[int, str] | None = None) -> Answer:
    """An answer that agrees with itself, with the steps on the given days."""
    tasks = {task.id: task for task in MOUTH.tasks}
    stops: dict[int, list[Stop]] = {}
    for name in tasks:
        for step, day in enumerate(days[name]):
            stops.setdefault(day, []).append(Stop(name, step))
    numbers = {day: number for number, day in enumerate(sorted(stops), 1)}
    visits = []
    for day, number in numbers.items():
        here = [(tasks[stop.task], stop.step) for stop in stops[day]]
        rank = min(task.phase.rank for task, _ in here)
        role = (roles or {}).get(day) or next(
            task.role for task, _ in here if task.role != "hygienist" or len(here) == 1
        )
        minutes = sum(task.steps[step].minutes for task, step in here)
        asleep = any(task.numbs(step) for task, step in here)
        visits.append(Visit(number, day, tuple(Phase)[rank], role, minutes, asleep, tuple(stops[day])))
    old = {placement.task: placement for placement in right().placements}
    placements = tuple(
        Placement(name, tuple(numbers[day] for day in days[name]), days[name],
                  stops[days[name][0]].index(Stop(name, 0)) + 1, old[name].held)
        for name in tasks
    )  # fmt: skip
    return Answer(placements, tuple(visits), right().unmet)


def moved(**days: tuple[int, ...]) -> Answer:
    """The right answer with some tasks on other days."""
    return rebuilt({placement.task: placement.days for placement in right().placements} | days)


def with_visit(which: int, **changes: object) -> Answer:
    answer = right()
    visits = [replace(visit, **changes) if visit.number == which else visit for visit in answer.visits]
    return replace(answer, visits=tuple(visits))


def with_placement(name: str, **changes: object) -> Answer:
    answer = right()
    return replace(answer, placements=tuple(replace(p, **changes) if p.task == name else p for p in answer.placements))


def day_of(name: str, step: int = 0) -> int:
    return right().placement(name).days[step]


def doubled_day() -> Answer:
    """The right answer with its second visit on the day of the first."""
    answer = with_visit(2, day=0)
    tasks = {stop.task for stop in answer.visits[1].stops}
    placements = tuple(replace(p, days=(0,)) if p.task in tasks else p for p in answer.placements)
    return replace(answer, placements=placements)


def swapped(first: str, second: str) -> Answer:
    """The right answer with two tasks in the other order inside the visit that they share."""
    answer = right()
    number = answer.placement(second).visits[0]
    visit = answer.visits[number - 1]
    names = {first: second, second: first}
    stops = tuple(
        next(other for other in visit.stops if other.task == names.get(stop.task, stop.task)) for stop in visit.stops
    )
    return with_visit(number, stops=stops)


SPOILED: list[tuple[str, str, Callable[[], Answer]]] = [
    ("placed", "a task is left out", lambda: replace(right(), placements=right().placements[1:])),
    ("placed", "a task stands twice",
     lambda: replace(right(), placements=(*right().placements, right().placements[0]))),
    ("numbers", "visits count from 2", lambda: with_visit(1, number=2)),
    ("stops", "a visit forgets a step", lambda: with_visit(1, stops=right().visits[0].stops[1:])),
    ("stops", "a visit stands on another day than its steps", lambda: with_visit(1, day=1)),
    ("steps", "a step has no day", lambda: with_placement("crown", days=(200,), visits=(9,))),
    ("lag", "the canal is opened the day after relief",
     lambda: moved(canal=(day_of("relief") + 1, day_of("canal", 1)))),
    ("lag", "the crown comes after its deadline", lambda: moved(crown=(300, 307))),
    ("step_gap", "the crown is fitted the next day", lambda: moved(crown=(day_of("crown"), day_of("crown") + 1))),
    ("step_gap", "the crown is fitted too late", lambda: moved(crown=(day_of("crown"), day_of("crown") + 22))),
    ("not_before", "the review comes too early", lambda: moved(review=(39,))),
    ("not_after", "the root stays too long", lambda: moved(root=(91,))),
    ("horizon", "a visit lies beyond the end of the plan", lambda: moved(out=(401,))),
    ("horizon", "a visit lies before the plan", lambda: moved(advice=(-2,))),
    ("phase", "the crown comes before the review", lambda: moved(crown=(30, 45))),
    ("together", "what belongs together is parted", lambda: moved(right=(day_of("right") + 30,))),
    ("apart", "two gum surgeries come too near", lambda: moved(gum=(day_of("left") + 5,))),
    ("gap", "two visits on one day", doubled_day),
    ("anaesthetised_gap", "anaesthetised two days after",
     lambda: moved(left=(day_of("crown") + 2,), right=(day_of("crown") + 2,))),
    ("minutes", "four things in one visit",
     lambda: moved(out=(day_of("crown"),), root=(day_of("crown"),), advice=(day_of("crown"),))),
    ("dose", "too much anaesthetic",
     lambda: moved(canal=(day_of("canal"), day_of("out")), root=(day_of("out"),), relief=(day_of("out"),))),
    ("extractions", "four teeth at once", lambda: moved(root=(day_of("out"),))),
    ("role", "the wrong person", lambda: with_visit(1, role="hygienist")),
    ("lower_blocks", "both sides of the lower jaw", lambda: moved(out=(day_of("crown"),))),
    ("urgent_alone", "relief takes an extraction along", lambda: moved(root=(day_of("relief"),))),
    ("visit_minutes", "a visit states other minutes", lambda: with_visit(1, minutes=1)),
    ("visit_phase", "a visit states another phase", lambda: with_visit(1, phase=MAINTENANCE)),
    ("visit_anaesthetised", "a visit hides its anaesthetic", lambda: with_visit(1, anaesthetised=False)),
    ("order_stated", "a place in the visit is wrong", lambda: with_placement("relief", order=9)),
    ("order", "the core is built before the canal is filled", lambda: swapped("canal", "core")),
    ("unmet", "a preference is dropped in silence", lambda: replace(right(), unmet=())),
]  # fmt: skip


def test_the_right_answer_has_no_fault() -> None:
    assert check(MOUTH, right()) == ()
    assert check(MOUTH, rebuilt({placement.task: placement.days for placement in right().placements})) == ()


@pytest.mark.parametrize(("kind", "spoil"), [(kind, spoil) for kind, _, spoil in SPOILED], ids=[s[1] for s in SPOILED])
def test_each_way_of_spoiling_is_seen(kind: str, spoil: Callable[[], Answer]) -> None:
    faults = check(MOUTH, spoil())
    assert kind in {fault.kind for fault in faults}
    assert all(fault.text for fault in faults)


SHARED = {
    "arcada",
    "arcada.core",
    "arcada.core.kernel",
    "arcada.core.sequencing",
    "arcada.core.sequencing.problem",
    "arcada.core.teeth",
    "arcada.core.teeth.number",
    "arcada.core.teeth.region",
}


def loaded(module: str) -> set[str]:
    """What a fresh interpreter has loaded of ours after importing a module."""
    code = f"import sys, {module}; print(*[name for name in sys.modules if name.startswith('arcada')])"
    done = run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    return {name for name in done.stdout.split() if not name.startswith("arcada.core.kernel.")}


def test_judge_and_greedy_share_nothing_but_the_problem() -> None:
    judge, maker = loaded("arcada.core.sequencing.checker"), loaded("arcada.core.sequencing.greedy")
    assert judge & maker == SHARED
    assert len(judge) > len(SHARED)
