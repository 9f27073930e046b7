"""How good an order is: one measure for every answer, whoever made it, read from problem and answer alone.

    relief           days that urgent work waits, added up
    lost_lags        preferences of protocols about days that are not kept
    visits           how often the patient comes
    end_weeks        the week in which the plan ends
    control_weeks    the week in which the last work against disease begins
    extractions_last, extractions_first   teeth taken out in the last, in the first visit of treatment (R13)
    hard_first       minutes under anaesthetic in the first visit of treatment that is not urgent
    mixed_sides      visits that leave both sides of the mouth numb (R21)
    need             pairs of a phase in which the smaller need comes first (R01)
    dearest_month    the cost that falls due in the dearest month
    waiting          days that all work waits, added up

Less is better, and the first line in which two answers differ decides. Urgency stands above the number of visits,
so that no visit is saved at the price of pain; comfort stands below it. Ends are counted in weeks, because no
patient gives up comfort for a day; the last line brings the days back where all else is equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from arcada.core.sequencing.mid_flow import End, offenders
from arcada.core.sequencing.problem import Answer, Phase, Problem, Strength, Task

WEEK_DAYS = 7
MONTH_DAYS = 30
"""A month of the plan, counted from its first day (source: judgement)."""

Days = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Quality:
    """The measure; compared from the first field to the last."""

    relief: int
    lost_lags: int
    visits: int
    end_weeks: int
    control_weeks: int
    extractions_last: int
    extractions_first: int
    hard_first: int
    mixed_sides: int
    need: int
    dearest_month: int
    waiting: int


def weeks(day: int) -> int:
    """Weeks that have begun by a day; day 0 needs none."""
    return -(-day // WEEK_DAYS)


def quality(problem: Problem, answer: Answer) -> Quality:
    """The measure of an answer that names every task of the problem."""
    days: Days = {placement.task: placement.days for placement in answer.placements}
    tasks = problem.tasks
    return Quality(
        relief=sum(days[task.id][0] for task in tasks if task.phase is Phase.URGENT),
        lost_lags=_lost_lags(problem, days),
        visits=len(answer.visits),
        end_weeks=weeks(answer.last_day),
        control_weeks=weeks(max((days[task.id][0] for task in tasks if fights_disease(task)), default=0)),
        extractions_last=len(offenders(problem, days, End.LAST)),
        extractions_first=len(offenders(problem, days, End.FIRST)),
        hard_first=_hard_first(problem, days),
        mixed_sides=sum(1 for sides in _numb_sides(problem, days).values() if len(sides) > 1),
        need=sum(1 for greater, less in rivals_in_need(problem) if days[greater.id][0] > days[less.id][0]),
        dearest_month=_dearest_month(problem, days),
        waiting=sum(sum(days[task.id]) for task in tasks),
    )


def fights_disease(task: Task) -> bool:
    """Whether the task is of the phase that brings disease under control: treatment, and advice before it (R02)."""
    return task.phase is Phase.DISEASE_CONTROL and not task.free


def rivals_in_need(problem: Problem) -> Iterator[tuple[Task, Task]]:
    """Pairs of treatment in one phase, the greater need first."""
    bound = [task for task in problem.tasks if task.treatment and not task.free]
    for one, other in combinations(bound, 2):
        if one.phase is other.phase and one.priority != other.priority:
            yield (one, other) if one.priority > other.priority else (other, one)


def begins_calmly(task: Task) -> bool:
    """Whether the task counts when the first visit of treatment is looked for that is not urgent."""
    return task.treatment and task.phase is not Phase.URGENT


def _lost_lags(problem: Problem, days: Days) -> int:
    lost = 0
    for task in problem.tasks:
        for lag in task.after:
            before = days[lag.before]
            distance = days[task.id][lag.to_step] - (before[-1] if lag.from_step is None else before[lag.from_step])
            if lag.strength is Strength.PREFERENCE and not any(window.holds(distance) for window in lag.windows):
                lost += 1
    return lost


def _hard_first(problem: Problem, days: Days) -> int:
    """Minutes under anaesthetic, of work that is not urgent, on the first day on which such treatment begins."""
    calm = [task for task in problem.tasks if begins_calmly(task)]
    first = min((days[task.id][0] for task in calm), default=0)
    return sum(
        task.steps[step].minutes
        for task in calm
        for step, day in enumerate(days[task.id])
        if day == first and task.numbs(step)
    )


def _numb_sides(problem: Problem, days: Days) -> dict[int, set[str]]:
    """The sides that are numbed, by day."""
    found: dict[int, set[str]] = {}
    for task in problem.tasks:
        for step, day in enumerate(days[task.id]):
            if task.side is not None and task.numbs(step):
                found.setdefault(day, set()).add(task.side)
    return found


def _dearest_month(problem: Problem, days: Days) -> int:
    """What falls due in the dearest month; a task is paid for on the day of its last step."""
    due: dict[int, int] = {}
    for task in problem.tasks:
        month = days[task.id][-1] // MONTH_DAYS
        due[month] = due.get(month, 0) + task.cost
    return max(due.values(), default=0)
