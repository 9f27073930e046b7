"""What the groups that are still to be placed cost the patient at least, whatever days they are given.

    at best      no deductible, maximum, wait, frequency or replacement stands in the way of any line
    and beyond   the lowest contracted fees, less all that the maximums still hold in the years that can be reached

Nothing can cost less than the larger of the two, so a way that is dearer than the best with it added is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from arcada.core.benefits.basis import basis_of
from arcada.core.benefits.coverage import BENEFIT_YEAR, Coverage, Maximum
from arcada.core.benefits.dates import MONTHS, add_months
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.ledger import Ledger
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.phasing_days import VisitGroup

ZERO = Decimal(0)


@dataclass(slots=True)
class Bound:
    """The least that groups cost, the lowest fees that contracts leave of them, and the maximums that bind all.

    Groups are known by their place, sets of them by bits.
    """

    least: tuple[Decimal, ...]
    floor: tuple[Decimal, ...]
    last: date
    general: tuple[tuple[int, Maximum] | None, ...]
    _sums: dict[int, tuple[Decimal, Decimal]] = field(default_factory=lambda: {0: (ZERO, ZERO)})

    def rest(self, groups: int, room: Decimal | None) -> Decimal:
        """What the groups cost at least, with so much left in all maximums (None: without end)."""
        least, floor = self._sum(groups)
        return least if room is None or floor - room < least else floor - room

    def _sum(self, groups: int) -> tuple[Decimal, Decimal]:
        found = self._sums.get(groups)
        if found is None:
            place = groups.bit_length() - 1
            least, floor = self._sum(groups & ~(1 << place))
            found = self._sums[groups] = (least + self.least[place], floor + self.floor[place])
        return found

    def room(self, ledgers: Sequence[Ledger], day: date, until: date, person: str) -> Decimal | None:
        """All that the maximums hold on the days from one until before another; None where some plan has no end."""
        total = ZERO
        for ledger, found in zip(ledgers, self.general, strict=True):
            if found is None:
                return None
            number, most = found
            total += ledger.meters.left_of(number, most, day, person)
            begins = add_months(ledger.coverage.year_of(day), MONTHS)
            carried = ledger.coverage.rollover.cap if ledger.coverage.rollover else ZERO
            while begins < until:
                total += (most.amount or ZERO) + carried
                begins = add_months(begins, MONTHS)
        return total


def bound_of(question: Question, groups: Sequence[VisitGroup], last: date) -> Bound:
    """The bound for these groups."""
    ledgers = sorted(question.coverages, key=lambda one: (one.order, one.id))
    bare = replace(question, coverages=tuple(map(_bare, ledgers)), services=(), adjustments=())
    asked = [bare, replace(bare, predeterminations=())] if question.predeterminations else [bare]
    answers = [estimate(one) for one in asked]
    loose = _loose(question)
    least = {
        line.id: ZERO if line.procedure in loose else min(answer.lines[rank].patient_pays for answer in answers)
        for rank, line in enumerate(question.lines)
    }
    floor = {line.id: ZERO if line.procedure in loose else _floor(line, question) for line in question.lines}
    return Bound(
        tuple(sum((least[line] for line in group.lines), ZERO) for group in groups),
        tuple(sum((floor[line] for line in group.lines), ZERO) for group in groups),
        last,
        tuple(_general(one, question.lines) for one in ledgers),
    )


def _loose(question: Question) -> set[str]:
    """Procedures whose fee depends on what else is done, or on an answer that expires."""
    bundled = {name for coverage in question.coverages for one in coverage.bundles for name in one.procedures}
    return bundled | {one.procedure for one in question.predeterminations if one.allowed is not None}


def _floor(line: Line, question: Question) -> Decimal:
    """The least that patient and insurers together pay for a line, whatever is refused."""
    if line.actual or any(one.method == "medicaid" for one in question.coverages):
        return ZERO
    fees = [line.charge]
    for coverage in question.coverages:
        if coverage.in_network:
            copay = coverage.copays.get(line.procedure)
            by_head = coverage.plan_type == "capitation" and copay is not None
            allowed = basis_of(coverage, line, question.settings).allowed
            fees.append((copay or ZERO) * line.units + line.upgrade if by_head else allowed)
    return min(fees)


def _bare(coverage: Coverage) -> Coverage:
    """The plan without anything that a date could change."""
    return replace(
        coverage,
        deductibles=(),
        maximums=(),
        waiting=(),
        frequencies=(),
        replacements=(),
        age_limits=(),
        bundles=(),
        missing_tooth=None,
        preauthorisations=(),
        effective=None,
        termination=None,
    )


def _general(coverage: Coverage, lines: Sequence[Line]) -> tuple[int, Maximum] | None:
    """The maximum that binds all that the plan pays in a benefit year; None where something escapes it."""
    found = [
        (number, one)
        for number, one in enumerate(coverage.maximums)
        if one.level == "individual" and one.period == BENEFIT_YEAR and one.amount is not None
    ]
    escapes = any(not one.counts_toward_general or one.amount is None for one in coverage.maximums)
    whole = [(number, one) for number, one in found if all(one.scope.holds(line) for line in lines)]
    return whole[0] if whole and not escapes else None
