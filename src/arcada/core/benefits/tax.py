"""Value-added tax on a service: on top of the fee, or already in it.

    fee 100.00, 19 %, on top     net 100.00   tax 19.00   gross 119.00
    fee 119.00, 19 %, included   net 100.00   tax 19.00   gross 119.00

A service of health care is exempt where no rate is told for its category. The tax is rounded once, and net + tax is
always the gross to the cent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from arcada.core.kernel import money

HUNDRED = Decimal(100)
EXEMPT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Taxed:
    """An amount with its tax; `percent` 0 is exempt."""

    net: Decimal
    tax: Decimal
    gross: Decimal
    percent: Decimal


def rate_of(categories: tuple[str, ...], rates: Mapping[str, Decimal]) -> Decimal:
    """The rate of the narrowest category that has one; exempt where none has."""
    return next((rates[one] for one in reversed(categories) if one in rates), EXEMPT)


def taxed(amount: Decimal, percent: Decimal, *, included: bool) -> Taxed:
    """Part an amount that holds the tax, or put the tax on one that does not."""
    if included:
        gross = money(amount)
        tax = money(gross * percent / (HUNDRED + percent))
        return Taxed(gross - tax, tax, gross, percent)
    net = money(amount)
    tax = money(net * percent / HUNDRED)
    return Taxed(net, tax, net + tax, percent)
