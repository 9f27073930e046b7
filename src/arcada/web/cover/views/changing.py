"""One coverage: change it, put it earlier or later, verify it, end it, take it out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.cases.submission import new_key
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.coverages import (
    change_coverage,
    end_coverage,
    order_coverages,
    remove_coverage,
    verify_coverage,
)
from arcada.insurance.models import Coverage
from arcada.insurance.queries import coverage_of, coverages_of, standing_coverages
from arcada.patients.models import Patient
from arcada.patients.queries import read_date
from arcada.practice.access import Permission
from arcada.web.cover.forms.entry import EntryForm
from arcada.web.cover.forms.member import MemberForm, OwnBenefitsForm, UsedForm
from arcada.web.cover.presenters.one import one_page
from arcada.web.cover.views.showing import draw as draw_all
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import local_date, page_context, voice_of

UNCLEAR = 422


def found(request: HttpRequest, patient_id: UUID, coverage_id: UUID, *, noun: str = "") -> tuple[Patient, Coverage]:
    """Give patient and coverage; any other practice's or patient's is not there."""
    patient = patient_or_404(request, patient_id, noun=noun)
    row = coverage_of(request.membership, coverage_id)  # type: ignore[attr-defined]
    if row is None or row.patient_id != patient.pk:
        raise Http404
    return patient, row


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.READ_PRICE)
def one(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """Show a coverage with its ledger, or change it."""
    patient, row = found(request, patient_id, coverage_id, noun="coverage")
    if request.method != "POST":
        return draw(request, patient, row)
    member = request.membership  # type: ignore[attr-defined]
    form = _member_form(request, row)
    if not form.is_valid():
        return draw(request, patient, row, form=form, status=UNCLEAR)
    outcome = change_coverage(
        by=member,
        at=timezone.now(),
        coverage=row,
        told=form.told(own=row),
        revision=revision_of(request),
    )
    if isinstance(outcome, Refusal):
        form.refuse(outcome)
        return draw(request, patient, row, form=form, status=UNCLEAR)
    toast(request, "The coverage is changed. The estimates count with it.")
    return redirect("cover:one", patient.pk, row.pk)


@require_POST
@gate(Permission.PRICE)
def own_benefits(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """Keep what this member has beyond the plan."""
    patient, row = found(request, patient_id, coverage_id)
    form = OwnBenefitsForm(request.POST)
    overrides = form.overrides() if form.is_valid() else None
    if overrides is None:
        return draw(request, patient, row, own=form, status=UNCLEAR)
    told = MemberForm.told_of(row, overrides)
    outcome = change_coverage(
        by=request.membership,  # type: ignore[attr-defined]
        at=timezone.now(),
        coverage=row,
        told=told,
        revision=revision_of(request),
    )
    if isinstance(outcome, Refusal):
        form.refuse(outcome)
        return draw(request, patient, row, own=form, status=UNCLEAR)
    toast(request, "What this member has beyond the plan is kept.")
    return redirect("cover:one", patient.pk, row.pk)


@require_POST
@gate(Permission.PRICE)
def move(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """Let a coverage pay one place earlier or later."""
    patient, row = found(request, patient_id, coverage_id)
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    order = [one.pk for one in standing_coverages(patient)]
    shown = [one.pk for one in coverages_of(patient, local_date(now, member.practice))]
    at = shown.index(row.pk) if row.pk in shown else 0
    to = at + (-1 if request.POST.get("to") == "up" else 1)
    if row.pk in shown and 0 <= to < len(shown):
        here, there = order.index(row.pk), order.index(shown[to])  # one that ended keeps its place between them
        order[here], order[there] = order[there], order[here]
    outcome = order_coverages(by=member, at=now, patient=patient, order=order)
    if isinstance(outcome, Refusal):
        return draw_all(request, patient, problem=outcome.text, status=409)
    toast(request, "The order is changed. The estimates count with it.")
    return redirect("cover:show", patient.pk)


@require_POST
@gate(Permission.PRICE)
def verify(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """The payer confirmed it today."""
    patient, row = found(request, patient_id, coverage_id)
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    today = local_date(now, member.practice)
    outcome = verify_coverage(by=member, at=now, coverage=row, on=today, source=request.POST.get("source", ""))
    if isinstance(outcome, Refusal):
        return draw_all(request, patient, problem=outcome.text, status=UNCLEAR)
    toast(request, "Noted as verified today.")
    return redirect("cover:show", patient.pk)


@require_POST
@gate(Permission.PRICE)
def end(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """Say the last day."""
    typed = request.POST.get("ends", "")
    ends = read_date(typed)
    if ends is None:
        patient, row = found(request, patient_id, coverage_id)
        text = "Choose the last day on which it covers." if not typed.strip() else f"'{typed}' does not read as a day."
        return draw(request, patient, row, problem=text, status=UNCLEAR)
    return _done(
        request,
        patient_id,
        coverage_id,
        lambda row, now: end_coverage(by=request.membership, at=now, coverage=row, ends=ends),  # type: ignore[attr-defined]
        "The last day is kept. Later visits count without this coverage.",
    )


@require_POST
@gate(Permission.PRICE)
def remove(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """Take out a mistake."""
    why = request.POST.get("why", "")
    return _done(
        request,
        patient_id,
        coverage_id,
        lambda row, now: remove_coverage(by=request.membership, at=now, coverage=row, why=why),  # type: ignore[attr-defined]
        "The coverage is taken out. It stays on record as a mistake.",
    )


def _done(
    request: HttpRequest, patient_id: UUID, coverage_id: UUID, act: Callable[[Coverage, Any], Any], said: str
) -> HttpResponse:
    patient, row = found(request, patient_id, coverage_id)
    outcome = act(row, timezone.now())
    if isinstance(outcome, Refusal):
        return draw(request, patient, row, problem=outcome.text, status=UNCLEAR)
    toast(request, said)
    return redirect("cover:show", patient.pk)


def draw(
    request: HttpRequest,
    patient: Patient,
    row: Coverage,
    *,
    form: MemberForm | None = None,
    own: OwnBenefitsForm | None = None,
    used: UsedForm | None = None,
    entry: EntryForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the page, with a form that was refused in its place."""
    member = request.membership  # type: ignore[attr-defined]
    today, voice = local_date(timezone.now(), member.practice), voice_of(member.practice)
    first = {"used_on": today, "on": today, "source": "phone"}
    context = {
        "page": one_page(member, row, today=today, voice=voice),
        "form": form or MemberForm(voice=voice, held=True, with_used=False, initial=MemberForm.of(row)),
        "own": own or OwnBenefitsForm(initial=OwnBenefitsForm.of(row)),
        "own_open": own is not None,
        "used": used or UsedForm(voice=voice, initial=first),
        "entry": entry or EntryForm(voice=voice, initial=first),
        "entry_open": entry is not None,
        "problem": problem,
        "key": request.POST.get("key") or new_key(),
        "revision": request.POST.get("revision") or row.revision,
    }
    frame = page_context(request, patient=patient, tab="money")
    return render(request, "web/cover/one.html", frame | context, status=status)


def _member_form(request: HttpRequest, row: Coverage) -> MemberForm:
    member = request.membership  # type: ignore[attr-defined]
    voice = voice_of(member.practice)
    return MemberForm(request.POST, voice=voice, held=True, with_used=False, initial=MemberForm.of(row))


def revision_of(request: HttpRequest) -> int:
    """Give the count of saves that the page was drawn from; what is no number fits none."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1  # noqa: PLR2004 - what a counter can reach
