"""The patient thinks again: until something is signed, an acceptance is taken back and all ways are open."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.agreement import signature_of
from arcada.cases.models import Alternative, Case
from arcada.cases.models.plan import AlternativeState
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership


def reconsider(*, by: Membership, at: datetime, alternative: Alternative) -> Alternative | Refusal:
    """Take the acceptance back; the alternatives of the version are offered again."""
    require(by, Permission.PRESENT, alternative)
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=alternative.case_id)
        row = Alternative.objects.select_related("version").get(pk=alternative.pk)
        if row.state != AlternativeState.ACCEPTED:
            return row
        signed = signature_of(row)
        if signed is not None:
            day = local_day(signed.signed_at, row.practice)
            text = (
                f"{signed.signer_name} signed this plan on {day:%d %b %Y}; a signature is not taken back. "
                "Make the plans again to change the decision; the new one is then signed anew."
            )
            return Refusal("already_signed", text, "alternative")
        back = AlternativeState.OFFERED if row.version.active else AlternativeState.RETIRED
        Alternative.objects.filter(version=row.version_id).update(state=back, decided_by=None, decided_at=None)
        row.refresh_from_db()
        record(
            by=by,
            at=at,
            verb="took back the acceptance of",
            noun="alternative",
            noun_id=row.id,
            patient_id=case.patient_id,
            detail={"tier": row.tier, "version": row.version.number},
        )
        return row
