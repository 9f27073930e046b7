"""The meters of a coverage: how much of each deductible and maximum is used, by person, family and period.

    benefit        meter is kept for              cleared
    individual     the person                     with each benefit year, calendar year, or never (lifetime)
    family         all persons of the coverage    likewise

What is taken on a service moves every deductible whose scope holds the service. What is paid moves the maximums that
govern it: a maximum that is a bucket of its own takes the service out of the broader ones, at both levels.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.core.benefits.coverage import CALENDAR_YEAR, LIFETIME, Coverage, Deductible, Maximum
from arcada.core.benefits.dates import add_months, benefit_year
from arcada.core.benefits.scope import Sorted, matching

FAMILY = ""
ZERO = Decimal(0)
LAST_QUARTER = 3
Key = tuple[int, date | None, str]


def governing_maximums(coverage: Coverage, service: Sorted) -> tuple[Maximum, ...]:
    """The maximums that bind a service."""
    found = matching(coverage.maximums, service)
    apart = [rank for rank, one in found if not one.counts_toward_general and one.scope.kind != "all"]
    floor = max(apart, default=-1)
    return tuple(one for rank, one in found if rank >= floor)


@dataclass(slots=True)
class Meters:
    """The meters of one coverage; deductibles and maximums are numbered as the coverage lists them."""

    coverage: Coverage
    taken: defaultdict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    paid: defaultdict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    pending: defaultdict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    binding: dict[tuple[str, tuple[str, ...]], tuple[tuple[int, Maximum], ...]] = field(default_factory=dict)

    def maximums(self, service: Sorted) -> tuple[tuple[int, Maximum], ...]:
        """The maximums that bind a service with their numbers; found once for services of one kind."""
        kind = (service.procedure, service.categories)
        if kind not in self.binding:
            bound = governing_maximums(self.coverage, service)
            self.binding[kind] = tuple((self.coverage.maximums.index(one), one) for one in bound)
        return self.binding[kind]

    def period(self, kind: str, day: date) -> date | None:
        """The first day of the period that the day belongs to; None for a lifetime."""
        if kind == LIFETIME:
            return None
        return benefit_year(day, 1) if kind == CALENDAR_YEAR else self.coverage.year_of(day)

    def key(self, number: int, benefit: Deductible | Maximum, day: date, person: str) -> Key:
        """Which meter a benefit moves."""
        return number, self.period(benefit.period, day), FAMILY if benefit.level == "family" else person

    def left(self, deductible: Deductible, day: date, person: str) -> Decimal:
        """What is left of a deductible."""
        number = self.coverage.deductibles.index(deductible)
        return max(ZERO, deductible.amount - self.taken[self.key(number, deductible, day, person)])

    def room(self, maximum: Maximum, day: date, person: str) -> Decimal:
        """What is left of a maximum."""
        return self.left_of(self.coverage.maximums.index(maximum), maximum, day, person)

    def left_of(self, number: int, maximum: Maximum, day: date, person: str) -> Decimal:
        """What is left of the maximum of this number."""
        key = self.key(number, maximum, day, person)
        return max(ZERO, maximum.amount - self.paid[key] - self.pending[key])

    def take(self, service: Sorted, day: date, person: str, amount: Decimal) -> None:
        """Money paid against the deductibles that hold the service."""
        if not amount:
            return
        for number, one in enumerate(self.coverage.deductibles):
            if one.scope.holds(service):
                self._took(number, one, day, person, amount)

    def pay(self, service: Sorted, day: date, person: str, amount: Decimal, *, pending: bool = False) -> None:
        """Money paid, or expected from a pending claim, under the maximums that govern the service."""
        meter = self.pending if pending else self.paid
        for number, one in self.maximums(service):
            meter[self.key(number, one, day, person)] += amount

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

    def persons(self, deductible: Deductible, day: date) -> Iterable[str]:
        """The persons who have met an individual deductible in the period."""
        number = self.coverage.deductibles.index(deductible)
        start = self.period(deductible.period, day)
        return sorted(
            person
            for (which, begun, person), amount in self.taken.items()
            if which == number and begun == start and person != FAMILY and amount >= deductible.amount
        )
