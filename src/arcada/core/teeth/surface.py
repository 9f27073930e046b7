"""The five surfaces of a crown, by one letter each.

    M mesial      towards the midline            B buccal    towards cheek or lip (also typed F facial, V vestibular)
    D distal      away from the midline          L lingual   towards tongue or palate (also typed P palatal)
    O occlusal    chewing surface, back teeth    I incisal   cutting edge, incisors and canines

Stored in the order M O D B L for back teeth and M I D B L for front teeth.
"""

from typing import Final

from arcada.core.kernel import Refusal
from arcada.core.teeth.number import is_front

NAMES: Final = {
    "M": "mesial", "O": "occlusal", "I": "incisal", "D": "distal", "B": "buccal", "L": "lingual",
}  # fmt: skip
ALIASES: Final = {"F": "B", "V": "B", "P": "L"}
FRONT: Final = "MIDBL"
BACK: Final = "MODBL"


def surfaces_of(tooth: str) -> str:
    """The letters of the surfaces that the tooth has."""
    return FRONT if is_front(tooth) else BACK


def biting_surface(tooth: str) -> str:
    """I for a front tooth, O for a back tooth."""
    return surfaces_of(tooth)[1]


def read_surfaces(tooth: str, text: str, where: str = "") -> str | Refusal:
    """The letters in stored order, or why the tooth cannot have them."""
    has = surfaces_of(tooth)
    listed = f"its surfaces are {' '.join(has)}"
    letters = [ALIASES.get(letter, letter) for letter in text.upper() if letter not in " ,-/"]
    for letter in letters:
        if letter not in NAMES:
            return Refusal("unknown_surface", f"There is no surface {letter!r} on {tooth}; {listed}.", where)
        if letter not in has:
            sentence = f"{tooth} has no {NAMES[letter]} surface; {listed}."
            return Refusal("surface_not_on_tooth", sentence, where)
    if len(set(letters)) < len(letters):
        twice = next(letter for letter in letters if letters.count(letter) > 1)
        return Refusal("surface_twice", f"The {NAMES[twice]} surface of {tooth} is named twice.", where)
    return "".join(sorted(letters, key=has.index))
