"""The five surfaces of a tooth as areas: buccal above, lingual below, mesial right, distal left, biting in the middle.

The chewing face is a rounded box, between circle and square; the middle is a smaller one. Each side is the area
between the two, cut at the corners.
"""

from dataclasses import dataclass
from functools import cache

from arcada.display.odontogram.place import Place
from arcada.display.odontogram.svg import num

Point = tuple[float, float]
SIDES = "BMLD"


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed outline of four cubic curves between the corners: top, right, bottom, left."""

    corners: tuple[Point, Point, Point, Point]
    curves: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """The chewing face of a tooth as path data: `areas` by surface letter, `a` and `b` its half axes in mm."""

    outline: str
    inner: str
    areas: dict[str, str]
    a: float
    b: float


def ring(a: float, b: float, square: float, taper: float) -> Ring:
    """Shape an outline of half axes a and b; `square` runs from .71 (ellipse) to 1 (box); `taper` narrows the top."""
    turn = 4 * (1 - square) / 3
    near, far = square - turn, square + turn

    def at(x: float, y: float) -> Point:
        return (round(a * x * (1 - taper * y), 2), round(b * y, 2))

    corners = (at(-square, -square), at(square, -square), at(square, square), at(-square, square))
    curves = (
        (at(-near, -far), at(near, -far)),
        (at(far, -near), at(far, near)),
        (at(near, far), at(-near, far)),
        (at(-far, near), at(-far, -near)),
    )
    return Ring(corners, curves)


def _write(point: Point) -> str:
    return f"{num(point[0])} {num(point[1])}"


def _loop(shape: Ring) -> str:
    turns = (
        f"C{_write(first)} {_write(second)} {_write(shape.corners[(i + 1) % 4])}"
        for i, (first, second) in enumerate(shape.curves)
    )
    return f"M{_write(shape.corners[0])}{''.join(turns)}Z"


def _side(outer: Ring, inner: Ring, i: int) -> str:
    j = (i + 1) % 4
    out, back = outer.curves[i], inner.curves[i]
    return (
        f"M{_write(outer.corners[i])}C{_write(out[0])} {_write(out[1])} {_write(outer.corners[j])}"
        f"L{_write(inner.corners[j])}C{_write(back[1])} {_write(back[0])} {_write(inner.corners[i])}Z"
    )


def _shape(place: Place) -> tuple[float, float, float, float]:
    """Return squareness, taper and the size of the middle, in x and y, by the kind of tooth (drawn by eye)."""
    if place.front:
        return 0.76, 0.13, 0.6, 0.2
    if place.molar:
        return (0.84, -0.02, 0.48, 0.48) if place.upper else (0.87, 0.03, 0.54, 0.5)
    return 0.78, 0.04, 0.48, 0.48


@cache
def face(place: Place) -> Face:
    """Return the chewing face of a tooth."""
    a, b = place.silhouette.half_axes
    square, taper, in_x, in_y = _shape(place)
    outer, inner = ring(a, b, square, taper), ring(a * in_x, b * in_y, 0.8, 0)
    areas = {letter: _side(outer, inner, i) for i, letter in enumerate(SIDES)}
    areas["O"] = _loop(inner)
    return Face(_loop(outer), _loop(inner), areas, a, b)
