"""What a person does in the queue: look again, settle a thread, record that a patient wants silence."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.outreach.actions.find_threads import find_threads
from arcada.outreach.actions.settle import settle_thread
from arcada.outreach.actions.silence import silence_patient
from arcada.outreach.models import Cause
from arcada.practice.access import Permission
from arcada.web.followup.forms import SettleForm, SilenceForm
from arcada.web.followup.showing import draw_thread, thread_of
from arcada.web.shell.gate import gate


@require_POST
@gate(Permission.MESSAGES)
def look(request: HttpRequest) -> HttpResponse:
    """Bring the queue in step with the record."""
    found = find_threads(practice=request.membership.practice, at=timezone.now())  # type: ignore[attr-defined]
    ended = found.booked + found.closed
    toast(request, f"{found.opened} new, {ended} settled, {found.held} lack something.")
    return redirect("followup:queue")


@require_POST
@gate(Permission.MESSAGES)
def settle(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say what becomes of a thread."""
    row = thread_of(request, thread_id)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return draw_thread(request, row, settling=form, status=422)
    by = request.membership  # type: ignore[attr-defined]
    outcome = settle_thread(thread=row, settled=form.settled(row), by=by, at=timezone.now())
    if isinstance(outcome, Refusal):
        return draw_thread(request, row, settling=form, problem=outcome.text, status=422)
    toast(request, "Noted.")
    return redirect("followup:thread", row.pk)


@require_POST
@gate(Permission.READ_MESSAGES, Permission.CALL_TASKS)
def silence(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Record that a patient wants no more messages; one click, whoever heard it."""
    row = thread_of(request, thread_id)
    form = SilenceForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    silence_patient(
        patient=row.patient,
        at=timezone.now(),
        by=request.membership,  # type: ignore[attr-defined]
        cause=Cause.STAFF,
        words=words or "said so to a member of the team",
    )
    toast(request, f"{row.patient.given_name} gets no more messages.")
    return redirect("followup:thread", row.pk)
