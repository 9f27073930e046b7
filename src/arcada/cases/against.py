"""What stands in a chart against something that is about to be charted.

about to be charted          stands against it
caries on 36                 36 charted as missing; 'missing tooth' on 36
36 missing                   every finding of 36 that needs a tooth
irreversible pulpitis on 36  reversible pulpitis on 36
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arcada.cases.checks import scope_of
from arcada.cases.mapping import STANDING
from arcada.cases.models import Chart, Finding, ToothRecord
from arcada.cases.models.chart import FindingStatus
from arcada.core.chart.coherence import contradiction
from arcada.core.chart.finding import Finding as CoreFinding
from arcada.core.chart.state import GONE
from arcada.core.teeth.number import is_tooth


@dataclass(frozen=True, slots=True)
class Against:
    """Findings and lost teeth that contradict what is about to be charted."""

    findings: tuple[Finding, ...] = ()
    gone: tuple[str, ...] = ()


def against_finding(chart: Chart, term: str, where: Sequence[str], *, confirmed: bool) -> Against:
    """What contradicts a finding."""
    new = _core("new", term, where, confirmed=confirmed)
    records = ToothRecord.objects.filter(chart=chart, state__presence__in=GONE).order_by("tooth")
    gone = tuple(one.tooth for one in records if one.tooth in where and contradiction([new], [one.tooth]))
    return Against(tuple(row for row in _standing(chart) if contradiction([_of(row), new])), gone)


def against_state(chart: Chart, teeth: Sequence[str], changes: Mapping[str, object]) -> Against:
    """What contradicts a state of teeth: only that a tooth is gone can."""
    if changes.get("presence") not in GONE:
        return Against()
    places = [tooth for tooth in teeth if is_tooth(tooth)]
    return Against(tuple(row for row in _standing(chart) if contradiction([_of(row)], places)))


def _standing(chart: Chart) -> Sequence[Finding]:
    return list(Finding.objects.filter(chart=chart, status__in=STANDING).order_by("number"))


def _of(row: Finding) -> CoreFinding:
    return _core(row.fid, row.term, row.where, confirmed=row.status == FindingStatus.CONFIRMED)


def _core(fid: str, term: str, where: Sequence[str], *, confirmed: bool) -> CoreFinding:
    return CoreFinding(
        id=fid, term=term, where=tuple(where), scope=scope_of(where), status="confirmed" if confirmed else "suspected"
    )
