"""Take back the last change of a chart."""

from datetime import datetime

from arcada.cases.checks import unsound
from arcada.cases.edit import Edit, Step, change
from arcada.cases.images import restore_finding, restore_tooth
from arcada.cases.models import Chart, ChartChange, Finding
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def last_to_undo(chart: Chart) -> ChartChange | None:
    """The newest change that is neither an undoing nor undone."""
    return chart.changes.filter(undoes__isnull=True, undone_by__isnull=True).order_by("-revision").first()


def undo_chart(*, by: Membership, at: datetime, chart: Chart, expected_revision: int) -> ChartChange | Refusal:
    """Take back the newest change that still stands; the undoing is a change of its own."""
    target = last_to_undo(chart)
    if target is None:
        return Refusal("nothing_to_undo", "There is no change left to take back.")
    _may_undo(by, chart, target)

    def work(locked: Chart) -> tuple[Step, ...] | Refusal:
        back = tuple(Step(**step).back() for step in reversed(target.steps))
        for step in back:
            if step.noun == "finding":
                restore_finding(locked, int(step.key), step.after)
            else:
                restore_tooth(locked, step.key, step.after)
        return unsound(locked) or back

    edit = Edit(by, at, chart, expected_revision)
    sentence = f"took back: {target.sentence}"
    return change(edit, verb="undid a chart change", sentence=sentence, work=work, undoes=target)


def _may_undo(by: Membership, chart: Chart, target: ChartChange) -> None:
    """Who may chart it may take it back."""
    for step in target.steps:
        if step["noun"] == "finding":
            require(by, Permission.CHART, Finding.objects.get(chart=chart, number=int(step["key"])))
        else:
            require(by, Permission.CHART)
