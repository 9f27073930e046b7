"""Editing a chart: one at a time, seen by all, never lost, always with a way back.

A page draws the chart at a revision and sends that number with each change. If the chart has moved on, the
change is refused with a sentence that says what happened meanwhile and who did it; the page keeps what was
typed. Each change is logged with what every touched row was before and after.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.images import Image
from arcada.cases.models import Chart, ChartChange
from arcada.core.kernel import Refusal
from arcada.practice.clock import local
from arcada.practice.models import Membership

LONGEST_SENTENCE = 300
TOLD = 3  # changes that a refusal tells in full


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the chart before and after; `noun` is finding or tooth, `key` its number."""

    noun: str
    key: str
    before: Image | None
    after: Image | None

    def back(self) -> "Step":
        """The same step the other way round."""
        return Step(self.noun, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes which chart, as seen at which revision, and when."""

    by: Membership
    at: datetime
    chart: Chart
    expected_revision: int


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def change(
    edit: Edit,
    *,
    verb: str,
    sentence: str,
    work: Callable[[Chart], tuple[Step, ...] | Refusal],
    undoes: ChartChange | None = None,
) -> ChartChange | Refusal:
    """Do the work on the locked chart and log it; a refusal from the work leaves nothing behind."""
    try:
        with transaction.atomic():
            chart = Chart.objects.select_for_update().get(pk=edit.chart.pk)
            if chart.revision != edit.expected_revision:
                return stale(chart, edit.expected_revision)
            steps = _done(work, chart)
            made = _logged(edit, chart, verb, sentence, steps, undoes)
            edit.chart.revision = chart.revision
            return made
    except _Refused as told:
        return told.refusal


def _logged(
    edit: Edit, chart: Chart, verb: str, sentence: str, steps: tuple[Step, ...], undoes: ChartChange | None
) -> ChartChange:
    """The next revision, and what it changed."""
    chart.revision += 1
    chart.save(update_fields=["revision"])
    made = ChartChange.objects.create(
        practice_id=chart.practice_id,
        chart=chart,
        revision=chart.revision,
        sentence=sentence[:LONGEST_SENTENCE],
        steps=[asdict(step) for step in steps],
        undoes=undoes,
        by=edit.by,
        at=edit.at,
    )
    record(
        by=edit.by,
        at=edit.at,
        verb=verb,
        noun="chart",
        noun_id=chart.id,
        patient_id=chart.patient_id,
        detail={"revision": chart.revision, "sentence": sentence},
    )
    return made


def _done(work: Callable[[Chart], tuple[Step, ...] | Refusal], chart: Chart) -> tuple[Step, ...]:
    steps = work(chart)
    if isinstance(steps, Refusal):
        raise _Refused(steps)
    return steps


def changes_since(chart: Chart, revision: int) -> list[ChartChange]:
    """What happened to a chart after a revision, the oldest first."""
    return list(
        chart.changes.filter(revision__gt=revision).select_related("by__user", "by__practice").order_by("revision")
    )


def stale(chart: Chart, expected: int) -> Refusal:
    """The sentence for an editor who did not see the newest chart."""
    if expected > chart.revision:
        text = "This page shows a chart that is newer than the one on record. Load the page again."
        return Refusal("stale_chart", text, "expected_revision")
    meanwhile = changes_since(chart, expected)
    told = "; ".join(
        f"{one.by.user} at {local(one.at, one.by.practice):%H:%M}: {one.sentence}" for one in meanwhile[-TOLD:]
    )
    more = f" (and {len(meanwhile) - TOLD} more before)" if len(meanwhile) > TOLD else ""
    text = (
        f"The chart has changed since you opened it: {told}{more}. "
        "Nothing that you typed is lost: look at the chart as it is now and send it again."
    )
    return Refusal("stale_chart", text, "expected_revision")
