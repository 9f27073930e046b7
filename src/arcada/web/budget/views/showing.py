"""Payments of a patient as they stand now, and a task to book the visits later."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.sign import guardian_signs
from arcada.cases.models import Alternative
from arcada.cases.models.consent import Relation
from arcada.cases.queries import active_version
from arcada.cases.submission import new_key, once
from arcada.coordination.actions.tasks import ToDo, add_task
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may, require
from arcada.practice.models import Role
from arcada.web.budget.forms import AgreeForm, AnswerForm, AskForm, BudgetForm, ReasonForm, ReceiveForm, fresh_plan
from arcada.web.budget.presenters.page import Page, page_of
from arcada.web.consent.forms import SignForm
from arcada.web.consent.views.proposing import chosen
from arcada.web.plan.presenters.shown import TITLES
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of
from arcada.web.shell.money import MONEY
from arcada.web.shell.page import local_date, page_context, voice_of

DAYS_FOR_A_TASK = 2


@never_cache
@require_safe
@gate(Permission.READ_PRICE)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show what the plan asks for, month by month."""
    return draw(request, patient_or_404(request, patient_id, noun="payments"))


def alternative_at_hand(request: HttpRequest, patient: Patient) -> Alternative | None:
    """The alternative that the page is about: asked for, else accepted, recommended, balanced."""
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    version = active_version(case) if case else None
    if version is None or not version.answer["alternatives"]:
        return None
    return chosen(version, request.GET.get("tier") or request.POST.get("tier", ""))


def draw(request: HttpRequest, patient: Patient, *, problem: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    """Draw the page with refused forms in their places, and all that was typed in them."""
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request, patient=patient, tab=MONEY)
    row = alternative_at_hand(request, patient)
    if row is None:
        return render(request, "web/budget/no_plan.html", frame | {"problem": problem}, status=status)
    budget_form = BudgetForm(request.GET if "monthly" in request.GET else None)
    tried = budget_form.cleaned_data["monthly"] if budget_form.is_bound and budget_form.is_valid() else None
    today = local_date(timezone.now(), member.practice)
    page = page_of(row, today=today, voice=voice_of(member.practice), monthly=tried)
    if isinstance(page, Refusal):
        return render(request, "web/budget/no_plan.html", frame | {"problem": page.text}, status=status)
    if budget_form.is_bound and budget_form.errors:
        status = 422
    context = {
        "page": page,
        "tier": row.tier,
        "ways": tuple(
            (one["tier"], TITLES[one["tier"]]) for one in row.version.answer["alternatives"] if not one.get("same_as")
        ),
        "problem": problem,
        "key": new_key(),
        "may_write": may(member, Permission.PRICE),
        "budget_form": budget_form if budget_form.is_bound else BudgetForm(initial={"monthly": page.monthly}),
        "tried": tried is not None,
        **_forms(page, row, patient, today, forms),
    }
    return render(request, "web/budget/show.html", frame | context, status=status)


def _forms(page: Page, row: Alternative, patient: Patient, today: Any, refused: dict[str, Any]) -> dict[str, Any]:
    """The forms of the page, a refused one in place of its fresh one."""
    renegotiated = page.current is not None and page.current.state == "active"
    told = fresh_plan(owed=page.open, today=today, fewest=page.fewest)
    guardian = guardian_signs(row.version, today)
    name = patient.guardian_name if guardian else f"{patient.given_name} {patient.family_name}"
    fresh = {
        "agree_form": AgreeForm(initial=told, renegotiated=renegotiated),
        "sign_form": SignForm(
            initial={"signer_name": name, "relation": Relation.GUARDIAN if guardian else Relation.PATIENT}
        ),
        "receive_form": ReceiveForm(
            initial={"amount": page.current.next_amount if page.current else "", "on": today.isoformat()}
        ),
        "ask_form": AskForm(initial={"amount": f"{page.open:.2f}", "on": today.isoformat()}),
        "answer_form": AnswerForm(initial={"on": today.isoformat()}),
        "end_form": ReasonForm(),
        "answered": None,
        "reversed": None,
        "guardian": guardian,
        "again": "",
    }
    return fresh | refused


@require_POST
@gate(Permission.PRICE)
def ask_for_dates(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put a task on the coordinators' list: book these visits on the later days of an offer."""
    patient = patient_or_404(request, patient_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    require(by, Permission.BOOK)
    row = alternative_at_hand(request, patient)
    if row is None:
        raise Http404
    today = local_date(at, by.practice)
    tried = BudgetForm(request.POST)
    monthly = tried.cleaned_data["monthly"] if tried.is_valid() else None
    page = page_of(row, today=today, voice=voice_of(by.practice), monthly=monthly)
    found = None if isinstance(page, Refusal) else _offer(page, request.POST.get("code", ""))
    if found is None:
        text = "This offer does not stand any more: dates or figures have changed. Look at the offers as they are now."
        return draw(request, patient, problem=text, status=409)
    days = "; ".join(f"visit {one.number} not before {one.now}" for one in found.moved)
    todo = ToDo(
        title=_short(f"Book later, for the budget: {days}"),
        role=Role.COORDINATOR,
        due_date=today + timedelta(days=DAYS_FOR_A_TASK),
        case=row.case,
        patient=patient,
    )
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="ask for later dates",
        act=lambda: add_task(by=by, at=at, todo=todo),
    )
    if sent.refusal is not None:
        return draw(request, patient, problem=sent.refusal.text, status=422)
    if not sent.repeated:
        toast(request, "A task to book these visits later is on the coordinators' list.")
    return redirect("budget:show", patient.pk)


def _offer(page: Page, code: str) -> Any:
    return next((one for one in page.money.offers if one.code == code), None)


def _short(text: str) -> str:
    """As much of it as a task's title holds."""
    return text if len(text) <= 200 else f"{text[:199]}…"  # noqa: PLR2004 - the column's width
