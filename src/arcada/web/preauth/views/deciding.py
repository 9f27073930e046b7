"""Decide about a pack: withdraw it, appeal, call a condition met, treat without waiting, adjust the plan."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.cases.queries import active_version
from arcada.cases.submission import new_key, once
from arcada.coordination.actions.tasks import ToDo, add_task
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.documents.preauth_sending import appeal
from arcada.insurance.actions.preauth_appeal import write_appeal
from arcada.insurance.actions.preauth_decide import adjust, meet_condition, treat_without, withdraw
from arcada.insurance.models import PreAuthLine, PreAuthorisation
from arcada.insurance.preauth.journal import name_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Role
from arcada.web.preauth.forms.deciding import (
    AdjustForm,
    AppealForm,
    AppealSendForm,
    MetForm,
    WithdrawForm,
    WithoutForm,
)
from arcada.web.preauth.presenters.instead import ways_of
from arcada.web.preauth.views.showing import carried_out, draw, line_or_404, pack_or_404, today_of
from arcada.web.shell.gate import gate
from arcada.web.shell.money import MONEY
from arcada.web.shell.page import page_context

DAYS_FOR_THE_DENTIST = timedelta(days=3)  # source: judgement


@require_POST
@gate(Permission.PRICE)
def take_back(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Withdraw the pack."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = WithdrawForm(request.POST, auto_id="withdraw-%s")
    return carried_out(
        request,
        patient,
        row,
        "withdraw",
        form,
        lambda: withdraw(by=request.membership, at=timezone.now(), pack=row, why=form.cleaned_data["why"]),  # type: ignore[attr-defined]
        said="The pack is withdrawn; nothing waits for it any more.",
    )


@require_POST
@gate(Permission.PRICE)
def letter(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Keep the letter of an appeal."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = AppealForm(request.POST, auto_id="appeal-%s")
    return carried_out(
        request,
        patient,
        row,
        "appeal",
        form,
        lambda: write_appeal(by=request.membership, at=timezone.now(), pack=row, text=form.cleaned_data["appeal"]),  # type: ignore[attr-defined]
        said="The letter is kept. Print it, send it, then say so.",
    )


@require_POST
@gate(Permission.PRICE)
def send_letter(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """The appeal went out."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = AppealSendForm(request.POST, auto_id="appealsend-%s")
    return carried_out(
        request,
        patient,
        row,
        "appeal_send",
        form,
        lambda: appeal(by=request.membership, at=timezone.now(), pack=row, sent=form.cleaned_data["sent"]),  # type: ignore[attr-defined]
        said="The appeal is on its way; its answer is awaited.",
    )


@require_POST
@gate(Permission.PRESENT)
def met(request: HttpRequest, patient_id: UUID, pack_id: UUID, line_id: UUID) -> HttpResponse:
    """A condition is met."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    line = line_or_404(row, line_id)
    form = MetForm(request.POST, auto_id="met-%s")
    return carried_out(
        request,
        patient,
        row,
        "met",
        form,
        lambda: meet_condition(by=request.membership, at=timezone.now(), line=line, how=form.cleaned_data["how"]),  # type: ignore[attr-defined]
        said=f"{line.name} can be booked.",
        line_id=line.pk,
    )


@require_POST
@gate(Permission.PRESENT)
def without(request: HttpRequest, patient_id: UUID, pack_id: UUID, line_id: UUID) -> HttpResponse:
    """The patient does not want to wait."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    line = line_or_404(row, line_id)
    form = WithoutForm(request.POST, auto_id="without-%s")
    return carried_out(
        request,
        patient,
        row,
        "without",
        form,
        lambda: treat_without(by=request.membership, at=timezone.now(), line=line, informed=form.told()),  # type: ignore[attr-defined]
        said=f"{line.name} can be booked; the patient knows that the insurer may pay nothing.",
        line_id=line.pk,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.READ_PRICE)
def adjusting(request: HttpRequest, patient_id: UUID, pack_id: UUID, line_id: UUID) -> HttpResponse:
    """Show the other ways for a denied line, or make the plan again with one of them."""
    patient, row = pack_or_404(request, patient_id, pack_id, noun="plan")
    line = line_or_404(row, line_id)
    found = ways_of(line, row, request.membership)  # type: ignore[attr-defined]
    choices = [(one.value, one.title) for one in found if one.possible]
    if request.method != "POST":
        version = active_version(row.case)
        form = AdjustForm(initial={"version": version.number if version else "", "why": _why(line)}, ways=choices)
        return _draw(request, patient, row, line, form, status=200)
    form = AdjustForm(request.POST, ways=choices)
    if not form.is_valid():
        return _draw(request, patient, row, line, form, status=422)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="preauth adjust",
        act=lambda: adjust(by=by, at=at, line=line, instead=form.instead()),
    )
    if sent.refusal is not None:
        form.refuse(sent.refusal)
        return _draw(request, patient, row, line, form, status=422)
    if not sent.repeated:
        toast(request, "The plan was made again with what is covered. This is what changed; ask the patient anew.")
    return redirect(reverse("plan:changes", args=[patient.pk]))


def _why(line: PreAuthLine) -> str:
    return f"The insurer does not pay for this: {line.reason}" if line.reason else ""


def _draw(
    request: HttpRequest,
    patient: Patient,
    row: PreAuthorisation,
    line: PreAuthLine,
    form: AdjustForm,
    *,
    status: int,
) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request, patient=patient, tab=MONEY)
    context: dict[str, Any] = {
        "form": form,
        "ways": ways_of(line, row, member, frame["voice"]),
        "chosen": str(form["way"].value() or ""),
        "line": {"id": line.pk, "name": line.name, "reason": line.reason},
        "pack": {"id": row.pk, "name": name_of(row), "payer": str(row.coverage.policy.plan.payer)},
        "may_adjust": may(member, Permission.OVERRIDE, line),
        "key": request.POST.get("key") or new_key(),
    }
    return render(request, "web/preauth/adjust.html", frame | context, status=status)


@require_POST
@gate(Permission.PRICE)
def ask_dentist(request: HttpRequest, patient_id: UUID, pack_id: UUID, line_id: UUID) -> HttpResponse:
    """Give the dentist the task to adjust the plan."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    line = line_or_404(row, line_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    title = f"{name_of(row)}: {line.name} was denied. Adjust the plan, or help with the appeal?"
    todo = ToDo(
        title=title[:200],
        role=Role.DENTIST,
        due_date=today_of(request) + DAYS_FOR_THE_DENTIST,
        case=row.case,
        step="check_pre_authorisation",
    )
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="preauth ask the dentist",
        act=lambda: add_task(by=by, at=at, todo=todo),
    )
    if isinstance(sent.refusal, Refusal):
        return draw(request, patient, row, problem=sent.refusal.text, status=409)
    if not sent.repeated:
        toast(request, "The dentist has the task on the list.")
    return redirect("preauth:pack", patient.pk, row.pk)
