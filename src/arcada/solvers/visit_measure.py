"""The measure of core (core/sequencing/quality.py) as expressions of the model, level by level.

Fields that are rarely at odds share a level: their weights are so large that the first field still decides.
Auxiliary variables are bound from one side only, for every level is minimised; the true value of an answer is
read by core from the answer itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import IntVar, LinearExpr

from arcada.core.sequencing.problem import Phase, Side, Task
from arcada.core.sequencing.quality import (
    MONTH_DAYS,
    WEEK_DAYS,
    Quality,
    begins_calmly,
    fights_disease,
    rivals_in_need,
    weeks,
)
from arcada.solvers.visit_model import VisitModel

Term = LinearExpr | IntVar | int
VISITS = 1
"""The rank of the level of the number of visits."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the measure: its name in core, what it is in the model, its largest and its least value."""

    name: str
    term: Term
    most: int
    least: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """Fields that are minimised at once, the first one weighing most."""

    fields: tuple[Field, ...]

    @property
    def term(self) -> Term:
        """The weighted sum."""
        total: Term = 0
        for field in self.fields:
            total = total * (field.most + 1) + field.term
        return total

    @property
    def least(self) -> int:
        """The same sum of the least values."""
        return self._summed([field.least for field in self.fields])

    def _summed(self, values: Sequence[int]) -> int:
        total = 0
        for field, value in zip(self.fields, values, strict=True):
            total = total * (field.most + 1) + value
        return total

    def value(self, measured: Quality) -> int:
        """The same sum, read from a measure of core."""
        return self._summed([getattr(measured, field.name) for field in self.fields])


def levels(made: VisitModel) -> tuple[Level, ...]:
    """All levels, the one that decides first at the front."""
    frame, tasks = made.frame, made.problem.tasks
    urgent = [made.parties.party(task.id, 0) for task in tasks if task.phase is Phase.URGENT]
    lost = [1 - kept for kept in made.kept]
    last_week = weeks(frame.last_day)
    every_step = [made.parties.party(task.id, n) for task in tasks for n in range(len(task.steps))]
    return (
        Level((_days(made, "relief", urgent), Field("lost_lags", sum(lost), len(lost)))),
        Level((Field("visits", sum(made.used), frame.visits, made.fewest),)),
        Level((Field("end_weeks", _week_of(made, made.day, "end"), last_week, weeks(max(made.reach.first_day))),)),
        Level((_control(made), *_extractions(made), _hard_first(made), _mixed_sides(made))),
        Level((_need(made),)),
        Level((_dearest_month(made),)),
        Level((_days(made, "waiting", every_step),)),
    )


def _days(made: VisitModel, name: str, parties: Sequence[int]) -> Field:
    """Days added up."""
    least = sum(made.reach.first_day[p] for p in parties)
    return Field(name, sum(made.day[p] for p in parties), made.frame.last_day * len(parties), least)


def _control(made: VisitModel) -> Field:
    """The week in which the last work against disease begins."""
    parties = [made.parties.party(task.id, 0) for task in made.problem.tasks if fights_disease(task)]
    week = _week_of(made, [made.day[p] for p in parties], "control")
    least = weeks(max((made.reach.first_day[p] for p in parties), default=0))
    return Field("control_weeks", week, weeks(made.frame.last_day), least)


def _week_of(made: VisitModel, days: Sequence[IntVar], name: str) -> Term:
    """The week in which the last of some days lies."""
    if not days:
        return 0
    week = made.model.new_int_var(0, weeks(made.frame.last_day), f"{name} week")
    for day in days:
        made.model.add(WEEK_DAYS * week >= day)
    return week


def _extractions(made: VisitModel) -> tuple[Field, Field]:
    """Extractions for the middle that stand in the last, and in the first visit of treatment."""
    treatment = [task for task in made.problem.tasks if task.treatment]
    offending = [task for task in treatment if task.mid_flow]
    if len(offending) == len(treatment):
        offending = []
    late: list[IntVar] = []
    early: list[IntVar] = []
    if not offending:
        return Field("extractions_last", 0, 0), Field("extractions_first", 0, 0)
    last, first = _edges(made, treatment)
    for task in offending:
        at_end, at_start = made.model.new_bool_var(f"last {task.id}"), made.model.new_bool_var(f"first {task.id}")
        made.model.add(made.starts(task.id) <= last - 1).only_enforce_if(at_end.negated())
        made.model.add(made.starts(task.id) >= first + 1).only_enforce_if(at_start.negated())
        late.append(at_end)
        early.append(at_start)
    count = len(offending)
    return Field("extractions_last", sum(late), count), Field("extractions_first", sum(early), count)


def _edges(made: VisitModel, tasks: Sequence[Task]) -> tuple[IntVar, IntVar]:
    """The last and the first day on which one of the tasks begins."""
    starts = [made.starts(task.id) for task in tasks]
    last = made.model.new_int_var(0, made.frame.last_day, "")
    first = made.model.new_int_var(0, made.frame.last_day, "")
    made.model.add_max_equality(last, starts)
    made.model.add_min_equality(first, starts)
    return last, first


def _hard_first(made: VisitModel) -> Field:
    """Minutes under anaesthetic on the first day of treatment that is not urgent."""
    calm = [task for task in made.problem.tasks if begins_calmly(task)]
    numb = [(task, n) for task in calm for n in range(len(task.steps)) if task.numbs(n) and task.steps[n].minutes]
    if not numb:
        return Field("hard_first", 0, 0)
    _, first = _edges(made, calm)
    found: list[Term] = []
    for task, n in numb:
        there = made.model.new_bool_var("")
        made.model.add(made.day[made.parties.party(task.id, n)] >= first + 1).only_enforce_if(there.negated())
        found.append(task.steps[n].minutes * there)
    return Field("hard_first", sum(found), sum(task.steps[n].minutes for task, n in numb))


def _mixed_sides(made: VisitModel) -> Field:
    """Visits that leave both sides of the mouth numb."""
    sided: dict[Side, set[int]] = {side: set() for side in Side}
    for task in made.problem.tasks:
        for n in range(len(task.steps)):
            if task.side is not None and task.numbs(n):
                sided[task.side].add(made.parties.party(task.id, n))
    if not all(sided.values()):
        return Field("mixed_sides", 0, 0)
    mixed = [made.model.new_bool_var("") for _ in range(made.frame.visits)]
    for v, both in enumerate(mixed):
        numb = {side: made.model.new_bool_var("") for side in Side}
        for side in Side:
            for p in sorted(sided[side]):
                made.model.add_implication(made.sits[p][v], numb[side])
        made.model.add_bool_or([both, *(side.negated() for side in numb.values())])
    return Field("mixed_sides", sum(mixed), made.frame.visits)


def _need(made: VisitModel) -> Field:
    """Pairs in which the smaller need comes first."""
    found = []
    for greater, less in rivals_in_need(made.problem):
        turned = made.model.new_bool_var("")
        one, other = made.starts(greater.id), made.starts(less.id)
        made.model.add(one <= other).only_enforce_if(turned.negated())
        found.append(turned)
    return Field("need", sum(found), len(found))


def _dearest_month(made: VisitModel) -> Field:
    """The cost of the dearest month; a task is paid for on the day of its last step."""
    priced = [task for task in made.problem.tasks if task.cost]
    months = range(made.frame.last_day // MONTH_DAYS + 1)
    total = sum(task.cost for task in priced)
    due: list[list[Term]] = [[] for _ in months]
    for task in priced:
        day = made.day[made.parties.party(task.id, len(task.steps) - 1)]
        there = [made.model.new_bool_var("") for _ in months]
        made.model.add_exactly_one(there)
        for month, paid in enumerate(there):
            made.model.add_linear_constraint(day, month * MONTH_DAYS, (month + 1) * MONTH_DAYS - 1).only_enforce_if(
                paid
            )
            due[month].append(task.cost * paid)
    dearest = made.model.new_int_var(0, total, "dearest month")
    for sums in due:
        made.model.add(dearest >= sum(sums))
    return Field("dearest_month", dearest, total)
