"""Present an alternative: freeze all that the patient is shown.

The content is complete: the paper can be made again from it, years later, whatever has changed since.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.mapping import digest
from arcada.cases.models import Alternative, Case, PlanVersion, Proposal
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Practice, Site

VALID_DAYS = 30  # source: judgement; prices and findings move on


Estimate = Mapping[str, Any]


def present(
    *, by: Membership, at: datetime, alternative: Alternative, estimate: Estimate | None = None
) -> Proposal | Refusal:
    """Freeze a proposal that leads with this alternative; `estimate` is what insurers are expected to pay of it."""
    require(by, Permission.PRESENT, alternative)
    with transaction.atomic():
        version = PlanVersion.objects.select_for_update(of=("self",)).get(pk=alternative.version_id)
        if not version.active:
            text = f"Version {version.number} has been replaced by a newer plan. Present the newer one."
            return Refusal("superseded", text, "version")
        content = frozen(by, at, version, alternative, estimate)
        last = Proposal.objects.filter(version=version).order_by("-number").first()
        made = Proposal.objects.create(
            practice_id=version.practice_id,
            version=version,
            alternative=alternative,
            number=last.number + 1 if last else 1,
            content=content,
            content_hash=digest(content),
            valid_until=content["valid_until"],
            presented_by=by,
            presented_at=at,
        )
        if version.presented_at is None:
            version.presented_at = at
            version.save(update_fields=["presented_at"])
        record(
            by=by,
            at=at,
            verb="presented",
            noun="proposal",
            noun_id=made.id,
            patient_id=version.case.patient_id,
            detail={"tier": alternative.tier, "content": made.content_hash},
        )
        made.refresh_from_db()
        return made


def frozen(
    by: Membership, at: datetime, version: PlanVersion, alternative: Alternative, estimate: Estimate | None = None
) -> dict[str, Any]:
    """All that the proposal shows; the insurers' part only where somebody insures the patient."""
    case = version.case
    patient, practice = case.patient, case.patient.practice
    today = at.astimezone(ZoneInfo(practice.time_zone)).date()
    answer = version.answer
    others = [one for one in answer["alternatives"] if one["tier"] != alternative.tier]
    return {
        "practice": practice_value(practice),
        "patient": {
            "name": f"{patient.given_name} {patient.family_name}",
            "birth_date": patient.birth_date.isoformat(),
            "chart_number": patient.chart_number,
        },
        "dentist": case.dentist.name if case.dentist else "",
        "presenter": by.user.name,
        "language": patient.language,
        "case": {**_case_value(case), "version": version.number},
        "findings": version.inputs["case"]["findings"],
        "missing_teeth": version.inputs["case"]["missing_teeth"],
        "wishes": list(case.wishes),
        "alternative": alternative.content(),
        "others": [{"tier": one["tier"], "price": one["price"]} for one in others if not one.get("same_as")],
        "flags": answer["flags"],
        "missing_evidence": answer["missing_evidence"],
        "recall_months": answer["recall_months"],
        "start_date": version.start_date.isoformat(),
        "presented_date": today.isoformat(),
        "valid_until": (today + timedelta(days=VALID_DAYS)).isoformat(),
        "dates": {str(row.number): row.date.isoformat() for row in alternative.visits.all() if row.date},
    } | ({"estimate": dict(estimate)} if estimate else {})


def practice_value(practice: Practice) -> dict[str, str]:
    """The letterhead, and how the practice writes."""
    site = Site.objects.filter(practice=practice).order_by("name").first()
    return {
        "name": practice.name,
        "address": ", ".join(line.strip() for line in site.address.splitlines()) if site else "",
        "phone": site.phone if site else "",
        "paper": practice.paper,
        "country": practice.country,
        "numbering": practice.numbering,
    }


def _case_value(case: Case) -> dict[str, Any]:
    return {"number": case.number, "title": case.title, "complaint": case.complaint}
