"""The ledger as the `estimate` command reads it: services in `history`, used elsewhere in `adjustments`.

    entry of the ledger                       row of the case
    paid, pending, insurer_history ...        history, with the status of that name
    adjustment                                adjustments: `used` of the maximum, `deductible` met
    reversal, and the entry it takes back     left out

Everybody under one policy shares its family limits: the entries of the other members come along, each with the id of
its own patient, under the coverage of the patient who is asked about. Teeth are written in Universal numbers, as the
command wants them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from arcada.core.teeth.notation import universal
from arcada.insurance.models import Coverage, EntryKind, LedgerEntry

Row = dict[str, Any]
QUADRANTS = {"upper_right": "UR", "upper_left": "UL", "lower_left": "LL", "lower_right": "LR"}
ARCHES = {"upper": "U", "lower": "L"}


def standing_entries(coverages: Sequence[Coverage]) -> tuple[tuple[str, LedgerEntry], ...]:
    """What counts for these coverages of one patient: the coverage's id, and the entry under it.

    Two coverages of one policy, an earlier and a later one, each list its history: the meters are the policy's.
    """
    rows = LedgerEntry.objects.filter(
        coverage__policy__in={one.policy_id for one in coverages},
        coverage__removed_at__isnull=True,
        reverses__isnull=True,
        reversals__isnull=True,
    )
    by_policy: dict[Any, list[LedgerEntry]] = {}
    for row in rows.select_related("coverage").order_by("on", "at", "id"):
        by_policy.setdefault(row.coverage.policy_id, []).append(row)
    return tuple((str(one.pk), row) for one in coverages for row in by_policy.get(one.policy_id, ()))


def services_of(coverages: Sequence[Coverage]) -> list[Row]:
    """The services that these coverages know, as rows of the case's `history`."""
    return [_service(name, row) for name, row in standing_entries(coverages) if row.kind != EntryKind.ADJUSTMENT]


def adjustments_of(coverages: Sequence[Coverage]) -> list[Row]:
    """Benefit used and deductible met elsewhere, as rows of the case's `adjustments`."""
    return [_adjustment(name, row) for name, row in standing_entries(coverages) if row.kind == EntryKind.ADJUSTMENT]


def _service(name: str, row: LedgerEntry) -> Row:
    told: Row = {
        "coverage": name,
        "patient": str(row.coverage.patient_id),
        "proc": row.procedure,
        "categories": list(row.categories),
        "date": row.on.isoformat(),
        "status": row.kind,
    }
    told |= {
        key: amount
        for key, amount in (("paid", row.paid), ("estimated", row.estimated), ("deductible", row.deductible))
        if amount is not None
    }
    told |= dict(_area(row.area))
    return told | ({"service_id": row.service} if row.service else {})


def _adjustment(name: str, row: LedgerEntry) -> Row:
    told: Row = {"coverage": name, "patient": str(row.coverage.patient_id), "date": row.on.isoformat()}
    told |= {} if row.paid is None else {"used": row.paid}
    return told | ({} if row.deductible is None else {"deductible": row.deductible})


def _area(area: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if area.get("tooth"):
        yield "tooth", universal(area["tooth"])
    if area.get("teeth"):
        yield "tooth_range", [universal(tooth) for tooth in area["teeth"]]
    if area.get("surfaces"):
        yield "surfaces", area["surfaces"]
    if area.get("quadrant"):
        yield "quadrant", QUADRANTS[area["quadrant"]]
    if area.get("arch"):
        yield "arch", ARCHES[area["arch"]]
