"""The estimate of a patient's plan as it stands now: whole, this phase, the next visit, for insurer and patient."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.practice.access import Permission
from arcada.web.estimate.opened import opened
from arcada.web.estimate.presenters.changes import latest
from arcada.web.estimate.presenters.for_insurer import insurer_lines
from arcada.web.estimate.presenters.for_patient import letter
from arcada.web.estimate.presenters.sheet import GROUPINGS, items_of, next_visit, sheet
from arcada.web.plan.presenters.shown import PHASES
from arcada.web.shell.gate import gate
from arcada.web.shell.rail import address


@require_safe
@gate(Permission.READ_PRICE)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show what the whole plan costs whom, by visit, phase or year."""
    asked = request.GET.get("by", "")
    return _lines(request, patient_id, "show", grouping=asked if asked in GROUPINGS else "visit")


@require_safe
@gate(Permission.READ_PRICE)
def phase(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the phase that comes next."""
    return _lines(request, patient_id, "phase")


@require_safe
@gate(Permission.READ_PRICE)
def visit(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the visit that comes next."""
    return _lines(request, patient_id, "visit")


@require_safe
@gate(Permission.READ_PRICE)
def insurer(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the procedures without a sum, as an insurer is told them."""
    found = opened(request, patient_id, "insurer")
    if isinstance(found, HttpResponse):
        return found
    lines = insurer_lines(found.now, found.shown)
    return render(request, "web/estimate/insurer.html", found.frame | {"lines": lines})


@require_safe
@gate(Permission.READ_PRICE)
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show what the patient pays, in plain words."""
    found = opened(request, patient_id, "patient")
    if isinstance(found, HttpResponse):
        return found
    told = letter(found.now, found.shown, found.patient)
    return render(request, "web/estimate/patient.html", found.frame | {"letter": told})


def _lines(request: HttpRequest, patient_id: UUID, name: str, *, grouping: str = "visit") -> HttpResponse:
    found = opened(request, patient_id, name)
    if isinstance(found, HttpResponse):
        return found
    number = next_visit(found.now)
    only, heading = None, ""
    if name == "visit":
        only, heading = items_of(found.now, visit=number or -1), f"Visit {number}" if number else ""
    elif name == "phase":
        here = next((one.item.phase for one in found.now.asked.lines if one.item.last_visit == number), "")
        only, heading = items_of(found.now, phase=here or "-"), PHASES.get(here, "")
    context = {
        "sheet": sheet(found.now, found.shown, grouping=grouping, only=only),
        "grouping": grouping,
        "heading": heading,
        "over": only is not None and not only,
        "cover_url": address("cover:show", patient_id),
        "changed": latest(found.chosen.alternative, found.shown, timezone.now()),
    }
    return render(request, "web/estimate/show.html", found.frame | context)
