"""Taking back the last change, keeping a snapshot, asking for a record that is missing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.actions.snapshot import take_snapshot
from arcada.cases.actions.undo import redo_chart, undo_chart
from arcada.cases.models import ChartChange
from arcada.cases.submission import once
from arcada.coordination.actions.tasks import ToDo, add_task
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.web.chart.presenters.records import MADE_BY
from arcada.web.chart.views.frame import (
    back,
    chart_row,
    look_of,
    member_of,
    patient_of,
    refused,
    seen_revision,
    today_of,
)
from arcada.web.chart.words import EVIDENCE
from arcada.web.shell.gate import gate
from arcada.web.shell.journey import open_case_of

LONGEST_LABEL = 120
LONGEST_TITLE = 160
WITHIN = timedelta(days=7)  # source: judgement (owner: the coordinator)


@require_POST
@gate(Permission.CHART)
def undo(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Take back the newest change that still stands."""
    return _turned(request, patient_id, undo_chart)


@require_POST
@gate(Permission.CHART)
def redo(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put back what was taken back last."""
    return _turned(request, patient_id, redo_chart)


def _turned(request: HttpRequest, patient_id: UUID, turn: Callable[..., ChartChange | Refusal]) -> HttpResponse:
    patient = patient_of(request, patient_id)
    look = look_of(request, patient)
    outcome = turn(
        by=member_of(request),
        at=timezone.now(),
        chart=chart_row(patient),
        expected_revision=seen_revision(request),
    )
    if isinstance(outcome, Refusal):
        return refused(request, patient, look, outcome, form="undo")
    toast(request, f"{outcome.sentence[:1].upper()}{outcome.sentence[1:]}.")
    return back(patient, look, finding="")


@require_POST
@gate(Permission.CHART)
def keep_snapshot(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Keep the chart of this moment under a name."""
    patient = patient_of(request, patient_id)
    look, now = look_of(request, patient), timezone.now()
    label = request.POST.get("label", "")[:LONGEST_LABEL]
    sent = once(
        by=member_of(request),
        at=now,
        key=request.POST.get("key", ""),
        verb="snapshot",
        act=lambda: take_snapshot(by=member_of(request), at=now, chart=chart_row(patient), label=label),
    )
    if sent.refusal:
        return refused(request, patient, look, sent.refusal, form="snapshot")
    if not sent.repeated:
        toast(request, f"Kept as '{label.strip()}'. It stands under 'Changes and snapshots'.")
    return back(patient, look)


@require_POST
@gate(Permission.READ_CHART)
def ask_for_record(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put the making of a record on the worklist of who makes it."""
    patient = patient_of(request, patient_id)
    look, now, member = look_of(request, patient), timezone.now(), member_of(request)
    evidence = request.POST.get("evidence", "")
    if evidence not in EVIDENCE:
        why = Refusal("unknown_evidence", "There is no such record to ask for.", "evidence")
        return refused(request, patient, look, why, form="records")
    role = MADE_BY.get(evidence, "dentist")
    todo = ToDo(
        title=request.POST.get("title", "")[:LONGEST_TITLE],
        role=role,
        due_date=today_of(request) + WITHIN,
        case=open_case_of(member, patient),
        patient=patient,
    )
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", "") + evidence[:20],
        verb="ask for a record",
        act=lambda: add_task(by=member, at=now, todo=todo),
    )
    if sent.refusal:
        return refused(request, patient, look, sent.refusal, form="records")
    if not sent.repeated:
        toast(request, f"It stands on the worklist of the {role}, due in a week.")
    return back(patient, look)
