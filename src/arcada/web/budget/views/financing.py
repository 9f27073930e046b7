"""Outside financing: a lender was asked, and what it answered. The lender alone decides."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.submission import once
from arcada.display.toasts import toast
from arcada.insurance.actions.payment_financing import answer_lender, ask_lender
from arcada.insurance.payments import financing_of
from arcada.practice.access import Permission
from arcada.web.budget.forms import AnswerForm, AskForm
from arcada.web.budget.views.showing import draw
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of


@require_POST
@gate(Permission.PRICE)
def ask(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Record that a lender was asked."""
    patient = patient_or_404(request, patient_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    case = open_case_of(by, patient)
    if case is None:
        return draw(request, patient, problem="There is no plan to pay for any more.", status=409)
    form = AskForm(request.POST)
    if not form.is_valid():
        return draw(request, patient, ask_form=form, status=422)
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="ask a lender",
        act=lambda: ask_lender(by=by, at=at, case=case, **form.cleaned_data),
    )
    if sent.refusal is not None:
        problem = "" if form.refuse(sent.refusal) else sent.refusal.text
        return draw(request, patient, ask_form=form, problem=problem, status=422)
    if not sent.repeated:
        toast(request, "Recorded: the lender was asked.")
    return redirect("budget:show", patient.pk)


@require_POST
@gate(Permission.PRICE)
def answer(request: HttpRequest, patient_id: UUID, financing_id: UUID) -> HttpResponse:
    """Record what a lender said."""
    patient = patient_or_404(request, patient_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    found = financing_of(by, financing_id)
    if found is None or found.case.patient_id != patient.pk:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return draw(request, patient, answer_form=form, answered=found.pk, status=422)
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="record a lender's answer",
        act=lambda: answer_lender(by=by, at=at, financing=found, **form.cleaned_data),
    )
    if sent.refusal is not None:
        problem = "" if form.refuse(sent.refusal) else sent.refusal.text
        return draw(request, patient, answer_form=form, answered=found.pk, problem=problem, status=422)
    if not sent.repeated:
        toast(request, "Recorded: what the lender said.")
    return redirect("budget:show", patient.pk)
