"""One finding: its details, its evidence, confirming it, withdrawing it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.actions.findings import (
    Evidence,
    add_evidence,
    confirm_finding,
    revise_finding,
    withdraw_finding,
)
from arcada.cases.models import Finding
from arcada.cases.queries import finding_of
from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.interop.knowledge import load_library
from arcada.patients.models import Patient
from arcada.patients.queries import read_date
from arcada.practice.access import Permission
from arcada.web.chart.severity import read_severity
from arcada.web.chart.views.frame import (
    back,
    look_of,
    member_of,
    patient_of,
    refused,
    say_with_undo,
    seen_revision,
)
from arcada.web.chart.words import EVIDENCE, evidence_name
from arcada.web.shell.gate import gate

LONGEST_NOTE = 2000
LONGEST_WHY = 200
Act = Callable[[Finding, datetime], Finding | Refusal]


@require_POST
@gate(Permission.CHART)
def details(request: HttpRequest, patient_id: UUID, finding_id: UUID) -> HttpResponse:
    """Keep how bad it is, and the note."""
    patient, finding = _found(request, patient_id, finding_id)
    kind = load_library().kinds[finding.term]
    severity, errors = read_severity(kind, finding.severity, request.POST.dict())
    if errors:
        wrong = Refusal("wrong_severity", "Some of the details do not read; see the fields below.", "severity")
        look = replace(look_of(request, patient), finding=str(finding.pk))
        return refused(request, patient, look, wrong, form="details", errors=errors)
    note = request.POST.get("note", "")[:LONGEST_NOTE]

    def act(row: Finding, now: datetime) -> Finding | Refusal:
        return revise_finding(
            by=member_of(request),
            at=now,
            finding=row,
            expected_revision=seen_revision(request),
            severity=severity,
            note=note,
        )

    return _carried_out(request, patient, finding, act, form="details", said="details kept")


@require_POST
@gate(Permission.CHART)
def evidence(request: HttpRequest, patient_id: UUID, finding_id: UUID) -> HttpResponse:
    """Put a proof to it."""
    patient, finding = _found(request, patient_id, finding_id)
    shown = _evidence(request)
    if isinstance(shown, Refusal):
        look = replace(look_of(request, patient), finding=str(finding.pk))
        return refused(request, patient, look, shown, form="evidence")
    proof = shown

    def act(row: Finding, now: datetime) -> Finding | Refusal:
        return add_evidence(
            by=member_of(request), at=now, finding=row, expected_revision=seen_revision(request), evidence=proof
        )

    return _carried_out(request, patient, finding, act, form="evidence", said=f"{evidence_name(proof.type)} added")


def _evidence(request: HttpRequest) -> Evidence | Refusal:
    kind, typed = request.POST.get("type", ""), request.POST.get("taken_date", "")
    if kind not in EVIDENCE:
        return Refusal("unknown_evidence", "Choose what shows the finding.", "type")
    day = read_date(typed)
    if day is None:
        text = f"'{typed}' does not read as a day. Write it as 17 May 2026 or 2026-05-17."
        return Refusal("unknown_day", text, "taken_date")
    return Evidence(kind, day, request.POST.get("evidence_note", "").strip()[:LONGEST_WHY])


@require_POST
@gate(Permission.CHART)
def confirm(request: HttpRequest, patient_id: UUID, finding_id: UUID) -> HttpResponse:
    """Let a suspected finding count from now on."""
    patient, finding = _found(request, patient_id, finding_id)

    def act(row: Finding, now: datetime) -> Finding | Refusal:
        return confirm_finding(by=member_of(request), at=now, finding=row, expected_revision=seen_revision(request))

    return _carried_out(request, patient, finding, act, form="confirm", said="confirmed")


@require_POST
@gate(Permission.CHART)
def withdraw(request: HttpRequest, patient_id: UUID, finding_id: UUID) -> HttpResponse:
    """Take it off the chart, with the reason."""
    patient, finding = _found(request, patient_id, finding_id)
    why = request.POST.get("why", "")[:LONGEST_WHY]

    def act(row: Finding, now: datetime) -> Finding | Refusal:
        return withdraw_finding(
            by=member_of(request), at=now, finding=row, expected_revision=seen_revision(request), why=why
        )

    return _carried_out(request, patient, finding, act, form="withdraw", said="withdrawn", closes=True)


def _found(request: HttpRequest, patient_id: UUID, finding_id: UUID) -> tuple[Patient, Finding]:
    patient = patient_of(request, patient_id)
    finding = finding_of(member_of(request), finding_id)
    if finding is None or finding.chart.patient_id != patient.pk:
        raise Http404
    return patient, finding


def _carried_out(
    request: HttpRequest, patient: Patient, finding: Finding, act: Act, *, form: str, said: str, closes: bool = False
) -> HttpResponse:
    """Do it once; refused, the page is drawn again with the finding still open and all that was typed."""
    now = timezone.now()
    look = look_of(request, patient)
    sent = once(
        by=member_of(request),
        at=now,
        key=request.POST.get("key", ""),
        verb=f"{form} finding",
        act=lambda: act(finding, now),
    )
    if sent.refusal:
        kept = replace(look, finding=str(finding.pk), teeth=tuple(finding.where) if finding.scope == "tooth" else ())
        return refused(request, patient, kept, sent.refusal, form=form)
    if not sent.repeated:
        say_with_undo(request, patient, f"{finding.term.capitalize()}: {said}.")
    teeth = tuple(finding.where) if finding.scope == "tooth" else ()
    return back(patient, look, finding="" if closes else str(finding.pk), teeth=teeth)
