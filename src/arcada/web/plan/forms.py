"""The form of a change: what was typed, and the change that it means.

A line is named by its id in the version that was looked at; the record keeps procedure and place, which later
versions know it by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from arcada.cases.actions.edit_rules import Wanted
from arcada.cases.models import Alternative
from arcada.cases.models.plan import OverrideAct
from arcada.core.kernel import Refusal
from arcada.core.teeth.entry import read_entry
from arcada.core.teeth.notation import Notation
from arcada.core.teeth.number import is_tooth
from arcada.core.teeth.region import ARCHES, MOUTH, expand

FIELDS = (
    "act", "item", "then", "pin", "finding", "strategy", "procedure", "q", "where", "until", "to_role", "provider",
    "reason", "scope", "version", "key",
)  # fmt: skip
GONE = Refusal("unknown_line", "This plan has no such line any more. Look at it as it is now.", "item")
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed and chosen, field by field, as it came."""

    given: Mapping[str, str]

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> "Asked":
        """Read a form; what does not belong to it is left out."""
        return cls({name: str(sent.get(name, "")).replace("\0", "") for name in FIELDS})

    def __getitem__(self, name: str) -> str:
        """Give one field."""
        return self.given[name]

    @property
    def key(self) -> str:
        """The form's own key."""
        return self.given["key"]

    def typed(self) -> dict[str, str]:
        """All of it, to be shown again."""
        return dict(self.given)


def wanted_of(asked: Asked, row: Alternative, notation: Notation) -> Wanted | Refusal:
    """The change that a form means, or what is missing in it."""
    shared: dict[str, Any] = {
        "tier": "" if asked["scope"] == "all" else row.tier,
        "reason": asked["reason"],
        "seen_version": asked["version"],
    }
    match asked["act"]:
        case OverrideAct.ADD:
            return _added(asked, row, notation, shared)
        case OverrideAct.SWAP:
            detail = {"strategy": asked["strategy"]}
            return Wanted(act=OverrideAct.SWAP, finding=asked["finding"], detail=detail, **shared)
        case OverrideAct.ORDER:
            return _ordered(asked, row, shared)
        case OverrideAct.REMOVE | OverrideAct.DEFER | OverrideAct.PROVIDER:
            return _of_line(asked, row, shared)
        case _:
            return Refusal("unknown_act", "Say what is to be changed.", "act")


def _line(row: Alternative, item: str) -> Mapping[str, Any] | None:
    return next((one for one in row.content()["items"] if one["id"] == item), None)


def _of_line(asked: Asked, row: Alternative, shared: dict[str, Any]) -> Wanted | Refusal:
    line = _line(row, asked["item"])
    if line is None:
        return GONE
    who = {name: asked[name] for name in ("to_role", "provider") if asked[name]}
    if who.get("to_role") == line["role"]:
        who.pop("to_role")
    return Wanted(
        act=asked["act"],
        procedure=line["procedure"],
        where=tuple(line["where"]),
        finding=next(iter(line["for_findings"]), ""),
        until=_day(asked["until"]),
        detail=who if asked["act"] == OverrideAct.PROVIDER else {},
        item=line["id"],
        **shared,
    )


def _ordered(asked: Asked, row: Alternative, shared: dict[str, Any]) -> Wanted | Refusal:
    """One line before another: from a list, or from a row that was moved, 'first|then'."""
    first_id, _, then_id = asked["pin"].partition("|") if asked["pin"] else (asked["item"], "", asked["then"])
    first, then = _line(row, first_id), _line(row, then_id)
    if first is None:
        return GONE
    if then is None:
        return Refusal("unknown_line", "Choose the line that comes after.", "then")
    return Wanted(
        act=OverrideAct.ORDER,
        procedure=first["procedure"],
        where=tuple(first["where"]),
        detail={"then": {"procedure": then["procedure"], "where": list(then["where"])}},
        item=first["id"],
        **shared,
    )


def _added(asked: Asked, row: Alternative, notation: Notation, shared: dict[str, Any]) -> Wanted | Refusal:
    """A procedure at the places that were typed, else where its finding lies."""
    where: tuple[str, ...] = ()
    if asked["where"].strip():
        read = read_entry(asked["where"][:LONGEST], notation)
        if isinstance(read, Refusal):
            return Refusal(read.code, read.text, "where")
        regions = any(not is_tooth(place) and place not in (*ARCHES, MOUTH) for place in read.where)
        teeth = expand(read.where, gone=row.version.inputs["case"]["missing_teeth"]) if regions else read.where
        if isinstance(teeth, Refusal):
            return Refusal(teeth.code, teeth.text, "where")
        where = teeth
    else:
        findings = row.version.inputs["case"]["findings"]
        where = next((tuple(one["where"]) for one in findings if one["fid"] == asked["finding"]), ())
    return Wanted(act=OverrideAct.ADD, procedure=asked["procedure"], where=where, finding=asked["finding"], **shared)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
