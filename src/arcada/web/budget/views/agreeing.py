"""Agree on a payment plan: a live schedule while it is typed, a draft, a draft thrown away, a plan ended."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.models import Alternative
from arcada.cases.submission import once
from arcada.core.finance.payment_plan import Schedule, schedule
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.payment_plan import draft_plan, wish_of, withdraw_plan
from arcada.insurance.models import PaymentPlan, PaymentPlanState
from arcada.insurance.payments import active_plan, budget_of, owed_of, plan_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.budget.forms import AgreeForm, ReasonForm
from arcada.web.budget.presenters.plans import preview as written
from arcada.web.budget.views.showing import alternative_at_hand, draw
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import local_date, voice_of


@never_cache
@require_safe
@gate(Permission.PRICE)
def preview(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the schedule of what is typed so far; nothing is kept."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    row = alternative_at_hand(request, patient)
    if row is None:
        raise Http404
    made = _schedule(request, row)
    told = budget_of(patient).monthly
    context = {
        "preview": None if isinstance(made, str) else written(made, voice_of(member.practice), told),
        "problem": made if isinstance(made, str) else "",
    }
    return render(request, "web/budget/preview.html", context)


def _schedule(request: HttpRequest, row: Alternative) -> Schedule | str:
    """The schedule of what is typed, or the first sentence about what is wrong with it."""
    form = AgreeForm(request.GET)
    if not form.is_valid():
        return str(next(iter(form.errors.values()))[0])
    today = local_date(timezone.now(), request.membership.practice)  # type: ignore[attr-defined]
    owed = owed_of(row, today)
    if isinstance(owed, Refusal):
        return owed.text
    made = schedule(wish_of(row, form.agreed(row.currency), owed, today))
    return made.text if isinstance(made, Refusal) else made


@require_POST
@gate(Permission.PRICE)
def draft(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Keep what was agreed as a draft that waits for its signature."""
    patient = patient_or_404(request, patient_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    row = alternative_at_hand(request, patient)
    if row is None:
        return draw(request, patient, problem="There is no plan to pay for any more.", status=409)
    form = AgreeForm(request.POST, renegotiated=active_plan(row.case) is not None)
    if not form.is_valid():
        return draw(request, patient, agree_form=form, status=422)
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="draft a payment plan",
        act=lambda: draft_plan(by=by, at=at, alternative=row, agreed=form.agreed(row.currency)),
    )
    if sent.refusal is not None:
        problem = "" if form.refuse(sent.refusal) else sent.refusal.text
        return draw(request, patient, agree_form=form, problem=problem, status=422)
    if not sent.repeated:
        toast(request, "The payment plan waits for its signature.")
    return redirect("budget:show", patient.pk)


@require_POST
@gate(Permission.PRICE)
def withdraw(request: HttpRequest, patient_id: UUID, payment_plan_id: UUID) -> HttpResponse:
    """Throw a draft away, or end the plan in force."""
    patient = patient_or_404(request, patient_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    plan = plan_or_404(request, patient, payment_plan_id)
    was_draft = plan.state == PaymentPlanState.DRAFT
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return draw(request, patient, end_form=form, status=422)
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="end a payment plan",
        act=lambda: withdraw_plan(by=by, at=at, plan=plan, reason=form.cleaned_data["reason"]),
    )
    if sent.refusal is not None:
        problem = "" if form.refuse(sent.refusal) else sent.refusal.text
        return draw(request, patient, end_form=form, problem=problem, status=422)
    if not sent.repeated:
        toast(request, "The draft was thrown away." if was_draft else "The payment plan has ended.")
    return redirect("budget:show", patient.pk)


def plan_or_404(request: HttpRequest, patient: Patient, payment_plan_id: UUID) -> PaymentPlan:
    """The payment plan of this patient."""
    found = plan_of(request.membership, payment_plan_id)  # type: ignore[attr-defined]
    if found is None or found.case.patient_id != patient.pk:
        raise Http404
    return found
