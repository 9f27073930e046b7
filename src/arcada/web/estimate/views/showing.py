"""The estimate of a patient's plan, as it stands now."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from arcada.practice.access import Permission
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.money import MONEY
from arcada.web.shell.page import page_context


@require_safe
@gate(Permission.READ_PRICE)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show what the plan costs whom."""
    patient = patient_or_404(request, patient_id, noun="estimate")
    return render(request, "web/estimate/no_plan.html", page_context(request, patient=patient, tab=MONEY))
