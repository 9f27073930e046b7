"""The patient chooses one alternative; the others retire in the same moment."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.agreement import is_signed, signature_of
from arcada.cases.models import Alternative, Case, Proposal
from arcada.cases.models.plan import AlternativeState
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership


def accept_alternative(*, by: Membership, at: datetime, alternative: Alternative) -> Alternative | Refusal:
    """Accept; every other alternative of the case is retired, an accepted one of an older version too."""
    require(by, Permission.PRESENT, alternative)
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=alternative.case_id)
        row = Alternative.objects.select_related("version").get(pk=alternative.pk)
        if row.state == AlternativeState.ACCEPTED:
            return row
        refusal = _why_not(row)
        if refusal is not None:
            return refusal
        standing = Alternative.objects.filter(case=case).exclude(pk=row.pk)
        standing.exclude(state=AlternativeState.RETIRED).update(
            state=AlternativeState.RETIRED, decided_by=by, decided_at=at
        )
        row.state, row.decided_by, row.decided_at = AlternativeState.ACCEPTED, by, at
        row.save(update_fields=["state", "decided_by", "decided_at"])
        record(
            by=by,
            at=at,
            verb="accepted",
            noun="alternative",
            noun_id=row.id,
            patient_id=case.patient_id,
            detail={"tier": row.tier, "version": row.version.number, "price": str(row.price)},
        )
        return row


def _why_not(row: Alternative) -> Refusal | None:
    if not row.version.active:
        text = f"Version {row.version.number} has been replaced by a newer plan. Decide on the newer one."
        return Refusal("superseded", text, "version")
    if not Proposal.objects.filter(version=row.version).exists():
        return Refusal("not_presented", "Present the plan first: a patient decides on what was shown.", "proposal")
    standing = Alternative.objects.filter(is_signed(), version=row.version).first()
    signed = signature_of(standing) if standing else None
    if standing is not None and signed is not None:
        day = local_day(signed.signed_at, row.practice)
        text = (
            f"{signed.signer_name} signed the {standing.tier} plan on {day:%d %b %Y}. "
            "Compile a new version to change the decision; it is then signed anew."
        )
        return Refusal("already_signed", text, "alternative")
    return None
