"""One tooth from the front: root, crown and what is on them, in layers from the back.

Root and crown; root work (canals, post); surface work, clipped to the crown; fracture; marks at the root tip and
between the roots; removal; the slash of what was refused. Lengths in mm; see `silhouette` for the axes.
"""

from collections.abc import Callable, Mapping

from arcada.display.odontogram.crown_marks import crown_marks, on_root
from arcada.display.odontogram.drawn import DrawnTooth, Kind, Mark
from arcada.display.odontogram.pen import Pen
from arcada.display.odontogram.root_marks import (
    apical,
    canals,
    decay,
    furcation,
    graft,
    implant,
    post,
    resorption,
)
from arcada.display.odontogram.svg import ellipse, group, line, path

COVERS: tuple[Kind, ...] = ("crown", "pontic", "denture")
_DASHES = ".6 .7"


def _missing(pen: Pen) -> str:
    ghost = pen.ink.token("tooth-ghost")
    return pen.use("ghost", fill="none", stroke=ghost, stroke_dasharray=_DASHES)


def _cover(pen: Pen, mark: Mark) -> str:
    ink = pen.ink
    fill = ink.soft("done") if mark.status == "done" else ink.fill(mark.status)
    width = ink.pick(0.38, 0.5)
    return path(
        pen.shape.crown,
        fill=fill,
        stroke=ink.line(mark.status),
        stroke_width=width,
        stroke_dasharray=ink.dash(mark.status),
    )


def _denture_base(pen: Pen, mark: Mark) -> str:
    half = pen.half * 0.98
    d = f"{line((-half, 0.6), (-half, -2.2), (half, -2.2), (half, 0.6))}Z"
    return path(d, fill=pen.ink.token("tooth-gum"), stroke=pen.ink.line(mark.status), stroke_width=0.3)


def _replaced(pen: Pen, cover: Mark) -> str:
    ghost = pen.ink.token("tooth-ghost")
    root = path(pen.shape.root, fill="none", stroke=ghost, stroke_dasharray=".5 .8", opacity=0.55)
    base = _denture_base(pen, cover) if cover.kind == "denture" else ""
    return root + base + _cover(pen, cover)


def _remnant(pen: Pen) -> str:
    ghost = pen.ink.token("tooth-ghost")
    broken = line(
        (-pen.half * 0.62, 0.2),
        (-pen.half * 0.3, -0.7),
        (0, 0.3),
        (pen.half * 0.3, -0.6),
        (pen.half * 0.62, 0.2),
    )
    edge = path(broken, fill="none", stroke=pen.ink.token("tooth-line"), stroke_width=0.4)
    crown = path(pen.shape.crown, fill="none", stroke=ghost, stroke_dasharray=_DASHES)
    return pen.use("root") + crown + edge


def _body(pen: Pen, tooth: DrawnTooth) -> str:
    cover, screw = tooth.first(*COVERS), tooth.first("implant")
    if tooth.empty:
        return _missing(pen)
    if screw:
        ghost = path(pen.shape.crown, fill="none", stroke=pen.ink.token("tooth-ghost"), stroke_dasharray=_DASHES)
        return implant(pen, screw) + (_cover(pen, cover) if cover else ghost)
    if cover and (tooth.state == "missing" or cover.kind != "crown"):
        return _replaced(pen, cover)
    if tooth.state == "root":
        return _remnant(pen) + (_cover(pen, cover) if cover else "")
    return pen.use("root") + (_cover(pen, cover) if cover else pen.use("crown"))


def extraction(pen: Pen, mark: Mark) -> str:
    """Cross the tooth out."""
    ink = pen.ink
    top, bottom, x = -pen.shape.root_length * 0.78, pen.shape.crown_height * 0.86, min(pen.half * 0.86, 4.2)
    d = line((-x, top), (x, bottom)) + line((x, top), (-x, bottom))
    cross = {"fill": "none", "stroke_linecap": "round"}
    return path(d, stroke=ink.token("halo"), stroke_width=ink.pick(1.5, 1.8), opacity=0.92, **cross) + path(
        d,
        stroke=ink.line(mark.status),
        stroke_width=ink.pick(0.56, 0.9),
        stroke_dasharray=ink.dash(mark.status),
        **cross,
    )


def _refused(pen: Pen) -> str:
    d = line((-pen.half * 0.7, pen.shape.crown_height * 0.42), (pen.half * 0.7, -pen.shape.crown_height * 0.02))
    return path(d, stroke=pen.ink.token("halo"), stroke_width=1) + path(
        d, stroke=pen.ink.line("declined"), stroke_width=pen.ink.pick(0.42, 0.7), stroke_linecap="round"
    )


_ROOT_MARKS: Mapping[Kind, Callable[[Pen, Mark], str]] = {
    "rct": canals,
    "post": post,
}
_ROOT_SIGNS: Mapping[Kind, Callable[[Pen, Mark], str]] = {
    "resorption": resorption,
    "apical": apical,
    "furcation": furcation,
}


def _each(pen: Pen, tooth: DrawnTooth, drawings: Mapping[Kind, Callable[[Pen, Mark], str]]) -> str:
    return "".join(draw(pen, mark) for kind, draw in drawings.items() for mark in tooth.of(kind))


def facial(pen: Pen, tooth: DrawnTooth) -> str:
    """Draw one tooth from the front."""
    here = tooth.state != "missing"
    screw = tooth.first("implant")
    layers = [_body(pen, tooth)]
    if here and not screw:
        layers.append(_each(pen, tooth, _ROOT_MARKS))
    if here or tooth.first(*COVERS):
        layers.append(crown_marks(pen, tooth))
    if here and not screw:
        layers.append(_each(pen, tooth, _ROOT_SIGNS))
        layers.extend(decay(pen, mark) for mark in tooth.of("caries") if on_root(mark))
    layers.extend(graft(pen, mark) for mark in tooth.of("graft"))
    if here:
        layers.extend(extraction(pen, mark) for mark in tooth.of("extraction"))
    if any(mark.status == "declined" for mark in tooth.items) and not tooth.empty:
        layers.append(_refused(pen))
    return group("".join(layers), stroke=pen.ink.token("tooth-line"), stroke_width=pen.ink.pick(0.2, 0.34))


def bud(pen: Pen) -> str:
    """Draw the dotted ring round a tooth that is still in the bone."""
    stroke = pen.ink.line("finding")
    return ellipse(0, 2.6, 6, 5.4, fill="none", stroke=stroke, stroke_width=0.34, stroke_dasharray=".9 .7")
