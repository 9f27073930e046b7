"""Months, days and amounts as the sentences of core.finance write them."""

from datetime import date
from decimal import Decimal

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def plainly(amount: Decimal) -> str:
    """An amount without a currency: 1,250.00."""
    return f"{amount:,.2f}"


def month_name(first: date) -> str:
    """'March 2027'."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def day_name(day: date) -> str:
    """'21 March 2027'."""
    return f"{day.day} {month_name(day)}"
