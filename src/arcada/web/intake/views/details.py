"""Who a patient is and how to reach them; putting a record away and taking it back."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.actions import archive_patient, correct_patient, restore_patient
from arcada.patients.actions.profile import Profile
from arcada.patients.models import Patient
from arcada.patients.queries import find
from arcada.practice.access import Member, Permission
from arcada.practice.models import Membership
from arcada.web.intake.forms import DetailsForm
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context

NUMBER = re.compile(r"No\.\s*(\S+)\s*$")


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.EDIT_PATIENTS)
def details(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Draw the whole profile, or save what was corrected."""
    member = request.membership  # type: ignore[attr-defined]
    patient = patient_or_404(request, patient_id, noun="patient")
    if request.method != "POST":
        return _page(request, patient, DetailsForm(initial=DetailsForm.filled(patient)), patient.revision)
    form = DetailsForm(request.POST)
    revision = _number(request.POST.get("revision", ""))
    if form.is_valid():
        outcome = _correct(member, patient, form, revision)
        if isinstance(outcome, Patient):
            toast(request, f"{outcome.given_name} {outcome.family_name}: saved.")
            return redirect("intake:show", patient.pk)
        form.refuse(outcome)
        if outcome.code == "stale_patient":
            patient.refresh_from_db()
            revision = patient.revision
    return _page(request, patient, form, revision, status=422)


def _correct(member: Membership, patient: Patient, form: DetailsForm, revision: int) -> Patient | Refusal:
    values = dict(form.cleaned_data)
    guarantor = _relative(member, values.pop("guarantor"))
    if isinstance(guarantor, Refusal):
        return guarantor
    profile = Profile(**values, guarantor_id=guarantor.pk if guarantor else None)
    return correct_patient(by=member, at=timezone.now(), patient=patient, profile=profile, expected_revision=revision)


def _relative(member: Member, typed: str) -> Patient | Refusal | None:
    """Find the relative that was named; one and only one must fit."""
    if not typed.strip():
        return None
    numbered = NUMBER.search(typed)
    found = list(find(member, numbered[1] if numbered else typed)[:2])
    if numbered:
        found = [row for row in found if row.chart_number == numbered[1]] or found
    if len(found) == 1:
        return found[0]
    what = "No patient fits" if not found else "More than one patient fits"
    return Refusal("unknown_guarantor", f"{what} '{typed}'. Write the relative's chart number.", "guarantor")


def _page(request: HttpRequest, patient: Patient, form: DetailsForm, revision: int, status: int = 200) -> HttpResponse:
    relatives = find(request.membership, patient.family_name).exclude(pk=patient.pk)[:12]  # type: ignore[attr-defined]
    context = {
        "form": form,
        "revision": revision,
        "relatives": [f"{one.given_name} {one.family_name}, No. {one.chart_number}" for one in relatives],
        "archived": patient.archived_at is not None,
    }
    frame = page_context(request, patient=patient, tab="intake")
    return render(request, "web/intake/details.html", frame | context, status=status)


@require_POST
@gate(Permission.EDIT_PATIENTS)
def archive(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put the record away, with the reason."""
    patient = patient_or_404(request, patient_id)
    outcome = archive_patient(
        by=request.membership,  # type: ignore[attr-defined]
        at=timezone.now(),
        patient=patient,
        why=request.POST.get("why", ""),
    )
    if isinstance(outcome, Refusal):
        toast(request, outcome.text)
        return redirect("intake:details", patient.pk)
    toast(request, "The record is put away.", undo_url=reverse("intake:restore", args=[patient.pk]))
    return redirect("intake:show", patient.pk)


@require_POST
@gate(Permission.EDIT_PATIENTS)
def restore(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Take the record back."""
    patient = patient_or_404(request, patient_id)
    restore_patient(by=request.membership, at=timezone.now(), patient=patient)  # type: ignore[attr-defined]
    toast(request, "The record is back in use.")
    return redirect("intake:show", patient.pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - a revision is a small number
