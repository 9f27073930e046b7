"""Parts of the mouth: arches, quadrants, sextants, and what a `where` expression covers.

    upper_arch   upper_right | upper_left        sextant_1 18-14   sextant_2 13-23   sextant_3 24-28
    lower_arch   lower_right | lower_left        sextant_6 48-44   sextant_5 43-33   sextant_4 34-38

`mouth` is both arches. A region covers the teeth of its dentition that are not gone; a tooth named by its
number is always covered, because one can name the site of a lost tooth.
"""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Final

from arcada.core.kernel import Refusal
from arcada.core.teeth.number import (
    ALL,
    PERMANENT,
    in_order,
    is_front,
    is_right,
    is_tooth,
    is_upper,
    unknown_tooth,
)

MOUTH: Final = "mouth"
ARCHES: Final = ("upper_arch", "lower_arch")
QUADRANTS: Final = ("upper_right", "upper_left", "lower_left", "lower_right")
SEXTANTS: Final = ("sextant_1", "sextant_2", "sextant_3", "sextant_4", "sextant_5", "sextant_6")
REGIONS: Final = (MOUTH, *ARCHES, *QUADRANTS, *SEXTANTS)


def arch(tooth: str) -> str:
    """upper_arch or lower_arch."""
    return ARCHES[not is_upper(tooth)]


def quadrant_name(tooth: str) -> str:
    """Such as upper_right."""
    return f"{'upper' if is_upper(tooth) else 'lower'}_{'right' if is_right(tooth) else 'left'}"


def sextant(tooth: str) -> str:
    """Front teeth of an arch make one sextant, the back teeth of each side another."""
    upper, right = is_upper(tooth), is_right(tooth)
    if is_front(tooth):
        return "sextant_2" if upper else "sextant_5"
    if upper:
        return "sextant_1" if right else "sextant_3"
    return "sextant_6" if right else "sextant_4"


FIRST_BLOCK_TOOTH = 4
"""Lower teeth from here back, primary ones too, are numbed by a block of the nerve."""


def lower_blocks(where: Collection[str]) -> frozenset[str]:
    """The sides of the lower jaw, left and right, that a nerve block numbs for work at these places."""
    if MOUTH in where or "lower_arch" in where:
        return frozenset({"left", "right"})
    back = {place[0] for place in where if place.isdigit() and int(place[1]) >= FIRST_BLOCK_TOOTH}
    return frozenset(side for side, rows in (("left", "37"), ("right", "48")) if back & set(rows))


@cache
def lies_in(tooth: str, region: str) -> bool:
    """Whether the region holds the tooth."""
    return region in {MOUTH, arch(tooth), quadrant_name(tooth), sextant(tooth)}


def is_place(text: str) -> bool:
    """Whether the text is a tooth or a region."""
    return is_tooth(text) or text in REGIONS


def expand(
    where: Iterable[str], gone: Collection[str] = (), dentition: Collection[str] = PERMANENT
) -> tuple[str, ...] | Refusal:
    """The teeth that the places cover, in the order of the picture.

    `gone` are teeth that regions leave out, `dentition` the teeth that a region can hold.
    """
    found: set[str] = set()
    for rank, place in enumerate(where):
        if is_tooth(place):
            found.add(place)
        elif place in REGIONS:
            found.update(t for t in ALL if t in dentition and t not in gone and lies_in(t, place))
        else:
            refusal = unknown_tooth(place, f"where[{rank}]")
            regions = f"{refusal.text} Regions are {', '.join(REGIONS)}."
            return Refusal("unknown_place", regions, refusal.where)
    return in_order(found)


def arches_of(where: Iterable[str]) -> tuple[str, ...]:
    """The arches that the places touch; `mouth` touches both."""
    places = tuple(where)
    teeth = [t for t in PERMANENT if any(not is_tooth(place) and lies_in(t, place) for place in places)]
    touched = {arch(tooth) for tooth in (*teeth, *filter(is_tooth, places))}
    return tuple(name for name in ARCHES if name in touched)
