"""What every view of the chart begins and ends with: the patient, how it is looked at, and drawing the page."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from arcada.cases.mapping import age_in_years
from arcada.cases.models import Chart, ChartSnapshot
from arcada.cases.submission import new_key
from arcada.core.kernel import Refusal
from arcada.core.teeth.eruption import dentition
from arcada.display.phrases import Voice
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.models import Membership
from arcada.web.chart.look import Look, read_look
from arcada.web.chart.presenters.detail import Trouble
from arcada.web.chart.presenters.page import chart_page, known
from arcada.web.shell.gate import patient_or_404
from arcada.web.shell.journey import journey_here
from arcada.web.shell.page import local_date, page_context, voice_of

REFUSED = 422
LONGEST_REVISION = 9


def member_of(request: HttpRequest) -> Membership:
    """Give the membership that acts."""
    member: Membership = request.membership  # type: ignore[attr-defined]
    return member


def today_of(request: HttpRequest) -> date:
    """Give the practice's own day."""
    return local_date(timezone.now(), member_of(request).practice)


def patient_of(request: HttpRequest, patient_id: UUID) -> Patient:
    """Give the patient whose chart this is; the reading goes on record."""
    return patient_or_404(request, patient_id, noun="chart")


def look_of(request: HttpRequest, patient: Patient) -> Look:
    """Read how the chart is looked at."""
    age = age_in_years(patient.birth_date, today_of(request))
    return read_look(request, notation=patient.practice.numbering, dentition=dentition(age))


def voice_for(patient: Patient, look: Look) -> Voice:
    """Give the practice's voice in the numbering that is looked at."""
    return replace(voice_of(patient.practice), notation=look.notation)


def chart_row(patient: Patient) -> Chart:
    """Give the chart of a patient that a form is about."""
    chart, _ = Chart.objects.get_or_create(practice_id=patient.practice_id, patient=patient)
    return chart


def seen_revision(request: HttpRequest) -> int:
    """Read the revision that the form was drawn at; nonsense is never the present one."""
    text = request.POST.get("revision") or request.GET.get("revision") or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_REVISION else -1


def snapshot_at(patient: Patient, look: Look) -> ChartSnapshot | None:
    """Give the snapshot that is looked at; an unknown one is not there."""
    if not look.snapshot:
        return None
    rows = ChartSnapshot.objects.filter(chart__patient=patient, pk=look.snapshot)
    found = rows.select_related("taken_by__user").first()
    if found is None:
        raise Http404
    return found


def draw(
    request: HttpRequest, patient: Patient, look: Look, *, trouble: Trouble | None = None, status: int = 200
) -> HttpResponse:
    """Draw the page, with a form that was refused in its place."""
    member = member_of(request)
    voice, today = voice_for(patient, look), today_of(request)
    found = known(patient, look, today)
    page = chart_page(
        member,
        patient,
        found,
        today=today,
        voice=voice,
        snapshot=snapshot_at(patient, look),
        trouble=trouble,
    )
    context: dict[str, Any] = {"page": page, "trouble": trouble, "key": new_key(), "voice": voice}
    journey = journey_here(member, patient, timezone.now(), version=found.version)
    frame = page_context(request, patient=patient, tab="chart", journey=journey)
    return render(request, "web/chart/show.html", frame | context, status=status)


def refused(
    request: HttpRequest, patient: Patient, look: Look, refusal: Refusal, *, form: str, errors: Any = None
) -> HttpResponse:
    """Draw the chart as it is now, with the sentence at the field and all that was typed."""
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    trouble = Trouble(
        form=form, text=refusal.text, where=refusal.where, code=refusal.code, typed=typed, errors=errors or {}
    )
    return draw(request, patient, look, trouble=trouble, status=REFUSED)


def back(patient: Patient, look: Look, **changes: Any) -> HttpResponse:
    """Go back to the chart, looked at as before."""
    query = look.query(**changes)
    path = reverse("chart:show", args=[patient.pk])
    return redirect(f"{path}?{query}" if query else path)


def say_with_undo(request: HttpRequest, patient: Patient, text: str) -> None:
    """Say what happened; the undo of the toast takes back this change and no later one."""
    revision = chart_row(patient).revision
    toast(request, text, undo_url=f"{reverse('chart:undo', args=[patient.pk])}?revision={revision}")
