"""What kind of tooth a number is, how many roots and canals it usually has, and what stands around it.

Roots and canals are the usual numbers of the textbooks (source: judgement); an image of the tooth
overrules them.
"""

from typing import Final

from arcada.core.teeth.number import (
    PERMANENT,
    PRIMARY,
    ROWS,
    is_primary,
    is_upper,
    position,
    quadrant,
    regular,
)

PERMANENT_KINDS: Final = (
    "central incisor", "lateral incisor", "canine", "first premolar", "second premolar", "first molar",
    "second molar", "third molar",
)  # fmt: skip
PRIMARY_KINDS: Final = ("central incisor", "lateral incisor", "canine", "first molar", "second molar")

# roots and canals by position from the midline; source: judgement, the usual textbook numbers
UPPER_ROOTS: Final = ((1, 1), (1, 1), (1, 1), (2, 2), (1, 1), (3, 4), (3, 3), (3, 3))
LOWER_ROOTS: Final = ((1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (2, 3), (2, 3), (2, 3))
UPPER_PRIMARY_ROOTS: Final = ((1, 1), (1, 1), (1, 1), (3, 3), (3, 3))
LOWER_PRIMARY_ROOTS: Final = ((1, 1), (1, 1), (1, 1), (2, 3), (2, 3))


def kind(tooth: str) -> str:
    """Such as 'first molar'."""
    return (PRIMARY_KINDS if is_primary(tooth) else PERMANENT_KINDS)[position(tooth) - 1]


def is_molar(tooth: str) -> bool:
    """Whether it is a molar."""
    return kind(tooth).endswith("molar") and not is_premolar(tooth)


def is_premolar(tooth: str) -> bool:
    """Whether it is a premolar."""
    return kind(tooth).endswith("premolar")


def is_third_molar(tooth: str) -> bool:
    """Whether it is a wisdom tooth."""
    return position(tooth) == len(PERMANENT_KINDS)


def roots_and_canals(tooth: str) -> tuple[int, int]:
    """The usual number of roots and of root canals."""
    if is_primary(tooth):
        table: tuple[tuple[int, int], ...] = UPPER_PRIMARY_ROOTS if is_upper(tooth) else LOWER_PRIMARY_ROOTS
    else:
        table = UPPER_ROOTS if is_upper(tooth) else LOWER_ROOTS
    return table[position(tooth) - 1]


def has_furcation(tooth: str) -> bool:
    """Whether its roots part, so that a furcation can be open."""
    return roots_and_canals(tooth)[0] > 1


def successor(tooth: str) -> str | None:
    """The permanent tooth that follows a primary one, None for a permanent tooth."""
    return f"{quadrant(tooth) - 4}{position(tooth)}" if is_primary(tooth) else None


def predecessor(tooth: str) -> str | None:
    """The primary tooth that a permanent one follows, None for molars and primary teeth."""
    if is_primary(tooth) or position(tooth) > len(PRIMARY_KINDS):
        return None
    return f"{quadrant(tooth) + 4}{position(tooth)}"


def neighbours(tooth: str) -> tuple[str, ...]:
    """The teeth beside it in its own dentition, in the order of the picture; one at the end of a row."""
    number = regular(tooth)
    line = next(row for row in ROWS if number in row)
    rank = line.index(number)
    return line[max(rank - 1, 0) : rank] + line[rank + 1 : rank + 2]


def antagonists(tooth: str) -> tuple[str, ...]:
    """The teeth that it bites on in a regular bite: the same position first.

    An upper tooth also meets the next one further back in the lower arch, a lower tooth the next further
    forward in the upper arch; so lower central incisors and upper last molars meet one tooth only.
    """
    facing = {1: 4, 2: 3, 3: 2, 4: 1, 5: 8, 6: 7, 7: 6, 8: 5}[quadrant(tooth)]
    step = 1 if is_upper(tooth) else -1
    pair = (f"{facing}{position(tooth)}", f"{facing}{position(tooth) + step}")
    return tuple(other for other in pair if other in PERMANENT or other in PRIMARY)
