"""What must stand later so that a task can stand at all, and the words for a task that nothing can help."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from arcada.core.kernel import Refusal
from arcada.core.sequencing.place import Board, Seeker, cap, lower_bounds
from arcada.core.sequencing.problem import Stop, Task


@dataclass(frozen=True, slots=True)
class Push:
    """A step that stands too early for another: `stop` must not stand before `day`; `short` days are missing."""

    stop: Stop
    day: int
    because: str
    short: int
    task: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """A task that no push can help: its own last day lies too early."""

    task: str
    refusal: Refusal


def days_of(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def pushes(board: Board, task: Task) -> Stuck | tuple[Push, ...]:
    """What must stand later so that the task can stand at all."""
    _part_company(board, task)
    days = Seeker(board, task, strict=False).run()
    if days is None:
        return Stuck(task.id, _hopeless(board, task))
    return (*_deadlines(board, task, days), *_companions(board, task, days[0]))


def _part_company(board: Board, task: Task) -> None:
    """Take out the steps that must share a visit with the task, for they will move with it."""
    for step in range(len(task.steps)):
        company = board.draft.company[Stop(task.id, step)]
        for day in [day for day, room in board.draft.rooms.items() if company in room]:
            board.draft.take_back(day, company)


def _deadlines(board: Board, task: Task, days: tuple[int, ...]) -> Iterator[Push]:
    """Earlier tasks from which the task would be too far away."""
    for step, day in enumerate(days):
        for base, lag in board.lags(task, step):
            most = cap(lag)
            if most is not None and day - base > most:
                last = len(board.tasks[lag.before].steps) - 1
                stop = Stop(lag.before, last if lag.from_step is None else lag.from_step)
                text = f"{task.id} must follow {lag.before} within {days_of(most)} and cannot before day {day}"
                yield Push(stop, day - most, text, day - base - most, task.id)


def _companions(board: Board, task: Task, start: int) -> Iterator[Push]:
    """Tasks of a later phase, and tasks of the same visit, that stand before the task can."""
    for name, level, day in board.phase_mates(task):
        if level > task.phase.rank and day < start:
            text = f"{task.id} belongs to an earlier phase than {name} but cannot stand before day {start}"
            yield Push(Stop(name, 0), start, text, start - day, task.id)
    for name in board.partners(task):
        if (day := board.days[name][0]) < start:
            text = f"{task.id} must share the visit of {name} on day {day} but cannot stand before day {start}"
            yield Push(Stop(name, 0), start, text, start - day, task.id)


def _hopeless(board: Board, task: Task) -> Refusal:
    """Why a task has no day at all."""
    free = replace(task, not_after=None)
    days = Seeker(board, free, strict=False).run()
    if task.not_after is None or days is None:
        text = f"{task.id} has no day within {board.limits.horizon_days} days"
        return Refusal("horizon", text, task.id)
    _, held = max(lower_bounds(board, free, 0), key=lambda bound: bound[0])
    late = days[-1] - task.not_after
    text = f"{task.id} must be done by day {task.not_after} but can be on day {days[-1]} at the earliest ({held.text})"
    return Refusal("window_empty", f"{text}: {days_of(late)} too late", task.id)
