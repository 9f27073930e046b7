"""When two ways through the days have left the same meters, as far as that can still matter.

What lies in a benefit year that has ended moves nothing any more; neither does a service that counts toward no limit of
any group that is left.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from arcada.core.benefits.area import same_area
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.ledger import Ledger
from arcada.core.benefits.line import Line
from arcada.core.benefits.meter import Meter
from arcada.core.benefits.scope import Scope

State = tuple[object, ...]


def alike(ledgers: Sequence[Ledger], day: date, left: int, related: Sequence[dict[str, int]]) -> State:
    """All that the groups that are left (bits) can still be touched by, from the day on."""
    found: list[object] = []
    for ledger, touched in zip(ledgers, related, strict=True):
        since = min(ledger.coverage.year_of(day), date(day.year, 1, 1))
        meters = ledger.meters
        found += [_living(one, since) for one in (meters.taken, meters.paid, meters.pending)]
        found.append(tuple((one.key, one.on) for one in ledger.done if touched.get(one.key, 0) & left))
        if ledger.coverage.rollover is not None:
            found += [(person, bank.seen()) for person, bank in sorted(meters.banks.items())]
    return tuple(found)


def _living(meter: Meter, since: date) -> tuple[tuple[int, date | None, str, Decimal], ...]:
    kept = [(*key, amount) for key, amount in meter.items() if amount and (key[1] is None or key[1] >= since)]
    return tuple(sorted(kept, key=lambda one: (one[0], one[1] or date.min, one[2])))


def related_groups(coverage: Coverage, lines: Sequence[Line], groups: Sequence[Sequence[Line]]) -> dict[str, int]:
    """For each line, by its name among the services done, the groups (bits) that a limit joins it to."""
    rules = [(one.scope, one.area) for one in coverage.frequencies]
    rules += [(one.scope, one.area) for one in coverage.replacements]
    found: dict[str, int] = {}
    for line in lines:
        bits = 0
        for place, group in enumerate(groups):
            if any(_joined(line, other, rules) or _bundled(coverage, line, other) for other in group):
                bits |= 1 << place
        if bits:
            found[f"line {line.id}"] = bits
    return found


def _joined(line: Line, other: Line, rules: Sequence[tuple[Scope, str]]) -> bool:
    return any(
        scope.holds(line) and scope.holds(other) and same_area(line.area, other.area, area) for scope, area in rules
    )


def _bundled(coverage: Coverage, line: Line, other: Line) -> bool:
    return any({line.procedure, other.procedure} <= one.procedures for one in coverage.bundles)
