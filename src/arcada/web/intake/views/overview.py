"""A patient's page: who they are, their health in words, what they said, what happens next, what happened last."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.practice.access import Permission
from arcada.web.intake.presenters.overview import overview
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context


@require_safe
@gate(Permission.SEE_PATIENTS)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the patient."""
    patient = patient_or_404(request, patient_id, noun="patient")
    frame = page_context(request, patient=patient, tab="intake")
    page = overview(patient, request.membership, now=timezone.now(), voice=frame["voice"])  # type: ignore[attr-defined]
    return render(request, "web/intake/overview.html", frame | {"page": page})
