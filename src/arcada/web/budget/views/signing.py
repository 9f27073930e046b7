"""Sign a payment plan on the screen, and give its paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.submission import once
from arcada.display.toasts import toast
from arcada.documents.payment_paper import print_payment_plan, sign_payment_plan
from arcada.practice.access import Permission
from arcada.web.budget.views.agreeing import plan_or_404
from arcada.web.budget.views.showing import draw
from arcada.web.consent.forms import SignForm
from arcada.web.consent.views.proposing import pdf_answer
from arcada.web.shell.gate import gate, patient_or_404


@require_POST
@gate(Permission.PRICE)
def sign(request: HttpRequest, patient_id: UUID, payment_plan_id: UUID) -> HttpResponse:
    """Keep the signature and seal the paper; sent twice, it is one signature."""
    patient = patient_or_404(request, patient_id)
    plan = plan_or_404(request, patient, payment_plan_id)
    form = SignForm(request.POST)
    again = request.POST.get("strokes", "")
    if not form.is_valid():
        return draw(request, patient, sign_form=form, again=again, status=422)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="sign a payment plan",
        act=lambda: sign_payment_plan(by=by, at=at, plan=plan, pen=form.pen()),
    )
    if sent.refusal is not None:
        problem = "" if form.refuse(sent.refusal) else sent.refusal.text
        return draw(request, patient, sign_form=form, again=again, problem=problem, status=422)
    if not sent.repeated:
        toast(request, "Signed and sealed. The payment plan is in force.")
    return redirect("budget:show", patient.pk)


@never_cache
@require_safe
@gate(Permission.READ_PRICE)
def paper(request: HttpRequest, patient_id: UUID, payment_plan_id: UUID) -> HttpResponse:
    """Give the paper of a payment plan: the sealed one where it is signed, else as it would be signed."""
    patient = patient_or_404(request, patient_id)
    plan = plan_or_404(request, patient, payment_plan_id)
    content = print_payment_plan(by=request.membership, at=timezone.now(), plan=plan)  # type: ignore[attr-defined]
    return pdf_answer(content, patient, f"payment-plan-{plan.number}", request)
