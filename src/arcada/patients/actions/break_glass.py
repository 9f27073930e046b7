"""Break the glass: open a record outside one's role for half an hour, say why, and let the owner know."""

from datetime import datetime, timedelta

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.outbox.actions import enqueue
from arcada.patients.models import OpenedRecord, Patient
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Role

OPEN_FOR = timedelta(minutes=30)
SHORTEST_REASON = 10  # characters; enough to tell a reason from a full stop


def break_glass(*, by: Membership, at: datetime, patient: Patient, reason: str) -> OpenedRecord | Refusal:
    """Open a record for reading; every owner gets a message with who, whose and why."""
    require(by, Permission.BREAK_GLASS, patient)
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        text = "Say in a few words why you need this record; the owner will read it."
        return Refusal("reason_missing", text, "reason")
    with transaction.atomic():
        opened = OpenedRecord.objects.create(
            practice_id=by.practice_id,
            patient=patient,
            member=by,
            reason=reason,
            opened_at=at,
            until=at + OPEN_FOR,
        )
        record(
            by=by,
            at=at,
            verb="broke_glass",
            noun="patient",
            noun_id=patient.pk,
            patient_id=patient.pk,
            why=reason,
            detail={"until": opened.until.isoformat()},
        )
        _tell_owners(by, at, patient, opened)
    return opened


def _tell_owners(by: Membership, at: datetime, patient: Patient, opened: OpenedRecord) -> None:
    owners = Membership.objects.filter(practice_id=by.practice_id, role=Role.OWNER, active=True).order_by("id")
    for owner in owners:
        enqueue(
            practice_id=by.practice_id,
            kind="broken_glass",
            key=f"broken_glass:{opened.pk}:{owner.pk}",
            due_at=at,
            user_id=owner.user_id,
            subject=f"{by.user} opened a record outside their role",
            body=(
                f"{by.user} ({by.get_role_display().lower()}) opened the record of chart number "
                f"{patient.chart_number} for 30 minutes. Reason given: {opened.reason}"
            ),
        )
