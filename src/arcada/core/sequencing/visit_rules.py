"""What must hold for each visit: its distance to others, its load, its role, its blocks, and what it states."""

from collections.abc import Iterator
from itertools import combinations

from arcada.core.sequencing.case import Case, Fault, Rule, origin
from arcada.core.sequencing.problem import Side, Stop, Strength, Visit

BOTH_SIDES = 2


def _bound_together(case: Case, visit: Visit) -> bool:
    """Whether all busy steps of a visit must share it, so that a default gives way."""
    busy = [stop for stop in visit.stops if case.tasks[stop.task].steps[stop.step].minutes]
    return _linked(case, busy, visit.stops)


def _linked(case: Case, stops: list[Stop], through: tuple[Stop, ...]) -> bool:
    """Whether the stops hang together by musts, over any stops of the visit."""
    if not stops:
        return True
    reached, edge = {stops[0]}, [stops[0]]
    while edge:
        here = edge.pop()
        near = {other for other in through if other not in reached and _must_share(case, here, other)}
        reached |= near
        edge += near
    return set(stops) <= reached


def _must_share(case: Case, one: Stop, other: Stop) -> bool:
    """Whether two steps have no choice but one visit."""
    label = case.tasks[one.task].together
    if label and label == case.tasks[other.task].together and one.step == other.step == 0:
        return True
    for late, early in ((one, other), (other, one)):
        for lag in case.tasks[late.task].after:
            ends = (lag.before, origin(case, lag), lag.to_step) == (early.task, early.step, late.step)
            tight = max(-1 if window.max_days is None else window.max_days for window in lag.windows) == 0
            closed = all(window.max_days is not None for window in lag.windows)
            if ends and tight and closed and lag.strength is not Strength.PREFERENCE:
                return True
    return False


def _visits(case: Case) -> Iterator[Fault]:
    """Days between visits, and the sums that each visit states."""
    limits = case.problem.limits
    for one, other in combinations(case.answer.visits, 2):
        if other.day - one.day < limits.gap_days:
            yield Fault("gap", f"visits {one.number} and {other.number} are too near", str(other.number))
        if one.anaesthetised and other.anaesthetised and other.day - one.day < limits.anaesthetised_gap_days:
            yield Fault("anaesthetised_gap", f"visits {one.number} and {other.number} are too near", str(other.number))
        if other.day - one.day < limits.spaced_gap_days and _spaced(case, one) and _spaced(case, other):
            yield Fault("spaced_gap", f"visits {one.number} and {other.number} are too near", str(other.number))
    for visit in case.answer.visits:
        steps = [case.step(stop) for stop in visit.stops]
        if visit.minutes != sum(task.steps[step].minutes for task, step in steps):
            yield Fault("visit_minutes", f"visit {visit.number} states {visit.minutes} minutes", str(visit.number))
        if visit.anaesthetised != any(task.numbs(step) for task, step in steps):
            yield Fault(
                "visit_anaesthetised",
                f"visit {visit.number} states its anaesthetic wrongly",
                str(visit.number),
            )
        phases = [task.phase for task, _ in steps if not (task.parallel or task.review)]
        earliest = min((phase.rank for phase in phases or [task.phase for task, _ in steps]), default=None)
        if visit.phase.rank != earliest:
            yield Fault("visit_phase", f"visit {visit.number} states phase {visit.phase}", str(visit.number))


def _spaced(case: Case, visit: Visit) -> bool:
    """Whether a visit holds something whose visits keep a longer distance."""
    return any(case.tasks[stop.task].spaced for stop in visit.stops)


def _loads(case: Case) -> Iterator[Fault]:
    """Minutes, dose and teeth of each visit."""
    limits = case.problem.limits
    for visit in case.answer.visits:
        steps, where = [case.step(stop) for stop in visit.stops], str(visit.number)
        minutes = sum(task.steps[step].minutes for task, step in steps)
        if minutes > limits.minutes and not _bound_together(case, visit):
            yield Fault("minutes", f"visit {where} takes {minutes} minutes", where)
        dose = sum(task.anaesthetic_mg for task, step in steps if task.numbs(step))
        if limits.anaesthetic_mg is not None and dose > limits.anaesthetic_mg:
            yield Fault("dose", f"visit {where} needs {dose} mg", where)
        teeth = sum(task.extractions for task, step in steps if step == 0)
        if limits.extractions is not None and teeth > limits.extractions:
            yield Fault("extractions", f"visit {where} removes {teeth} teeth", where)


def _company(case: Case) -> Iterator[Fault]:
    """Role, lower blocks and urgency of each visit."""
    limits = case.problem.limits
    for visit in case.answer.visits:
        steps, where = [case.step(stop) for stop in visit.stops], str(visit.number)
        able = [visit.role in task.roles(step) for task, step in steps]
        forced = _linked(case, list(visit.stops), visit.stops)
        if not any(able) or (limits.one_role and not all(able) and not forced):
            yield Fault("role", f"the {visit.role} of visit {where} may not do all of it", where)
        sides: set[Side] = set()
        numbing = [stop for stop in visit.stops if case.tasks[stop.task].blocks_kept_apart(stop.step)]
        for stop in numbing:
            sides |= case.tasks[stop.task].blocks_kept_apart(stop.step)
        if limits.split_lower_blocks and len(sides) == BOTH_SIDES and not _both_forced(case, visit, numbing):
            yield Fault("lower_blocks", f"visit {where} numbs both sides of the lower jaw", where)
        for one, other in combinations(visit.stops, 2):
            if (
                limits.urgent_alone
                and _crowds_relief(case, one, other)
                and not _linked(case, [one, other], visit.stops)
            ):
                yield Fault("urgent_alone", f"{one.task} and {other.task} share visit {where}", where)


def _both_forced(case: Case, visit: Visit, numbing: list[Stop]) -> bool:
    """Whether one task, or tasks that must share a visit, numb both sides between them."""
    for start in numbing:
        group = [stop for stop in numbing if _linked(case, [start, stop], visit.stops)]
        if len({side for stop in group for side in case.tasks[stop.task].blocks_kept_apart(stop.step)}) == BOTH_SIDES:
            return True
    return False


def _crowds_relief(case: Case, one: Stop, other: Stop) -> bool:
    """Whether one of two steps is urgent and the other anaesthetised work of a later phase."""
    for urgent, later in ((one, other), (other, one)):
        task = case.tasks[later.task]
        if case.tasks[urgent.task].phase.rank == 0 < task.phase.rank and task.numbs(later.step):
            return True
    return False


VISIT_RULES: tuple[Rule, ...] = (_visits, _loads, _company)
