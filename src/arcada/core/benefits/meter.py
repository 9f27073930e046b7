"""The meters of a coverage: how much of each deductible and maximum is used, by person, family and period.

    benefit        meter is kept for              cleared
    individual     the person                     with each benefit year, calendar year, or never (lifetime)
    family         all persons of the coverage    likewise

What is taken on a service moves every deductible whose scope holds the service. What is paid moves the maximums that
govern it: a maximum that is a bucket of its own takes the service out of the broader ones, at both levels. What earlier
years carried over stands behind the general maximum of each year.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.core.benefits.coverage import CALENDAR_YEAR, LIFETIME, Coverage, Deductible, Maximum
from arcada.core.benefits.dates import add_months, benefit_year
from arcada.core.benefits.rollover import Bank
from arcada.core.benefits.scope import ALL, Sorted, numbered

FAMILY = ""
ZERO = Decimal(0)
LAST_QUARTER = 3
Key = tuple[int, date | None, str]
Kind = tuple[str, tuple[str, ...]]
Meter = defaultdict[Key, Decimal]


def governing_maximums(coverage: Coverage, service: Sorted) -> tuple[tuple[int, Maximum], ...]:
    """The maximums that bind a service, with their numbers, the most specific first."""
    found = numbered(coverage.maximums, service)
    apart = [rank for rank, _, one in found if not one.counts_toward_general and one.scope.kind != ALL]
    floor = max(apart, default=-1)
    return tuple((number, one) for rank, number, one in found if rank >= floor and one.amount is not None)


@dataclass(slots=True)
class Meters:
    """The meters of one coverage; deductibles and maximums are numbered as the coverage lists them."""

    coverage: Coverage
    taken: Meter = field(default_factory=lambda: defaultdict(Decimal))
    paid: Meter = field(default_factory=lambda: defaultdict(Decimal))
    pending: Meter = field(default_factory=lambda: defaultdict(Decimal))
    banks: dict[str, Bank] = field(default_factory=dict)
    _maximums: dict[Kind, tuple[tuple[int, Maximum], ...]] = field(default_factory=dict)
    _deductibles: dict[Kind, tuple[tuple[int, Deductible], ...]] = field(default_factory=dict)

    def copied(self) -> "Meters":
        """The same meters, to be moved without moving these."""
        banks = {person: bank.copied() for person, bank in self.banks.items()}
        meters = (self.taken.copy(), self.paid.copy(), self.pending.copy())
        return Meters(self.coverage, *meters, banks, self._maximums, self._deductibles)

    def maximums(self, service: Sorted) -> tuple[tuple[int, Maximum], ...]:
        """The maximums that bind a service with their numbers; found once for services of one kind."""
        kind = (service.procedure, service.categories)
        if kind not in self._maximums:
            self._maximums[kind] = governing_maximums(self.coverage, service)
        return self._maximums[kind]

    def deductibles(self, service: Sorted) -> tuple[tuple[int, Deductible], ...]:
        """The deductibles that hold a service with their numbers, the most specific first."""
        kind = (service.procedure, service.categories)
        if kind not in self._deductibles:
            found = numbered(self.coverage.deductibles, service)
            self._deductibles[kind] = tuple((number, one) for _, number, one in found)
        return self._deductibles[kind]

    def period(self, kind: str, day: date) -> date | None:
        """The first day of the period that the day belongs to; None for a lifetime."""
        if kind == LIFETIME:
            return None
        return benefit_year(day, 1) if kind == CALENDAR_YEAR else self.coverage.year_of(day)

    def key(self, number: int, benefit: Deductible | Maximum, day: date, person: str) -> Key:
        """Which meter a benefit moves."""
        return number, self.period(benefit.period, day), FAMILY if benefit.level == "family" else person

    def left(self, number: int, deductible: Deductible, day: date, person: str) -> Decimal:
        """What is left of the deductible of this number."""
        return max(ZERO, deductible.amount - self.taken[self.key(number, deductible, day, person)])

    def limit(self, maximum: Maximum, day: date, person: str) -> Decimal:
        """A maximum with what earlier years carried over to it."""
        amount = maximum.amount or ZERO
        if not (self.coverage.rollover and maximum.scope.is_general and maximum.level == "individual"):
            return amount
        return amount + self.bank(person).left(self.coverage.year_of(day))

    def left_of(self, number: int, maximum: Maximum, day: date, person: str) -> Decimal:
        """What is left of the maximum of this number."""
        key = self.key(number, maximum, day, person)
        return max(ZERO, self.limit(maximum, day, person) - self.paid[key] - self.pending[key])

    def room(self, service: Sorted, day: date, person: str) -> Decimal | None:
        """What is left for a service under all maximums that bind it; None where none does."""
        return min((self.left_of(*one, day, person) for one in self.maximums(service)), default=None)

    def bank(self, person: str) -> Bank:
        """What a person has carried over."""
        return self.banks.setdefault(person, Bank(self.coverage))

    def take(self, service: Sorted, day: date, person: str, amount: Decimal, *, other_tier: bool = False) -> None:
        """Money paid against the deductibles that hold the service."""
        if not amount:
            return
        for number, one in self.deductibles(service):
            if not (other_tier and one.tiered):
                self._took(number, one, day, person, amount)

    def pay(
        self,
        service: Sorted,
        day: date,
        person: str,
        amount: Decimal,
        *,
        pending: bool = False,
        other_tier: bool = False,
    ) -> None:
        """Money paid, or expected from a pending claim, under the maximums that govern the service."""
        meter = self.pending if pending else self.paid
        for number, one in self.maximums(service):
            if not (other_tier and one.tiered):
                meter[self.key(number, one, day, person)] += amount
        if self.coverage.rollover is not None:
            general = any(one.scope.is_general for _, one in self.maximums(service))
            self.bank(person).note(service, day, amount if general else ZERO)

    def adjust(self, day: date, person: str, used: Decimal, deductible: Decimal) -> None:
        """Benefit used or deductible met elsewhere: all deductibles, and the general maximums."""
        for number, one in enumerate(self.coverage.deductibles):
            self._took(number, one, day, person, deductible)
        for number, most in enumerate(self.coverage.maximums):
            if most.scope.is_general:
                self.paid[self.key(number, most, day, person)] += used

    def _took(self, number: int, one: Deductible, day: date, person: str, amount: Decimal) -> None:
        """One deductible moves; the last quarter of a year may count for the next year as well."""
        self.taken[self.key(number, one, day, person)] += amount
        if one.carries_over and one.period != LIFETIME:
            later = add_months(day, LAST_QUARTER)
            if self.period(one.period, later) != self.period(one.period, day):
                self.taken[self.key(number, one, later, person)] += amount

    def persons(self, number: int, deductible: Deductible, day: date) -> Iterable[str]:
        """The persons who have met the individual deductible of this number in the period."""
        start = self.period(deductible.period, day)
        return sorted(
            person
            for (which, begun, person), amount in self.taken.items()
            if which == number and begun == start and person != FAMILY and amount >= deductible.amount
        )
