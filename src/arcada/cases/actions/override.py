"""A dentist goes on without a proof, with a reason that stays."""

from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.models import Case, Override, PlanVersion
from arcada.cases.models.plan import OverrideKind
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

SHORTEST = 10  # letters; a reason that a colleague understands. source: judgement


def override(
    *,
    by: Membership,
    at: datetime,
    version: PlanVersion,
    finding: str,
    evidence: str = "",
    item: str = "",
    kind: str = OverrideKind.NECESSITY,
    reason: str,
) -> Override | Refusal:
    """Write the override down; only a dentist may."""
    require(by, Permission.OVERRIDE, version)
    refusal = _why_not(version, finding, reason)
    if refusal is not None:
        return refusal
    told = {"kind": kind, "finding": finding, "evidence": evidence, "item": item}
    return write_down(
        by, at, version.case, version, reason, told | {"detail": {"protocol": _protocol(version, finding)}}
    )


def write_down(
    by: Membership, at: datetime, case: Case, version: PlanVersion | None, reason: str, told: dict[str, Any]
) -> Override:
    """Write the word down with its reason; without a version it is said of the case, before there is a plan."""
    with transaction.atomic():
        made: Override = Override.objects.create(
            practice_id=case.practice_id,
            case=case,
            version=version,
            reason=reason.strip(),
            by=by,
            role=by.role,
            at=at,
            **told,
        )
        record(
            by=by,
            at=at,
            verb="overrode",
            noun="plan version" if version else "case",
            noun_id=version.pk if version else case.pk,
            patient_id=case.patient_id,
            why=reason.strip(),
            detail={name: told[name] for name in ("kind", "finding", "evidence")},
        )
        return made


def too_short(reason: str) -> Refusal | None:
    """Refuse a reason that nobody could follow."""
    if len(reason.strip()) >= SHORTEST:
        return None
    text = f"Write the reason so that a colleague understands it, at least {SHORTEST} letters."
    return Refusal("reason_too_short", text, "reason")


def _protocol(version: PlanVersion, finding: str) -> str:
    """The protocol by which the finding is answered, by label."""
    items = [item for one in version.answer["alternatives"] for item in one["items"]]
    return next((str(item["protocol"]) for item in items if finding in item["for_findings"]), "")


def _why_not(version: PlanVersion, finding: str, reason: str) -> Refusal | None:
    if (short := too_short(reason)) is not None:
        return short
    if not version.active:
        return Refusal("superseded", "There is a newer plan; override there.", "version")
    if finding not in {one["fid"] for one in version.inputs["case"]["findings"]}:
        return Refusal("unknown_finding", f"This plan has no finding {finding}.", "finding")
    return None
