"""A tooth's number as it is stored: the two digits of the FDI (ISO 3950), as text.

                 patient's right | patient's left
    permanent    18 .. 11        | 21 .. 28          first digit: quadrant 1-4 permanent, 5-8 primary
                 48 .. 41        | 31 .. 38          second digit: position from the midline
    primary      55 .. 51        | 61 .. 65
                 85 .. 81        | 71 .. 75

A supernumerary tooth takes the number of the tooth that it stands beside and an S: 11S stands beside 11.
The rows below are in the order of the picture: from the patient's right to the left.
"""

from functools import cache
from typing import Final

from arcada.core.kernel import Refusal

SUPERNUMERARY: Final = "S"


def row(right: int, left: int, last: int) -> tuple[str, ...]:
    """One row of the picture: the right quadrant from its last tooth, then the left one."""
    return (
        *(f"{right}{position}" for position in range(last, 0, -1)),
        *(f"{left}{position}" for position in range(1, last + 1)),
    )


UPPER: Final = row(1, 2, 8)
LOWER: Final = row(4, 3, 8)
UPPER_PRIMARY: Final = row(5, 6, 5)
LOWER_PRIMARY: Final = row(8, 7, 5)
ROWS: Final = (UPPER, LOWER, UPPER_PRIMARY, LOWER_PRIMARY)
PERMANENT: Final = UPPER + LOWER
PRIMARY: Final = UPPER_PRIMARY + LOWER_PRIMARY
REGULAR: Final = PERMANENT + PRIMARY
ALL: Final = REGULAR + tuple(tooth + SUPERNUMERARY for tooth in REGULAR)
ORDER: Final = {tooth: rank for rank, tooth in enumerate(ALL)}
"""Where a tooth stands in every list that is shown: upper before lower, permanent before primary, right before left."""


def is_tooth(text: str) -> bool:
    """Whether the text is a tooth's number."""
    return text in ORDER


def unknown_tooth(text: str, where: str = "") -> Refusal:
    """The answer to a number that no tooth has."""
    sentence = (
        f"There is no tooth {text!r}. Permanent teeth are 11-18, 21-28, 31-38 and 41-48, primary teeth 51-55, "
        "61-65, 71-75 and 81-85; a supernumerary tooth takes an S, such as 11S."
    )
    return Refusal("unknown_tooth", sentence, where)


@cache
def regular(tooth: str) -> str:
    """The regular number: of a supernumerary tooth that of the tooth beside it; ValueError when it is no tooth."""
    if tooth not in ORDER:
        raise ValueError(unknown_tooth(tooth).text)
    return tooth.removesuffix(SUPERNUMERARY)


def quadrant(tooth: str) -> int:
    """The FDI quadrant, 1 to 8."""
    return int(regular(tooth)[0])


def position(tooth: str) -> int:
    """The place counted from the midline, 1 to 8, in the primary dentition 1 to 5."""
    return int(regular(tooth)[1])


def is_supernumerary(tooth: str) -> bool:
    """Whether it is one more than the dentition has."""
    return regular(tooth) != tooth


def is_primary(tooth: str) -> bool:
    """Whether it belongs to the primary dentition."""
    return quadrant(tooth) > 4  # noqa: PLR2004 - quadrants 5 to 8


def is_upper(tooth: str) -> bool:
    """Whether it stands in the upper arch."""
    return quadrant(tooth) in {1, 2, 5, 6}


def is_right(tooth: str) -> bool:
    """Whether it stands on the patient's right."""
    return quadrant(tooth) in {1, 4, 5, 8}


def is_front(tooth: str) -> bool:
    """Whether it is an incisor or a canine."""
    return position(tooth) <= 3  # noqa: PLR2004 - the third place is the canine's


def in_order(teeth: "list[str] | tuple[str, ...] | set[str] | frozenset[str]") -> tuple[str, ...]:
    """Each tooth once, in the order of the picture."""
    return tuple(sorted(set(teeth), key=ORDER.__getitem__))
