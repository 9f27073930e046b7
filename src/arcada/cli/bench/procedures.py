"""Plans as they come in a clinic, made by dice from a seed: what the order of visits is measured on.

fillings; root canal, core, crown; extraction and, where a tooth follows, implant, uncovering, impression, crown;
deep cleaning by quadrants with a re-evaluation; veneers. Minutes and days as in the catalogue, rounded.
"""

import random
from collections.abc import Callable

from arcada.core.sequencing.problem import Lag, Limits, Phase, Problem, Side, Step, Task, Window

BACK = ("14", "15", "16", "17", "24", "25", "26", "27", "34", "35", "36", "37", "44", "45", "46", "47")
FRONT = ("13", "12", "11", "21", "22", "23")
QUADRANTS = {"1": "17", "2": "27", "3": "37", "4": "47"}
NUMB_MG = 36
Dice = random.Random
CONTROL, DEFINITIVE = Phase.DISEASE_CONTROL, Phase.DEFINITIVE


def plan(seed: int, count: int) -> Problem:
    """A plan of so many procedures; the same seed gives the same plan."""
    dice = random.Random(seed)  # noqa: S311 - the same plans each time, nothing secret
    teeth, fronts = list(BACK), list(FRONT)
    dice.shuffle(teeth)
    tasks = [Task("talk", (Step(30),), CONTROL, "hygienist", ("mouth",), treatment=False, priority=4)]
    if count >= 10 and dice.random() < 0.6:  # noqa: PLR2004 - small plans hold no deep cleaning
        tasks += _deep_cleaning()
    makers: list[Callable[[Dice, str], list[Task]]] = [_filling, _filling, _root_canal, _implant, _removal]
    while len(tasks) < count:
        if fronts and dice.random() < 0.1:  # noqa: PLR2004 - one in ten
            tasks += _veneer(fronts.pop())
            continue
        tasks += dice.choice(makers)(dice, teeth.pop() if teeth else fronts.pop())
    kept = tasks[:count]
    return Problem(tuple(kept), Limits(anaesthetic_mg=dice.choice((None, 216, 300))))


def _side(tooth: str) -> Side:
    return Side.RIGHT if tooth[0] in "14" else Side.LEFT


def _numb(name: str, steps: tuple[Step, ...], phase: Phase, tooth: str, role: str = "dentist", **more: object) -> Task:
    return Task(
        f"{name}-{tooth}", steps, phase, role, (tooth,), _side(tooth), anaesthetised=True, anaesthetic_mg=NUMB_MG,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _filling(dice: Dice, tooth: str) -> list[Task]:
    minutes = dice.choice((30, 40, 50))
    return [_numb("filling", (Step(minutes),), CONTROL, tooth, priority=dice.choice((1, 2)), cost=100)]


def _root_canal(dice: Dice, tooth: str) -> list[Task]:
    two = (Step(90), Step(40, 7, 28))
    crown = (Lag(f"core-{tooth}", (Window(0),)), Lag(f"canal-{tooth}", (Window(0, 120),)))
    return [
        _numb("canal", dice.choice((two, (Step(100),))), dice.choice((CONTROL, Phase.URGENT)), tooth, priority=3,
              cost=500),
        _numb("core", (Step(30),), CONTROL, tooth, priority=2, cost=150, after=(Lag(f"canal-{tooth}", (Window(0),)),)),
        _numb("crown", (Step(80), Step(40, 10, 35, anaesthetised=False)), DEFINITIVE, tooth, cost=700, after=crown),
    ]  # fmt: skip


def _implant(dice: Dice, tooth: str) -> list[Task]:
    heal = (Window(28, 56), Window(84, 200))
    soon = dice.randint(75, 90)
    return [
        *_removal(dice, tooth),
        _numb("implant", (Step(75),), DEFINITIVE, tooth, "surgeon", cost=900, after=(Lag(f"removal-{tooth}", heal),)),
        _numb("uncover", (Step(30),), DEFINITIVE, tooth, "surgeon", cost=150,
              after=(Lag(f"implant-{tooth}", (Window(soon, soon + 85),)),)),
        Task(f"impression-{tooth}", (Step(40),), DEFINITIVE, "prosthodontist", (tooth,), cost=100,
             after=(Lag(f"uncover-{tooth}", (Window(14, 60),)),)),
        Task(f"implant-crown-{tooth}", (Step(45),), DEFINITIVE, "prosthodontist", (tooth,), cost=900,
             after=(Lag(f"impression-{tooth}", (Window(10, 42),)),)),
    ]  # fmt: skip


def _removal(dice: Dice, tooth: str) -> list[Task]:
    role = dice.choice(("dentist", "surgeon"))
    return [
        _numb("removal", (Step(40),), CONTROL, tooth, role, priority=2, extractions=1, mid_flow=True, cost=150),
    ]  # fmt: skip


def _veneer(tooth: str) -> list[Task]:
    return [_numb("veneer", (Step(60), Step(45, 10, 21)), DEFINITIVE, tooth, "prosthodontist", cost=600)]


def _deep_cleaning() -> list[Task]:
    quarters = [
        _numb("cleaning", (Step(45),), CONTROL, tooth, "hygienist", priority=3, cost=150)
        for tooth in QUADRANTS.values()
    ]
    waits = tuple(Lag(task.id, (Window(42, 84),)) for task in quarters)
    check = Task(
        "re-evaluation", (Step(30),), Phase.RE_EVALUATION, "hygienist", ("mouth",), treatment=False, after=waits
    )
    return [*quarters, check]
