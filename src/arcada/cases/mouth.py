"""The chart's rows as the mouth that core reads: what is there, what is missing, what was found."""

from arcada.cases.checks import scope_of
from arcada.cases.mapping import STANDING
from arcada.cases.models import Chart, Finding, ToothRecord
from arcada.cases.models.chart import FindingStatus
from arcada.core.chart.before import mouth_before
from arcada.core.chart.finding import Finding as CoreFinding
from arcada.core.chart.mouth import Mouth
from arcada.core.chart.state import GONE
from arcada.core.kernel import Refusal


def core_finding(row: Finding) -> CoreFinding:
    """Give a finding as core reads one, without its evidence."""
    return CoreFinding(
        id=row.fid,
        term=row.term,
        where=tuple(row.where),
        scope=scope_of(row.where),
        surfaces=row.surfaces,
        severity=row.severity,
        status="suspected" if row.status == FindingStatus.SUSPECTED else "confirmed",
    )


def mouth_of(chart: Chart, age_years: int) -> tuple[Mouth, tuple[CoreFinding, ...]] | Refusal:
    """Give the mouth that a chart describes with its standing findings, or what contradicts itself in it."""
    findings = tuple(core_finding(row) for row in Finding.objects.filter(chart=chart, status__in=STANDING))
    states = {one.tooth: one.state for one in ToothRecord.objects.filter(chart=chart)}
    gone = sorted(tooth for tooth, state in states.items() if state.get("presence") in GONE)
    mouth = mouth_before(findings, gone, age_years, dict(sorted(states.items())))
    return mouth if isinstance(mouth, Refusal) else (mouth, findings)
