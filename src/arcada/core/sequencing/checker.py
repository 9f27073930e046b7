"""An independent judge of an order: it reads the rules from the problem alone and knows nothing of how orders are made.

A fault names its kind, the task or visit, and what is wrong. No fault means that every must and every default of
the problem holds, that the answer agrees with itself, and that a preference that is not kept is named.
"""

from collections.abc import Iterator

from arcada.core.sequencing.case import Case, Fault
from arcada.core.sequencing.problem import Answer, Problem
from arcada.core.sequencing.task_rules import TASK_RULES
from arcada.core.sequencing.visit_rules import VISIT_RULES


def check(problem: Problem, answer: Answer) -> tuple[Fault, ...]:
    """All faults of an answer; nothing further is read from an answer whose shape is broken."""
    case = Case(
        problem,
        answer,
        {task.id: task for task in problem.tasks},
        {placement.task: placement.days for placement in answer.placements},
    )
    shape = tuple(_shape(case))
    if shape:
        return shape
    return tuple(fault for rule in (*TASK_RULES, *VISIT_RULES) for fault in rule(case))


def _shape(case: Case) -> Iterator[Fault]:
    """Every task once with all its steps, and visits that list exactly these."""
    placed = [placement.task for placement in case.answer.placements]
    for name in sorted(set(case.tasks) | set(placed)):
        if placed.count(name) != (1 if name in case.tasks else 0):
            yield Fault("placed", f"{name} stands {placed.count(name)} times in the answer", name)
    if [visit.number for visit in case.answer.visits] != list(range(1, len(case.answer.visits) + 1)):
        yield Fault("numbers", "visits are not numbered 1, 2, 3")
    listed = sorted((stop.task, stop.step, v.number, v.day) for v in case.answer.visits for stop in v.stops)
    meant = sorted(
        (placement.task, step, *where)
        for placement in case.answer.placements
        for step, where in enumerate(zip(placement.visits, placement.days, strict=False))
    )
    if listed != meant:
        odd = min(set(listed) ^ set(meant), default=("some step",))
        yield Fault("stops", f"{odd[0]}: its placement and the stops of the visits disagree", str(odd[0]))
    for placement in case.answer.placements:
        steps = len(case.tasks[placement.task].steps) if placement.task in case.tasks else 0
        if not len(placement.visits) == len(placement.days) == steps:
            yield Fault("steps", f"{placement.task} has {steps} steps, not as many days or visits", placement.task)
