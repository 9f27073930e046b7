"""How full the meters of a coverage are on a day: each maximum and deductible with what is used, pending and left.

    maximum      1,500   used 420   pending 180   left 900      benefit year 1 Jan to 31 Dec 2026
    deductible      50   met 50                   left 0

Family meters count what the other members used. Only what is on record counts: where nobody has told the figures yet,
the coverage says so (`accumulators` among its unknowns), and a page shows the meter as unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from arcada.core.benefits.coverage import LIFETIME, Deductible, Maximum
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.line import Question
from arcada.core.benefits.meter import Meters
from arcada.core.kernel import Refusal
from arcada.insurance.ledger import adjustments_of, services_of
from arcada.insurance.models import Coverage
from arcada.interop.estimate_json import read_question

ZERO = Decimal(0)
YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """One meter; `scope` is what it speaks about, `family` that all members fill it, `lifetime` that it never ends."""

    kind: str
    scope: str
    amount: Decimal
    used: Decimal
    pending: Decimal
    family: bool
    lifetime: bool

    @property
    def left(self) -> Decimal:
        """What is left, never less than nothing."""
        return max(ZERO, self.amount - self.used - self.pending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The meters of a coverage in the benefit year of a day."""

    begins: date
    ends: date
    meters: tuple[Meter, ...]


def standing_of(coverage: Coverage, on: date, *, until: date | None = None) -> Standing | None:
    """The meters in the year of a day, with entries up to `until` alone; None where the plan cannot be read."""
    question = _question(coverage, on, until or date.max)
    if isinstance(question, Refusal):
        return None
    meters = _filled(question)
    begins = meters.coverage.year_of(on)
    found = tuple(_meters(meters, question))
    return Standing(begins=begins, ends=add_months(begins, YEAR) - timedelta(days=1), meters=found)


def year_of(coverage: Coverage, on: date) -> date:
    """The first day of the benefit year that a day belongs to."""
    standing = standing_of(coverage, on)
    return standing.begins if standing else date(on.year, 1, 1)


def effective_benefits(coverage: Coverage) -> dict[str, Any]:
    """The plan's benefits with the member's own ones above them."""
    benefits: dict[str, Any] = dict(coverage.policy.plan.benefits)
    for key, entries in coverage.overrides.items():
        own = [{**one, "member_override": True} for one in entries]
        benefits[key] = [*benefits.get(key, ()), *own]
    return benefits


def _question(coverage: Coverage, on: date, until: date) -> Question | Refusal:
    row: dict[str, Any] = {**effective_benefits(coverage), "id": str(coverage.pk), "order": 1}
    if coverage.begins is not None:
        row["effective_date"] = coverage.begins.isoformat()
    case: Mapping[str, Any] = {
        "id": str(coverage.pk),
        "as_of": on.isoformat(),
        "patient": {"id": str(coverage.patient_id), "birth_date": coverage.patient.birth_date.isoformat()},
        "coverages": [row],
        "history": [one for one in services_of([coverage]) if one["date"] <= until.isoformat()],
        "adjustments": [one for one in adjustments_of([coverage]) if one["date"] <= until.isoformat()],
    }
    return read_question(case)


def _filled(question: Question) -> Meters:
    """The meters as the ledger leaves them."""
    meters = Meters(question.coverages[0])
    for one in question.services:
        meters.take(one, one.on, one.person, one.taken)
        meters.pay(one, one.on, one.person, one.used, pending=one.status == "pending")
    for change in question.adjustments:
        meters.adjust(change.on, change.person, change.used, change.deductible)
    return meters


def _meters(meters: Meters, question: Question) -> Iterator[Meter]:
    day, person = question.as_of, question.person
    for number, one in enumerate(meters.coverage.maximums):
        key = meters.key(number, one, day, person)
        if one.amount is not None:
            yield _meter("maximum", one, one.amount, meters.paid[key], meters.pending[key])
    for number, due in enumerate(meters.coverage.deductibles):
        if due.amount:
            taken = meters.taken[meters.key(number, due, day, person)]
            yield _meter("deductible", due, due.amount, min(taken, due.amount), ZERO)


def _meter(kind: str, benefit: Maximum | Deductible, amount: Decimal, used: Decimal, pending: Decimal) -> Meter:
    scope = benefit.scope
    return Meter(
        kind=kind,
        scope="" if scope.is_general else ",".join(sorted(scope.names)),
        amount=amount,
        used=used,
        pending=pending,
        family=benefit.level == "family",
        lifetime=benefit.period == LIFETIME,
    )
