"""Chart a whole line: every entry of it, or nothing.

Each entry is a change of its own, so that each can be taken back alone. An entry that is said to stand *instead* of
what contradicts it takes that off first: findings are withdrawn with the reason, a tooth that was charted as lost is
there again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from arcada.cases.actions.chart_teeth import set_tooth_state
from arcada.cases.actions.findings import Found, record_finding, withdraw_finding
from arcada.cases.against import Against, against_finding, against_state
from arcada.cases.models import Chart, ChartChange, Finding
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to chart: a finding, or words for teeth."""

    found: Found | None = None
    teeth: Sequence[str] = ()
    changes: Mapping[str, object] = field(default_factory=dict)
    confirmed: bool = True
    instead: bool = False

    @property
    def said(self) -> str:
        """What is charted, in a few words."""
        if self.found is not None:
            return f"{self.found.term} was charted instead"
        return f"{', '.join(self.teeth)} was charted as {self.changes.get('presence', 'changed')}"


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def chart_line(
    *, by: Membership, at: datetime, chart: Chart, expected_revision: int, entries: Sequence[Entry]
) -> Finding | ChartChange | Refusal:
    """Chart the entries in their order; the last thing made, or the first refusal with nothing charted."""
    if not entries:
        return Refusal("nothing_typed", "Type where and what, such as 26 mo car.", "entry")
    made: Finding | ChartChange | None = None
    before, chart.revision = chart.revision, expected_revision
    try:
        with transaction.atomic():
            for entry in entries:
                if entry.instead:
                    _take_off(by, at, chart, entry)
                made = _done(_chart(by, at, chart, entry))
    except _Refused as told:
        chart.revision = before
        return told.refusal
    return made or Refusal("nothing_typed", "Type where and what, such as 26 mo car.", "entry")


def _chart(by: Membership, at: datetime, chart: Chart, entry: Entry) -> Finding | ChartChange | Refusal:
    if entry.found is None:
        return set_tooth_state(
            by=by, at=at, chart=chart, expected_revision=chart.revision, teeth=entry.teeth, changes=entry.changes
        )
    return record_finding(
        by=by,
        at=at,
        chart=chart,
        expected_revision=chart.revision,
        found=entry.found,
        confirmed=entry.confirmed,
    )


def _take_off(by: Membership, at: datetime, chart: Chart, entry: Entry) -> None:
    """Withdraw what contradicts the entry; lost teeth are there again."""
    require(by, Permission.CHART)
    stands = against(chart, entry)
    for row in stands.findings:
        row.chart = chart
        _done(withdraw_finding(by=by, at=at, finding=row, expected_revision=chart.revision, why=entry.said[:200]))
    if stands.gone:
        _done(
            set_tooth_state(
                by=by,
                at=at,
                chart=chart,
                expected_revision=chart.revision,
                teeth=stands.gone,
                changes={"presence": "present"},
            )
        )


def against(chart: Chart, entry: Entry) -> Against:
    """What stands in the chart against an entry."""
    if entry.found is not None:
        return against_finding(chart, entry.found.term, entry.found.where, confirmed=entry.confirmed)
    return against_state(chart, entry.teeth, entry.changes)


def _done(made: Finding | ChartChange | Refusal) -> Finding | ChartChange:
    if isinstance(made, Refusal):
        raise _Refused(made)
    return made
