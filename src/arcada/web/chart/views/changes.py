"""Taking back the last change, putting it back, keeping a snapshot."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.actions.snapshot import take_snapshot
from arcada.cases.actions.undo import redo_chart, undo_chart
from arcada.cases.models import ChartChange
from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.web.chart.views.frame import (
    back,
    chart_row,
    look_of,
    member_of,
    patient_of,
    refused,
    seen_revision,
)
from arcada.web.shell.gate import gate

LONGEST_LABEL = 120


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
