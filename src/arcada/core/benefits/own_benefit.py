"""What one plan would pay for one line if it were alone.

    basis B - copay - deductible -> x share -> cut to what is left of the maximums

A scheduled plan pays its listed amount, a copay plan all but the copay, a capitation plan nothing a service.
Amounts are rounded once, after the share. `base` is what the plan starts from when another has paid before and the
plan maintains benefits: the basis less what was paid.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.benefits.basis import Basis, basis_of
from arcada.core.benefits.bundle import bundled
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.deductible import due
from arcada.core.benefits.frequency import Done
from arcada.core.benefits.gates import Gate, doubts, gates, incurred
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.meter import Meters
from arcada.core.benefits.ortho import ORTHO, Instalment, instalments
from arcada.core.benefits.scope import governing
from arcada.core.benefits.step import Step
from arcada.core.kernel import money

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Own:
    """A plan's own answer to a line; `exhausted` when nothing was left of a maximum."""

    coverage: Coverage
    basis: Basis
    pays: Decimal
    deductible: Decimal = ZERO
    copay: Decimal | None = None
    steps: tuple[Step, ...] = ()
    refused: Gate | None = None
    exhausted: bool = False
    schedule: tuple[Instalment, ...] = ()


def own_benefit(meters: Meters, line: Line, question: Question, done: tuple[Done, ...], paid: Decimal = ZERO) -> Own:
    """The plan's answer; `paid` lowers the base of a plan that maintains benefits."""
    coverage = meters.coverage
    basis = basis_of(coverage, line, question.settings)
    failed = gates(coverage, line, question, done)
    if failed:
        why = (*(gate.step for gate in failed), *basis.steps)
        return Own(coverage, basis, ZERO, steps=why, refused=failed[0])
    day = incurred(line, question.settings)
    if coverage.bundles:
        basis = bundled(coverage, line, day, basis, done)
    before = _Before(meters, line, question, day, basis, basis.basis - paid)
    return _capped(before, _benefit(before))


@dataclass(frozen=True, slots=True)
class _Before:
    meters: Meters
    line: Line
    question: Question
    day: date
    basis: Basis
    base: Decimal


@dataclass(frozen=True, slots=True)
class _Benefit:
    pays: Decimal
    deductible: Decimal = ZERO
    copay: Decimal | None = None
    steps: tuple[Step, ...] = ()


def _benefit(before: _Before) -> _Benefit:
    coverage = before.meters.coverage
    if coverage.plan_type == "capitation":
        return _capitation(before)
    if coverage.plan_type == "fixed_benefit":
        return _scheduled(before)
    return _shared(before)


def _shared(before: _Before) -> _Benefit:
    coverage, line, settings = before.meters.coverage, before.line, before.question.settings
    copay = coverage.copays.get(line.procedure)
    after_copay = max(ZERO, before.base - (copay or ZERO) * line.units)
    percent = governing(coverage.percents, line)
    share = Decimal(1) if percent is None else percent.share
    taken = due(before.meters, line, before.day, before.question.person, after_copay, settings) if share else ZERO
    if settings.deductible_position == "after":
        full = money(after_copay * share)
        taken = min(taken, full)
        pays = full - taken
    else:
        pays = money((after_copay - taken) * share)
    steps = [Step("percentage", f"The plan pays {_percent(share)} of {money(after_copay - taken)}.", pays)]
    if taken:
        steps.insert(0, Step("deductible", f"{money(taken)} of the deductible is paid first.", taken))
    if copay is not None:
        steps.insert(0, Step("copay", f"The copay is {money(copay * line.units)}.", copay * line.units))
    paid = None if copay is None else min(before.base, copay * line.units)
    return _Benefit(pays, taken, paid, tuple(steps))


def _scheduled(before: _Before) -> _Benefit:
    coverage, line, settings = before.meters.coverage, before.line, before.question.settings
    listed = coverage.fixed_benefits.get(line.procedure)
    if listed is None and settings.fixed_benefit_blank == "full":
        full = max(ZERO, before.base)
        return _Benefit(full, steps=(Step("no_listed_benefit", "No amount is listed; the plan pays in full.", full),))
    if listed is None:
        return _Benefit(ZERO, steps=(Step("no_listed_benefit", "The plan lists no amount for this service."),))
    amount = min(listed * line.units, max(ZERO, before.base))
    taken = due(before.meters, line, before.day, before.question.person, amount, settings)
    steps = [Step("scheduled_benefit", f"The plan pays a listed {money(listed * line.units)}.", amount)]
    if taken:
        steps.append(Step("deductible", f"{money(taken)} of the deductible is paid first.", taken))
    return _Benefit(amount - taken, taken, steps=tuple(steps))


def _capitation(before: _Before) -> _Benefit:
    copay = before.meters.coverage.copays.get(before.line.procedure)
    if copay is None:
        text = "The service is not on the plan's list of copays."
        return _Benefit(ZERO, steps=(Step("not_listed", text),))
    text = f"The plan pays the office by the month; the patient pays a copay of {money(copay * before.line.units)}."
    return _Benefit(ZERO, copay=copay * before.line.units, steps=(Step("capitation", text, copay * before.line.units),))


def _capped(before: _Before, benefit: _Benefit) -> Own:
    """The benefit cut to what is left of the maximums, with all its steps."""
    meters, line = before.meters, before.line
    limits = meters.maximums(line)
    person = before.question.person
    room = min((meters.left_of(*one, before.day, person) for one in limits), default=benefit.pays)
    pays = min(benefit.pays, room)
    steps = [*before.basis.steps, *benefit.steps]
    if pays < benefit.pays:
        left = f"{money(room)} is left" if room else "nothing is left"
        text = f"Of the plan's maximum {left}, so it pays {money(pays)}, not {money(benefit.pays)}."
        steps.append(Step("maximum", text, benefit.pays - pays))
    schedule: tuple[Instalment, ...] = ()
    if meters.coverage.ortho is not None and ORTHO in line.categories and pays:
        schedule = instalments(meters.coverage, pays, before.day)
        pays = sum((one.amount for one in schedule), ZERO)
        text = f"It pays in {len(schedule)} parts while the person is covered, {money(pays)} in all."
        steps.append(Step("ortho_schedule", text, pays))
    return Own(
        meters.coverage,
        before.basis,
        pays,
        benefit.deductible,
        benefit.copay,
        (*steps, *doubts(meters.coverage, line, before.question)),
        exhausted=benefit.pays > 0 and pays == 0,
        schedule=schedule,
    )


def _percent(share: Decimal) -> str:
    text = f"{(share * 100).normalize():f}"
    return f"{text}%"
