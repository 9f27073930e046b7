"""What happened to the chart: its changes, its snapshots, and how a snapshot differs from today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from arcada.cases.models import ChartChange, ChartSnapshot
from arcada.core.chart.difference import readable
from arcada.core.chart.finding import Finding
from arcada.display.phrases import Voice
from arcada.web.chart.look import UNSAID, Look
from arcada.web.chart.presenters.findings import where_of
from arcada.web.chart.reading import Drawable


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One change."""

    at: datetime
    who: str
    sentence: str
    undone: bool
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One snapshot."""

    at: datetime
    label: str
    who: str
    query: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """A snapshot that is looked at, and what has changed since."""

    label: str
    at: datetime
    who: str
    back: str
    since: Sequence[str]


def happened(changes: Sequence[ChartChange]) -> Sequence[Happened]:
    """List the changes, the newest first."""
    return [
        Happened(
            at=one.at,
            who=str(one.by.user),
            sentence=one.sentence,
            undone=any(one.undone_by.all()),
            revision=one.revision,
        )
        for one in changes
    ]


def kept(snapshots: Sequence[ChartSnapshot], look: Look) -> Sequence[Kept]:
    """List the snapshots, the newest first."""
    return [
        Kept(
            at=one.taken_at,
            label=one.label,
            who=str(one.taken_by.user),
            query=look.query(snapshot=str(one.pk), finding="", visit=UNSAID, typed=""),
            current=str(one.pk) == look.snapshot,
        )
        for one in snapshots
    ]


def then(snapshot: ChartSnapshot, was: Drawable, now: Drawable, look: Look, voice: Voice) -> Then:
    """Phrase a snapshot against today."""
    return Then(
        label=snapshot.label,
        at=snapshot.taken_at,
        who=str(snapshot.taken_by.user),
        back=look.query(snapshot=""),
        since=[*_findings_since(was, now, voice), *readable(was.mouth, now.mouth)],
    )


def _findings_since(was: Drawable, now: Drawable, voice: Voice) -> Iterator[str]:
    before = {one.id: one for one in was.findings}
    after = {one.id: one for one in now.findings}
    yield from (f"new: {_said(one, voice)}" for fid, one in after.items() if fid not in before)
    yield from (f"no longer there: {_said(one, voice)}" for fid, one in before.items() if fid not in after)
    for fid, one in after.items():
        if fid in before and before[fid].status != one.status:
            yield f"{one.status} since: {_said(one, voice)}"


def _said(one: Finding, voice: Voice) -> str:
    return f"{one.term} {where_of(one.where, voice)} {one.surfaces}".strip()
