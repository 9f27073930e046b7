"""The coverage page of a patient."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.cases.submission import new_key
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.cover.forms.member import SOURCES
from arcada.web.cover.presenters.cards import coverage_page
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import local_date, page_context, voice_of


@require_safe
@gate(Permission.READ_PRICE)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show who pays, in their order."""
    return draw(request, patient_or_404(request, patient_id, noun="coverage"))


def draw(request: HttpRequest, patient: Patient, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Draw the page, with what was refused above it."""
    member = request.membership  # type: ignore[attr-defined]
    today, voice = local_date(timezone.now(), member.practice), voice_of(member.practice)
    context: dict[str, Any] = {
        "page": coverage_page(member, patient, today=today, voice=voice),
        "problem": problem,
        "sources": SOURCES,
        "key": request.POST.get("key") or new_key(),
    }
    frame = page_context(request, patient=patient, tab="money")
    return render(request, "web/cover/show.html", frame | context, status=status)
