"""How much of the deductible a line takes.

At each level, individual and family, the most specific deductible that holds the line governs. The line takes what is
left of it, what is left of the general one and what the line itself comes to, whichever is least; of the two levels
the smaller. A deductible of 0 is a waiver, and a more specific one that is not 0 undoes it.

    general 50, films 10                        film 25    then examination 75
    taken                                       10         40
    general left                                40         0

Families differ: the family's amount stops it (`embedded_amount`), a number of members who met theirs does
(`n_members`), or only the family's amount counts at all (`aggregate`).
"""

from datetime import date
from decimal import Decimal

from arcada.core.benefits.coverage import LEVELS, Coverage
from arcada.core.benefits.line import Line
from arcada.core.benefits.meter import Meters
from arcada.core.benefits.scope import Sorted
from arcada.core.benefits.settings import Settings


def due(meters: Meters, line: Line, day: date, person: str, basis: Decimal, settings: Settings) -> Decimal:
    """What the line takes, at most its basis."""
    levels = [
        limit
        for level in _levels(meters.coverage, settings)
        if (limit := _limit(meters, line, level, day, person)) is not None
    ]
    if not levels or (settings.family_deductible == "n_members" and _family_met(meters, line, day, settings)):
        return Decimal(0)
    return max(Decimal(0), min(*levels, basis))


def left_before(meters: Meters, day: date, person: str, settings: Settings) -> Decimal | None:
    """What is left of the general deductible; None where the plan has none."""
    general = [
        meters.left(number, one, day, person)
        for number, one in enumerate(meters.coverage.deductibles)
        if one.scope.is_general and one.level in _levels(meters.coverage, settings)
    ]
    return min(general) if general else None


def _levels(coverage: Coverage, settings: Settings) -> tuple[str, ...]:
    family = any(one.level == "family" for one in coverage.deductibles)
    return ("family",) if settings.family_deductible == "aggregate" and family else LEVELS


def _limit(meters: Meters, service: Sorted, level: str, day: date, person: str) -> Decimal | None:
    """The least that is left at a level; None where the level has no deductible for the service."""
    found = [pair for pair in meters.deductibles(service) if pair[1].level == level]
    if not found:
        return None
    if found[0][1].amount == 0:
        return Decimal(0)
    binding = [found[0], *(pair for pair in found[1:] if pair[1].scope.is_general and pair[1].amount > 0)]
    return min(meters.left(*pair, day, person) for pair in binding)


def _family_met(meters: Meters, line: Line, day: date, settings: Settings) -> bool:
    own = [
        pair
        for pair in meters.deductibles(line)
        if pair[1].level == "individual" and pair[1].amount > 0 and pair[1].scope.is_general
    ]
    return any(len(list(meters.persons(*pair, day))) >= settings.family_members for pair in own)
