"""One kept case through two sets of protocols, and what would differ: the pure part of a rehearsal.

    same      both give plans that nobody could tell apart        differs   something in some tier differs
    refused   a plan today, a refusal with the other text         planned   the other way round

Only what differs is kept, as lines of procedure and place; names of patients are not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from arcada.cases.compilation import Inputs, compute
from arcada.cases.difference import Json, TierDifference, difference
from arcada.cases.models import PlanVersion
from arcada.core.kernel import Refusal
from arcada.practice.protocols import Owns

FIGURES = ("price", "visit_count", "last_day", "chair_minutes")


def inputs_of(version: PlanVersion) -> Inputs:
    """What a version was compiled from, as it was kept."""
    kept = version.inputs
    edits = tuple(kept.get("edits", ()))
    return Inputs(kept["case"], kept["fees"], version.chart_revision, version.start_date, edits=edits)


def replayed(version: PlanVersion, now: Owns, then: Owns) -> dict[str, Any]:
    """The case of the version through both, as one entry of a rehearsal's results."""
    inputs = inputs_of(version)
    before, after = compute(replace(inputs, own=now)), compute(replace(inputs, own=then))
    told: dict[str, Any] = {"version": str(version.pk), "state": "same", "tiers": []}
    if isinstance(before, Refusal) or isinstance(after, Refusal):
        return told | _refused(before, after)
    tiers = [_tier(one) for one in difference(before, after) if not one.nothing]
    return told | {"state": "differs", "tiers": tiers} if tiers else told


def _refused(before: Json | Refusal, after: Json | Refusal) -> dict[str, Any]:
    if isinstance(after, Refusal):
        state = "same" if isinstance(before, Refusal) and before.code == after.code else "refused"
        return {"state": state, "text": after.text}
    return {"state": "planned", "text": before.text if isinstance(before, Refusal) else ""}


def _tier(one: TierDifference) -> dict[str, Any]:
    return {
        "tier": one.tier,
        **{name: [side[name] if side is not None else None for side in (one.old, one.new)] for name in FIGURES},
        "currency": (one.new or one.old or {}).get("currency", ""),
        "added": _lines(one.added),
        "removed": _lines(one.removed),
        "swapped": [[_lines(swap.old), _lines(swap.new)] for swap in one.swapped],
        "repriced": [[_line(pair.old), _line(pair.new)] for pair in one.repriced],
        "moved": len(one.moved) + sum(len(shift.moves) for shift in one.shifted),
        "left": [{"finding": left["finding"], "text": left["text"]} for left in one.left],
        "taken_up": [{"finding": left["finding"], "text": left["text"]} for left in one.taken_up],
        "may_come": [branch["trigger"] for branch in one.may_come],
        "may_not_come": [branch["trigger"] for branch in one.may_not_come],
    }


def _lines(items: Iterable[Json]) -> list[dict[str, Any]]:
    return [_line(item) for item in items]


def _line(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in ("procedure", "where", "visit", "price")}
