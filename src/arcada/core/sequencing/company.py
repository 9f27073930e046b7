"""Which steps must share a visit, and what they ask of it as one.

Two steps keep company when their tasks carry the same `together` label (first steps), or when a lag allows
nothing but day 0 between them. Company is carried on: if a keeps company with b and b with c, all three share
one visit. The order is built company by company, so that a visit has room for all of it from the start.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from arcada.core.sequencing.problem import Lag, Phase, Problem, Side, Stop, Strength, Task


@dataclass(frozen=True, slots=True)
class Company:
    """Steps that share a visit, and their sums.

    `roles` can do all of it, the one who usually does the longest step first; empty where nobody can.
    `lower_blocks` are the inferior alveolar blocks that are kept apart; `later_numb` says that it holds anaesthetised
    work that is not urgent, `spaced` that it holds something whose visits keep a longer distance.
    """

    stops: tuple[Stop, ...]
    minutes: int
    anaesthetic_mg: int
    extractions: int
    roles: tuple[str, ...]
    lower_blocks: frozenset[Side]
    numb: bool
    urgent: bool
    later_numb: bool
    spaced: bool


def only_same_visit(lag: Lag) -> bool:
    """Whether the lag leaves no choice but the same visit."""
    return bool(lag.windows) and all(window.min_days == 0 == window.max_days for window in lag.windows)


def ties(tasks: Mapping[str, Task]) -> Iterator[tuple[Stop, Stop]]:
    """Pairs of steps that must share a visit."""
    labelled: dict[str, str] = {}
    for name in sorted(tasks):
        task = tasks[name]
        if task.together:
            yield Stop(labelled.setdefault(task.together, name), 0), Stop(name, 0)
        for lag in task.after:
            if only_same_visit(lag) and lag.strength is not Strength.PREFERENCE:
                last = len(tasks[lag.before].steps) - 1
                from_step = last if lag.from_step is None else lag.from_step
                yield Stop(lag.before, from_step), Stop(name, lag.to_step)


def companies(problem: Problem) -> dict[Stop, Company]:
    """The company of every step; a step that is free of others is a company by itself."""
    tasks = {task.id: task for task in problem.tasks}
    group = {Stop(task.id, step): {Stop(task.id, step)} for task in problem.tasks for step in range(len(task.steps))}
    for one, other in ties(tasks):
        if group[one] is not group[other]:
            merged = group[one] | group[other]
            group |= dict.fromkeys(merged, merged)
    found: dict[Stop, Company] = {}
    for stop in group:
        if stop not in found:
            stops = tuple(sorted(group[stop], key=lambda one: (one.task, one.step)))
            found |= dict.fromkeys(stops, assemble(tasks, stops))
    return found


def assemble(tasks: Mapping[str, Task], stops: tuple[Stop, ...]) -> Company:
    """The sums over some steps."""
    numb = [stop for stop in stops if tasks[stop.task].numbs(stop.step)]
    longest = max(stops, key=lambda stop: tasks[stop.task].steps[stop.step].minutes)
    usual = tasks[longest.task].roles(longest.step)
    blocks: frozenset[Side] = frozenset()
    for stop in stops:
        blocks |= tasks[stop.task].blocks_kept_apart(stop.step)
    return Company(
        stops=stops,
        minutes=sum(tasks[stop.task].steps[stop.step].minutes for stop in stops),
        anaesthetic_mg=sum(tasks[stop.task].anaesthetic_mg for stop in numb),
        extractions=sum(tasks[stop.task].extractions for stop in stops if stop.step == 0),
        roles=tuple(role for role in usual if all(role in tasks[s.task].roles(s.step) for s in stops)),
        lower_blocks=blocks,
        numb=bool(numb),
        urgent=any(tasks[stop.task].phase is Phase.URGENT for stop in stops),
        later_numb=any(tasks[stop.task].phase is not Phase.URGENT for stop in numb),
        spaced=any(tasks[stop.task].spaced for stop in stops),
    )
