"""What a new version takes over from the one before it, so that nothing that people said is lost.

recommendation   stays with its tier
acceptance       stays where the tier does the same work at the same price; a signature then covers the new version
the rest         is asked for again: see `agreement`
"""

from datetime import datetime

from arcada.audit.actions import record
from arcada.cases.agreement import same_price, same_work, signature_of
from arcada.cases.models import Alternative, PlanVersion
from arcada.cases.models.plan import AlternativeState
from arcada.practice.models import Membership


def carry_over(*, by: Membership, at: datetime, before: PlanVersion | None, version: PlanVersion) -> None:
    """Take recommendation and acceptance over into a version that was just made."""
    rows = {row.tier: row for row in version.alternatives.all()}
    if before is not None:
        _recommended(before, rows)
    _accepted(by, at, version, rows)


def _recommended(before: PlanVersion, rows: dict[str, Alternative]) -> None:
    marked = before.alternatives.filter(recommended_at__isnull=False).first()
    row = rows.get(marked.tier) if marked else None
    if marked is None or row is None or row.content().get("same_as"):
        return
    row.recommended_by, row.recommended_at = marked.recommended_by, marked.recommended_at
    row.save(update_fields=["recommended_by", "recommended_at"])


def _accepted(by: Membership, at: datetime, version: PlanVersion, rows: dict[str, Alternative]) -> None:
    """Move the acceptance to the same tier of the new version where nothing of work and price differs."""
    accepted = Alternative.objects.filter(case=version.case_id, state=AlternativeState.ACCEPTED).first()
    row = rows.get(accepted.tier) if accepted else None
    if accepted is None or row is None or accepted.version_id == version.pk:
        return
    old, new = accepted.content(), row.content()
    if new.get("same_as") or not (same_work(old, new) and same_price(old, new)):
        return
    decided = {"decided_by": accepted.decided_by, "decided_at": accepted.decided_at}
    signed = signature_of(accepted)
    Alternative.objects.filter(pk=accepted.pk).update(state=AlternativeState.RETIRED)
    others = Alternative.objects.filter(version=version).exclude(pk=row.pk)
    others.update(state=AlternativeState.RETIRED, **decided)
    Alternative.objects.filter(pk=row.pk).update(state=AlternativeState.ACCEPTED, covered_by=signed, **decided)
    record(
        by=by,
        at=at,
        verb="kept the acceptance of",
        noun="alternative",
        noun_id=row.pk,
        patient_id=version.case.patient_id,
        detail={
            "tier": row.tier,
            "from_version": accepted.version.number,
            "version": version.number,
            "signed": signed is not None,
        },
    )
