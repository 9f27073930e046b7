"""Book one appointment that belongs to no plan."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.phrases import moment
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.patients.queries import find, one
from arcada.practice.access import Permission, may
from arcada.practice.models import Provider
from arcada.schedule.actions.appointments import book
from arcada.schedule.queries import appointment_of
from arcada.web.schedule.forms import BookForm
from arcada.web.schedule.presenters.wall import link
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context

ASKED = ("day", "time", "title", "kind", "provider", "chair", "minutes")
USUAL_MINUTES = 40


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.BOOK)
def new(request: HttpRequest) -> HttpResponse:
    """Draw the form, or book what it says."""
    member = request.membership  # type: ignore[attr-defined]
    zone = ZoneInfo(member.practice.time_zone)
    if request.method != "POST":
        return _draw(request, BookForm(initial=_asked(request), zone=zone))
    form = BookForm(request.POST, zone=zone)
    if not form.is_valid():
        return _draw(request, form, status=422)
    patient = form.patient_row(member)
    if isinstance(patient, Refusal):
        form.refuse(patient)
        return _draw(request, form, status=422)
    now = timezone.now()
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="book appointment",
        act=lambda: book(
            by=member,
            at=now,
            patient=patient,
            slot=form.slot(),
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
        ),
    )
    if sent.refusal:
        form.refuse(sent.refusal)
        return _draw(request, form, status=409)
    row = appointment_of(member, str(sent.noun_id))
    if row is None:
        return redirect("schedule:daybook")
    frame = page_context(request)
    if not sent.repeated:
        name = f"{patient.given_name} {patient.family_name}"
        toast(request, f"{name} booked for {moment(row.starts_at, frame['voice'])}.")
    return redirect(link(row.starts_at.astimezone(zone).date(), "chair", row.pk))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address says already; a hygienist begins with the own column."""
    member = request.membership  # type: ignore[attr-defined]
    asked: dict[str, Any] = {name: request.GET[name][:120] for name in ASKED if request.GET.get(name)}
    asked.setdefault("day", local_date(timezone.now(), member.practice).isoformat())
    asked.setdefault("minutes", USUAL_MINUTES)
    own = Provider.objects.filter(membership=member, active=True).first()
    if own is not None:
        asked.setdefault("provider", str(own.pk))
    patient = _patient(request, request.GET.get("patient", ""))
    return asked | ({"patient": _named(patient)} if patient else {})


def _patient(request: HttpRequest, given: str) -> Patient | None:
    try:
        key = UUID(given)
    except ValueError:
        return None
    return one(request.membership, key)  # type: ignore[attr-defined]


def _named(patient: Patient) -> str:
    return f"{patient.given_name} {patient.family_name}, No. {patient.chart_number}"


def _draw(request: HttpRequest, form: BookForm, *, status: int = 200) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    typed = str(form["patient"].value() or "")
    known = find(member, typed)[:12] if form.errors and typed.strip() else ()
    context = {
        "form": form,
        "known": [_named(row) for row in known],
        "key": request.POST.get("key") or new_key(),
        "own_only": not may(member, Permission.BOOK),
    }
    return render(request, "web/schedule/new.html", page_context(request) | context, status=status)
