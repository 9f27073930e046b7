"""What moving visits brings, what to know before a visit is put off, and what holds a visit where it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from arcada.core.benefits.answer import Estimate
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.line import Question
from arcada.core.benefits.phasing_days import Days, VisitGroup
from arcada.core.benefits.step import Step
from arcada.core.kernel import money

ZERO = Decimal(0)
BROUGHT = {
    "maximum": "a new year's maximum pays",
    "frequency": "the plan pays for it again",
    "replacement": "the plan pays for a new one again",
    "waiting_period": "the waiting period is over",
    "missing_tooth": "the clause on missing teeth has ended",
    "not_yet_covered": "the coverage has begun",
    "deductible": "the deductible is already met",
}


def gains(first: Estimate, best: Estimate, moved: Question) -> Iterator[Step]:
    """What moving each line brought, by the step that no longer cuts it."""
    days = {line.id: line.on for line in moved.lines}
    for before, after in zip(first.lines, best.lines, strict=True):
        saved = before.patient_pays - after.patient_pays
        if saved <= 0:
            continue
        gone = {step.code for part in before.parts for step in part.steps}
        gone -= {step.code for part in after.parts for step in part.steps}
        why = next((BROUGHT[code] for code in BROUGHT if code in gone), "more of the benefit is left")
        text = f"On {days[before.id]} {why}: {money(saved)} less for the patient."
        yield Step("saved_by_date", text, saved)


def traps(first: Estimate, best: Estimate, question: Question, days: Days) -> Iterator[Step]:
    """What to know before a visit is put off; nothing where nothing is."""
    last = max(days.values(), default=question.as_of)
    before, after = _deductibles(first), _deductibles(best)
    if after > before:
        text = f"A further year brings its deductible again: {money(after - before)} more of it is paid."
        yield Step("second_deductible", text, after - before)
    for coverage in question.coverages:
        yield from _of_coverage(coverage, question, last)
    starts = {(day.month, day.day) for day in (one.year_of(question.as_of) for one in question.coverages)}
    if len(starts) > 1:
        yield Step("two_benefit_years", "The coverages begin their benefit years on different days.")
    if last > question.as_of:
        yield Step("may_change", "Fees and coverage may change before then; what is put off is not guaranteed.")


def _of_coverage(coverage: Coverage, question: Question, last: date) -> Iterator[Step]:
    name = f"Coverage {coverage.id}"
    if coverage.termination is not None and last > coverage.termination:
        yield Step("coverage_ends", f"{name} ends on {coverage.termination}.")
    if coverage.rollover is not None:
        yield Step("rollover", f"{name} carries unused benefit over; a year of much use carries none.")
    levels = {one.level for one in coverage.maximums} | {one.level for one in coverage.deductibles}
    if "family" in levels and coverage.year_of(last) > coverage.year_of(question.as_of):
        text = f"{name} shares limits in the family; what relatives use next year is not known today."
        yield Step("family_limits", text)
    expiring = [one.on for one in question.predeterminations if one.coverage == coverage.id]
    if expiring and last > question.as_of:
        yield Step("answer_expires", f"What {name} has answered beforehand holds for a time only.")


def held(groups: Sequence[VisitGroup], choices: Mapping[str, Sequence[date]]) -> dict[str, Step]:
    """What holds a group on its first day, where something but the money does."""
    found = {}
    for group in groups:
        if group.urgent:
            text = group.reason or "It is urgent and is not put off."
            found[group.id] = Step("urgent", text)
        elif group.reason:
            found[group.id] = Step("may_not_wait_long", group.reason)
        elif group.latest is not None and len(choices[group.id]) == 1:
            found[group.id] = Step("latest_day", f"It may not wait longer than {group.latest}.")
    return found


def _deductibles(found: Estimate) -> Decimal:
    return sum((part.deductible for line in found.lines for part in line.parts), ZERO)
