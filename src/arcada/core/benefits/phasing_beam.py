"""Cheap days by keeping the best few ways, and moving single groups as long as that helps.

Groups are given their days one after another, in the order of their links; of all ways so far the `WIDTH` cheapest are
kept. Then each group is tried on each of its other days. What comes out is good, not proven.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from arcada.core.benefits.phasing_days import Days, VisitGroup, dated, span
from arcada.core.benefits.phasing_price import Prices

WIDTH = 6
ROUNDS = 4
Choices = Mapping[str, Sequence[date]]
Cost = tuple[Decimal, int, int]


def cost_of(prices: Prices, groups: Sequence[VisitGroup], days: Days) -> Cost:
    """What the patient pays for the groups that have a day, on how many days, after how long a wait."""
    placed = [group for group in groups if group.id in days]
    names = {line for group in groups for line in group.lines}
    mine = {line for group in placed for line in group.lines}
    lines = tuple(one for one in prices.question.lines if one.id in mine or one.id not in names)
    asked = dated(replace(prices.question, lines=lines), placed, days)
    waited = sum((days[group.id] - group.earliest).days for group in placed)
    return prices.of(asked.lines), len({days[group.id] for group in placed}), waited


def beamed(prices: Prices, groups: Sequence[VisitGroup], choices: Choices, first: Days) -> dict[str, date]:
    """The best days of the beam, made better group by group."""
    ways: list[dict[str, date]] = [{}]
    for group in groups:
        longer = [way | {group.id: day} for way in ways for day in _possible(group, choices, way)]
        ranked = sorted(longer, key=lambda way: (cost_of(prices, groups, way), _read(way)))
        ways = ranked[:WIDTH]
    best = min([*ways, dict(first)], key=lambda way: (cost_of(prices, groups, way), _read(way)))
    return _improved(prices, groups, choices, best)


def _improved(prices: Prices, groups: Sequence[VisitGroup], choices: Choices, days: dict[str, date]) -> dict[str, date]:
    best, cost = days, cost_of(prices, groups, days)
    for _ in range(ROUNDS):
        before = cost
        for other in _moves(groups, choices, best):
            found = cost_of(prices, groups, other)
            if found < cost:
                best, cost = other, found
        if cost == before:
            break
    return best


def _moves(groups: Sequence[VisitGroup], choices: Choices, days: dict[str, date]) -> Iterator[dict[str, date]]:
    """One group on another of its days, the others where they are."""
    for group in groups:
        for day in choices[group.id]:
            other = days | {group.id: day}
            if day != days[group.id] and all(_holds(one, other) for one in groups):
                yield other


def _possible(group: VisitGroup, choices: Choices, way: Days) -> list[date]:
    low, high = span(group, way)
    return [day for day in choices[group.id] if day >= low and (high is None or day <= high)]


def _holds(group: VisitGroup, days: Days) -> bool:
    low, high = span(group, days)
    return low <= days[group.id] and (high is None or days[group.id] <= high)


def _read(way: Days) -> tuple[tuple[str, date], ...]:
    return tuple(sorted(way.items()))
