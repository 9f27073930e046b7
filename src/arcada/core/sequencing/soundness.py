"""Problems that no order can answer, told before anything is placed."""

from collections.abc import Iterator, Mapping

from arcada.core.kernel import Refusal
from arcada.core.sequencing.company import companies
from arcada.core.sequencing.problem import Lag, Problem, Task


def unsound(problem: Problem) -> Refusal | None:
    """The first thing that is wrong with the problem itself, or None."""
    tasks = {task.id: task for task in sorted(problem.tasks, key=lambda one: one.id)}
    if len(tasks) < len(problem.tasks):
        names = [task.id for task in problem.tasks]
        twice = min(name for name in names if names.count(name) > 1)
        return Refusal("duplicate_task", f"two tasks are called {twice}; each needs its own id", twice)
    for task in tasks.values():
        if fault := next(_faults(tasks, task), None):
            return fault
    return _cycle(tasks) or _overfull(problem)


def _faults(tasks: Mapping[str, Task], task: Task) -> Iterator[Refusal]:
    """What is wrong with one task."""
    if not task.steps:
        yield Refusal("no_step", f"{task.id} has no step; a task needs at least one visit", task.id)
    for number, step in enumerate(task.steps):
        if step.minutes < 0 or (number and step.max_days is not None and step.max_days < max(1, step.min_days)):
            yield Refusal("step_window", f"step {number + 1} of {task.id} has no day or no time left", task.id)
    for apart in task.apart:
        if apart.task not in tasks:
            yield Refusal("unknown_task", f"{task.id} is kept apart from {apart.task}, which is not there", task.id)
    for lag in task.after:
        yield from _lag_faults(tasks, task, lag)
    least, most = task.not_before or 0, task.not_after
    if most is not None and least + span(task) > most:
        text = f"{task.id} takes {span(task)} days from day {least} on and must be done by day {most}"
        yield Refusal("window_empty", f"{text}: {least + span(task) - most} days are missing", task.id)


def span(task: Task) -> int:
    """The least days from the first to the last step."""
    return sum(max(1, step.min_days) for step in task.steps[1:])


def _lag_faults(tasks: Mapping[str, Task], task: Task, lag: Lag) -> Iterator[Refusal]:
    """What is wrong with one lag."""
    before = tasks.get(lag.before)
    if before is None:
        yield Refusal("unknown_task", f"{task.id} waits for {lag.before}, which is not there", task.id)
        return
    known = lag.from_step is None or 0 <= lag.from_step < len(before.steps)
    if not known or not 0 <= lag.to_step < len(task.steps):
        yield Refusal("unknown_step", f"{task.id} waits for a step of {lag.before} that is not there", task.id)
    empty = [w for w in lag.windows if w.min_days < 0 or (w.max_days is not None and w.max_days < w.min_days)]
    if empty or not lag.windows:
        yield Refusal("lag_window", f"the days between {lag.before} and {task.id} leave nothing open", task.id)


def _cycle(tasks: Mapping[str, Task]) -> Refusal | None:
    """Tasks that wait for each other."""
    waiting = {name: {lag.before for lag in task.after} for name, task in tasks.items()}
    while ready := [name for name, befores in waiting.items() if not befores & waiting.keys()]:
        for name in ready:
            del waiting[name]
    if not waiting:
        return None
    loop = [min(waiting)]
    while loop[-1] not in loop[:-1]:
        loop.append(min(waiting[loop[-1]] & waiting.keys()))
    loop = loop[loop.index(loop[-1]) :]
    return Refusal("lag_cycle", f"these wait for each other: {' after '.join(loop)}", loop[0])


def _overfull(problem: Problem) -> Refusal | None:
    """Steps that must share a visit although no visit may hold them."""
    limits, company = problem.limits, companies(problem)
    for stop in sorted(company, key=lambda one: (one.task, one.step)):
        party = company[stop]
        names = " with ".join(dict.fromkeys(member.task for member in party.stops))
        most = limits.anaesthetic_mg
        if most is not None and party.anaesthetic_mg > most:
            text = f"{names} needs {party.anaesthetic_mg} mg of local anaesthetic in one visit, {most} mg are allowed"
            return Refusal("dose", text, stop.task)
        if limits.extractions is not None and party.extractions > limits.extractions:
            text = f"{names} removes {party.extractions} teeth in one visit, {limits.extractions} are allowed"
            return Refusal("extraction_limit", text, stop.task)
    return None
