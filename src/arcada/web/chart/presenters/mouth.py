"""The drawing: the chart of today, a stop of the walk, or a snapshot, with the layers and the numbering as chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from arcada.display.marks import drawn_chart, drawn_visit
from arcada.display.odontogram.draw import draw
from arcada.display.odontogram.drawn import DrawnTooth, Layer, Mark
from arcada.display.phrases import day
from arcada.web.chart.look import Look
from arcada.web.chart.plan_walk import Walk
from arcada.web.chart.reading import Drawable

LAYER_STATUSES: Mapping[str, tuple[Layer, ...]] = {
    "existing": ("existing",),
    "finding": ("finding", "suspected", "declined"),
    "planned": ("planned", "done"),
    "bone": ("bone",),
}
LAYER_WORDS = (("existing", "Existing"), ("finding", "Findings"), ("planned", "Planned"), ("bone", "Bone level"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerChoice:
    """A layer that can be left out."""

    name: str
    label: str
    shown: bool
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several ways to look, with its address."""

    label: str
    query: str
    bare: str
    current: bool


def choice(label: str, look: Look, *, current: bool, **changes: str) -> "Choice":
    """Give a choice: `query` with the chosen teeth, `bare` without, for a page that knows them better."""
    return Choice(
        label=label, query=look.query(**changes), bare=look.query(teeth=(), typed="", **changes), current=current
    )


def drawn_now(today: Drawable, walk: Walk | None) -> Mapping[str, DrawnTooth]:
    """Today's chart; what the plan in force will do is hatched where the chart has not changed since it was made."""
    if walk is None or walk.stale:
        return drawn_chart(today.mouth, today.findings)
    return drawn_stop(today, walk, 0)


def drawn_stop(today: Drawable, walk: Walk, visit: int) -> Mapping[str, DrawnTooth]:
    """The mouth after a visit of the plan, with what the plan leaves alone: other work, findings without proof."""
    planned = drawn_visit(walk.content, walk.findings, walk.stop(visit).visit)
    if walk.stale:
        return planned
    left = [finding for finding in today.findings if finding.id in walk.unseen]
    charted, open_still = drawn_chart(today.mouth, today.findings), drawn_chart(today.mouth, left)
    touched = {place for item in walk.content["items"] for place in item["where"]} if visit else set()
    return {
        tooth: _with(
            planned.get(tooth) or DrawnTooth(charted[tooth].state),
            () if tooth in touched else _marks(charted, tooth, "existing"),
            _marks(open_still, tooth, "finding"),
        )
        for tooth in {**charted, **planned}
    }


def _marks(teeth: Mapping[str, DrawnTooth], tooth: str, status: str) -> tuple[Mark, ...]:
    return tuple(mark for mark in teeth[tooth].items if mark.status == status) if tooth in teeth else ()


def _with(drawn: DrawnTooth, standing: tuple[Mark, ...], found: tuple[Mark, ...]) -> DrawnTooth:
    """Put beneath and above a drawn tooth what it does not show yet."""
    under = tuple(mark for mark in standing if mark not in drawn.items)
    over = tuple(mark for mark in found if mark not in drawn.items)
    return replace(drawn, items=(*under, *drawn.items, *over))


def picture(teeth: Mapping[str, DrawnTooth], look: Look, title: str, *, live: bool = True) -> SafeString:
    """Draw it."""
    hide = [status for layer in look.hidden for status in LAYER_STATUSES[layer]]
    return draw(
        teeth,
        title=title,
        size="chart",
        notation=look.notation,
        dentition=look.dentition,
        selected=look.teeth if live else (),
        hide=hide,
        live=live,
    )


def title_of(name: str, walk: Walk | None, look: Look) -> str:
    """Name the drawing for who does not see it."""
    if walk is None or look.visit <= 0:
        return f"Mouth of {name}, today"
    stop = walk.stop(look.visit)
    return f"Mouth of {name} after visit {stop.visit}, {day(stop.day)}"


def numberings(look: Look) -> Sequence[Choice]:
    """List the numberings."""
    words = {"fdi": "FDI", "universal": "Universal", "palmer": "Palmer"}
    return [choice(words[one], look, current=one == look.notation, notation=one) for one in words]


def dentitions(look: Look) -> Sequence[Choice]:
    """List the dentitions."""
    return [
        choice(one.capitalize(), look, current=one == look.dentition, dentition=one)
        for one in ("permanent", "mixed", "primary")
    ]


def layers(look: Look) -> Sequence[LayerChoice]:
    """List the layers."""
    return [
        LayerChoice(name=name, label=label, shown=name not in look.hidden, mark="" if name == "bone" else name)
        for name, label in LAYER_WORDS
    ]
