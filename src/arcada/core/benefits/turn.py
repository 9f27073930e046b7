"""One coverage's turn on one line: its own answer or what was decided, and what it pays after those before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from arcada.core.benefits.frequency import Done
from arcada.core.benefits.gates import INACTIVE
from arcada.core.benefits.incurred import incurred
from arcada.core.benefits.ledger import Ledger
from arcada.core.benefits.line import Actual, Line, Question
from arcada.core.benefits.own_benefit import Own, own_benefit
from arcada.core.benefits.several import Standing, added, method_steps
from arcada.core.benefits.step import Step
from arcada.core.benefits.write_off import contract_fee, first_write_off
from arcada.core.kernel import money

ZERO = Decimal(0)


@dataclass(slots=True)
class Open:
    """A line on its way through the coverages."""

    line: Line
    standing: Standing
    owns: list[Own] = field(default_factory=list)
    pays: dict[str, Decimal] = field(default_factory=dict)

    @property
    def is_later(self) -> bool:
        """Whether a plan before was in force."""
        return self.standing.first_allowed is not None

    def settle(self, own: Own, paid: Decimal, question: Question) -> None:
        """Keep what a coverage pays, and where the line stands after it."""
        if self.is_later and own.refused is None and not _is_set(own, self.line):
            own = replace(own, steps=(*own.steps, *method_steps(self.standing, own, paid)))
        self.owns.append(own)
        self.pays[own.coverage.id] = paid
        self.standing = _moved(self.standing, own, paid, self.line, question)


def answer(ledger: Ledger, one: Open, question: Question) -> Own:
    """The coverage's own answer, or what it has really decided, or what a person has set."""
    line, name = one.line, ledger.coverage.id
    after = ledger.coverage.method == "mob" and one.is_later
    own = own_benefit(ledger.meters, line, question, tuple(ledger.done), one.standing.reported if after else ZERO)
    actual = line.actual.get(name)
    if actual is not None:
        return _decided(own, actual)
    return _by_hand(own, ledger, line, question) if name in line.overrides else own


def pays(own: Own, one: Open, question: Question) -> Decimal:
    """What the coverage pays in its turn."""
    line = one.line
    if own.coverage.id in line.actual:
        return own.pays
    if own.coverage.id in line.overrides:
        return min(own.pays, max(ZERO, line.charge - one.standing.paid))
    if not one.is_later:
        return min(own.pays, line.charge)
    return added(one.standing, own, question.settings) if own.refused is None else ZERO


def charge(ledger: Ledger, own: Own, paid: Decimal, line: Line, question: Question) -> None:
    """The meters move by what was paid and taken; a refused line moves none and uses up no frequency."""
    if own.refused is not None:
        return
    day = incurred(own.coverage, line, question.settings)
    ledger.meters.take(line, day, question.person, own.deductible)
    ledger.meters.pay(line, day, question.person, paid)
    actual = line.actual.get(own.coverage.id)
    if actual is None or actual.counts:
        ledger.done.append(Done(line.procedure, line.categories, day, line.area, f"line {line.id}", own.basis.basis))


def in_turn(ledgers: Sequence[Ledger], line: Line) -> Sequence[Ledger]:
    """The coverages in the order in which they pay for the line."""
    if not any(ledger.coverage.orders for ledger in ledgers):
        return ledgers
    return sorted(ledgers, key=lambda one: (one.coverage.order_for(line), one.coverage.id))


def _is_set(own: Own, line: Line) -> bool:
    return own.coverage.id in line.actual or own.coverage.id in line.overrides


def _decided(own: Own, actual: Actual) -> Own:
    """The payer's decision in the place of the plan's answer."""
    text = f"The plan has decided: it paid {money(actual.insurer_pays)}."
    basis = own.basis
    if actual.allowed is not None:
        basis = replace(basis, allowed=actual.allowed, basis=min(basis.basis, actual.allowed))
    return replace(
        own,
        basis=basis,
        pays=actual.insurer_pays,
        deductible=actual.deductible,
        refused=None,
        exhausted=False,
        steps=(Step("adjudicated", text, actual.insurer_pays),),
    )


def _by_hand(own: Own, ledger: Ledger, line: Line, question: Question) -> Own:
    """A payment that a person has set; it counts against the maximums and says where it is more than they leave."""
    amount = line.overrides[own.coverage.id]
    text = f"The payment was set by hand: {money(amount)}, where the plan's rules give {money(own.pays)}."
    steps = [Step("set_by_hand", text, amount)]
    day = incurred(own.coverage, line, question.settings)
    room = ledger.meters.room(line, day, question.person)
    if room is not None and amount > room:
        text = f"That is {money(amount - room)} more than the plan's maximum still holds."
        steps.append(Step("exceeds_maximum", text, amount - room))
    return replace(own, pays=amount, refused=None, exhausted=False, steps=(*own.steps, *steps), schedule=())


def _moved(standing: Standing, own: Own, paid: Decimal, line: Line, question: Question) -> Standing:
    """Where the line stands after a coverage; one that is not in force leaves no trace."""
    if own.refused is not None and own.refused.kind == INACTIVE:
        return standing
    reported = standing.reported + max(paid, _reported(own, line))
    if standing.first_allowed is not None:
        return replace(standing, paid=standing.paid + paid, reported=reported)
    actual = line.actual.get(own.coverage.id)
    off = first_write_off(own, line, question.settings)
    if actual is not None and actual.write_off is not None:
        off = actual.write_off
    return Standing(line.charge, paid, reported, off, own.basis.allowed)


def _reported(own: Own, line: Line) -> Decimal:
    """What a plan by the head is reported to have paid: the fee but the copay."""
    if own.coverage.plan_type != "capitation" or own.copay is None:
        return ZERO
    return line.charge - contract_fee(own, line)
