"""Say anew what a case is about, once the patient has said more in the interview."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.models import Case
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def restate_case(
    *, by: Membership, at: datetime, case: Case, complaint: str, wishes: tuple[str, ...]
) -> Case | Refusal:
    """Put other words and wishes into an open case; plans compiled before keep theirs until compiled again."""
    require(by, Permission.PRESENT, case)
    with transaction.atomic():
        row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if row.closed_at is not None:
            return Refusal("case_closed", "This case is closed; open a new one for what the patient says now.", "case")
        words, wanted = complaint.strip(), [wish.strip() for wish in wishes if wish.strip()]
        before = {"complaint": row.complaint, "wishes": list(row.wishes)}
        if {"complaint": words, "wishes": wanted} == before:
            return row
        row.complaint, row.wishes = words, wanted
        row.save(update_fields=["complaint", "wishes"])
        record(
            by=by,
            at=at,
            verb="restated",
            noun="case",
            noun_id=row.id,
            patient_id=row.patient_id,
            detail={"before": before},
        )
        return row
