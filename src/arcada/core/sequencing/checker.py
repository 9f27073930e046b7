"""An independent judge of an order: it reads the rules from the problem alone and knows nothing of how orders are made.

A fault names its kind, the task or visit, and what is wrong. No fault means that every must and every default of
the problem holds, that the answer agrees with itself, and that a preference that is not kept is named.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from arcada.core.sequencing.problem import Answer, Lag, Problem, Side, Stop, Strength, Task, Visit

BOTH_SIDES = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that an answer breaks."""

    kind: str
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A problem beside its answer, indexed for reading."""

    problem: Problem
    answer: Answer
    tasks: dict[str, Task]
    days: dict[str, tuple[int, ...]]

    def step(self, stop: Stop) -> tuple[Task, int]:
        """The task and step of a stop."""
        return self.tasks[stop.task], stop.step


Rule = Callable[[Case], Iterator[Fault]]


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
    return tuple(fault for rule in (*TASK_RULES, *VISIT_RULES, *WORD_RULES) for fault in rule(case))


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
            yield Fault(
                "steps", f"{placement.task} has {steps} steps, not as many days or visits", placement.task
            )


def _lags(case: Case) -> Iterator[Fault]:
    """Some window of each lag holds; in one visit the earlier task comes first."""
    for name, task in case.tasks.items():
        for lag in task.after:
            if lag.strength is Strength.PREFERENCE:
                continue
            distance = _distance(case, name, lag)
            if not _inside(lag, distance):
                yield Fault("lag", f"{name} stands {distance} days after {lag.before}", name)
            if distance == 0:
                visit = next(v for v in case.answer.visits if v.day == case.days[name][lag.to_step])
                first = Stop(lag.before, _origin(case, lag))
                if visit.stops.index(first) > visit.stops.index(Stop(name, lag.to_step)):
                    yield Fault("order", f"{lag.before} comes after {name} in visit {visit.number}", name)


def _origin(case: Case, lag: Lag) -> int:
    """The step from which a lag counts."""
    return len(case.days[lag.before]) - 1 if lag.from_step is None else lag.from_step


def _distance(case: Case, name: str, lag: Lag) -> int:
    """Days that lie between the two ends of a lag."""
    return case.days[name][lag.to_step] - case.days[lag.before][_origin(case, lag)]


def _inside(lag: Lag, distance: int) -> bool:
    """Whether one window allows the distance."""
    for window in lag.windows:
        upper = distance if window.max_days is None else window.max_days
        if window.min_days <= distance <= upper:
            return True
    return False


def _steps(case: Case) -> Iterator[Fault]:
    """The days between the steps of a task."""
    for name, days in case.days.items():
        for step, (one, other) in zip(case.tasks[name].steps[1:], pairwise(days), strict=True):
            most = other - one if step.max_days is None else step.max_days
            if not max(1, step.min_days) <= other - one <= most:
                yield Fault("step_gap", f"{name} has {other - one} days between two of its steps", name)


def _dates(case: Case) -> Iterator[Fault]:
    """Outside anchors, and the ends of time."""
    for name, days in case.days.items():
        task = case.tasks[name]
        if task.not_before is not None and days[0] < task.not_before:
            yield Fault("not_before", f"{name} stands on day {days[0]}, not before {task.not_before}", name)
        if task.not_after is not None and days[-1] > task.not_after:
            yield Fault("not_after", f"{name} ends on day {days[-1]}, not after {task.not_after}", name)
        if days[0] < 0 or days[-1] > case.problem.limits.horizon_days:
            yield Fault("horizon", f"{name} stands outside the time of the plan", name)


def _phases(case: Case) -> Iterator[Fault]:
    """An earlier phase begins no later than a later one, reviews and parallel tasks apart."""
    bound = [task for task in case.tasks.values() if not task.parallel and not task.review]
    for one, other in combinations(bound, 2):
        first, second = (one, other) if one.phase.rank < other.phase.rank else (other, one)
        if first.phase is not second.phase and case.days[first.id][0] > case.days[second.id][0]:
            yield Fault("phase", f"{first.phase} {first.id} after {second.phase} {second.id}", first.id)


def _together(case: Case) -> Iterator[Fault]:
    """One label, one visit."""
    for one, other in combinations(case.tasks.values(), 2):
        if one.together and one.together == other.together and case.days[one.id][0] != case.days[other.id][0]:
            yield Fault("together", f"{one.id} and {other.id} are not in one visit", one.id)


def _apart(case: Case) -> Iterator[Fault]:
    """Rivals keep their distance."""
    for name, task in case.tasks.items():
        for rival in task.apart:
            nearest = min(abs(a - b) for a in case.days[name] for b in case.days[rival.task])
            if nearest < max(1, rival.days):
                yield Fault("apart", f"{name} and {rival.task} are {nearest} days apart", name)


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
            ends = (lag.before, _origin(case, lag), lag.to_step) == (early.task, early.step, late.step)
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
            yield Fault(
                "anaesthetised_gap", f"visits {one.number} and {other.number} are too near", str(other.number)
            )
    for visit in case.answer.visits:
        steps = [case.step(stop) for stop in visit.stops]
        if visit.minutes != sum(task.steps[step].minutes for task, step in steps):
            yield Fault(
                "visit_minutes", f"visit {visit.number} states {visit.minutes} minutes", str(visit.number)
            )
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
        numbing = [stop for stop in visit.stops if case.tasks[stop.task].lower_blocks(stop.step)]
        for stop in numbing:
            sides |= case.tasks[stop.task].lower_blocks(stop.step)
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
        if (
            len({side for stop in group for side in case.tasks[stop.task].lower_blocks(stop.step)})
            == BOTH_SIDES
        ):
            return True
    return False


def _crowds_relief(case: Case, one: Stop, other: Stop) -> bool:
    """Whether one of two steps is urgent and the other anaesthetised work of a later phase."""
    for urgent, later in ((one, other), (other, one)):
        task = case.tasks[later.task]
        if case.tasks[urgent.task].phase.rank == 0 < task.phase.rank and task.numbs(later.step):
            return True
    return False


def _words(case: Case) -> Iterator[Fault]:
    """Orders inside visits as stated, and preferences that are not kept named as such."""
    for placement in case.answer.placements:
        stops = case.answer.visits[placement.visits[0] - 1].stops
        if not 1 <= placement.order <= len(stops) or stops[placement.order - 1] != Stop(placement.task, 0):
            yield Fault(
                "order_stated",
                f"{placement.task} is not number {placement.order} of its visit",
                placement.task,
            )
    said = " ".join(f"{reason.code} {reason.text}" for reason in case.answer.unmet).split()
    for name, task in case.tasks.items():
        lost = [lag for lag in task.after if not _inside(lag, _distance(case, name, lag))]
        if (lost or _at_the_edge(case, task)) and name not in said:
            yield Fault("unmet", f"a preference of {name} is not kept and not named", name)


def _at_the_edge(case: Case, task: Task) -> bool:
    """Whether a task for the middle stands in the first or last visit in which treatment begins."""
    begins = {case.days[one.id][0]: one for one in case.tasks.values() if one.treatment}
    only = all(one.mid_flow for one in case.tasks.values() if one.treatment)
    return (
        task.mid_flow and task.treatment and not only and case.days[task.id][0] in (min(begins), max(begins))
    )


TASK_RULES: tuple[Rule, ...] = (_lags, _steps, _dates, _phases, _together, _apart)
VISIT_RULES: tuple[Rule, ...] = (_visits, _loads, _company)
WORD_RULES: tuple[Rule, ...] = (_words,)
