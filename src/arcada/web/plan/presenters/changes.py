"""What changed from one version to the next, in sentences: why it was made anew, and what that did to each plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from arcada.cases.models import PlanVersion
from arcada.display.phrases import count
from arcada.web.plan.presenters.shown import TITLES, Shown, plain

INPUTS = {
    "patient": "The medical history changed.",
    "patient_wishes": "The wishes changed.",
    "missing_teeth": "The missing teeth changed.",
    "existing": "Work that stands in the mouth changed.",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence: kind added, removed, or changed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed in one place: the chart, or one of the plans."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One version in the history, with what it changed."""

    number: int
    active: bool
    at: datetime
    by: str
    presented: bool
    parts: tuple[Changed, ...]
    first: bool


def history(shown: Sequence[Shown]) -> tuple[Step, ...]:
    """The versions, the newest first, each with its difference from the one before."""
    older: list[Shown | None] = [*shown[1:], None]
    return tuple(_step(one, before) for one, before in zip(shown, older, strict=True))


def _step(now: Shown, before: Shown | None) -> Step:
    version: PlanVersion = now.version
    return Step(
        number=version.number,
        active=version.active,
        at=version.compiled_at,
        by=str(version.compiled_by.user),
        presented=version.presented_at is not None,
        parts=between(before, now) if before else (),
        first=before is None,
    )


def between(before: Shown, now: Shown) -> tuple[Changed, ...]:
    """What changed, part by part; parts without a change are left out."""
    parts = [Changed("What it was made from", tuple(_inputs(before, now)))]
    for one in now.alternatives:
        old = before.alternative(one["tier"])
        if old is None:
            parts.append(Changed(TITLES[one["tier"]], (Change("added", "This plan is new."),)))
        else:
            parts.append(Changed(TITLES[one["tier"]], tuple(_plan(before, now, old, one))))
    return tuple(part for part in parts if part.changes)


def _inputs(before: Shown, now: Shown) -> list[Change]:
    told = []
    old, new = _told_findings(before), _told_findings(now)
    told += [Change("added", f"Found: {text}") for text in new if text not in old]
    told += [Change("removed", f"No longer found: {text}") for text in old if text not in new]
    was, became = before.version.inputs["case"], now.version.inputs["case"]
    told += [Change("changed", text) for name, text in INPUTS.items() if was.get(name) != became.get(name)]
    decided = [one for one in _set_aside(now) if one not in _set_aside(before)]
    told += [Change("changed", f"{one['by']} set a line aside: {now.line(one)}. {one['reason']}") for one in decided]
    if before.version.inputs.get("fees") != now.version.inputs.get("fees"):
        told.append(Change("changed", "The fee list changed."))
    if before.version.protocols_hash != now.version.protocols_hash:
        told.append(Change("changed", "The protocols changed."))
    if before.version.start_date != now.version.start_date:
        told.append(Change("changed", "The days count from another first day."))
    return told


def _set_aside(shown: Shown) -> list[Mapping[str, Any]]:
    """The dentist's decisions that a version was made with."""
    return list(shown.version.inputs.get("set_aside", ()))


def _told_findings(shown: Shown) -> list[str]:
    return [shown.finding(fid) for fid in shown.found]


def _plan(before: Shown, now: Shown, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    was, became = Counter(map(before.line, old["items"])), Counter(map(now.line, new["items"]))
    told = [Change("added", text) for text in became - was]
    told += [Change("removed", text) for text in was - became]
    told += _moved(before, now, old, new)
    if old["price"] != new["price"] and now.sees_price:
        rise = Decimal(new["price"]) - Decimal(old["price"])
        word = "more" if rise > 0 else "less"
        was_priced, is_priced = now.money(old["price"]), now.money(new["price"])
        told.append(Change("changed", f"{now.money(str(abs(rise)))} {word}: {was_priced} became {is_priced}."))
    if old["visit_count"] != new["visit_count"]:
        told.append(Change("changed", f"{count(old['visit_count'], 'visit')} became {new['visit_count']}."))
    if old["last_day"] != new["last_day"]:
        told.append(Change("changed", f"The last day moved from day {old['last_day']} to day {new['last_day']}."))
    return told


def _moved(before: Shown, now: Shown, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Lines that moved to another visit; a line that stands several times is not followed."""
    was, became = _visits(before, old), _visits(now, new)
    return [
        Change("changed", f"{plain(line)}: visit {was[line]} became visit {visit}.")
        for line, visit in became.items()
        if line in was and was[line] != visit
    ]


def _visits(shown: Shown, content: Mapping[str, Any]) -> dict[str, int]:
    lines = Counter(map(shown.line, content["items"]))
    return {shown.line(item): item["visit"] for item in content["items"] if lines[shown.line(item)] == 1}
