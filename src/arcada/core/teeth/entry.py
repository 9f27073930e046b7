"""What a coordinator types, read as places and surfaces.

    typed            read as
    26 mo            26, surfaces M O
    16-18            16, 17, 18: a range along the arch, also across the midline (13-23)
    14, 15 d         14 and 15, surface D of both
    UR6  #3  #a      16, 16, 55: Palmer; Universal always with the number sign
    11s              the supernumerary tooth beside 11
    upper left first molar    26
    upper, ul, mouth the upper arch, the upper left quadrant, the mouth
    all upper, q2, s5  the upper arch, the upper left quadrant, the lower front teeth

A plain number is FDI, or Universal in a practice that shows Universal.
"""

import re
from dataclasses import dataclass
from typing import Final

from arcada.core.kernel import Refusal
from arcada.core.teeth.notation import Notation, from_palmer, from_spoken, from_universal
from arcada.core.teeth.number import ROWS, is_tooth, unknown_tooth
from arcada.core.teeth.region import REGIONS
from arcada.core.teeth.surface import read_surfaces

REGION_WORDS: Final = {
    "upper": "upper_arch", "maxilla": "upper_arch", "lower": "lower_arch", "mandible": "lower_arch",
    "ur": "upper_right", "ul": "upper_left", "ll": "lower_left", "lr": "lower_right",
    "all": "mouth", "full mouth": "mouth", "all teeth": "mouth",
    "all upper": "upper_arch", "upper teeth": "upper_arch", "uppers": "upper_arch",
    "all lower": "lower_arch", "lower teeth": "lower_arch", "lowers": "lower_arch",
    "q1": "upper_right", "q2": "upper_left", "q3": "lower_left", "q4": "lower_right",
    "upper front": "sextant_2", "lower front": "sextant_5",
    **{f"s{number}": f"sextant_{number}" for number in range(1, 7)},
} | {region.replace("_", " "): region for region in REGIONS}  # fmt: skip
SURFACE_LETTERS: Final = re.compile(r"[MODBLIFVP]{1,5}", re.IGNORECASE)
RANGE: Final = re.compile(r"\s*-\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """Places in the order typed and the surfaces common to them, in stored order of the first tooth."""

    where: tuple[str, ...]
    surfaces: str = ""


def read_tooth(text: str, notation: Notation = "fdi") -> str | Refusal:
    """One tooth from any of the notations."""
    typed = text.strip().upper()
    if typed.startswith("#"):
        found = from_universal(typed)
        if found:
            return found
        return Refusal("unknown_tooth", f"There is no tooth {typed}; Universal numbers are 1-32 and A-T.")
    named = from_palmer(typed) or from_spoken(text)
    if named:
        return named
    if notation == "universal" and (found := from_universal(typed)):
        return found
    return typed if notation != "universal" and is_tooth(typed) else unknown_tooth(text.strip())


def read_range(first: str, last: str, notation: Notation) -> tuple[str, ...] | Refusal:
    """The teeth from one to the other along their row."""
    ends = [read_tooth(first, notation), read_tooth(last, notation)]
    for end in ends:
        if isinstance(end, Refusal):
            return end
    one, other = (str(end) for end in ends)
    line = next((row for row in ROWS if one in row), ())
    if other not in line:
        sentence = f"{first}-{last} does not run along one arch of one dentition; name the teeth one by one."
        return Refusal("range_across_arches", sentence)
    low, high = sorted((line.index(one), line.index(other)))
    teeth = line[low : high + 1]
    return teeth if line.index(one) == low else teeth[::-1]


def read_place(text: str, notation: Notation) -> tuple[str, ...] | Refusal:
    """A region, a range or a tooth."""
    if region := REGION_WORDS.get(" ".join(text.lower().split())):
        return (region,)
    ends = RANGE.split(text.strip())
    if len(ends) == 2:  # noqa: PLR2004 - a range has two ends
        return read_range(ends[0], ends[1], notation)
    tooth = read_tooth(text, notation)
    return tooth if isinstance(tooth, Refusal) else (tooth,)


def split_surfaces(text: str) -> tuple[str, str]:
    """The places and the surface letters behind them; a lone word is a place."""
    head, space, tail = text.strip().rpartition(" ")
    return (head, tail) if space and head.strip() and SURFACE_LETTERS.fullmatch(tail) else (text, "")


def read_entry(text: str, notation: Notation = "fdi") -> Entry | Refusal:
    """Places and surfaces, or the first thing that cannot be."""
    if not text.strip():
        return Refusal("nothing_typed", "Type a tooth, such as 26 or UR6, and its surfaces, such as 26 MO.")
    places, letters = split_surfaces(text)
    where: list[str] = []
    for part in re.split(r"[,;+]", places):
        found = read_place(part, notation)
        if isinstance(found, Refusal):
            return found
        where += [place for place in found if place not in where]
    surfaces = ""
    for place in where if letters else ():
        if not is_tooth(place):
            return Refusal("surface_of_region", f"Surfaces belong to teeth; {place} is a region.")
        read = read_surfaces(place, letters)
        if isinstance(read, Refusal):
            return read
        surfaces = surfaces or read
    return Entry(tuple(where), surfaces)
