"""Where each tooth is put: sizes of the drawing, columns of the two rows, heights from the midline.

    size   | for                                   | mm    | shows
    chart  | the chart page, teeth can be chosen   | 5.35  | roots, crowns, surfaces, numbers, strip, bone
    card   | plans side by side, patient's pages   | 2.1   | roots, crowns, surfaces
    print  | paper: colours written out            | 2.1   | roots, crowns, surfaces, numbers
    mini   | the patient's header                  | 1.75  | surfaces only

Every tooth that holds something is shown, also when the dentition asked for has no column for it: a retained
primary tooth or a supernumerary gets a column of its own beside its neighbour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from arcada.core.teeth.anatomy import predecessor
from arcada.core.teeth.number import LOWER, LOWER_PRIMARY, UPPER, UPPER_PRIMARY, is_upper
from arcada.display.odontogram.drawn import DrawnTooth
from arcada.display.odontogram.place import Place, place

Dentition = Literal["permanent", "mixed", "primary"]
SizeName = Literal["chart", "card", "print", "mini", "tooth"]

_MIXED_UPPER = ("16", "55", "54", "53", "12", "11", "21", "22", "63", "64", "65", "26")
_MIXED_LOWER = ("46", "85", "84", "83", "42", "41", "31", "32", "73", "74", "75", "36")
ROWS: Mapping[Dentition, frozenset[str]] = MappingProxyType(
    {
        "permanent": frozenset(UPPER + LOWER),
        "primary": frozenset(UPPER_PRIMARY + LOWER_PRIMARY),
        "mixed": frozenset(_MIXED_UPPER + _MIXED_LOWER),
    }
)

# Column widths in units of the large drawing, by position; primary molars are as wide as the molars they precede.
WIDTHS = (0, 53, 47, 50, 50, 51, 69, 64, 61)
PEG_WIDTH = 40
PRIMARY_FRONT = 0.9
_BROAD_PRIMARY = {4: 7, 5: 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a drawing is: `scale` units per mm, `face_scale` those of the biting sides, the rest in units."""

    scale: float
    face_scale: float
    column: float
    midline: float
    pad: float
    lane: float
    label: float
    label_size: float
    gap: float
    face_height: float
    clear: float
    coarse: bool
    roots: bool = True


SIZES: Mapping[SizeName, Size] = MappingProxyType(
    {
        "chart": Size(
            scale=5.35, face_scale=4.35, column=1, midline=16, pad=20, lane=20, label=20, label_size=12.5, gap=9,
            face_height=11, clear=3, coarse=False,
        ),
        "card": Size(
            scale=2.1, face_scale=1.75, column=0.385, midline=5, pad=3, lane=0, label=0, label_size=0, gap=2,
            face_height=10.6, clear=1, coarse=True,
        ),
        "print": Size(
            scale=2.1, face_scale=1.75, column=0.385, midline=5, pad=3, lane=0, label=8, label_size=5.6, gap=2,
            face_height=10.6, clear=1, coarse=True,
        ),
        "mini": Size(
            scale=2.1, face_scale=1.75, column=0.385, midline=5, pad=3, lane=0, label=0, label_size=0, gap=2,
            face_height=10.6, clear=1, coarse=True, roots=False,
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One tooth's column: `x` is its middle, `neck` and `face` the heights of the neck and of the biting side."""

    place: Place
    x: float
    width: float
    neck: float
    face: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole sheet: its measures and its columns from the patient's right, upper row first."""

    size: Size
    width: float
    height: float
    upper: tuple[Column, ...]
    lower: tuple[Column, ...]

    @property
    def middle(self) -> float:
        """Return the height of the line between the rows."""
        return self.height / 2


def _holds(tooth: DrawnTooth) -> bool:
    return bool(tooth.items) or tooth.state not in {"missing", "unerupted"}


def _columns_of(teeth: Mapping[str, DrawnTooth], dentition: Dentition) -> list[str]:
    shown = set(ROWS[dentition]) | {tooth for tooth, drawn in teeth.items() if _holds(drawn)}
    if dentition == "mixed":
        shown -= _gone(teeth, shown)
    return sorted(shown)


def _gone(teeth: Mapping[str, DrawnTooth], shown: set[str]) -> set[str]:
    """Return the usual teeth of a mixed dentition that have given way: an empty primary whose successor is there."""
    return {
        before
        for tooth in shown & teeth.keys()
        if (before := predecessor(tooth)) and _holds(teeth[tooth]) and not (before in teeth and _holds(teeth[before]))
    }


def column_width(where: Place) -> float:
    """Return the width of a tooth's column in units of the large drawing."""
    if where.supernumerary:
        return PEG_WIDTH
    if not where.primary:
        return WIDTHS[where.position]
    if where.position in _BROAD_PRIMARY:
        return WIDTHS[_BROAD_PRIMARY[where.position]]
    return WIDTHS[where.position] * PRIMARY_FRONT


@dataclass(frozen=True, slots=True)
class _Heights:
    neck: float
    face: float
    height: float


def _heights(size: Size, *, small: bool) -> _Heights:
    roots, crowns = (11.5, 7) if small else (17, 10.6)
    half_face = size.face_height * size.face_scale / 2
    neck = size.lane + roots * size.scale + 4
    face = neck + crowns * size.scale + size.gap + half_face if size.roots else half_face + 2
    return _Heights(neck, face, 2 * round(face + half_face + size.label + size.clear))


def _row(teeth: list[str], size: Size, width: float, heights: _Heights, mean: float) -> tuple[Column, ...]:
    columns = []
    for right in (True, False):
        x = width / 2 - size.midline / 2 if right else width / 2 + size.midline / 2
        side = sorted((place(t) for t in teeth if place(t).right is right), key=lambda p: p.order, reverse=right)
        for where in side:
            wide = column_width(where) * size.column
            middle = x - wide / 2 if right else x + wide / 2
            x += -wide if right else wide
            shift = (where.silhouette.crown_height - mean) * 0.45 * size.scale
            neck, face = heights.neck - shift, heights.face
            if not where.upper:
                neck, face = heights.height - neck, heights.height - face
            columns.append(Column(where, middle, wide, neck, face))
    return tuple(sorted(columns, key=lambda c: c.x))


def lay_out(teeth: Mapping[str, DrawnTooth], size: Size, dentition: Dentition) -> Layout:
    """Place every tooth of the dentition, and every other tooth that holds something."""
    shown = _columns_of(teeth, dentition)
    small = all(place(tooth).primary for tooth in shown)
    heights = _heights(size, small=small)
    sides: dict[tuple[bool, bool], float] = {}
    for tooth in shown:
        where = place(tooth)
        key = (where.upper, where.right)
        sides[key] = sides.get(key, 0) + column_width(where) * size.column
    width = round(2 * max(sides.values()) + size.midline + 2 * size.pad)
    mean = 5.6 if small else 8.3
    upper = _row([t for t in shown if is_upper(t)], size, width, heights, mean)
    lower = _row([t for t in shown if not is_upper(t)], size, width, heights, mean)
    return Layout(size, width, heights.height, upper, lower)
