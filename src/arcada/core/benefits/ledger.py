"""One coverage with its meters as history leaves them, and the services that count toward its frequencies.

paid, known to the payer        move the meters by what was paid and taken
pending                         move them at their estimate; where none is given, the plan is asked what it would pay
used elsewhere                  moves the general meters; the payer's own figures of a day hold all it paid until then
under a plan that was replaced  moves them where credit is given

A service that is a line of the question never stands in its own way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.frequency import Done
from arcada.core.benefits.line import NEVER_COUNT, Adjustment, Line, Question, Service
from arcada.core.benefits.meter import Meters
from arcada.core.benefits.own_benefit import own_benefit

ZERO = Decimal(0)


@dataclass(slots=True)
class Ledger:
    """A coverage's meters, and what counts toward its frequencies, replacements and bundles."""

    meters: Meters
    done: list[Done] = field(default_factory=list)

    @property
    def coverage(self) -> Coverage:
        """The coverage."""
        return self.meters.coverage

    def copied(self) -> "Ledger":
        """The same, to be moved without moving this one."""
        return Ledger(self.meters.copied(), list(self.done))


def opened(coverage: Coverage, question: Question) -> Ledger:
    """The ledger as history leaves it."""
    ledger = Ledger(Meters(coverage))
    unknown: list[Service] = []
    for number, one in _services(coverage, question):
        if one.status == "pending" and one.estimated is None and one.fee is not None:
            unknown.append(one)
        elif one.status not in NEVER_COUNT:
            _moved(ledger, one, one.taken, one.used)
        _noted(ledger, one, number, question)
    for change in question.adjustments:
        if change.coverage == coverage.id or change.coverage in coverage.credit_from:
            _adjusted(ledger, change, question)
    for one in sorted(unknown, key=lambda pending: pending.on):
        _replayed(ledger, one, question)
    return ledger


def _services(coverage: Coverage, question: Question) -> Iterator[tuple[int, Service]]:
    """The services that the coverage knows, but those that are lines of the question."""
    own = {name for line in question.lines for name in (line.id, line.service)} - {""}
    for number, one in enumerate(question.services):
        if (one.coverage == coverage.id or one.coverage in coverage.credit_from) and one.service_id not in own:
            yield number, one


def _moved(ledger: Ledger, one: Service, taken: Decimal, used: Decimal) -> None:
    ledger.meters.take(one, one.on, one.person, taken, other_tier=one.other_tier)
    pending = one.status == "pending"
    ledger.meters.pay(one, one.on, one.person, used, pending=pending, other_tier=one.other_tier)


def _noted(ledger: Ledger, one: Service, number: int, question: Question) -> None:
    """Keep a service that counts toward frequencies."""
    settings = question.settings
    counted = {
        "pending": settings.frequency_counts_pending,
        "insurer_history": settings.frequency_counts_history,
    }.get(one.status, True)
    if counted and one.counts and one.person == question.person:
        key = f"service {one.service_id}" if one.service_id else f"entry {number}"
        ledger.done.append(Done(one.procedure, one.categories, one.on, one.area, key, one.fee or one.paid or ZERO))


def _adjusted(ledger: Ledger, change: Adjustment, question: Question) -> None:
    """Use elsewhere; the payer's own figures less what the ledger already holds of that year."""
    used, taken = change.used, change.deductible
    if change.is_total:
        known = [one for _, one in _services(ledger.coverage, question) if _is_inside(one, change, ledger.coverage)]
        general = [one for one in known if any(most.scope.is_general for _, most in ledger.meters.maximums(one))]
        used -= sum((one.used for one in general), ZERO)
        taken -= sum((one.taken for one in known), ZERO)
    ledger.meters.adjust(change.on, change.person, used, taken)


def _is_inside(one: Service, change: Adjustment, coverage: Coverage) -> bool:
    """Whether the payer's figures of a day already hold the service."""
    same_year = coverage.year_of(one.on) == coverage.year_of(change.on)
    return one.person == change.person and one.status != "pending" and one.on <= change.on and same_year


def _replayed(ledger: Ledger, one: Service, question: Question) -> None:
    """A pending claim nobody has estimated: what the plan would pay for it, whoever of the family it is for."""
    line = Line("", one.procedure, one.categories, one.fee or ZERO, one.on, area=one.area)
    mine = one.person == question.person
    asked = question if mine else replace(question, person=one.person, birth_date=None, lost={})
    found = own_benefit(ledger.meters, line, asked, ())
    if found.refused is None:
        taken = found.deductible if one.deductible is None else one.deductible
        _moved(ledger, one, taken, min(found.pays, line.charge))
