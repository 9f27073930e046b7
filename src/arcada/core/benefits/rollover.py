"""Unused benefit that a plan carries into later years.

    year   paid   maximum          used of the bank   added   bank after
    1       600   1750             -                   500     500
    2       800   1750 + 500       -                     -     500
    3      2000   1750 + 500       250                   -     250
    4       600   1750 + 250       -                   500     750

A year's base maximum is used first, then the bank. If no more than the threshold was paid (and, where the plan asks
for it, a preventive visit took place), the amount is added, up to the cap.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from arcada.core.benefits.answer import RolloverYear
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.line import Service
from arcada.core.benefits.meter import governing_maximums

ZERO = Decimal(0)
PREVENTIVE = "preventive"


def rollover_years(
    coverage: Coverage, services: Sequence[Service], person: str, until: date
) -> tuple[RolloverYear, ...]:
    """The benefit years from the first service to the one before `until`, in order."""
    plan = coverage.rollover
    base = _base(coverage)
    own = [one for one in services if one.person == person and one.coverage == coverage.id and one.status != "pending"]
    if plan is None or base is None or not own:
        return ()
    begins = coverage.year_of(min(one.on for one in own))
    last = coverage.year_of(until)
    bank = ZERO
    years: list[RolloverYear] = []
    while begins < last:
        inside = [one for one in own if coverage.year_of(one.on) == begins]
        paid = sum((one.used for one in inside if _counts(coverage, one)), ZERO)
        most = base + bank
        bank -= min(bank, max(ZERO, paid - base))
        visited = any(PREVENTIVE in one.categories for one in inside) or not plan.requires_preventive
        if inside and visited and paid <= plan.threshold:
            bank = min(plan.cap, bank + plan.amount)
        years.append(RolloverYear(begins, paid, most, bank))
        begins = add_months(begins, 12)
    return tuple(years)


def _base(coverage: Coverage) -> Decimal | None:
    return next((one.amount for one in coverage.maximums if one.scope.is_general and one.level == "individual"), None)


def _counts(coverage: Coverage, service: Service) -> bool:
    return any(one.scope.is_general for one in governing_maximums(coverage, service))
