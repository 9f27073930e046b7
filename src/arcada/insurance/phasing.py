"""The cheapest days for the visits of a plan over benefit years, within what the plan allows to wait.

    groups     the visits of the course (cash_course): their days, their gaps, which of them stay
    may wait   by a month where disease is controlled; definitive treatment by `LONGEST_WAIT`; urgent and past ones not;
               what is begun on one visit and finished on another stays as close as it is, but for `SOON_AFTER`
    answer     core.benefits.phasing: days, saving, what each move brings, what to know before, what holds a visit

A booked visit is never placed before its booked day. Nothing is written: the days are a suggestion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from arcada.cases.models import Alternative, PlanItem
from arcada.core.benefits.phasing import Link, Phasing, VisitGroup, phase
from arcada.core.finance.share import Visit
from arcada.core.kernel import Refusal
from arcada.insurance.cash_course import URGENT, CourseNow, Lags, course_of
from arcada.insurance.estimating import EstimateNow

LONGEST_WAIT = 365  # days; source: judgement (owner: the practice's dentists)
SOON_AFTER = 14  # days; source: judgement (owner: the practice's dentists): begun work is not left open
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
    visits = {int(visit.id): visit for visit in course.course.visits}
    begun = _begun(items, visits)
    return tuple(
        VisitGroup(
            id=visit.id,
            lines=tuple(item.item for item in items if item.last_visit == number),
            earliest=visit.on,
            latest=_latest(visit),
            urgent=visit.fixed,
            after=_links(visit, begun.get(number, {})),
            prepares=tuple(item.item for item in items if item.visit == number < item.last_visit),
            reason=_reason(visit, phases.get(number, ""), done=number in done, ends=number in begun),
        )
        for number, visit in visits.items()
    )


def _begun(items: Sequence[PlanItem], visits: Mapping[int, Visit]) -> dict[int, dict[str, int]]:
    """For each visit that finishes what others began: those, and the most days that may lie between."""
    found: dict[int, dict[str, int]] = {}
    for item in items:
        first, last = visits.get(item.visit), visits.get(item.last_visit)
        if item.visit < item.last_visit and first is not None and last is not None and not last.fixed:
            found.setdefault(item.last_visit, {})[first.id] = (last.on - first.on).days + SOON_AFTER
    return found


def _links(visit: Visit, begun: Mapping[str, int]) -> tuple[Link, ...]:
    """The gaps of the plan, and how long begun work may stay open."""
    gaps = {lag.visit: (lag.min_days, lag.max_days) for lag in visit.after}
    for name, most in begun.items():
        least, known = gaps.get(name, (0, None))
        gaps[name] = least, most if known is None else min(known, most)
    return tuple(Link(name, *gap) for name, gap in sorted(gaps.items()))


def _latest(visit: Visit) -> date | None:
    """The last day that is acceptable; a visit that stays is held by being fixed."""
    if visit.fixed:
        return None
    return visit.latest or visit.on + timedelta(days=LONGEST_WAIT)


def _reason(visit: Visit, phase_of_plan: str, *, done: bool, ends: bool) -> str:
    """Why a visit may not wait, or not for long."""
    if done:
        return "It is done."
    if phase_of_plan == URGENT:
        return "It is urgent and is not put off."
    if visit.fixed:
        return "It comes before a day that is set from outside, so it is not put off."
    if visit.latest is not None:
        return "It stops disease, so it may wait a month at most."
    return "It finishes what an earlier visit begins, so the two stay together." if ends else ""
