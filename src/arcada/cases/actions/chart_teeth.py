"""Set the state of places in the mouth: what is there, what was done before, what is missing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from arcada.cases.checks import tooth_state, unsound
from arcada.cases.edit import Edit, Step, change
from arcada.cases.images import restore_tooth, tooth_image
from arcada.cases.models import Chart, ChartChange
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def set_tooth_state(
    *,
    by: Membership,
    at: datetime,
    chart: Chart,
    expected_revision: int,
    teeth: Sequence[str],
    changes: Mapping[str, object],
) -> ChartChange | Refusal:
    """Give one or several places these words, such as {"crown": "crown"} or {"presence": "missing"}."""
    require(by, Permission.CHART)

    def work(locked: Chart) -> tuple[Step, ...] | Refusal:
        steps = []
        for rank, tooth in enumerate(teeth):
            before = tooth_image(locked, tooth)
            after = tooth_state(tooth, before, changes)
            if isinstance(after, Refusal):
                return after.at(f"teeth[{rank}]")
            restore_tooth(locked, tooth, after)
            steps.append(Step("tooth", tooth, before, after))
        return unsound(locked) or tuple(steps)

    if not teeth:
        return Refusal("no_tooth", "Choose a tooth first.", "teeth")
    told = ", ".join(f"{field} {_said(word)}" for field, word in changes.items())
    return change(
        Edit(by, at, chart, expected_revision),
        verb="charted teeth",
        sentence=f"set {', '.join(teeth)}: {told}",
        work=work,
    )


def _said(word: object) -> str:
    if isinstance(word, Mapping):
        return " ".join(f"{surface} {what}" for surface, what in word.items())
    return str(word).replace("_", " ")
