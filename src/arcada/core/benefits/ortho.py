"""How an orthodontic benefit is paid out: a first share, then a part a month or a quarter while the person is covered.

    total 1500, first share 25%, 24 months      on the first day 375.00, then 23 x 46.88 and a last 46.76
    covered for 10 of the 24 months             375.00 + 10 x 46.88 = 843.80
    begun under another plan, 14 months to go   no first share, 13 x 46.88 + 46.76

The total is what the plan's share and its lifetime maximum leave. The last part takes up what rounding left over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.benefits.coverage import Coverage, Ortho
from arcada.core.benefits.dates import add_months
from arcada.core.kernel import money

ORTHO = "ortho"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment on one day; the first share is marked."""

    on: date
    amount: Decimal
    first: bool = False


def instalments(coverage: Coverage, total: Decimal, begins: date) -> tuple[Instalment, ...]:
    """The payments of a benefit for treatment that begins on the day, as long as the coverage lasts."""
    plan = coverage.ortho
    if plan is None or total <= 0:
        return ()
    return tuple(
        one for one in _all(plan, total, begins) if coverage.termination is None or one.on <= coverage.termination
    )


def _all(plan: Ortho, total: Decimal, begins: date) -> Iterator[Instalment]:
    initial = min(total, money(total * plan.initial) if plan.initial_amount is None else plan.initial_amount)
    parts = -(-plan.months // plan.every)
    each = money((total - initial) / parts)
    over = 0 if plan.months_remaining is None else max(0, parts - -(-plan.months_remaining // plan.every))
    if plan.months_remaining is None and initial:
        yield Instalment(begins, initial, first=True)
    for number in range(over + 1, parts + 1):
        left = max(Decimal(0), total - initial - each * (number - 1))
        amount = min(each, left) if number < parts else left
        if amount > 0:
            yield Instalment(add_months(begins, (number - over) * plan.every), amount)
