"""Whose turn it is: the order in which tasks are taken, and in which they are done inside a visit."""

from collections.abc import Iterable, Mapping

from arcada.core.sequencing.problem import Task

Rank = tuple[int, int, int, str, tuple[str, ...], str, int, str]


def rank(task: Task, lift: int = 0) -> Rank:
    """Phase, need, side, place; the id only breaks ties. A lifted task is taken sooner inside its phase."""
    minutes = sum(step.minutes for step in task.steps)
    return task.phase.rank, -lift, -task.priority, task.side or "", task.where, task.role, minutes, task.id


def in_turn(tasks: Iterable[Task], lifts: Mapping[str, int]) -> list[Task]:
    """All tasks by rank, each after those that it waits for."""
    waiting = sorted(tasks, key=lambda task: rank(task, lifts.get(task.id, 0)))
    found: list[Task] = []
    placed: set[str] = set()
    while waiting:
        taken = next(task for task in waiting if all(lag.before in placed for lag in task.after))
        waiting.remove(taken)
        found.append(taken)
        placed.add(taken.id)
    return found
