"""Keep the chart as it is now, under a name."""

from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.images import finding_image
from arcada.cases.lengths import too_long
from arcada.cases.mapping import STANDING
from arcada.cases.models import Chart, ChartSnapshot, Finding, ToothRecord
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, may_some, require
from arcada.practice.models import Membership


def content_of(chart: Chart) -> dict[str, Any]:
    """The whole chart in plain words: states of places and standing findings."""
    findings = Finding.objects.filter(chart=chart, status__in=STANDING).prefetch_related("evidence")
    return {
        "teeth": {one.tooth: one.state for one in ToothRecord.objects.filter(chart=chart)},
        "findings": [{"fid": one.fid} | finding_image(one) for one in findings],
    }


def take_snapshot(*, by: Membership, at: datetime, chart: Chart, label: str) -> ChartSnapshot | Refusal:
    """Keep the chart of this moment."""
    if not may_some(by, Permission.CHART):
        require(by, Permission.CHART)
    if not label.strip():
        return Refusal("no_label", "Give the snapshot a name, such as 'Before gum treatment'.", "label")
    refusal = too_long(label=(label, 120))
    if refusal is not None:
        return refusal
    with transaction.atomic():
        locked = Chart.objects.select_for_update().get(pk=chart.pk)
        made = ChartSnapshot.objects.create(
            practice_id=locked.practice_id,
            chart=locked,
            revision=locked.revision,
            label=label.strip(),
            content=content_of(locked),
            taken_by=by,
            taken_at=at,
        )
        record(
            by=by,
            at=at,
            verb="took a snapshot",
            noun="chart",
            noun_id=locked.id,
            patient_id=locked.patient_id,
        )
        return made
