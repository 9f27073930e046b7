"""What is wrong with a change of a plan before anything is computed: names that are none, lines that are not there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from arcada.cases.lengths import too_long
from arcada.cases.models import PlanVersion
from arcada.cases.models.plan import OverrideAct
from arcada.core.kernel import Refusal
from arcada.core.protocols.protocol import TIERS
from arcada.core.teeth.region import is_place
from arcada.interop.knowledge import load_library
from arcada.practice.models import CLINICAL_ROLES, Provider

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be changed; `tier` empty speaks of all plans, `seen_version` is the one that was looked at."""

    act: str
    procedure: str = ""
    where: tuple[str, ...] = ()
    finding: str = ""
    tier: str = ""
    until: date | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    item: str = ""
    seen_version: str = ""


def unusable(version: PlanVersion, wanted: Wanted, at: datetime) -> Refusal | None:
    """Why a change cannot be asked for, None where the compiler may judge it."""
    if not version.active or wanted.seen_version not in ("", str(version.number)):
        text = "The plans were made again meanwhile. Look at the newer ones and decide there."
        return Refusal("superseded", text, "version")
    rule = RULES.get(wanted.act)
    if rule is None:
        return Refusal("unknown_act", "Say what is to be changed.", "act")
    if wanted.tier not in ("", *TIERS):
        return Refusal("unknown_tier", "Say in which of the plans, or in all.", "tier")
    return too_long(reason=(wanted.reason, LONGEST_REASON)) or rule(version, wanted, at)


def _line_there(version: PlanVersion, wanted: Wanted, _at: datetime) -> Refusal | None:
    if _has(version, wanted.tier, wanted.procedure, wanted.where):
        return None
    return Refusal("unknown_line", "This plan has no such line any more.", "item")


def _set_aside(version: PlanVersion, wanted: Wanted, at: datetime) -> Refusal | None:
    added = [
        edit
        for edit in version.inputs.get("edits", ())
        if edit["edit"] == "added" and edit["procedure"] == wanted.procedure and set(edit["where"]) == set(wanted.where)
    ]
    if added:
        text = f"{added[0]['by']} added this line. Take that back instead: it stands under 'Changed by the dentist'."
        return Refusal("was_added", text, "item")
    return _line_there(version, wanted, at)


def _put_off(version: PlanVersion, wanted: Wanted, at: datetime) -> Refusal | None:
    today = at.astimezone(ZoneInfo(version.case.patient.practice.time_zone)).date()
    if wanted.until is None or wanted.until <= today:
        return Refusal("no_day", "Say until which day it is put off; the day lies ahead.", "until")
    return _set_aside(version, wanted, at)


def _added(version: PlanVersion, wanted: Wanted, _at: datetime) -> Refusal | None:
    if wanted.procedure not in load_library().procedures:
        return Refusal("unknown_procedure", "Choose a procedure from the list.", "procedure")
    if not wanted.where or not all(is_place(place) for place in wanted.where):
        return Refusal("no_place", "Say where: a tooth such as 26, several, a jaw, or mouth.", "where")
    if not _found(version, wanted.finding):
        return Refusal("unknown_finding", "Say for which finding it is done.", "finding")
    return None


def _swapped(version: PlanVersion, wanted: Wanted, _at: datetime) -> Refusal | None:
    if not _found(version, wanted.finding):
        return Refusal("unknown_finding", "This plan has no such finding any more.", "finding")
    if not wanted.detail.get("strategy"):
        return Refusal("no_strategy", "Choose one of the ways.", "strategy")
    return None


def _ordered(version: PlanVersion, wanted: Wanted, at: datetime) -> Refusal | None:
    then = wanted.detail.get("then") or {}
    other = str(then.get("procedure", "")), tuple(then.get("where", ()))
    if not _has(version, wanted.tier, *other):
        return Refusal("unknown_line", "Choose the line that comes after.", "then")
    if other[0] == wanted.procedure and set(other[1]) == set(wanted.where):
        return Refusal("same_line", "A line cannot come before itself. Choose another one.", "then")
    return _line_there(version, wanted, at)


def _handed(version: PlanVersion, wanted: Wanted, at: datetime) -> Refusal | None:
    role, name = str(wanted.detail.get("to_role", "")), str(wanted.detail.get("provider", ""))
    if not role and not name:
        return Refusal("nobody", "Say who does it: a role, or one of the practice's people.", "to_role")
    if role and role not in CLINICAL_ROLES:
        return Refusal("unknown_role", "Choose one of the roles of the list.", "to_role")
    if name:
        person = Provider.objects.filter(practice_id=version.practice_id, name=name, active=True).first()
        if person is None:
            return Refusal("unknown_provider", f"{name} does not treat patients here.", "provider")
        wanted_role = role or _role(version, wanted)
        if wanted_role and wanted_role not in person.clinical_roles:
            text = f"{name} does not work as {wanted_role.replace('_', ' ')} here; choose somebody who does."
            return Refusal("provider_of_another_role", text, "provider")
    return _line_there(version, wanted, at)


def _role(version: PlanVersion, wanted: Wanted) -> str:
    """Who does the line now."""
    return next((str(item["role"]) for item in _items(version, wanted.tier) if _is(item, wanted)), "")


def _is(item: Mapping[str, Any], wanted: Wanted) -> bool:
    return bool(item["procedure"] == wanted.procedure and set(item["where"]) == set(wanted.where))


def _items(version: PlanVersion, tier: str) -> list[Mapping[str, Any]]:
    alternatives = version.answer["alternatives"]
    return [item for one in alternatives if tier in ("", one["tier"]) for item in one["items"]]


def _has(version: PlanVersion, tier: str, procedure: str, where: tuple[str, ...]) -> bool:
    return any(item["procedure"] == procedure and set(item["where"]) == set(where) for item in _items(version, tier))


def _found(version: PlanVersion, finding: str) -> bool:
    if finding.startswith("wish:"):
        return finding.removeprefix("wish:") in version.inputs["case"].get("patient_wishes", ())
    return finding in {one["fid"] for one in version.inputs["case"]["findings"]}


RULES: Mapping[str, Callable[[PlanVersion, Wanted, datetime], Refusal | None]] = {
    OverrideAct.REMOVE: _set_aside,
    OverrideAct.DEFER: _put_off,
    OverrideAct.ADD: _added,
    OverrideAct.SWAP: _swapped,
    OverrideAct.ORDER: _ordered,
    OverrideAct.PROVIDER: _handed,
}
