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
Part = tuple[date, Decimal]
"""What a year has added, by the first day of that year."""


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

    def seen(self) -> tuple[tuple[date, Decimal, bool], ...]:
        """All that its years have seen."""
        return tuple((day, one.paid, one.preventive) for day, one in sorted(self.years.items()))

    def left(self, begins: date) -> Decimal:
        """What is carried into the year that begins on the day."""
        found = self.finished(begins)
        return found[-1].carried_after if found else ZERO

    def finished(self, until: date) -> tuple[RolloverYear, ...]:
        """The years before the one that begins on the day, from the first that saw a service."""
        plan, base = self.coverage.rollover, _base(self.coverage)
        if plan is None or base is None or not self.years:
            return ()
        begins, parts = min(self.years), list[Part]()
        found = []
        while begins < until:
            most = base + _sum(parts)
            year = self.years.get(begins, _Year())
            following = add_months(begins, MONTHS)
            after = self._added(begins, _spent(parts, max(ZERO, year.paid - base)), plan)
            parts = [one for one in after if plan.years is None or following <= add_months(one[0], MONTHS * plan.years)]
            found.append(RolloverYear(begins, year.paid, most, _sum(parts)))
            begins = following
        return tuple(found)

    def _added(self, begins: date, parts: list[Part], plan: Rollover) -> list[Part]:
        """The amounts with what a year of little use adds; a year without any service adds nothing."""
        year = self.years.get(begins)
        if year is None or year.paid > plan.threshold or (plan.requires_preventive and not year.preventive):
            return parts
        return [*parts, (begins, min(plan.amount, max(ZERO, plan.cap - _sum(parts))))]


def _base(coverage: Coverage) -> Decimal | None:
    return next((one.amount for one in coverage.maximums if one.scope.is_general and one.level == "individual"), None)


def _sum(parts: Sequence[Part]) -> Decimal:
    return sum((amount for _, amount in parts), ZERO)


def _spent(parts: Sequence[Part], amount: Decimal) -> list[Part]:
    """The amounts after the oldest have paid."""
    left = []
    for added, one in parts:
        used = min(one, amount)
        amount -= used
        if one > used:
            left.append((added, one - used))
    return left
