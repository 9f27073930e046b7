"""How a tooth is shown: FDI, Universal, Palmer, or spoken.

    FDI   Universal   Palmer   spoken
    16    3           UR6      upper right first molar
    38    17          LL8      lower left third molar
    55    A           URE      upper right second primary molar
    11S   58          UR1S     supernumerary tooth beside the upper right central incisor
    55S   AS          URES

Universal counts 1-32 round the mouth from the upper right third molar, primary teeth A-T; a supernumerary
tooth adds 50 to the number beside it (51-82) or an S to the letter (AS-TS).
"""

from typing import Final, Literal

from arcada.core.teeth.anatomy import kind
from arcada.core.teeth.number import (
    LOWER,
    LOWER_PRIMARY,
    SUPERNUMERARY,
    UPPER,
    UPPER_PRIMARY,
    is_primary,
    is_right,
    is_supernumerary,
    is_upper,
    position,
    regular,
)

Notation = Literal["fdi", "universal", "palmer"]

SUPERNUMERARY_OFFSET: Final = 50
_PERMANENT_ROUND: Final = UPPER + LOWER[::-1]
_PRIMARY_ROUND: Final = UPPER_PRIMARY + LOWER_PRIMARY[::-1]
_UNIVERSAL: Final = (
    {tooth: str(number) for number, tooth in enumerate(_PERMANENT_ROUND, 1)}
    | dict(zip(_PRIMARY_ROUND, "ABCDEFGHIJKLMNOPQRST", strict=True))
    | {
        f"{tooth}{SUPERNUMERARY}": str(number + SUPERNUMERARY_OFFSET)
        for number, tooth in enumerate(_PERMANENT_ROUND, 1)
    }
    | {
        f"{tooth}{SUPERNUMERARY}": f"{letter}{SUPERNUMERARY}"
        for tooth, letter in zip(_PRIMARY_ROUND, "ABCDEFGHIJKLMNOPQRST", strict=True)
    }
)
_FROM_UNIVERSAL: Final = {shown: tooth for tooth, shown in _UNIVERSAL.items()}


def universal(tooth: str) -> str:
    """The Universal number or letter."""
    return _UNIVERSAL[regular(tooth) + tooth[2:]]


def from_universal(text: str) -> str | None:
    """The FDI number of a Universal one, None when there is no such tooth."""
    return _FROM_UNIVERSAL.get(text.upper().removeprefix("#"))


def palmer(tooth: str) -> str:
    """The quadrant's letters and the place from the midline; primary teeth take A to E."""
    place = "ABCDE"[position(tooth) - 1] if is_primary(tooth) else str(position(tooth))
    side = "UL"[not is_upper(tooth)] + "RL"[not is_right(tooth)]
    return f"{side}{place}{tooth[2:]}"


_FROM_PALMER: Final = {
    palmer(tooth): tooth
    for number in (*_PERMANENT_ROUND, *_PRIMARY_ROUND)
    for tooth in (number, number + SUPERNUMERARY)
}


def from_palmer(text: str) -> str | None:
    """The FDI number of a Palmer one such as UR6, None when there is no such tooth."""
    return _FROM_PALMER.get(text.upper())


def spoken(tooth: str) -> str:
    """The name in words."""
    side = f"{'upper' if is_upper(tooth) else 'lower'} {'right' if is_right(tooth) else 'left'}"
    what = kind(tooth)
    if is_primary(tooth):
        order, _, noun = what.rpartition(" ")
        what = f"{order} primary {noun}".strip()
    name = f"{side} {what}"
    return f"supernumerary tooth beside the {name}" if is_supernumerary(tooth) else name


_FROM_SPOKEN: Final = {spoken(tooth): tooth for tooth in _FROM_PALMER.values()}


def from_spoken(text: str) -> str | None:
    """The FDI number of a name in words, None when no tooth is called so."""
    return _FROM_SPOKEN.get(" ".join(text.lower().split()))


def shown(tooth: str, notation: Notation = "fdi") -> str:
    """The number as a practice wants to read it."""
    if notation == "universal":
        return universal(tooth)
    return palmer(tooth) if notation == "palmer" else regular(tooth) + tooth[2:]
