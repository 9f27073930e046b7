"""The dentist says which alternative they would choose; the patient decides all the same."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.models import Alternative, PlanVersion
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def recommend(
    *, by: Membership, at: datetime, alternative: Alternative, recommended: bool = True
) -> Alternative | Refusal:
    """Mark an alternative as recommended, in place of any other of its version; or take the mark back."""
    require(by, Permission.SIGN_OFF, alternative)
    with transaction.atomic():
        version = PlanVersion.objects.select_for_update(of=("self",)).get(pk=alternative.version_id)
        if not version.active:
            text = f"Version {version.number} has been replaced by a newer plan. Recommend there."
            return Refusal("superseded", text, "version")
        Alternative.objects.filter(version=version).update(recommended_by=None, recommended_at=None)
        row = Alternative.objects.select_related("version").get(pk=alternative.pk)
        if recommended:
            row.recommended_by, row.recommended_at = by, at
            row.save(update_fields=["recommended_by", "recommended_at"])
        record(
            by=by,
            at=at,
            verb="recommended" if recommended else "withdrew the recommendation of",
            noun="alternative",
            noun_id=row.id,
            patient_id=version.case.patient_id,
            detail={"tier": row.tier, "version": version.number},
        )
        return row
