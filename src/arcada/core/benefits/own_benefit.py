"""What one plan would pay for one line if it were alone.

    basis B - copay - deductible -> x share -> cut to what is left of the maximums

A scheduled plan pays its listed amount, a copay plan all but the copay, a capitation plan nothing a service.
Amounts are rounded once, after the share. `base` is what the plan starts from when another has paid before and the
plan maintains benefits: the basis less what was paid.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arcada.core.benefits.basis import Basis, basis_of
from arcada.core.benefits.bundle import bundled
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.deductible import due
from arcada.core.benefits.frequency import Done
from arcada.core.benefits.gates import Gate, doubts, gates
from arcada.core.benefits.incurred import incurred
from arcada.core.benefits.line import Line, Predetermination, Question
from arcada.core.benefits.meter import Meters
from arcada.core.benefits.ortho import ORTHO, Instalment, instalments
from arcada.core.benefits.predetermination import overriding, unasked
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
    day = incurred(coverage, line, question.settings)
    told = overriding(coverage, line, day, question)
    basis = basis_of(coverage, line, question.settings, told)
    failed = gates(coverage, line, day, question, done, told)
    if failed:
        why = (*(gate.step for gate in failed), *basis.steps)
        return Own(coverage, basis, ZERO, steps=why, refused=failed[0])
    if coverage.bundles:
        basis = bundled(coverage, line, day, basis, done)
    before = _Before(meters, line, question, day, basis, max(ZERO, basis.basis - paid), told)
    return _capped(before, _penalised(before, _benefit(before)))


@dataclass(frozen=True, slots=True)
class _Before:
    meters: Meters
    line: Line
    question: Question
    day: date
    basis: Basis
    base: Decimal
    told: Predetermination | None = None


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


def _penalised(before: _Before, benefit: _Benefit) -> _Benefit:
    """The benefit less what it costs not to have asked beforehand."""
    coverage, settings = before.meters.coverage, before.question.settings
    rule = unasked(coverage, before.line, before.day, before.question) if coverage.preauthorisations else None
    if rule is None or not benefit.pays:
        return benefit
    share = rule.penalty if rule.penalty is not None else settings.preauthorization_penalty
    lost = money(benefit.pays * share)
    text = f"It was not approved beforehand, so the plan takes {_percent(share)} off its payment: {money(lost)}."
    step = Step("preauthorization_penalty", text, lost)
    return replace(benefit, pays=benefit.pays - lost, steps=(*benefit.steps, step))


def _share(before: _Before) -> Decimal:
    """The plan's share of the basis: what the payer answered beforehand, else the most specific entry."""
    if before.told is not None and before.told.share is not None:
        return before.told.share
    percent = governing(before.meters.coverage.percents, before.line)
    return Decimal(1) if percent is None else percent.share


def _shared(before: _Before) -> _Benefit:
    coverage, line, settings = before.meters.coverage, before.line, before.question.settings
    copay = coverage.copays.get(line.procedure)
    after_copay = max(ZERO, before.base - (copay or ZERO) * line.units)
    share = _share(before)
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
        full = before.base
        return _Benefit(full, steps=(Step("no_listed_benefit", "No amount is listed; the plan pays in full.", full),))
    if listed is None and settings.fixed_benefit_blank == "unknown":
        text = "The plan's list has no amount for this service; what it pays is not known, and nothing is counted on."
        return _Benefit(ZERO, steps=(Step("listed_benefit_unknown", text),))
    if listed is None:
        return _Benefit(ZERO, steps=(Step("no_listed_benefit", "The plan lists no amount for this service."),))
    amount = min(listed * line.units, before.base)
    taken = due(before.meters, line, before.day, before.question.person, amount, settings)
    steps = [Step("scheduled_benefit", f"The plan pays a listed {money(listed * line.units)}.", amount)]
    if taken:
        steps.append(Step("deductible", f"{money(taken)} of the deductible is paid first.", taken))
    return _Benefit(amount - taken, taken, steps=tuple(steps))


def _capitation(before: _Before) -> _Benefit:
    line = before.line
    copay = before.meters.coverage.copays.get(line.procedure)
    if copay is None:
        text = "The service is not on the plan's list of copays."
        return _Benefit(ZERO, steps=(Step("not_listed", text),))
    owed = min(copay * line.units + line.upgrade, line.charge)
    text = f"The plan pays the office by the month; the patient pays a copay of {money(copay * line.units)}."
    steps = [Step("capitation", text, copay * line.units)]
    if line.upgrade:
        text = f"The better material or laboratory work costs {money(line.upgrade)} more."
        steps.append(Step("upgrade", text, line.upgrade))
    return _Benefit(ZERO, copay=owed, steps=tuple(steps))


def _capped(before: _Before, benefit: _Benefit) -> Own:
    """The benefit cut to what is left of the maximums, with all its steps."""
    meters, line = before.meters, before.line
    room = meters.room(line, before.day, before.question.person)
    pays = benefit.pays if room is None else min(benefit.pays, room)
    steps = [*before.basis.steps, *benefit.steps]
    if pays < benefit.pays:
        left = f"{money(room or ZERO)} is left" if room else "nothing is left"
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
