"""A dentist decides about one line of the plan, with a reason that stays.

release   the line goes on without a proof that it waits for
remove    the line is taken out       } the plans are made again without it, in every tier that has it,
defer     it is put off until a day   } and stay without it in every later version
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.actions.override import SHORTEST, override
from arcada.cases.models import Alternative, Override, PlanVersion
from arcada.cases.models.plan import OverrideAct, OverrideKind
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def decide_line(
    *,
    by: Membership,
    at: datetime,
    alternative: Alternative,
    item: str,
    act: str,
    reason: str,
    finding: str = "",
    evidence: str = "",
    until: date | None = None,
    seen_version: str = "",
) -> Override | Refusal:
    """Write the decision down and make the plans again where the line goes."""
    require(by, Permission.OVERRIDE, alternative)
    version = alternative.version
    line = next((one for one in alternative.content()["items"] if one["id"] == item), None)
    refusal = _unusable(version, line, act, reason, seen_version) or _until(version, act, until, at)
    if refusal is not None:
        return refusal
    if act == OverrideAct.RELEASE:
        return override(by=by, at=at, version=version, finding=finding, evidence=evidence, item=item, reason=reason)
    try:
        with transaction.atomic():
            return _set_aside(by, at, version, line or {}, item, act, reason.strip(), until)
    except _Refused as told:
        return told.refusal


def _unusable(
    version: PlanVersion, line: dict[str, Any] | None, act: str, reason: str, seen_version: str
) -> Refusal | None:
    if not version.active or (seen_version and seen_version != str(version.number)):
        return Refusal(
            "superseded", "The plans were made again meanwhile. Look at the newer ones and decide there.", "version"
        )
    if act not in OverrideAct.values:
        return Refusal("unknown_act", "Say whether the line goes on, is removed, or is put off.", "act")
    if line is None:
        return Refusal("unknown_line", "This plan has no such line any more.", "item")
    if len(reason.strip()) < SHORTEST:
        text = f"Write the reason so that a colleague understands it, at least {SHORTEST} letters."
        return Refusal("reason_too_short", text, "reason")
    return None


def _until(version: PlanVersion, act: str, until: date | None, at: datetime) -> Refusal | None:
    if act != OverrideAct.DEFER:
        return None
    today = at.astimezone(ZoneInfo(version.case.patient.practice.time_zone)).date()
    if until is None or until <= today:
        return Refusal("no_day", "Say until which day it is put off; the day lies ahead.", "until")
    return None


def _set_aside(
    by: Membership,
    at: datetime,
    version: PlanVersion,
    line: dict[str, Any],
    item: str,
    act: str,
    reason: str,
    until: date | None,
) -> Override:
    made = Override.objects.create(
        practice_id=version.practice_id,
        version=version,
        kind=OverrideKind.PROTOCOL,
        finding=(line["for_findings"] or [""])[0][:20],
        item=item,
        act=act,
        procedure=line["procedure"],
        where=line["where"],
        until_date=until if act == OverrideAct.DEFER else None,
        reason=reason,
        by=by,
        role=by.role,
        at=at,
    )
    _recorded(made, version)
    outcome = compile_plan(by=by, at=at, case=version.case)
    if isinstance(outcome, Refusal):
        raise _Refused(outcome)
    return made


def _recorded(made: Override, version: PlanVersion) -> None:
    until = made.until_date.isoformat() if made.until_date else ""
    record(
        by=made.by,
        at=made.at,
        verb="removed a line of" if made.act == OverrideAct.REMOVE else "put off a line of",
        noun="plan version",
        noun_id=version.id,
        patient_id=version.case.patient_id,
        why=made.reason,
        detail={"procedure": made.procedure, "where": made.where, "until": until},
    )
