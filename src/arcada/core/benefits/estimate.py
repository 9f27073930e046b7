"""From lines and coverages to an estimate.

    history -> meters -> lines in the payer's order -> each coverage in turn -> write-offs -> what is left

Lines are worked through by date; within a date in the order given, or as the setting `line_order` says. The first
coverage is computed as if it were alone; the next sees what was paid. Meters move by what is really paid, never by
what a plan would have paid alone. A line that the ledger already holds never blocks itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from arcada.core.benefits.answer import Accumulators, Estimate, LineEstimate, Part
from arcada.core.benefits.claim import claims, worked
from arcada.core.benefits.coverage import Maximum
from arcada.core.benefits.deductible import left_before
from arcada.core.benefits.incurred import incurred
from arcada.core.benefits.ledger import Ledger, opened
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.meter import Meters
from arcada.core.benefits.own_benefit import Own
from arcada.core.benefits.scope import governing
from arcada.core.benefits.step import Step
from arcada.core.benefits.turn import Open
from arcada.core.benefits.write_off import posted
from arcada.core.kernel import money

ZERO = Decimal(0)


def estimate(question: Question) -> Estimate:
    """What each line costs whom; the lines come back in the order they were given."""
    ledgers = ledgers_of(question)
    before = {ledger.coverage.id: _before(ledger, question) for ledger in ledgers}
    years = {
        ledger.coverage.id: ledger.meters.bank(question.person).finished(ledger.coverage.year_of(question.as_of))
        for ledger in ledgers
        if ledger.coverage.rollover is not None
    }
    found = {line.id: line for line in lines_through(ledgers, question)}
    return Estimate(
        question.id,
        tuple(found[line.id] for line in question.lines),
        {ledger.coverage.id: _after(ledger, question, before[ledger.coverage.id]) for ledger in ledgers},
        years,
        question.settings,
    )


def ledgers_of(question: Question) -> list[Ledger]:
    """The coverages as history leaves them, in the order in which they pay."""
    return [opened(one, question) for one in sorted(question.coverages, key=lambda one: (one.order, one.id))]


def lines_through(ledgers: Sequence[Ledger], question: Question) -> Iterator[LineEstimate]:
    """Each line after every coverage; moves the ledgers."""
    order = {ledger.coverage.id: rank for rank, ledger in enumerate(ledgers)}
    for claim in claims(_in_order(question), question):
        for one in worked(ledgers, claim, question):
            yield _written(one, order, question)


def _in_order(question: Question) -> Sequence[Line]:
    """The lines as the payer works through them."""
    first = min(question.coverages, key=lambda one: (one.order, one.id), default=None)

    def share(line: Line) -> Decimal:
        percent = None if first is None else governing(first.percents, line)
        return ZERO if percent is None else percent.share

    def within(line: Line) -> Decimal:
        order = question.settings.line_order
        if order == "fee_desc":
            return -line.charge
        if order == "percent_asc":
            return share(line)
        return -share(line) if order == "same_day_highest_percent_first" else ZERO

    return sorted(question.lines, key=lambda line: (incurred(first, line, question.settings), within(line)))


def _written(one: Open, order: dict[str, int], question: Question) -> LineEstimate:
    """A line with its write-offs, the coverages in their usual order."""
    written = _with_actual(posted(one.owns, one.pays, one.line, question.settings), one.line)
    parts = [_part(own, one.pays, written) for own in one.owns]
    return LineEstimate(one.line.id, one.line.charge, tuple(sorted(parts, key=lambda part: order[part.coverage])))


def _with_actual(written: dict[str, Decimal], line: Line) -> dict[str, Decimal]:
    """Write-offs that payers have already set stand as they are."""
    known = {name: one.write_off for name, one in line.actual.items() if one.write_off is not None}
    return {name: known.get(name, amount) for name, amount in written.items()}


def _part(own: Own, pays: dict[str, Decimal], written: dict[str, Decimal]) -> Part:
    name = own.coverage.id
    steps = own.steps
    if written[name]:
        steps = (*steps, Step("write_off", f"The contract lets {money(written[name])} not be charged.", written[name]))
    return Part(
        name,
        pays[name],
        own.deductible,
        written[name],
        own.basis.basis,
        own.basis.procedure,
        own.copay,
        steps,
        "" if own.refused is None else own.refused.step.code,
        None if own.refused is None else own.refused.eligible,
        own.schedule if pays[name] == own.pays else (),
    )


def _before(ledger: Ledger, question: Question) -> Accumulators:
    """The general meters as history leaves them, in the benefit year of the day asked about."""
    meters, day, person = ledger.meters, question.as_of, question.person
    deductible = left_before(meters, day, person, question.settings)
    general = _general(meters)
    if not general:
        return Accumulators(deductible)
    number, shown = _shown(general)
    key = meters.key(number, shown, day, person)
    carried = meters.limit(shown, day, person) - (shown.amount or ZERO) if meters.coverage.rollover else None
    return Accumulators(deductible, meters.paid[key], meters.pending[key], carried=carried)


def _after(ledger: Ledger, question: Question, before: Accumulators) -> Accumulators:
    """The same with what the lines take of the general meters and leave of them."""
    meters, day, person = ledger.meters, question.as_of, question.person
    general = _general(meters)
    deductible = left_before(meters, day, person, question.settings)
    if not general:
        return replace(before, deductible_after=deductible)
    number, shown = _shown(general)
    planned = meters.paid[meters.key(number, shown, day, person)] - (before.maximum_used or ZERO)
    left = min(meters.left_of(*one, day, person) for one in general)
    return replace(before, maximum_after=left, maximum_planned=planned, deductible_after=deductible)


def _general(meters: Meters) -> list[tuple[int, Maximum]]:
    """The general maximums with their numbers."""
    return [
        (number, one)
        for number, one in enumerate(meters.coverage.maximums)
        if one.scope.is_general and one.amount is not None
    ]


def _shown(general: Sequence[tuple[int, Maximum]]) -> tuple[int, Maximum]:
    """The one that is reported: the member's own before the family's."""
    return next((pair for pair in general if pair[1].level == "individual"), general[0])
