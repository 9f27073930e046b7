"""How often a service is paid.

    calendar_year      services of the same calendar year
    benefit_year       services of the same benefit year; January still belongs to the year that began in April
    rolling_months n   services of the last n months; one that is exactly n months old is out
    interval_months n  the same, and the contract says whether the anniversary itself is free
    lifetime           all services

Every rule that speaks about a line must let it pass; a member's own entry replaces the plan's of the same scope.
What was refused does not count; what is pending does, what a payer reports does, and two payments for one service
are one service.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from arcada.core.benefits.area import same_area
from arcada.core.benefits.coverage import Coverage, Frequency
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.line import Area, Line


@dataclass(frozen=True, slots=True)
class Done:
    """A service that counts; `key` joins the parts of one service, `basis` is what an estimated line was taken for."""

    procedure: str
    categories: tuple[str, ...]
    on: date
    area: Area
    key: str
    basis: Decimal = Decimal(0)


def rules_for(coverage: Coverage, line: Line) -> tuple[Frequency, ...]:
    """The rules that the line must pass."""
    found = [one for one in coverage.frequencies if one.scope.holds(line)]
    own = {one.scope for one in found if one.member}
    return tuple(one for one in found if one.member or one.scope not in own)


def used(rule: Frequency, coverage: Coverage, line: Line, day: date, done: Iterable[Done]) -> Sequence[Done]:
    """The services that count against the line under one rule, the parts of a service once."""
    found: dict[str, Done] = {}
    for one in done:
        if not rule.scope.holds(one) or not same_area(line.area, one.area, rule.area):
            continue
        if _in_window(rule, coverage, one.on, day):
            found.setdefault(one.key, one)
    return tuple(found.values())


def next_day(rule: Frequency, coverage: Coverage, earlier: Sequence[date], day: date) -> date | None:
    """The first day on which a service of the rule would be paid again; None where never."""
    if rule.window == "lifetime" or not earlier or rule.count < 1:
        return None
    if rule.window == "calendar_year":
        return date(day.year + 1, 1, 1)
    if rule.window == "benefit_year":
        return add_months(coverage.year_of(day), 12)
    return _free_from(rule, sorted(earlier)[-rule.count])


def _in_window(rule: Frequency, coverage: Coverage, done: date, day: date) -> bool:
    if rule.window == "lifetime":
        return True
    if rule.window == "calendar_year":
        return done.year == day.year
    if rule.window == "benefit_year":
        return coverage.year_of(done) == coverage.year_of(day)
    return done <= day < _free_from(rule, done)


def _free_from(rule: Frequency, done: date) -> date:
    days = timedelta(days=0 if rule.anniversary_day_eligible else 1)
    if rule.window == "interval_days":
        return done + timedelta(days=rule.length) + days
    return add_months(done, rule.length) + days
