"""Put one proof to several findings at once: one image taken today shows them all; one change, one undo."""

from collections.abc import Sequence
from datetime import datetime

from arcada.cases.actions.findings import Evidence, evidence_refused
from arcada.cases.checks import unsound
from arcada.cases.edit import Edit, Step, change
from arcada.cases.images import finding_image, set_evidence
from arcada.cases.mapping import STANDING
from arcada.cases.models import Chart, ChartChange, Finding
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership


def prove_findings(
    *,
    by: Membership,
    at: datetime,
    chart: Chart,
    expected_revision: int,
    findings: Sequence[Finding],
    evidence: Evidence,
) -> ChartChange | Refusal:
    """Add the proof to every one of the findings."""
    for finding in findings:
        require(by, Permission.CHART, finding)
    if not findings:
        return Refusal("no_finding", "None of these findings stands any more. Look at the chart again.", "findings")
    refusal = evidence_refused((evidence,), local_day(at, by.practice))
    if refusal is not None:
        return refusal
    wanted = [finding.pk for finding in findings]

    def work(locked: Chart) -> tuple[Step, ...] | Refusal:
        rows = Finding.objects.select_for_update(of=("self",)).filter(chart=locked, pk__in=wanted, status__in=STANDING)
        steps = []
        for row in rows.order_by("number"):
            before = finding_image(row)
            set_evidence(row, [*before["evidence"], evidence.image()])
            steps.append(Step("finding", str(row.number), before, finding_image(row)))
        return unsound(locked) or tuple(steps)

    said = ", ".join(dict.fromkeys(str(finding) for finding in findings))
    sentence = f"added {evidence.type.replace('_', ' ')} of {evidence.taken_date} to {said}"
    return change(Edit(by, at, chart, expected_revision), verb="added evidence", sentence=sentence, work=work)
