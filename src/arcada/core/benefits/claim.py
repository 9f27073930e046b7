"""Lines that are worked through together, and the payment of a later plan that compares whole claims.

by line     each line by itself: the later plan's benefit against what is owed on it
by claim    the sums of the claim: 2 lines, own benefit 80 and 0, owed 20 and 60     by line 20, by claim 80

What a claim brings is laid on its lines in their order, on no line more than it still owes.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from arcada.core.benefits.incurred import incurred
from arcada.core.benefits.ledger import Ledger
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.own_benefit import Own
from arcada.core.benefits.several import Standing, limit
from arcada.core.benefits.turn import Open, answer, charge, in_turn, pays

ZERO = Decimal(0)


def claims(lines: Sequence[Line], question: Question) -> Iterator[tuple[Line, ...]]:
    """The lines that are compared together: each alone, or those of one day and claim on which one plan leads."""
    if question.settings.cob_granularity == "line" or len(question.coverages) < 2:  # noqa: PLR2004 - another plan
        yield from ((line,) for line in lines)
        return

    def claim(line: Line) -> tuple[date, str, tuple[int, ...]]:
        order = tuple(coverage.order_for(line) for coverage in question.coverages)
        return incurred(None, line, question.settings), line.claim, order

    for _, together in groupby(lines, key=claim):
        yield tuple(together)


def worked(ledgers: Sequence[Ledger], lines: Sequence[Line], question: Question) -> list[Open]:
    """The lines of a claim after every coverage's turn; moves the meters."""
    found = [Open(line, Standing(line.charge)) for line in lines]
    if len(lines) == 1:
        for ledger in in_turn(ledgers, lines[0]):
            _one(ledger, found[0], question)
        return found
    for ledger in in_turn(ledgers, lines[0]):
        _all(ledger, found, question)
    return found


def _one(ledger: Ledger, one: Open, question: Question) -> None:
    own = answer(ledger, one, question)
    paid = pays(own, one, question)
    charge(ledger, own, paid, one.line, question)
    one.settle(own, paid, question)


def _all(ledger: Ledger, claim: Sequence[Open], question: Question) -> None:
    """A coverage's turn on a claim: lines it leads on or has decided one by one, the others as one sum."""
    name = ledger.coverage.id
    shared = []
    for one in claim:
        if one.is_later and name not in one.line.actual and name not in one.line.overrides:
            shared.append(one)
        else:
            _one(ledger, one, question)
    alone = ledger.copied()
    owns = []
    for one in shared:
        own = answer(alone, one, question)
        charge(alone, own, own.pays, one.line, question)
        owns.append(own)
    amounts = [pays(own, one, question) for own, one in zip(owns, shared, strict=True)]
    _lay_out(ledger, shared, owns, amounts, question)


def _lay_out(
    ledger: Ledger, claim: Sequence[Open], owns: Sequence[Own], amounts: Sequence[Decimal], question: Question
) -> None:
    """What the sums of the claim come to, laid on its lines; moves the meters."""
    left = _sum_of(claim, owns, question)
    given = []
    for one, own, amount in zip(claim, owns, amounts, strict=True):
        given.append(min(amount, left))
        left -= given[-1]
        charge(ledger, own, given[-1], one.line, question)
    for rank, (one, own) in enumerate(zip(claim, owns, strict=True)):
        more = min(left, _still_open(ledger, one, own, given[rank], question))
        if more > 0:
            left -= more
            given[rank] += more
            ledger.meters.pay(one.line, incurred(own.coverage, one.line, question.settings), question.person, more)
        one.settle(own, given[rank], question)


def _sum_of(claim: Sequence[Open], owns: Sequence[Own], question: Question) -> Decimal:
    """The payment for the whole claim, as the plan's method finds it from the sums."""
    answered = [(one, own) for one, own in zip(claim, owns, strict=True) if own.refused is None]
    if not answered:
        return ZERO
    total = sum((own.pays for _, own in answered), ZERO)
    before = sum((one.standing.reported for one, _ in answered), ZERO)
    most = sum((limit(one.standing, own, question.settings) for one, own in answered), ZERO)
    method = answered[0][1].coverage.method
    if method in {"carve_out", "non_duplication", "medicaid"}:
        total -= before
    if method == "basic":
        total = min(total, sum((own.basis.allowed for _, own in answered), ZERO) - before)
    return max(ZERO, min(total, most))


def _still_open(ledger: Ledger, one: Open, own: Own, given: Decimal, question: Question) -> Decimal:
    """What a line can still take of the claim's payment: what it owes, within the plan's maximums."""
    if own.refused is not None:
        return ZERO
    owed = limit(one.standing, own, question.settings) - given
    room = ledger.meters.room(one.line, incurred(own.coverage, one.line, question.settings), question.person)
    return owed if room is None else min(owed, room)
