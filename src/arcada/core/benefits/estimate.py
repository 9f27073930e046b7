"""From lines and coverages to an estimate.

    ledger -> meters -> lines in the payer's order -> each coverage in turn -> write-offs -> what is left

Lines are worked through by date; within a date in the order given, or as the setting `line_order` says. The first
coverage is computed as if it were alone; the next sees what was paid. Meters move by what is really paid, never by
what a plan would have paid alone. A line that the ledger already holds never blocks itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from arcada.core.benefits.answer import Accumulators, Estimate, LineEstimate, Part
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.deductible import left_before
from arcada.core.benefits.frequency import Done
from arcada.core.benefits.gates import INACTIVE, incurred
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.meter import Meters
from arcada.core.benefits.own_benefit import Own, own_benefit
from arcada.core.benefits.rollover import rollover_years
from arcada.core.benefits.scope import governing
from arcada.core.benefits.several import Standing, added, method_step
from arcada.core.benefits.step import Step
from arcada.core.benefits.write_off import first_write_off, posted
from arcada.core.kernel import money

ZERO = Decimal(0)


@dataclass(slots=True)
class _Ledger:
    """One coverage with its meters and the services that count toward its frequencies."""

    meters: Meters
    done: list[Done] = field(default_factory=list)

    @property
    def coverage(self) -> Coverage:
        return self.meters.coverage


def estimate(question: Question) -> Estimate:
    """What each line costs whom; the lines come back in the order they were given."""
    ledgers = [_opened(one, question) for one in sorted(question.coverages, key=lambda one: (one.order, one.id))]
    before = {ledger.coverage.id: _before(ledger, question) for ledger in ledgers}
    found = {line.id: _line(ledgers, line, question) for line in _in_order(question)}
    return Estimate(
        question.id,
        tuple(found[line.id] for line in question.lines),
        {ledger.coverage.id: _after(ledger, question, before[ledger.coverage.id]) for ledger in ledgers},
        {
            one.id: rollover_years(one, question.services, question.person, question.as_of)
            for one in question.coverages
            if one.rollover is not None
        },
    )


def _opened(coverage: Coverage, question: Question) -> _Ledger:
    """The meters as history leaves them."""
    ledger = _Ledger(Meters(_with_bank(coverage, question)))
    own = {name for line in question.lines for name in (line.id, line.service)}
    for number, one in enumerate(question.services):
        if one.coverage != coverage.id or (one.service_id and one.service_id in own):
            continue
        ledger.meters.take(one, one.on, one.person, one.taken)
        ledger.meters.pay(one, one.on, one.person, one.used, pending=one.status == "pending")
        if one.counts and one.person == question.person:
            key = f"service {one.service_id}" if one.service_id else f"entry {number}"
            ledger.done.append(Done(one.procedure, one.categories, one.on, one.area, key))
    for change in question.adjustments:
        if change.coverage == coverage.id:
            ledger.meters.adjust(change.on, change.person, change.used, change.deductible)
    return ledger


def _with_bank(coverage: Coverage, question: Question) -> Coverage:
    """The coverage with what earlier years carried into this one."""
    years = rollover_years(coverage, question.services, question.person, question.as_of)
    if not years or not years[-1].carried_after:
        return coverage
    bank = years[-1].carried_after
    raised = tuple(
        replace(one, amount=one.amount + bank) if one.scope.is_general and one.level == "individual" else one
        for one in coverage.maximums
    )
    return replace(coverage, maximums=raised)


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

    return sorted(question.lines, key=lambda line: (incurred(line, question.settings), within(line)))


def _line(ledgers: Sequence[_Ledger], line: Line, question: Question) -> LineEstimate:
    """One line through all coverages; moves their meters."""
    settings = question.settings
    standing = Standing(line.charge)
    owns: list[Own] = []
    pays: dict[str, Decimal] = {}
    for ledger in ledgers:
        own = _answer(ledger, line, question, standing)
        later = standing.first_allowed is not None
        paid = _paid(own, line, standing, question, later=later)
        if later and own.refused is None and own.coverage.id not in line.actual:
            own = replace(own, steps=(*own.steps, method_step(own, paid)))
        owns.append(own)
        pays[own.coverage.id] = paid
        standing = _moved(standing, own, paid, line, question)
    written = _with_actual(posted(owns, pays, line, settings), line)
    for ledger, own in zip(ledgers, owns, strict=True):
        _charge(ledger, own, pays[own.coverage.id], line, question)
    return LineEstimate(line.id, line.charge, tuple(_part(own, pays, written) for own in owns))


def _answer(ledger: _Ledger, line: Line, question: Question, standing: Standing) -> Own:
    """The coverage's own answer, or what it has really decided."""
    after = ledger.coverage.method == "mob" and standing.first_allowed is not None
    own = own_benefit(ledger.meters, line, question, tuple(ledger.done), standing.paid if after else ZERO)
    actual = line.actual.get(ledger.coverage.id)
    if actual is None:
        return own
    text = f"The plan has decided: it paid {money(actual.insurer_pays)}."
    return replace(
        own,
        pays=actual.insurer_pays,
        deductible=actual.deductible,
        refused=None,
        exhausted=False,
        steps=(Step("adjudicated", text, actual.insurer_pays),),
    )


def _paid(own: Own, line: Line, standing: Standing, question: Question, *, later: bool) -> Decimal:
    """What the coverage pays in its turn."""
    if own.coverage.id in line.actual:
        return own.pays
    if not later:
        return min(own.pays, line.charge)
    return added(standing, own, question.settings) if own.refused is None else ZERO


def _moved(standing: Standing, own: Own, paid: Decimal, line: Line, question: Question) -> Standing:
    """Where the line stands after a coverage; one that is not in force leaves no trace."""
    if own.refused is not None and own.refused.kind == INACTIVE:
        return standing
    if standing.first_allowed is not None:
        return replace(standing, paid=standing.paid + paid)
    actual = line.actual.get(own.coverage.id)
    off = first_write_off(own, line, question.settings)
    if actual is not None and actual.write_off is not None:
        off = actual.write_off
    return Standing(line.charge, paid, off, own.basis.allowed)


def _with_actual(written: dict[str, Decimal], line: Line) -> dict[str, Decimal]:
    """Write-offs that payers have already set stand as they are."""
    known = {name: one.write_off for name, one in line.actual.items() if one.write_off is not None}
    return {name: known.get(name, amount) for name, amount in written.items()}


def _charge(ledger: _Ledger, own: Own, paid: Decimal, line: Line, question: Question) -> None:
    """The meters move by what was paid and taken; a refused line moves none."""
    if own.refused is not None:
        return
    day = incurred(line, question.settings)
    ledger.meters.take(line, day, question.person, own.deductible)
    ledger.meters.pay(line, day, question.person, paid)
    ledger.done.append(Done(line.procedure, line.categories, day, line.area, f"line {line.id}", own.basis.basis))


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


def _before(ledger: _Ledger, question: Question) -> Accumulators:
    """The general meters as history leaves them, in the benefit year of the day asked about."""
    meters, day, person = ledger.meters, question.as_of, question.person
    deductible = left_before(meters, day, person, question.settings)
    general = [one for one in meters.coverage.maximums if one.scope.is_general]
    if not general:
        return Accumulators(deductible)
    shown = next((one for one in general if one.level == "individual"), general[0])
    key = meters.key(meters.coverage.maximums.index(shown), shown, day, person)
    return Accumulators(deductible, meters.paid[key], meters.pending[key])


def _after(ledger: _Ledger, question: Question, before: Accumulators) -> Accumulators:
    """The same with what the lines leave of the general maximums."""
    meters = ledger.meters
    rooms = [
        meters.room(one, question.as_of, question.person) for one in meters.coverage.maximums if one.scope.is_general
    ]
    return replace(before, maximum_after=min(rooms)) if rooms else before
