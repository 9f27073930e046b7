"""What must hold for each task: its lags, its steps, its dates, its phase, and whom it is with."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from arcada.core.sequencing.case import Case, Fault, Rule, distance_of, inside, origin
from arcada.core.sequencing.problem import Stop, Strength, Task


def _lags(case: Case) -> Iterator[Fault]:
    """Some window of each lag holds; in one visit the earlier task comes first."""
    for name, task in case.tasks.items():
        for lag in task.after:
            if lag.strength is Strength.PREFERENCE:
                continue
            distance = distance_of(case, name, lag)
            if not inside(lag, distance):
                yield Fault("lag", f"{name} stands {distance} days after {lag.before}", name)
            if distance == 0:
                visit = next(v for v in case.answer.visits if v.day == case.days[name][lag.to_step])
                first = Stop(lag.before, origin(case, lag))
                if visit.stops.index(first) > visit.stops.index(Stop(name, lag.to_step)):
                    yield Fault("order", f"{lag.before} comes after {name} in visit {visit.number}", name)


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
        lost = [lag for lag in task.after if not inside(lag, distance_of(case, name, lag))]
        if (lost or _at_the_edge(case, task)) and name not in said:
            yield Fault("unmet", f"a preference of {name} is not kept and not named", name)


def _at_the_edge(case: Case, task: Task) -> bool:
    """Whether a task for the middle stands in the first or last visit in which treatment begins."""
    begins = {case.days[one.id][0]: one for one in case.tasks.values() if one.treatment}
    only = all(one.mid_flow for one in case.tasks.values() if one.treatment)
    return task.mid_flow and task.treatment and not only and case.days[task.id][0] in (min(begins), max(begins))


TASK_RULES: tuple[Rule, ...] = (_lags, _steps, _dates, _phases, _together, _apart, _words)
