"""The days that cost the patient least, beside the days of the plan: visit by visit, in plain words.

visit 4   Crown, 14      as planned 12 Jan 2026   best from 1 Jan 2027   600.00 less      a new year's maximum pays
visit 1   Root canal     as planned 2 Mar 2026    the same day                            urgent: it is not put off
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from arcada.core.benefits.answer import Estimate, LineEstimate
from arcada.core.benefits.phasing_words import BROUGHT
from arcada.display.phrases import Voice, day, money
from arcada.insurance.phasing import PhasedPlan
from arcada.insurance.question_lines import PlanLine
from arcada.web.estimate.opened import Opened
from arcada.web.estimate.presenters.words import said

ZERO = Decimal(0)
OTHERWISE = "more of the benefit is left"
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class PhasedVisit:
    """One visit: its day as planned and its best day, what that changes for the patient, and why."""

    number: int
    work: tuple[str, ...]
    planned: str
    best: str
    moved: bool
    change: str
    dearer: bool
    why: str
    held: str
    asks: str
    booked: bool


@dataclass(frozen=True, slots=True)
class PhasedSheet:
    """Both ways with their sums, the visits, what to know first."""

    now: str
    best: str
    saving: str
    saves: bool
    last_now: str
    last_best: str
    longer: str
    visits: tuple[PhasedVisit, ...]
    traps: tuple[str, ...]
    proven: bool
    insured: bool
    certain: bool
    differs: bool

    @property
    def moved(self) -> int:
        """How many visits wait."""
        return sum(1 for one in self.visits if one.moved)


def phased_sheet(found: Opened, plan: PhasedPlan) -> PhasedSheet:
    """Write the two ways beside each other."""
    voice, told = found.shown.voice, plan.phasing
    ends = (
        max(told.days_now.values(), default=found.now.question.as_of),
        max(told.days.values(), default=found.now.question.as_of),
    )
    payers = {str(one.pk): one.policy.plan.payer.name for one in plan.estimate.asked.coverages}
    return PhasedSheet(
        now=money(told.patient_pays_now, voice),
        best=money(told.patient_pays, voice),
        saving=money(told.saving, voice),
        saves=told.saving > 0,
        last_now=day(ends[0], voice, style="year"),
        last_best=day(ends[1], voice, style="year"),
        longer=_longer((ends[1] - ends[0]).days),
        visits=tuple(_visits(found, plan)),
        traps=tuple(_named(one.text, payers, voice) for one in told.traps) if told.moved else (),
        proven=told.proven,
        insured=bool(payers),
        certain=plan.estimate.certain,
        differs=told.patient_pays_now != found.now.patient_pays,
    )


def _visits(found: Opened, plan: PhasedPlan) -> Iterable[PhasedVisit]:
    by_visit: dict[int, list[PlanLine]] = {}
    for line in plan.estimate.asked.lines:
        by_visit.setdefault(line.item.last_visit, []).append(line)
    for name in sorted(plan.phasing.days):
        if int(name) in by_visit or plan.phasing.days[name] != plan.phasing.days_now[name]:
            yield _visit(found, plan, name, by_visit.get(int(name), []))


def _visit(found: Opened, plan: PhasedPlan, name: str, lines: Sequence[PlanLine]) -> PhasedVisit:
    voice, told = found.shown.voice, plan.phasing
    planned, best = told.days_now[name], told.days[name]
    items = {line.item.item for line in lines}
    before, after = _of(told.now, items), _of(told.estimate, items)
    change = _sum(after) - _sum(before)
    held = told.held.get(name)
    return PhasedVisit(
        number=int(name),
        work=tuple(found.shown.line({"procedure": one.item.procedure, "where": one.item.where}) for one in lines),
        planned=day(planned, voice, style="year"),
        best=day(best, voice, style="year"),
        moved=best != planned,
        change=_change(change, voice),
        dearer=change > 0,
        why=_why(before, after, change),
        held=held.text if held else "",
        asks=best.isoformat(),
        booked=name in plan.booked,
    )


def _of(answer: Estimate, items: set[str]) -> list[LineEstimate]:
    return [line for line in answer.lines if line.id in items]


def _sum(lines: Iterable[LineEstimate]) -> Decimal:
    return sum((line.patient_pays for line in lines), ZERO)


def _change(change: Decimal, voice: Voice) -> str:
    if change == 0:
        return ""
    return f"{money(abs(change), voice)} {'more' if change > 0 else 'less'}"


def _why(before: Sequence[LineEstimate], after: Sequence[LineEstimate], change: Decimal) -> str:
    """What brought the difference, by the steps that came or went."""
    gone = _codes(before) - _codes(after)
    come = _codes(after) - _codes(before)
    if change < 0:
        why = next((BROUGHT[code] for code in BROUGHT if code in gone), OTHERWISE)
        return f"{why[:1].upper()}{why[1:]}."
    if change > 0 and "deductible" in come:
        return "The new year's deductible falls on this visit."
    return "Less of the benefit is left on this day." if change > 0 else ""


def _codes(lines: Iterable[LineEstimate]) -> set[str]:
    return {step.code for line in lines for part in line.parts for step in part.steps}


def _named(text: str, payers: dict[str, str], voice: Voice) -> str:
    """A sentence of the engine with the payer's name for the coverage's."""
    for key, name in payers.items():
        text = text.replace(f"Coverage {key}", name)
    return said(text, voice)


def _longer(days: int) -> str:
    """How much later the treatment ends."""
    if days <= 0:
        return ""
    if days < 60:  # noqa: PLR2004 - two months are told in months
        return f"{days} {'day' if days == 1 else 'days'} later"
    months = round(days * 12 / YEAR_DAYS)
    return f"about {months} months later"
