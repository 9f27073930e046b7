"""Take back the last change of a chart, and put back what was taken back.

caries, crack           both stand
undo                    the crack is taken back
undo                    the caries too
redo                    the caries stands again
crown                   a new change: what was taken back stays so
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from arcada.cases.checks import unsound
from arcada.cases.edit import Edit, Step, change
from arcada.cases.images import restore_finding, restore_tooth
from arcada.cases.models import Chart, ChartChange, Finding
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def last_to_undo(chart: Chart) -> ChartChange | None:
    """The newest change that stands: not itself an undoing, and not undone (one put back stands by its redoing)."""
    turns = _turns(chart)
    return _change(next((turn for turn in turns if turn.stands and not turn.times % 2), None))


def last_to_redo(chart: Chart) -> ChartChange | None:
    """The undoing to put back: the newest that nothing but undoing and redoing has followed."""
    since = takewhile(lambda turn: turn.times, _turns(chart))
    return _change(next((turn for turn in since if turn.stands and turn.times % 2), None))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One change: how many times its work was turned round (1 an undoing, 2 a redoing), and whether it stands."""

    pk: UUID
    times: int
    stands: bool


def _turns(chart: Chart) -> Sequence[_Turn]:
    """All changes, the newest first."""
    times: dict[UUID, int] = {}
    rows = list(chart.changes.order_by("revision").values_list("pk", "undoes_id"))
    for pk, undoes in rows:
        times[pk] = times[undoes] + 1 if undoes else 0
    undone = {undoes for _, undoes in rows}
    return [_Turn(pk, times[pk], pk not in undone) for pk, _ in reversed(rows)]


def _change(turn: _Turn | None) -> ChartChange | None:
    return ChartChange.objects.get(pk=turn.pk) if turn else None


def undo_chart(*, by: Membership, at: datetime, chart: Chart, expected_revision: int) -> ChartChange | Refusal:
    """Take back the newest change that still stands; the undoing is a change of its own."""
    target = last_to_undo(chart)
    if target is None:
        return Refusal("nothing_to_undo", "There is no change left to take back.")
    edit = Edit(by, at, chart, expected_revision)
    return _turned(edit, target, verb="undid a chart change", sentence=f"took back: {target.sentence}")


def redo_chart(*, by: Membership, at: datetime, chart: Chart, expected_revision: int) -> ChartChange | Refusal:
    """Put back what was taken back last; a change of its own too."""
    target = last_to_redo(chart)
    if target is None:
        return Refusal("nothing_to_redo", "Nothing was taken back that could be put back.")
    said = target.sentence.removeprefix("took back: ")
    edit = Edit(by, at, chart, expected_revision)
    return _turned(edit, target, verb="redid a chart change", sentence=f"put back: {said}")


def _turned(edit: Edit, target: ChartChange, *, verb: str, sentence: str) -> ChartChange | Refusal:
    """Turn a change round."""
    _may_undo(edit.by, edit.chart, target)

    def work(locked: Chart) -> tuple[Step, ...] | Refusal:
        back = tuple(Step(**step).back() for step in reversed(target.steps))
        for step in back:
            if step.noun == "finding":
                restore_finding(locked, int(step.key), step.after)
            else:
                restore_tooth(locked, step.key, step.after)
        return unsound(locked) or back

    return change(edit, verb=verb, sentence=sentence, work=work, undoes=target)


def _may_undo(by: Membership, chart: Chart, target: ChartChange) -> None:
    """Who may chart it may take it back."""
    for step in target.steps:
        if step["noun"] == "finding":
            require(by, Permission.CHART, Finding.objects.get(chart=chart, number=int(step["key"])))
        else:
            require(by, Permission.CHART)
