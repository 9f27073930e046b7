"""Tasks: give somebody something to do, say that it is done, take that back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from arcada.cases.submission import once
from arcada.coordination.actions.tasks import ToDo, add_task, complete_task, reopen_task
from arcada.coordination.models import Task
from arcada.coordination.queries import task_of
from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.web.case.forms import TaskForm
from arcada.web.case.views import draw
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of
from arcada.web.shell.rail import address


@require_POST
@gate(Permission.SEE_PATIENTS)
def add(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put a task for this patient on a worklist."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    form = TaskForm(request.POST)
    if not form.is_valid():
        return draw(request, patient, task=form, status=422)
    role, owner = form.role_and_owner()
    todo = ToDo(
        title=form.cleaned_data["title"],
        role=role,
        due_date=form.cleaned_data["due_date"],
        owner=owner,
        case=open_case_of(member, patient),
        patient=patient,
    )
    now = timezone.now()
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="add task",
        act=lambda: add_task(by=member, at=now, todo=todo),
    )
    if sent.refusal:
        form.refuse(sent.refusal)
        return draw(request, patient, task=form, status=422)
    if not sent.repeated:
        toast(request, "The task is on the worklist.")
    return redirect("case:show", patient.pk)


@require_POST
@gate(Permission.SEE_PATIENTS)
def done(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Say that a task is done."""
    row = _task(request, task_id)
    complete_task(by=request.membership, at=timezone.now(), task=row)  # type: ignore[attr-defined]
    toast(request, f"Done: {row.title}", undo_url=reverse("case:task_reopen", args=[row.pk]))
    return _back(request, row)


@require_POST
@gate(Permission.SEE_PATIENTS)
def reopen(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Say that it was not done after all."""
    row = _task(request, task_id)
    reopen_task(by=request.membership, at=timezone.now(), task=row)  # type: ignore[attr-defined]
    toast(request, f"Open again: {row.title}")
    return _back(request, row)


def _task(request: HttpRequest, task_id: UUID) -> Task:
    row = task_of(request.membership, task_id)  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return row


def _back(request: HttpRequest, row: Task) -> HttpResponse:
    """Go back to the page that sent the form, else to the patient's case."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(came_from)
    return redirect("case:show", row.patient_id) if row.patient_id else redirect(address("today:show") or "/")
