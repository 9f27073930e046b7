"""A plan and its estimate as the course that core.finance lays out by month.

day of a visit   done, booked, else the plan's own day, as early as today and the gaps allow
stays            urgent visits; visits done, missed or of the past; visits before a date set from outside
may move         by a month where disease is controlled, else as far as the house's rules say
share            each line's patient part and insurers' parts, as estimated with the visits on those days
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from arcada.cases.models import Alternative, PlannedVisit
from arcada.core.benefits.answer import LineEstimate
from arcada.core.finance.share import Course, InsurerShare, Lag, Share, Visit
from arcada.core.finance.windows import Window, earliest_days
from arcada.core.kernel import Refusal
from arcada.insurance.estimating import EstimateNow, estimate_of
from arcada.insurance.question_lines import PlanLine
from arcada.practice.clock import local_day

URGENT = "urgent"
DAYS_OF_DELAY: Mapping[str, int] = {"disease_control": 30, "re_evaluation": 30}
"""How long such a visit may wait. source: judgement (owner: the practice's dentists)"""
Lags = Mapping[int, Mapping[int, tuple[int, int | None]]]


@dataclass(frozen=True, slots=True)
class CourseNow:
    """The course with the estimate that it was made from; `booked` are the visits that stand in the day book."""

    course: Course
    estimate: EstimateNow
    payers: Mapping[str, str]
    booked: frozenset[str]
    as_of: date


def course_of(alternative: Alternative, *, as_of: date, lags: Lags) -> CourseNow | Refusal:
    """The course of an alternative on a day; `lags` are the gaps of its visits: later -> earlier -> (least, most)."""
    visits = _visits(alternative, as_of, lags)
    days = {int(visit.id): visit.on for visit in visits}
    found = estimate_of(alternative, as_of=as_of, dates=days)
    if isinstance(found, Refusal):
        return found
    content = {item["id"]: item for item in alternative.content()["items"]}
    payers = {str(one.pk): str(one.policy.plan.payer_id) for one in found.asked.coverages}
    known = {visit.id for visit in visits}
    shares = tuple(_shares(found, content, payers, known))
    names = {str(one.policy.plan.payer_id): one.policy.plan.payer.name for one in found.asked.coverages}
    booked = frozenset(str(one.number) for one in alternative.visits.all() if one.date and not one.done_at)
    begins = min((visit.on for visit in visits), default=as_of)
    return CourseNow(Course(min(begins, as_of), visits, shares), found, names, booked, as_of)


def _visits(alternative: Alternative, as_of: date, lags: Lags) -> tuple[Visit, ...]:
    """The visits on their days, gaps kept where the booked days let them."""
    rows = list(alternative.visits.all())
    held = {row.number: day for row in rows if (day := _held(row, alternative)) is not None}
    start = alternative.version.start_date
    first = {row.number: max(start + timedelta(days=row.day), as_of) for row in rows}
    bare = tuple(
        Visit(_name(row.number), held.get(row.number, first[row.number]), _gaps(lags, row.number)) for row in rows
    )
    windows = {one.id: Window(one.on, one.on if int(one.id) in held else None) for one in bare}
    days = earliest_days(bare, windows) or {one.id: one.on for one in bare}
    outside = _outside_dates(alternative)
    return tuple(_placed(row, days[one.id], one.after, as_of, outside) for row, one in zip(rows, bare, strict=True))


def _placed(row: PlannedVisit, on: date, after: tuple[Lag, ...], as_of: date, outside: tuple[date, ...]) -> Visit:
    allowed = DAYS_OF_DELAY.get(row.phase)
    stays = row.phase == URGENT or row.done_at is not None or on < as_of or any(on <= day for day in outside)
    return Visit(_name(row.number), on, after, None if allowed is None else on + timedelta(days=allowed), stays)


def _held(row: PlannedVisit, alternative: Alternative) -> date | None:
    """The day that a visit has already: when it was done, or its day in the day book."""
    if row.done_at is not None:
        return local_day(row.done_at, alternative.case.patient.practice)
    return row.date


def _gaps(lags: Lags, number: int) -> tuple[Lag, ...]:
    return tuple(Lag(_name(earlier), *gap) for earlier, gap in sorted(lags.get(number, {}).items()))


def _name(number: int) -> str:
    """Two digits, so that names sort as visits do."""
    return f"{number:02}"


def _outside_dates(alternative: Alternative) -> tuple[date, ...]:
    """Days set from outside, such as the start of another treatment: what lies before them is not put off."""
    told = alternative.version.inputs.get("case", {}).get("external_events", [])
    days = [one.get("in_days") for one in told]
    return tuple(alternative.version.start_date + timedelta(days=day) for day in days if isinstance(day, int))


def _shares(
    found: EstimateNow, content: Mapping[str, Mapping[str, Any]], payers: Mapping[str, str], known: set[str]
) -> Iterator[Share]:
    for line, answer in found.lines():
        yield _share(line, answer, content, payers, known)
    for line in found.asked.unpriced:
        yield _share(line, None, content, payers, known)


def _share(
    line: PlanLine,
    answer: LineEstimate | None,
    content: Mapping[str, Mapping[str, Any]],
    payers: Mapping[str, str],
    known: set[str],
) -> Share:
    item = line.item
    done, ordered = _name(item.last_visit), _name(item.visit)
    by_lab = bool(content.get(item.item, {}).get("lab_days"))
    insurers = tuple(_insurers(answer, payers)) if answer else ()
    return Share(
        line=item.item,
        ordered=ordered if ordered in known else done,
        done=done,
        patient=answer.patient_pays if answer else None,
        insurers=insurers,
        by_lab=by_lab,
    )


def _insurers(answer: LineEstimate, payers: Mapping[str, str]) -> Iterator[InsurerShare]:
    """Each coverage's part, in instalments where it pays in such."""
    for part in answer.parts:
        payer = payers.get(part.coverage, part.coverage)
        if part.schedule:
            yield from (InsurerShare(payer, one.amount, one.on) for one in part.schedule)
        elif part.insurer_pays:
            yield InsurerShare(payer, part.insurer_pays)
