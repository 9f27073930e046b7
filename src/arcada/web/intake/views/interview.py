"""The coordinator's interview: why they came, what they hope for, can spend and fear, when they can come."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.actions import hold_interview
from arcada.patients.models import Interview, Patient
from arcada.practice.access import Permission
from arcada.web.intake.forms import InterviewForm
from arcada.web.intake.presenters.interview import interview_page
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.TAKE_HISTORY)
def interview(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Draw the form with the last interview in it, or keep a new one."""
    patient = patient_or_404(request, patient_id, noun="interview")
    last = patient.interviews.first()
    number = last.number if last else 0
    if request.method != "POST":
        form = InterviewForm(initial=InterviewForm.filled(last))
        wishes, times = (tuple(last.wishes), tuple(last.times)) if last else ((), ())
        return _page(request, patient, form, wishes, times, number)
    form = InterviewForm(request.POST)
    wishes = tuple(wish for wish in (*request.POST.getlist("wish"), *_more(request.POST.get("wish_more", ""))) if wish)
    times = tuple(request.POST.getlist("time"))
    if form.is_valid():
        outcome = _keep(request, patient, form, wishes, times)
        if not isinstance(outcome, Refusal):
            toast(request, "The interview is kept.")
            return redirect("intake:show", patient.pk)
        form.refuse(outcome)
    return _page(request, patient, form, wishes, times, number, status=422)


def _keep(
    request: HttpRequest,
    patient: Patient,
    form: InterviewForm,
    wishes: tuple[str, ...],
    times: tuple[str, ...],
) -> Interview | Refusal | None:
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    seen = request.POST.get("number", "")
    expected = int(seen) if seen.isdecimal() and len(seen) < 6 else -1  # noqa: PLR2004 - a small number
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="hold interview",
        act=lambda: hold_interview(
            by=member,
            at=now,
            patient=patient,
            said=form.said(wishes=wishes, times=times),
            expected_number=expected,
        ),
    )
    return sent.refusal


def _more(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _page(
    request: HttpRequest,
    patient: Patient,
    form: InterviewForm,
    wishes: tuple[str, ...],
    times: tuple[str, ...],
    number: int,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "page": interview_page(wishes, times),
        "number": number,
        "key": new_key(),
    }
    frame = page_context(request, patient=patient, tab="intake")
    return render(request, "web/intake/interview.html", frame | context, status=status)
