"""The greedy order: the most pressing task first, each as early as what stands already allows.

A task that would come too late for a deadline is not forced in: the task from which the deadline counts is
pushed later, and the order is built again. Floors only rise, so this ends: with an order, or with the pair of
tasks that cannot be brought together. See docs/algorithms/sequencing.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from arcada.core.kernel import Refusal
from arcada.core.sequencing.company import Company, companies
from arcada.core.sequencing.draft import Draft
from arcada.core.sequencing.mid_flow import End, offenders, trials
from arcada.core.sequencing.place import Board, Seeker
from arcada.core.sequencing.problem import Answer, Problem, Stop, Strength, Task
from arcada.core.sequencing.push import Push, Stuck, days_of, pushes
from arcada.core.sequencing.soundness import unsound
from arcada.core.sequencing.turn import in_turn
from arcada.core.sequencing.write import write

RESTARTS = 24
"""How often the order is built anew before a refusal. Of 950 plans of random mouths none needed more than 15."""
LIFTS = 2
"""How many tasks may be taken sooner than their need says, before a refusal."""
STUBBORN = 5
"""A pair whose distance has not shrunk after so many pushes follows itself around and has no order."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What one construction starts from: floors under steps, tasks lifted in their phase, preferences kept."""

    floors: Mapping[Stop, int]
    lifts: Mapping[str, int]
    with_preferences: bool = True


def greedy(problem: Problem) -> Answer | Refusal:
    """An order of all tasks, or a refusal that names the tasks, the window and the days that are missing."""
    if fault := unsound(problem):
        return fault
    company = companies(problem)
    stance = Stance({}, {})
    board = settle(problem, company, stance)
    if isinstance(board, Refusal) and _has_preferences(problem):
        stance = replace(stance, with_preferences=False)
        board = settle(problem, company, stance)
    if isinstance(board, Refusal):
        return board
    return write(problem, tune(problem, company, board, stance))


def _has_preferences(problem: Problem) -> bool:
    """Whether some lag is only a preference."""
    return any(lag.strength is Strength.PREFERENCE for task in problem.tasks for lag in task.after)


def settle(problem: Problem, company: Mapping[Stop, Company], stance: Stance) -> Board | Refusal:
    """An order, or why there is none; a task that found no place is taken sooner before that is said."""
    lifts = dict(stance.lifts)
    said = outcome = climb(problem, company, stance)
    tried: list[str] = []
    while isinstance(outcome, Refusal) and outcome.where not in tried and len(tried) < LIFTS:
        tried.append(outcome.where)
        lifts |= dict.fromkeys(_with_ancestors(problem, outcome.where), len(tried))
        outcome = climb(problem, company, replace(stance, lifts=lifts))
    return said if isinstance(outcome, Refusal) else outcome


def climb(problem: Problem, company: Mapping[Stop, Company], stance: Stance) -> Board | Refusal:
    """Build, push what stands too early, and build again."""
    floors = dict(stance.floors)
    seen: dict[tuple[Stop, str], tuple[int, int, Push]] = {}
    said = Refusal("not_found", "nothing was tried")
    for _ in range(RESTARTS):
        outcome = build(problem, company, replace(stance, floors=floors))
        if isinstance(outcome, Board):
            return outcome
        if isinstance(outcome, Stuck):
            return outcome.refusal
        for push in outcome:
            times, short, first = seen.get((push.stop, push.task), (0, push.short, push))
            times = times + 1 if push.short >= short else 0
            seen[push.stop, push.task] = times, push.short, first
            said = Refusal("lag_conflict", f"{first.because}: {days_of(first.short)} too late", first.task)
            if times > STUBBORN or push.day > problem.limits.horizon_days:
                return said
            floors[push.stop] = max(push.day, floors.get(push.stop, 0))
    return said


def _with_ancestors(problem: Problem, name: str) -> list[str]:
    """A task and all that it waits for."""
    tasks = {task.id: task for task in problem.tasks}
    found, todo = [name], [name]
    while todo:
        befores = sorted({lag.before for lag in tasks[todo.pop()].after} - set(found))
        found += befores
        todo += befores
    return found


def build(problem: Problem, company: Mapping[Stop, Company], stance: Stance) -> Board | Stuck | tuple[Push, ...]:
    """One pass over the tasks; ends early with pushes when a task comes too late."""
    tasks = {task.id: task for task in in_turn(problem.tasks, stance.lifts)}
    draft = Draft(problem.limits, company)
    awaited = frozenset(lag.before for task in problem.tasks for lag in task.after)
    rivals, keen = _rivals(problem), stance.with_preferences
    board = Board(problem.limits, tasks, draft, stance.floors, rivals, awaited, keen)
    for task in tasks.values():
        days = Seeker(board, task, strict=True).run()
        if days is None:
            return pushes(board, task)
        _put(board, task, days)
    return board


def _rivals(problem: Problem) -> dict[str, tuple[tuple[str, int], ...]]:
    """Who must stay apart from whom, seen from both sides, with the days between."""
    found: dict[str, list[tuple[str, int]]] = {}
    for task in problem.tasks:
        for apart in task.apart:
            found.setdefault(task.id, []).append((apart.task, max(1, apart.days)))
            found.setdefault(apart.task, []).append((task.id, max(1, apart.days)))
    return {name: tuple(sorted(rivals)) for name, rivals in found.items()}


def _put(board: Board, task: Task, days: tuple[int, ...]) -> None:
    """Place a task."""
    board.days[task.id] = days
    for step, day in enumerate(days):
        board.draft.put(day, board.draft.company[Stop(task.id, step)])


def tune(problem: Problem, company: Mapping[Stop, Company], board: Board, stance: Stance) -> Board:
    """Bring non-urgent extractions into the middle where that is possible (rule R13, a preference)."""
    for end in End:
        for floors in trials(problem, board.days, end):
            tried = replace(stance, floors={**stance.floors, **floors})
            trial = settle(problem, company, tried)
            if isinstance(trial, Board) and not offenders(problem, trial.days, end):
                stance, board = tried, trial
                break
    return board
