"""A dentist's edits of a plan as JSON-shaped values, and what became of them in the answer.

    {"edit": "chosen", "tier": "balanced", "finding": "a", "strategy": "onlay_ceramic", "why": "...",
     "by": "Dr Weiss", "on": "2026-11-21", "role": "dentist"}

`edit` is removed, added, chosen, left, pinned, assigned or accepted; the other keys are the fields of the values in
`core/planning/edit.py`, a line is `{"procedure": "...", "where": ["36"]}`.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from arcada.core.compiler.answer import Alternative
from arcada.core.planning.edit import (
    Accepted,
    Added,
    Assigned,
    Chosen,
    Edit,
    Left,
    Pinned,
    Removed,
    kind_of,
)
from arcada.core.protocols.protocol import TIERS
from arcada.interop.plan_fields import Field


def read_edits(told: Field) -> tuple[Edit, ...]:
    """The edits of a case; none where the key is absent."""
    return tuple(_edit(one) for one in told.each("edits"))


def _edit(told: Field) -> Edit:
    kind = told.text("edit")
    if kind not in READERS:
        raise told.wrong("edit", f"Expected one of {', '.join(READERS)}, found '{kind}'.")
    tier = told.optional_text("tier")
    if tier not in ("", *TIERS):
        raise told.wrong("tier", f"Expected one of {', '.join(TIERS)}, found '{tier}'.")
    own = READERS[kind](told)
    shared = {name: told.optional_text(name) for name in ("by", "on", "role")}
    return CLASSES[kind](why=told.text("why"), tier=tier or None, **shared, **own)


def _places(told: Field, key: str = "where") -> tuple[str, ...]:
    return tuple(one.as_text() for one in told.each(key))


def _line(told: Field) -> dict[str, Any]:
    return {"procedure": told.text("procedure"), "where": _places(told)}


def _reason(told: Field) -> dict[str, Any]:
    days = told.get("until_day")
    return {
        "reason": told.optional_text("reason") or "not_chosen_in_tier",
        "until_day": None if days is None else told.whole("until_day"),
    }


def _pair(told: Field, key: str) -> tuple[str, tuple[str, ...]]:
    line = _line(told.at(key))
    return line["procedure"], line["where"]


READERS: dict[str, Callable[[Field], dict[str, Any]]] = {
    "removed": lambda told: _line(told) | _reason(told),
    "added": lambda told: (
        _line(told)
        | {"for_findings": _places(told, "for_findings")}
        | {key: told.optional_text(key) for key in ("because", "phase")}
    ),
    "chosen": lambda told: {
        "finding": told.text("finding"), "strategy": told.text("strategy"), "where": _places(told),
    },
    "left": lambda told: {"finding": told.text("finding")} | _reason(told),
    "pinned": lambda told: {key: _pair(told, key) for key in ("first", "then")},
    "assigned": lambda told: _line(told) | {key: told.optional_text(key) for key in ("to_role", "provider")},
    "accepted": lambda told: {key: told.text(key) for key in ("finding", "evidence")},
}  # fmt: skip
CLASSES: dict[str, type[Edit]] = {
    one.__name__.lower(): one for one in (Removed, Added, Chosen, Left, Pinned, Assigned, Accepted)
}


def written_edit(edit: Edit) -> dict[str, Any]:
    """The edit in the shape in which it is read; empty fields are left out."""
    found: dict[str, Any] = {"edit": kind_of(edit)}
    for one in fields(edit):
        value = getattr(edit, one.name)
        if one.name in ("first", "then"):
            value = {"procedure": value[0], "where": list(value[1])}
        elif isinstance(value, tuple):
            value = list(value)
        if value not in (None, "", []):
            found[one.name] = value
    return found


def written_report(one: Alternative) -> dict[str, Any]:
    """What became of edits; nothing where there were none."""
    found: dict[str, Any] = {}
    if one.unfollowed:
        found["unfollowed"] = [written_edit(left.edit) | {"text": left.text} for left in one.unfollowed]
    if one.deviations:
        found["deviations"] = [
            written_edit(made.edit) | {"kind": made.kind, "text": made.text} for made in one.deviations
        ]
    return found
