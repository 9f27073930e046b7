"""Who may read a patient's clinical record: by role, or for half an hour by breaking the glass.

Breaking the glass opens reading alone; nobody charts, signs or overrides by it.
"""

from datetime import datetime

from django.db.models import QuerySet

from arcada.patients.models import OpenedRecord, Patient
from arcada.practice.access import Member, Permission, may


def may_read_record(membership: Member, patient: Patient, *, at: datetime) -> bool:
    """Tell whether a member may read this patient's chart, plans and history now."""
    if may(membership, Permission.READ_CHART, patient):
        return True
    if patient.practice_id != membership.practice_id or not membership.active:
        return False
    return _open_now(membership, at).filter(patient=patient).exists()


def records_open_to(membership: Member, *, at: datetime) -> QuerySet[Patient]:
    """List the patients whose record a member may read now."""
    own = Patient.objects.filter(practice_id=membership.practice_id)
    if may(membership, Permission.READ_CHART):
        return own
    if not membership.active:
        return own.none()
    return own.filter(pk__in=_open_now(membership, at).values("patient_id"))


def _open_now(membership: Member, at: datetime) -> QuerySet[OpenedRecord]:
    return OpenedRecord.objects.filter(member_id=membership.id, opened_at__lte=at, until__gt=at)
