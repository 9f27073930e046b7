"""A drawn tooth in words, for who does not see it: '26 upper left first molar: decay on mesial and occlusal'."""

from collections.abc import Mapping
from types import MappingProxyType

from arcada.core.teeth.notation import Notation, shown, spoken
from arcada.core.teeth.surface import ALIASES, NAMES
from arcada.display.odontogram.drawn import DrawnTooth, Kind, Mark, State
from arcada.display.status import Status

KIND_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "caries": "decay",
        "filling": "filling",
        "wear": "worn edge",
        "fracture": "fracture",
        "crown": "crown",
        "onlay": "onlay",
        "veneer": "veneer",
        "sealant": "sealant",
        "pontic": "bridge unit",
        "implant": "implant",
        "rct": "root canal",
        "post": "post",
        "core": "core build-up",
        "apical": "inflammation at the root tip",
        "furcation": "open furcation",
        "mobility": "looseness",
        "recession": "gum recession",
        "calculus": "calculus",
        "pocket": "gum pocket",
        "resorption": "root resorption",
        "impacted": "impaction",
        "extraction": "removal",
        "graft": "bone graft",
        "cleaning": "deep cleaning",
        "splint": "splint",
        "denture": "denture tooth",
        "watch": "watching",
        "bracket": "bracket",
    }
)
STATE_WORDS: Mapping[State, str] = MappingProxyType(
    {
        "present": "",
        "missing": "missing",
        "impacted": "impacted",
        "unerupted": "not erupted",
        "root": "only the root is left",
    }
)
_STATUS: Mapping[Status, str] = MappingProxyType(
    {
        "finding": "{}",
        "suspected": "suspected {}",
        "planned": "planned {}",
        "done": "{}, done",
        "existing": "existing {}",
        "declined": "declined {}",
    }
)
ROMAN = ("", "I", "II", "III")
MILLIMETRES: frozenset[Kind] = frozenset({"pocket", "recession"})


def listed(words: list[str]) -> str:
    """Join words as one says them: 'a', 'a and b', 'a, b and c'."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def roman(grade: int) -> str:
    """Write a grade 1 to 3 as it is charted; without a grade, the first."""
    return ROMAN[min(max(grade, 1), 3)]


def mark_words(mark: Mark) -> str:
    """Say one item: 'planned filling on mesial and occlusal', 'looseness grade II'."""
    said = mark.words or KIND_WORDS[mark.kind]
    if mark.kind == "fracture" and "R" in mark.surfaces and not mark.words:
        said = "fracture of the root"
    letters = dict.fromkeys(ALIASES.get(s, s) for s in mark.surfaces if s != "R")
    if letters:
        said = f"{said} on {listed([NAMES[letter] for letter in letters])}"
    if mark.grade:
        grade = f"{mark.grade} mm" if mark.kind in MILLIMETRES else f"grade {roman(mark.grade)}"
        said = f"{said} {grade}"
    return _STATUS[mark.status].format(said)


def tooth_words(tooth: str, drawn: DrawnTooth, notation: Notation = "fdi") -> str:
    """Say a tooth: its number, its name, its state and what is on it."""
    said = [word for word in (STATE_WORDS[drawn.state],) if word]
    said += [mark_words(mark) for mark in drawn.items]
    return f"{shown(tooth, notation)} {spoken(tooth)}: {', '.join(said) or 'nothing charted'}"
