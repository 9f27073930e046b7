"""Money that comes in, and a receipt taken back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.submission import once
from arcada.display.toasts import toast
from arcada.insurance.actions.payment_receipts import receive, reverse
from arcada.insurance.payments import receipt_of
from arcada.practice.access import Permission
from arcada.web.budget.forms import ReasonForm, ReceiveForm
from arcada.web.budget.views.agreeing import plan_or_404
from arcada.web.budget.views.showing import draw
from arcada.web.shell.gate import gate, patient_or_404


@require_POST
@gate(Permission.PRICE)
def take(request: HttpRequest, patient_id: UUID, payment_plan_id: UUID) -> HttpResponse:
    """Write a receipt."""
    patient = patient_or_404(request, patient_id)
    plan = plan_or_404(request, patient, payment_plan_id)
    form = ReceiveForm(request.POST)
    if not form.is_valid():
        return draw(request, patient, receive_form=form, status=422)
    by, at, told = request.membership, timezone.now(), form.cleaned_data  # type: ignore[attr-defined]
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="receive",
        act=lambda: receive(
            by=by, at=at, plan=plan, amount=told["amount"], on=told["on"], way=told["way"], reference=told["reference"]
        ),
    )
    if sent.refusal is not None:
        problem = "" if form.refuse(sent.refusal) else sent.refusal.text
        return draw(request, patient, receive_form=form, problem=problem, status=422)
    if sent.made is not None:
        toast(request, f"Receipt {sent.made.number} was written.")
    return redirect("budget:show", patient.pk)


@require_POST
@gate(Permission.PRICE)
def take_back(request: HttpRequest, patient_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Take a receipt back with a reason."""
    patient = patient_or_404(request, patient_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    found = receipt_of(by, receipt_id)
    if found is None or found.plan.case.patient_id != patient.pk:
        raise Http404
    form = ReasonForm(request.POST)
    why = form.cleaned_data["reason"] if form.is_valid() else ""
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="take a receipt back",
        act=lambda: reverse(by=by, at=at, receipt=found, why=why),
    )
    if sent.refusal is not None:
        told = {"id": found.pk, "why": why, "error": sent.refusal.text}
        return draw(request, patient, reversed=told, status=422)
    if not sent.repeated:
        toast(request, f"Receipt {found.number} was taken back.")
    return redirect("budget:show", patient.pk)
