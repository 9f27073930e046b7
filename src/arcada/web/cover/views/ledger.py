"""The ledger of a coverage: what is used so far, an entry, an entry taken back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.ledger import enter, take_back
from arcada.insurance.actions.used import tell_used
from arcada.insurance.models import LedgerEntry
from arcada.practice.access import Permission
from arcada.web.cover.forms.entry import EntryForm
from arcada.web.cover.forms.member import UsedForm
from arcada.web.cover.views.changing import UNCLEAR, draw, found
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, voice_of


@require_POST
@gate(Permission.PRICE)
def used(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """Keep the payer's figures of the year."""
    patient, row = found(request, patient_id, coverage_id)
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    form = UsedForm(request.POST, voice=voice_of(member.practice))
    if not form.is_valid():
        return draw(request, patient, row, used=form, status=UNCLEAR)
    told = form.told(local_date(now, member.practice))
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="tell used",
        act=lambda: tell_used(by=member, at=now, coverage=row, told=told),
    )
    if sent.refusal:
        form.refuse(sent.refusal)
        return draw(request, patient, row, used=form, status=UNCLEAR)
    if not sent.repeated:
        toast(request, "What is used is kept. The estimates count with it.")
    return redirect("cover:one", patient.pk, row.pk)


@require_POST
@gate(Permission.PRICE)
def add(request: HttpRequest, patient_id: UUID, coverage_id: UUID) -> HttpResponse:
    """Enter a service."""
    patient, row = found(request, patient_id, coverage_id)
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    form = EntryForm(request.POST, voice=voice_of(member.practice))
    if not form.is_valid():
        return draw(request, patient, row, entry=form, status=UNCLEAR)
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="enter ledger",
        act=lambda: enter(by=member, at=now, coverage=row, told=form.told()),
    )
    if sent.refusal:
        form.refuse(sent.refusal)
        return draw(request, patient, row, entry=form, status=UNCLEAR)
    if not sent.repeated:
        toast(request, "The entry is in the ledger.")
    return redirect("cover:one", patient.pk, row.pk)


@require_POST
@gate(Permission.PRICE)
def back(request: HttpRequest, patient_id: UUID, coverage_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take an entry back."""
    patient, row = found(request, patient_id, coverage_id)
    entry = LedgerEntry.objects.filter(coverage=row, pk=entry_id).select_related("coverage").first()
    if entry is None:
        raise Http404
    member = request.membership  # type: ignore[attr-defined]
    outcome = take_back(by=member, at=timezone.now(), entry=entry, why=request.POST.get("why", ""))
    if isinstance(outcome, Refusal):
        return draw(request, patient, row, problem=outcome.text, status=UNCLEAR)
    toast(request, "The entry is taken back; both lines stay on record.")
    return redirect("cover:one", patient.pk, row.pk)
