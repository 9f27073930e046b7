"""A dentist changes a plan: the word is kept, and the plans are made again with it in the same moment.

    add       a procedure at a place, for a finding          order      one line before another
    remove    a line goes          } in one plan, or all      provider   another role or person does a line
    defer     it waits until a day }                          swap       another way to answer a finding

A word that cannot be followed in any of the plans that it speaks of is refused with the sentence of the compiler, and
leaves nothing behind. What departs from the protocol needs a reason.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.actions.edit_rules import Wanted, unusable
from arcada.cases.actions.override import SHORTEST
from arcada.cases.models import Override, PlanVersion
from arcada.cases.models.plan import PLAIN_ACTS, OverrideAct, OverrideKind
from arcada.cases.standing import edit_of, told
from arcada.cases.ways import ways
from arcada.core.kernel import Refusal
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

VERBS: Mapping[str, str] = {
    OverrideAct.ADD: "added a line to",
    OverrideAct.REMOVE: "removed a line of",
    OverrideAct.DEFER: "put off a line of",
    OverrideAct.SWAP: "chose another way in",
    OverrideAct.ORDER: "changed the order of",
    OverrideAct.PROVIDER: "gave to somebody else a line of",
}


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def edit_plan(*, by: Membership, at: datetime, version: PlanVersion, wanted: Wanted) -> Override | Refusal:
    """Keep the word and make the plans again with it, or say why that cannot be."""
    require(by, Permission.OVERRIDE, version)
    refusal = unusable(version, wanted, at) or _reason_missing(version, wanted)
    if refusal is not None:
        return refusal
    try:
        with transaction.atomic():
            made = _kept(by, at, version, wanted)
            _followed(made, compile_plan(by=by, at=at, case=version.case))
            return made
    except _Refused as told_why:
        return told_why.refusal


def _kept(by: Membership, at: datetime, version: PlanVersion, wanted: Wanted) -> Override:
    plain = wanted.act in PLAIN_ACTS and not wanted.reason.strip()
    made = Override.objects.create(
        practice_id=version.practice_id,
        case=version.case,
        version=version,
        kind=OverrideKind.PLAIN if plain or not _departs(version, wanted) else OverrideKind.PROTOCOL,
        finding=wanted.finding[:20],
        item=wanted.item,
        act=wanted.act,
        procedure=wanted.procedure,
        where=list(wanted.where),
        until_date=wanted.until if wanted.act == OverrideAct.DEFER else None,
        tier=wanted.tier,
        detail=dict(wanted.detail) | {"protocol": protocol_of(version, wanted)},
        reason=wanted.reason.strip(),
        by=by,
        role=by.role,
        at=at,
    )
    record(
        by=by,
        at=at,
        verb=VERBS[wanted.act],
        noun="plan version",
        noun_id=version.id,
        patient_id=version.case.patient_id,
        why=made.reason,
        detail={
            "procedure": made.procedure,
            "where": made.where,
            "finding": made.finding,
            "tier": made.tier,
            "until": made.until_date.isoformat() if made.until_date else "",
            **made.detail,
        },
    )
    return made


def _followed(made: Override, outcome: PlanVersion | Refusal) -> None:
    """Raise the refusal where no plan that the word speaks of could follow it."""
    if isinstance(outcome, Refusal):
        raise _Refused(outcome)
    zone = ZoneInfo(outcome.case.patient.practice.time_zone)
    mine = told(edit_of(made, outcome.start_date, zone))
    plans = [one for one in outcome.answer["alternatives"] if made.tier in ("", one["tier"])]
    aside = [left["text"] for one in plans for left in one.get("unfollowed", ()) if told(left) == mine]
    if plans and len(aside) < len(plans):
        return
    why = aside[0] if aside else "There is no such plan any more."
    raise _Refused(
        Refusal("not_followed", f"The plan does not hold with this change. {why} Nothing was changed.", "act")
    )


def _reason_missing(version: PlanVersion, wanted: Wanted) -> Refusal | None:
    given = wanted.reason.strip()
    if len(given) >= SHORTEST or (not given and not _departs(version, wanted)):
        return None
    asked = "This departs from the protocol. " if not given else ""
    text = f"{asked}Write the reason so that a colleague understands it, at least {SHORTEST} letters."
    return Refusal("reason_too_short", text, "reason")


def _departs(version: PlanVersion, wanted: Wanted) -> bool:
    """Whether the change leaves what the protocol offers."""
    match wanted.act:
        case OverrideAct.ORDER:
            return False
        case OverrideAct.PROVIDER:
            return not _usual_role(wanted)
        case OverrideAct.SWAP:
            found = ways(version, wanted.finding, wanted.tier or "balanced")
            return not any(one.offered for one in found if one.strategy == wanted.detail["strategy"])
        case _:
            return True


def protocol_of(version: PlanVersion, wanted: Wanted) -> str:
    """The protocol that the change concerns, by label: of the line itself, else of the work for its finding."""
    items = [item for one in version.answer["alternatives"] for item in one["items"]]
    own = [item for item in items if item["procedure"] == wanted.procedure and set(item["where"]) == set(wanted.where)]
    found = own or [item for item in items if wanted.finding in item["for_findings"]]
    return str(found[0]["protocol"]) if found else ""


def _usual_role(wanted: Wanted) -> bool:
    role = wanted.detail.get("to_role", "")
    procedure = load_library().procedures.get(wanted.procedure)
    return not role or (procedure is not None and role in (procedure.role, *procedure.ride_along))
