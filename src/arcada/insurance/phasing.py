"""The cheapest days for the visits of a plan over benefit years, within what the plan allows to wait.

    groups     the visits of the course (cash_course): their days, their gaps, which of them stay
    may wait   by a month where disease is controlled; definitive treatment by `LONGEST_WAIT`; urgent and past ones not
    answer     core.benefits.phasing: days, saving, what each move brings, what to know before, what holds a visit

A booked visit is never placed before its booked day. Nothing is written: the days are a suggestion.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from arcada.cases.models import Alternative
from arcada.core.benefits.phasing import Link, Phasing, VisitGroup, phase
from arcada.core.finance.share import Visit
from arcada.core.kernel import Refusal
from arcada.insurance.cash_course import URGENT, CourseNow, Lags, course_of
from arcada.insurance.estimating import EstimateNow

LONGEST_WAIT = 365  # days; source: judgement (owner: the practice's dentists)
MOST_STEPS = 60_000
"""Ways that a page tries before it gives the best it has."""


@dataclass(frozen=True, slots=True)
class PhasedPlan:
    """The phasing of a plan with the estimate that its days were asked of."""

    phasing: Phasing
    estimate: EstimateNow
    booked: frozenset[str]


def phased(alternative: Alternative, *, as_of: date, lags: Lags) -> PhasedPlan | Refusal:
    """The cheapest days of an alternative; a Refusal where its days leave no order."""
    course = course_of(alternative, as_of=as_of, lags=lags)
    if isinstance(course, Refusal):
        return course
    found = phase(course.estimate.question, groups_of(course, alternative), most_steps=MOST_STEPS)
    if isinstance(found, Refusal):
        return found
    return PhasedPlan(found, course.estimate, course.booked)


def groups_of(course: CourseNow, alternative: Alternative) -> tuple[VisitGroup, ...]:
    """The visits as groups of lines that move together."""
    asked = {line.item.item for line in course.estimate.asked.lines}
    items = [item for item in alternative.items.all() if item.item in asked]
    phases = {row.number: row.phase for row in alternative.visits.all()}
    done = {row.number for row in alternative.visits.all() if row.done_at is not None}
    return tuple(
        VisitGroup(
            id=visit.id,
            lines=tuple(item.item for item in items if item.last_visit == int(visit.id)),
            earliest=visit.on,
            latest=_latest(visit),
            urgent=visit.fixed,
            after=tuple(Link(lag.visit, lag.min_days, lag.max_days) for lag in visit.after),
            prepares=tuple(item.item for item in items if item.visit == int(visit.id) < item.last_visit),
            reason=_reason(visit, phases.get(int(visit.id), ""), done=int(visit.id) in done),
        )
        for visit in course.course.visits
    )


def _latest(visit: Visit) -> date | None:
    """The last day that is acceptable; a visit that stays is held by being fixed."""
    if visit.fixed:
        return None
    return visit.latest or visit.on + timedelta(days=LONGEST_WAIT)


def _reason(visit: Visit, phase_of_plan: str, *, done: bool) -> str:
    """Why a visit may not wait, or not for long."""
    if done:
        return "It is done."
    if phase_of_plan == URGENT:
        return "It is urgent and is not put off."
    if visit.fixed:
        return "It comes before a day that is set from outside, so it is not put off."
    if visit.latest is not None:
        return "It stops disease, so it may wait a month at most."
    return ""
