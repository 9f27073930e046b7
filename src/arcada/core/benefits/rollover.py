"""Unused benefit that a plan carries into later years.

    year   paid   maximum          used of the bank   added   bank after
    1       600   1750             -                   500     500
    2       800   1750 + 500       -                     -     500
    3      2000   1750 + 500       250                   -     250
    4       600   1750 + 250       -                   500     750

A year's base maximum is used first, then the bank, its oldest money first. If no more than the threshold was paid (and,
where the plan asks for it, a preventive visit took place), the amount is added, up to the cap. A year without any
service adds nothing. Carried money may be lost after some years, or with a gap in the coverage.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.core.benefits.answer import RolloverYear
from arcada.core.benefits.coverage import Coverage, Rollover
from arcada.core.benefits.dates import MONTHS, add_months
from arcada.core.benefits.scope import Sorted

ZERO = Decimal(0)
PREVENTIVE = "preventive"


@dataclass(slots=True)
class _Year:
    """What a person's benefit year has seen."""

    paid: Decimal = ZERO
    preventive: bool = False


@dataclass(slots=True)
class Bank:
    """What one person's benefit years have seen, and what they carry over."""

    coverage: Coverage
    years: dict[date, _Year] = field(default_factory=dict)

    def copied(self) -> "Bank":
        """The same, to be added to without adding to this one."""
        return Bank(self.coverage, {day: _Year(one.paid, one.preventive) for day, one in self.years.items()})

    def note(self, service: Sorted, day: date, paid: Decimal) -> None:
        """A service of a day, with what was paid for it under the general maximum."""
        begins = self.coverage.year_of(day)
        plan, effective = self.coverage.rollover, self.coverage.effective
        if plan is not None and plan.lost_with_gap and effective is not None and day < effective:
            return
        year = self.years.setdefault(begins, _Year())
        year.paid += paid
        year.preventive = year.preventive or PREVENTIVE in service.categories

    def left(self, begins: date) -> Decimal:
        """What is carried into the year that begins on the day."""
        found = self.history(begins)
        return _living(found[-1][1], begins, self.coverage.rollover) if found else ZERO

    def finished(self, begins: date) -> tuple[RolloverYear, ...]:
        """The years before the one that begins on the day, from the first that saw a service."""
        return tuple(year for year, _ in self.history(begins))

    def history(self, until: date) -> list[tuple[RolloverYear, list[tuple[date, Decimal]]]]:
        """Each year before `until` with the amounts that it carries on, by the year that added them."""
        plan, base = self.coverage.rollover, _base(self.coverage)
        if plan is None or base is None or not self.years:
            return []
        begins, parts = min(self.years), list[tuple[date, Decimal]]()
        found = []
        while begins < until:
            parts = [one for one in parts if _lives(one[0], begins, plan)]
            year = self.years.get(begins, _Year())
            most = base + _sum(parts)
            parts = _spent(parts, max(ZERO, year.paid - base))
            if (
                begins in self.years
                and year.paid <= plan.threshold
                and (year.preventive or not plan.requires_preventive)
            ):
                room = max(ZERO, plan.cap - _sum(parts))
                parts = [*parts, (begins, min(plan.amount, room))]
            found.append((RolloverYear(begins, year.paid, most, _sum(parts)), parts))
            begins = add_months(begins, MONTHS)
        return found


def _base(coverage: Coverage) -> Decimal | None:
    return next((one.amount for one in coverage.maximums if one.scope.is_general and one.level == "individual"), None)


def _sum(parts: Sequence[tuple[date, Decimal]]) -> Decimal:
    return sum((amount for _, amount in parts), ZERO)


def _lives(added: date, year: date, plan: Rollover) -> bool:
    """Whether what a year added can still be used in another."""
    return plan.years is None or year <= add_months(added, MONTHS * plan.years)


def _living(parts: Sequence[tuple[date, Decimal]], year: date, plan: Rollover | None) -> Decimal:
    return _sum([one for one in parts if plan is not None and _lives(one[0], year, plan)])


def _spent(parts: Sequence[tuple[date, Decimal]], amount: Decimal) -> list[tuple[date, Decimal]]:
    """The amounts after the oldest have paid."""
    left = []
    for added, one in parts:
        used = min(one, amount)
        amount -= used
        if one > used:
            left.append((added, one - used))
    return left
