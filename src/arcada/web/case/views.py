"""The journey: opening a case, ticking a step that a person must settle, taking a tick back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.open_case import open_case
from arcada.cases.actions.restate_case import restate_case
from arcada.cases.submission import new_key, once
from arcada.coordination.actions.ticks import tick, untick
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may_some
from arcada.web.case.forms import OpenCaseForm, TaskForm
from arcada.web.case.presenters import case_page, differs, first_words
from arcada.web.plan.presenters.renewal import renewal_of
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import journey_here, open_case_of
from arcada.web.shell.page import local_date, page_context, voice_of


@require_safe
@gate(Permission.SEE_PATIENTS)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show where the case stands."""
    return draw(request, patient_or_404(request, patient_id, noun="case"))


def draw(
    request: HttpRequest,
    patient: Patient,
    *,
    opening: OpenCaseForm | None = None,
    task: TaskForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the page, with a form that was refused in its place."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    today = local_date(now, member.practice)
    here = journey_here(member, patient, now)
    voice = voice_of(member.practice)
    said = first_words(patient.interviews.first())
    context = {
        "page": case_page(patient, member, here, today=today, voice=voice),
        "said": said,
        "renewal": renewal_of(here.case) if here else None,
        "newer": bool(here and may_some(member, Permission.PRESENT) and differs(here.case, said)),
        "opening": opening or OpenCaseForm(),
        "task": task or TaskForm(initial={"due_date": today, "who": member.role}),
        "problem": problem,
        "key": request.POST.get("key") or new_key(),
    }
    frame = page_context(request, patient=patient, tab="case", journey=here)
    return render(request, "web/case/show.html", frame | context, status=status)


@require_POST
@gate(Permission.PRESENT)
def open_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Open a case with what the interview says."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    form = OpenCaseForm(request.POST)
    if not form.is_valid():
        return draw(request, patient, opening=form, status=422)
    words = first_words(patient.interviews.first())
    now = timezone.now()
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="open case",
        act=lambda: open_case(
            by=member,
            at=now,
            patient=patient,
            title=form.cleaned_data["title"],
            dentist=form.dentist_row(),
            **words,
        ),
    )
    if sent.refusal:
        return draw(request, patient, opening=form, problem=sent.refusal.text, status=422)
    if not sent.repeated:
        toast(request, "The case is open. The next step stands at the top.")
    return redirect("case:show", patient.pk)


@require_POST
@gate(Permission.PRESENT)
def restate(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Take over into the case what the latest interview says."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    case = open_case_of(member, patient)
    if case is None:
        return draw(request, patient, problem="No case is open: open one first.", status=409)
    words = first_words(patient.interviews.first())
    outcome = restate_case(by=member, at=timezone.now(), case=case, **words)
    if isinstance(outcome, Refusal):
        return draw(request, patient, problem=outcome.text, status=409)
    toast(request, "The case now says what the interview says. Compile again to plan for it.")
    return redirect("case:show", patient.pk)


@require_POST
@gate(Permission.SEE_PATIENTS)
def tick_step(request: HttpRequest, patient_id: UUID, step: str) -> HttpResponse:
    """Say that a step is done, or not needed and why."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    case = open_case_of(member, patient)
    if case is None:
        return draw(request, patient, problem="No case is open: open one first.", status=409)
    outcome = tick(
        by=member,
        at=timezone.now(),
        case=case,
        step=step,
        not_needed=request.POST.get("not_needed") == "on",
        why=request.POST.get("why", ""),
    )
    if isinstance(outcome, Refusal):
        if outcome.code == "ticked_already":
            toast(request, outcome.text)
            return redirect("case:show", patient.pk)
        return draw(request, patient, problem=outcome.text, status=422)
    said = "Noted as not needed." if outcome.not_needed else "Noted as done."
    toast(request, said, undo_url=reverse("case:untick", args=[patient.pk, step]))
    return redirect("case:show", patient.pk)


@require_POST
@gate(Permission.SEE_PATIENTS)
def untick_step(request: HttpRequest, patient_id: UUID, step: str) -> HttpResponse:
    """Take a tick back; that it was there stays on record."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    case = open_case_of(member, patient)
    if case is None:
        return draw(request, patient, problem="No case is open.", status=409)
    outcome = untick(by=member, at=timezone.now(), case=case, step=step)
    toast(request, outcome.text if isinstance(outcome, Refusal) else "Taken back.")
    return redirect("case:show", patient.pk)
