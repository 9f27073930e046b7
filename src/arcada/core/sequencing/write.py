"""The answer as it is handed on: visits numbered by day, placements, and what kept each task from an earlier day."""

from collections.abc import Iterator, Mapping

from arcada.core.kernel import Reason
from arcada.core.sequencing.company import Company, companies
from arcada.core.sequencing.draft import Draft
from arcada.core.sequencing.mid_flow import unmet
from arcada.core.sequencing.place import Board, lower_bounds
from arcada.core.sequencing.problem import Answer, Phase, Placement, Problem, Stop, Strength, Task, Visit
from arcada.core.sequencing.turn import in_turn


def from_days(problem: Problem, days: Mapping[str, tuple[int, ...]]) -> Answer:
    """Days that somebody else chose for the steps of every task, as an answer; whether it is sound is not asked."""
    tasks = {task.id: task for task in in_turn(problem.tasks, {})}
    draft = Draft(problem.limits, companies(problem))
    board = Board(problem.limits, tasks, draft, {}, {}, frozenset(), with_preferences=True)
    board.days |= {name: days[name] for name in tasks}
    return write(problem, board)


def write(problem: Problem, board: Board) -> Answer:
    """The board as an answer."""
    stops: dict[int, list[Stop]] = {}
    for name, days in board.days.items():
        for step, day in enumerate(days):
            stops.setdefault(day, []).append(Stop(name, step))
    numbers = {day: number for number, day in enumerate(sorted(stops), 1)}
    placements = [
        Placement(
            task=name,
            visits=tuple(numbers[day] for day in days),
            days=days,
            order=stops[days[0]].index(Stop(name, 0)) + 1,
            held=_held(board, board.tasks[name], days[0]),
        )
        for name, days in board.days.items()
    ]
    placements.sort(key=lambda placement: (placement.visit, placement.order))
    visits = tuple(_visit(board, number, day, tuple(stops[day])) for day, number in numbers.items())
    return Answer(tuple(placements), visits, tuple(_unmet(problem, board)))


def _visit(board: Board, number: int, day: int, stops: tuple[Stop, ...]) -> Visit:
    """One visit with its sums."""
    tasks = [board.tasks[stop.task] for stop in stops]
    bound = [task for task in tasks if not task.free] or tasks
    return Visit(
        number=number,
        day=day,
        phase=tuple(Phase)[min(task.phase.rank for task in bound)],
        role=_role(board, stops),
        minutes=sum(task.steps[stop.step].minutes for task, stop in zip(tasks, stops, strict=True)),
        anaesthetised=any(task.numbs(stop.step) for task, stop in zip(tasks, stops, strict=True)),
        stops=stops,
    )


def _role(board: Board, stops: tuple[Stop, ...]) -> str:
    """Who sees the patient: able to do all of it, and the usual one for most of its minutes."""
    companies: list[Company] = [board.draft.company[stop] for stop in stops]
    shared = [role for role in companies[0].roles if all(role in company.roles for company in companies)]
    minutes: dict[str, int] = {}
    for stop in stops:
        task = board.tasks[stop.task]
        usual = task.roles(stop.step)[0]
        minutes[usual] = minutes.get(usual, 0) + task.steps[stop.step].minutes
    able = [role for role in minutes if role in shared] or shared or list(minutes)
    return min(able, key=lambda role: (-minutes.get(role, 0), able.index(role)))


def _held(board: Board, task: Task, day: int) -> Reason:
    """What kept the task from an earlier day."""
    bounds = lower_bounds(board, task, 0)
    reached, reason = max(bounds, key=lambda bound: bound[0])
    return reason if day == reached else Reason("room", "the first visit that has room for it")


def _unmet(problem: Problem, board: Board) -> Iterator[Reason]:
    """Preferences that the order does not keep."""
    yield from unmet(problem, board.days)
    for name in sorted(board.tasks):
        for lag in board.tasks[name].after:
            days = board.days[lag.before]
            base = days[-1] if lag.from_step is None else days[lag.from_step]
            distance = board.days[name][lag.to_step] - base
            if lag.strength is Strength.PREFERENCE and not any(window.holds(distance) for window in lag.windows):
                yield Reason("lag", f"{name} stands {distance} days after {lag.before}, another distance is preferred")
