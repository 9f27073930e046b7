"""The lines of a plan as an estimate asks about them: the day, the fee, the place, what they replace.

A line is dated by the visit that completes it: the date in the day book, else the plan's own day, never before today.
Its fee is the plan's price; where the practice's list has another amount on that day, the price follows it in
proportion, unless a signature holds the price.

    3 veneers, 1,260.00 each, priced 3,780.00      3 units of 1,260.00
    a molar's root canal, 1.86 times the listed     1 unit, `part` 1.86: what payers agreed is taken times 1.86 as well
    no fee on the list                              no line: the estimate is then incomplete
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from arcada.cases.agreement import signature_of
from arcada.cases.models import Alternative, PlanItem
from arcada.cases.models.plan import ItemState
from arcada.core.kernel import money
from arcada.core.teeth.notation import universal
from arcada.core.teeth.number import is_tooth, is_upper
from arcada.core.teeth.region import QUADRANTS, quadrant_name
from arcada.insurance.question_fees import Amounts, Lists
from arcada.interop.benefit_categories import categories_of
from arcada.interop.knowledge import load_library
from arcada.practice.clock import local_day

ONE, CENT = Decimal(1), Decimal("0.01")
SHORT = {"upper_right": "UR", "upper_left": "UL", "lower_left": "LL", "lower_right": "LR"}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line: `fee` a unit, None where there is none; `part` how it stands to the listed amount of its procedure."""

    item: PlanItem
    on: date
    prepared: date | None
    fee: Decimal | None
    units: int = 1
    part: Decimal = ONE

    @property
    def charge(self) -> Decimal | None:
        """The fee of all units."""
        return None if self.fee is None else self.fee * self.units


def days_of(alternative: Alternative, as_of: date, moved: Mapping[int, date] | None = None) -> dict[int, date]:
    """The day of each visit: done, booked, supposed (`moved`), else as the plan counts, never before today."""
    start, practice = alternative.version.start_date, alternative.case.patient.practice
    found: dict[int, date] = {}
    for visit in alternative.visits.all():
        if visit.done_at is not None:
            found[visit.number] = local_day(visit.done_at, practice)
        elif moved and visit.number in moved:
            found[visit.number] = moved[visit.number]
        else:
            found[visit.number] = visit.date or max(start + timedelta(days=visit.day), as_of)
    return found


def plan_lines(alternative: Alternative, days: Mapping[int, date], lists: Lists) -> tuple[PlanLine, ...]:
    """All lines that are not declined, in the order in which they are completed."""
    signed = signature_of(alternative) is not None
    then = _fees_then(alternative)
    rows = [item for item in alternative.items.all() if item.state != ItemState.DECLINED]
    found = [_line(item, alternative, days, lists, then, follows=not signed) for item in rows]
    return tuple(sorted(found, key=lambda line: (line.on, line.item.last_visit, line.item.position)))


def _line(
    item: PlanItem, alternative: Alternative, days: Mapping[int, date], lists: Lists, then: Amounts, *, follows: bool
) -> PlanLine:
    on = days.get(item.last_visit, alternative.version.start_date)
    if item.done_at is not None:
        on = local_day(item.done_at, alternative.case.patient.practice)
    prepared = days.get(item.visit) if item.visit < item.last_visit else None
    now = lists.charged(on).get(item.procedure) if lists.office else then.get(item.procedure)
    listed = then.get(item.procedure)
    if item.price is None:
        return PlanLine(item, on, prepared, now)
    units, fee = _units(item, listed)
    part = fee / listed if listed else ONE
    if follows and listed and now is not None and now != listed:
        fee = money(now * part)
    return PlanLine(item, on, prepared, fee, units, part)


def _units(item: PlanItem, listed: Decimal | None) -> tuple[int, Decimal]:
    """How often the fee is charged: once, or once a tooth where the price is that of a set."""
    price = Decimal(str(item.price))
    teeth = [place for place in item.where if is_tooth(place)]
    each = money(price / len(teeth)) if teeth else price
    known = load_library().procedures.get(item.procedure)
    by_tooth = each == listed or (known is not None and known.series_minutes > 0)
    if len(teeth) > 1 and by_tooth and price != listed and each * len(teeth) == price:
        return len(teeth), each
    return 1, price


def _fees_then(alternative: Alternative) -> Amounts:
    """The fees that the plan was priced with."""
    kept: Mapping[str, Any] | None = alternative.version.inputs.get("fees")
    if kept is None:
        return load_library().fees.fees
    return {procedure: Decimal(str(amount)) for procedure, amount in kept["fees"].items()}


def line_value(line: PlanLine, name: str, replaces: tuple[str, ...]) -> dict[str, Any]:
    """The line as the `estimate` command reads it; `name` is its procedure or a variant of that."""
    item = line.item
    value: dict[str, Any] = {
        "id": item.item,
        "proc": name,
        "categories": list(categories_of(item.procedure, item.family)),
        "fee": line.fee,
        "units": line.units,
        "date": line.on.isoformat(),
        "service_id": str(item.pk),
    }
    value |= area_value(item)
    if replaces:
        value["replaces_teeth"] = [universal(tooth) for tooth in replaces]
    if line.prepared is not None and line.prepared < line.on:
        value["preparation_date"] = line.prepared.isoformat()
    return value


def area_value(item: PlanItem) -> dict[str, Any]:
    """Where a line is done, in the words of the command: a tooth with its surfaces, a range, a quadrant, an arch."""
    teeth = [place for place in item.where if is_tooth(place)]
    if len(teeth) == 1 and len(item.where) == 1:
        return {"tooth": universal(teeth[0])} | ({"surfaces": item.surfaces} if item.surfaces else {})
    if teeth:
        value: dict[str, Any] = {"tooth_range": [universal(tooth) for tooth in teeth]}
        quadrants, arches = {quadrant_name(tooth) for tooth in teeth}, {is_upper(tooth) for tooth in teeth}
        if len(quadrants) == 1:
            return value | {"quadrant": SHORT[quadrants.pop()]}
        return value | ({"arch": "U" if arches.pop() else "L"} if len(arches) == 1 else {})
    place = item.where[0] if len(item.where) == 1 else ""
    if place in QUADRANTS:
        return {"quadrant": SHORT[place]}
    return {"arch": "U" if place == "upper_arch" else "L"} if place in {"upper_arch", "lower_arch"} else {}
