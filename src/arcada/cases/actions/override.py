"""A dentist goes on without a proof, with a reason that stays."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.models import Override, PlanVersion
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
    with transaction.atomic():
        made = Override.objects.create(
            practice_id=version.practice_id,
            version=version,
            kind=kind,
            finding=finding,
            evidence=evidence,
            item=item,
            detail={"protocol": _protocol(version, finding)},
            reason=reason.strip(),
            by=by,
            role=by.role,
            at=at,
        )
        record(
            by=by,
            at=at,
            verb="overrode",
            noun="plan version",
            noun_id=version.id,
            patient_id=version.case.patient_id,
            why=reason.strip(),
            detail={"kind": kind, "finding": finding, "evidence": evidence},
        )
        return made


def _protocol(version: PlanVersion, finding: str) -> str:
    """The protocol by which the finding is answered, by label."""
    items = [item for one in version.answer["alternatives"] for item in one["items"]]
    return next((str(item["protocol"]) for item in items if finding in item["for_findings"]), "")


def _why_not(version: PlanVersion, finding: str, reason: str) -> Refusal | None:
    if len(reason.strip()) < SHORTEST:
        text = f"Write the reason so that a colleague understands it, at least {SHORTEST} letters."
        return Refusal("reason_too_short", text, "reason")
    if not version.active:
        return Refusal("superseded", "There is a newer plan; override there.", "version")
    if finding not in {one["fid"] for one in version.inputs["case"]["findings"]}:
        return Refusal("unknown_finding", f"This plan has no finding {finding}.", "finding")
    return None
