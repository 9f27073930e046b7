"""Months and benefit years.

A month added to the last day of a longer month ends on the last day of the shorter one: 31 January and a month is
28 February. A benefit year is named by the day it starts on.
"""

from datetime import date, timedelta

MONTHS = 12


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where there is no such day."""
    ordinal = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(ordinal, MONTHS)
    next_month = date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)
    return date(year, month + 1, min(day.day, (next_month - timedelta(days=1)).day))


def anniversary_year(day: date, began: date) -> date:
    """The first day of the member's own year, which begins on the day the coverage did; 29 February on the 28th."""
    this_year = add_months(began, MONTHS * (day.year - began.year))
    return this_year if this_year <= day else add_months(began, MONTHS * (day.year - began.year - 1))


def month_end(day: date) -> date:
    """The last day of its month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def benefit_year(day: date, start_month: int) -> date:
    """The first day of the benefit year that the day belongs to; the renewal day belongs to the new year."""
    return date(day.year - (day.month < start_month), start_month, 1)


def age_on(day: date, born: date) -> int:
    """Full years of life."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
