"""What was presented, as it was shown: a letter that is kept for good, whatever became of the plan since."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.cases.models import Proposal
from arcada.cases.queries import proposal_of
from arcada.display.odontogram.draw import page_sheet
from arcada.documents.actions import print_proposal
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.consent.presenters.letter import letter
from arcada.web.consent.views.proposing import pdf_answer
from arcada.web.plan.presenters.shown import TITLES
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context, voice_of


@never_cache
@require_safe
@gate(Permission.PRESENT)
def kept(request: HttpRequest, patient_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Show a letter as it was presented."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    row = _proposal(request, patient, proposal_id)
    record_read(by=member, at=timezone.now(), noun="proposal", noun_id=row.pk, patient_id=patient.pk)
    told = letter(row.content, voice_of(member.practice), row.alternative_id)
    context = {
        "letter": told,
        "sheet": page_sheet([told.was, told.became]),
        "proposal": {
            "id": row.pk,
            "tier": TITLES[row.alternative.tier],
            "version": row.version.number,
            "at": row.presented_at,
            "by": row.content["presenter"],
            "active": row.version.active,
        },
    }
    return render(request, "web/consent/kept.html", page_context(request, patient=patient, tab="consent") | context)


@never_cache
@require_safe
@gate(Permission.PRESENT)
def kept_pdf(request: HttpRequest, patient_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Give the paper of a letter as it was presented."""
    patient = patient_or_404(request, patient_id)
    row = _proposal(request, patient, proposal_id)
    content = print_proposal(by=request.membership, at=timezone.now(), proposal=row)  # type: ignore[attr-defined]
    return pdf_answer(content, patient, f"proposal-{row.alternative.tier}", request)


def _proposal(request: HttpRequest, patient: Patient, proposal_id: UUID) -> Proposal:
    found = proposal_of(request.membership, proposal_id)  # type: ignore[attr-defined]
    if found is None or found.version.case.patient_id != patient.pk:
        raise Http404
    return found
