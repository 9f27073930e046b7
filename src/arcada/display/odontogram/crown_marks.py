"""Marks on the crown, from the front: surfaces, veneer, core, fracture, gum line, wire."""

from collections.abc import Callable, Mapping

from arcada.display.odontogram.drawn import DrawnTooth, Kind, Mark
from arcada.display.odontogram.pen import Pen
from arcada.display.odontogram.svg import circle, element, ellipse, group, line, num, path

Look = dict[str, str | float | None]


def look(pen: Pen, mark: Mark) -> Look:
    """Return how a mark of this status is filled and outlined."""
    ink = pen.ink
    return {
        "fill": ink.fill(mark.status),
        "stroke": ink.line(mark.status),
        "stroke_width": ink.pick(0.26, 0.4),
        "stroke_dasharray": ink.dash(mark.status),
    }


def on_root(mark: Mark) -> bool:
    """Say whether the mark lies on the root's surface."""
    return mark.kind == "caries" and "R" in mark.surfaces


def plain(mark: Mark, *, front: bool) -> str:
    """Return the surfaces as the drawing knows them: F is B, P is L, and I is the edge of front teeth.

    Decay of the root has none on the crown.
    """
    if on_root(mark):
        return ""
    letters = mark.surfaces.replace("F", "B").replace("P", "L").replace("R", "")
    letters = letters.replace("O", "I") if front else letters.replace("I", "O")
    return "".join(dict.fromkeys(letters))


def _surfaces(pen: Pen, mark: Mark) -> str:
    half, h, big = pen.half, pen.shape.crown_height, 1.12 if mark.kind == "filling" else 1
    style = look(pen, mark)
    biting = f"M{num(-half * 0.42)} {num(h * 1.1)}C{num(-half * 0.4)} {num(h * 0.66)} {num(half * 0.4)} {num(h * 0.66)}"
    drawings: dict[str, Callable[[], str]] = {
        "M": lambda: ellipse(half * 0.98, h * 0.52, half * 0.34 * big, h * 0.2 * big, **style),
        "D": lambda: ellipse(-half * 0.98, h * 0.5, half * 0.34 * big, h * 0.2 * big, **style),
        "O": lambda: path(f"{biting} {num(half * 0.42)} {num(h * 1.1)}Z", **style),
        "I": lambda: path(
            f"M{num(-half * 1.1)} {num(h * 0.84)}H{num(half * 1.1)}V{num(h * 1.2)}H{num(-half * 1.1)}Z",
            **style,
        ),
        "B": lambda: ellipse(0, h * 0.2, half * 0.5 * big, h * 0.13 * big, **style),
    }
    return "".join(drawings[s]() for s in plain(mark, front=pen.place.front) if s in drawings)


def at_neck(mark: Mark) -> bool:
    """Say whether something is worn at the neck, not at the biting edge."""
    return mark.kind == "wear" and bool(mark.surfaces) and not {"O", "I"} & set(mark.surfaces)


def _notch(pen: Pen, mark: Mark) -> str:
    half, h, style = pen.half, pen.shape.crown_height, look(pen, mark)
    sides = {"M": (half * 0.8, half * 0.3), "D": (-half * 0.8, half * 0.3)}
    at = [sides[letter] for letter in mark.surfaces if letter in sides]
    at += [(0.0, half * 0.62)] if {"B", "F", "L", "P"} & set(mark.surfaces) else []
    return "".join(ellipse(x, h * 0.06, wide, h * 0.09, **style) for x, wide in at)


def _wear(pen: Pen, mark: Mark) -> str:
    if at_neck(mark):
        return _notch(pen, mark)
    half, h = pen.half * 1.1, pen.shape.crown_height
    d = f"M{num(-half)} {num(h * 0.86)}Q0 {num(h * 0.78)} {num(half)} {num(h * 0.86)}V{num(h * 1.2)}H{num(-half)}Z"
    return path(d, **look(pen, mark))


def _onlay(pen: Pen, mark: Mark) -> str:
    half, h = pen.half * 1.1, pen.shape.crown_height
    d = f"M{num(-half)} {num(h * 0.6)}Q0 {num(h * 0.46)} {num(half)} {num(h * 0.6)}V{num(h * 1.2)}H{num(-half)}Z"
    return path(d, **look(pen, mark))


def _veneer(pen: Pen, mark: Mark) -> str:
    y = num(pen.shape.crown_height * 0.5)
    shield = path(pen.shape.crown, **{**look(pen, mark), "stroke_width": 0.34})
    return group(shield, transform=f"translate(0 {y}) scale(.8 .82) translate(0 -{y})")


def _core(pen: Pen, mark: Mark) -> str:
    x, h = pen.half * 0.52, pen.shape.crown_height
    d = f"M{num(-x)} {num(h * 0.16)}H{num(x)}L{num(x * 0.8)} {num(h * 0.62)}H{num(-x * 0.8)}Z"
    return path(d, **look(pen, mark))


def _recession(pen: Pen, mark: Mark) -> str:
    depth, half = min(max(mark.grade, 2), 6) * 0.8, pen.half * 0.74
    d = f"M{num(-half)} 0Q0 {num(-depth * 2)} {num(half)} 0"
    return path(
        d,
        fill=pen.ink.soft(mark.status),
        fill_opacity=0.7,
        stroke=pen.ink.line(mark.status),
        stroke_width=pen.ink.pick(0.4, 0.6),
        stroke_dasharray=pen.ink.dash(mark.status) or ".9 .5",
    )


def _calculus(pen: Pen, mark: Mark) -> str:
    half = pen.half * 0.6
    beads = ((-1, 0.5), (-0.52, 0.15), (0, 0.02), (0.52, 0.15), (1, 0.5))
    return "".join(circle(x * half, y - 0.1, 0.46, **look(pen, mark)) for x, y in beads)


def _cleaning(pen: Pen, mark: Mark) -> str:
    half = num(pen.half * 0.36)
    d = f"M-{num(pen.half * 1.08)} -1.1q{num(pen.half * 0.18)} -1.5 {half} 0{f't{half} 0' * 5}"
    return path(
        d,
        fill="none",
        stroke=pen.ink.line(mark.status),
        stroke_width=pen.ink.pick(0.5, 0.7),
        stroke_linecap="round",
        stroke_dasharray="1 .8" if mark.status == "planned" else pen.ink.dash(mark.status),
    )


def _bracket(pen: Pen, mark: Mark) -> str:
    y = pen.shape.crown_height * 0.45
    style = look(pen, mark)
    return element("rect", x=-1.1, y=y - 1.1, width=2.2, height=2.2, rx=0.4, **style) + path(
        f"M{num(-pen.half)} {num(y)}H{num(pen.half)}", stroke=style["stroke"], stroke_width=0.3
    )


def fracture(pen: Pen, mark: Mark) -> str:
    """Break the crown across, or the root lengthwise (`R`)."""
    ink, half, h, r = pen.ink, pen.half, pen.shape.crown_height, pen.shape.root_length
    if "R" in mark.surfaces:
        d = line(
            (0.5, h * 0.7),
            (-0.7, h * 0.42),
            (0.5, h * 0.16),
            (-0.6, -r * 0.14),
            (0.5, -r * 0.3),
            (-0.3, -r * 0.5),
        )
    else:
        d = line(
            (-half * 0.9, h * 0.7),
            (-half * 0.35, h * 0.58),
            (-half * 0.05, h * 0.76),
            (half * 0.3, h * 0.56),
            (half * 0.9, h * 0.7),
        )
    joined: Look = {"fill": "none", "stroke_linecap": "round"}
    return path(d, stroke=ink.token("halo"), stroke_width=1.1, **joined) + path(
        d,
        stroke=ink.line(mark.status),
        stroke_width=ink.pick(0.5, 0.7),
        stroke_dasharray=ink.dash(mark.status),
        **joined,
    )


_CLIPPED: Mapping[Kind, Callable[[Pen, Mark], str]] = {
    "caries": _surfaces,
    "filling": _surfaces,
    "onlay": _onlay,
    "wear": _wear,
    "core": _core,
}
_OVER: Mapping[Kind, Callable[[Pen, Mark], str]] = {
    "recession": _recession,
    "calculus": _calculus,
    "cleaning": _cleaning,
    "bracket": _bracket,
    "fracture": fracture,
}


def crown_marks(pen: Pen, tooth: DrawnTooth) -> str:
    """Draw what is on the crown; under a crown or a bridge unit, surfaces are not seen."""
    covered = tooth.first("crown", "pontic", "denture") or tooth.state in {"missing", "root"}
    inside = "" if covered else "".join(_CLIPPED[m.kind](pen, m) for m in tooth.items if m.kind in _CLIPPED)
    veneer = "" if tooth.state == "missing" else "".join(_veneer(pen, m) for m in tooth.of("veneer"))
    over = "".join(_OVER[m.kind](pen, m) for m in tooth.items if m.kind in _OVER and tooth.state != "missing")
    return group(inside, clip_path=pen.clip()) + veneer + over
