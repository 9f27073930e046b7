"""The figures of a drawing written as strokes: a PDF maker sets each piece of text with all its care, 32 times a mouth.

Each figure is drawn on a grid of 5 by 7 above its foot, in straight lines and curves, and takes the text's place, size,
colour and weight. A text with a letter that is not known here stays text.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from arcada.documents.plain_path import moved

SVG = "{http://www.w3.org/2000/svg}"
WIDE, HIGH, STEP, BROAD = 4.0, 7.0, 5.4, 1.12
CAP = 0.71  # height of a figure by the size of its text
STRONG = 560
STROKES = {
    "0": "M2 0C-.6 0 -.6 7 2 7C4.6 7 4.6 0 2 0Z",
    "1": "M.6 5.6L2.3 7L2.3 0",
    "2": "M.2 5.4C.4 7.5 3.9 7.5 3.8 5C3.7 3.3 .8 2 .1 0L4 0",
    "3": "M.3 6C1 7.4 3.7 7.3 3.7 5.3C3.7 4.2 2.9 3.7 1.6 3.7C3 3.7 4 3.1 4 1.9C4 -.4 .7 -.6 0 1.1",
    "4": "M3 0L3 7L0 2L4 2",
    "5": "M3.6 7L.7 7L.4 3.8C1.6 4.8 4 4.3 4 2.2C4 -.3 .9 -.6 0 .9",
    "6": "M3.2 7C1.6 5.6 0 4 0 2.2C0 -.7 4 -.7 4 2.2C4 4.8 .9 4.9 .2 3",
    "7": "M0 7L4 7L1.4 0",
    "8": "M2 3.8C-.3 3.8 -.1 7 2 7C4.1 7 4.3 3.8 2 3.8C-.8 3.8 -.7 0 2 0C4.7 0 4.8 3.8 2 3.8Z",
    "9": "M.8 0C2.4 1.4 4 3 4 4.8C4 7.7 0 7.7 0 4.8C0 2.2 3.1 2.1 3.8 4",
    "A": "M0 0L2 7L4 0M.7 2.3L3.3 2.3",
    "B": "M0 0L0 7C4.5 7 4.5 3.7 0 3.7C5.4 3.7 5.4 0 0 0",
    "C": "M4 6C2.8 7.6 0 7.2 0 3.5C0 -.2 2.8 -.6 4 1",
    "D": "M0 0L0 7C5.3 7 5.3 0 0 0",
    "E": "M4 0L0 0L0 7L4 7M0 3.6L3.2 3.6",
    "F": "M0 0L0 7L4 7M0 3.6L3.2 3.6",
    "G": "M4 6C2.8 7.6 0 7.2 0 3.5C0 -.4 3.3 -.6 4 1.3L4 3.2L2.4 3.2",
    "H": "M0 0L0 7M4 0L4 7M0 3.6L4 3.6",
    "I": "M2 0L2 7",
    "J": "M0 1.4C.5 -.6 3 -.6 3 1.9L3 7",
    "K": "M0 0L0 7M4 7L0 3L4 0",
    "L": "M0 7L0 0L3.8 0",
    "M": "M0 0L0 7L2 3L4 7L4 0",
    "N": "M0 0L0 7L4 0L4 7",
    "O": "M2 0C-.8 0 -.8 7 2 7C4.8 7 4.8 0 2 0Z",
    "P": "M0 0L0 7C5 7 5 3.2 0 3.2",
    "Q": "M2 0C-.8 0 -.8 7 2 7C4.8 7 4.8 0 2 0ZM2.4 1.8L4 -.4",
    "R": "M0 0L0 7C5 7 5 3.3 0 3.3M2 3.3L4 0",
    "S": "M3.8 6C2.8 7.6 0 7.2 .2 5.3C.4 3.2 4 4 4 1.8C4 -.6 .9 -.5 0 1.2",
    "T": "M0 7L4 7M2 7L2 0",
}


def drawn(texts: Sequence[Element]) -> list[Element]:
    """Draw these texts, one path for each colour and weight; what cannot be drawn comes back as it was."""
    paths: dict[tuple[str, str], list[str]] = {}
    left = []
    for text in texts:
        said, anchor = text.text or "", text.get("text-anchor")
        if set(said) - STROKES.keys() or anchor != "middle":
            left.append(text)
            continue
        size = float(text.get("font-size", "0"))
        heavy = float(text.get("font-weight", "400")) > STRONG
        key = (text.get("fill", "#0"), f"{size * (0.115 if heavy else 0.08):.2f}")
        paths.setdefault(key, []).extend(_placed(said, float(text.get("x", "0")), float(text.get("y", "0")), size))
    return [*left, *(_path(colour, width, pieces) for (colour, width), pieces in paths.items())]


def _placed(said: str, x: float, y: float, size: float) -> list[str]:
    unit = size * CAP / HIGH
    wide = unit * BROAD
    start = x - (STEP * (len(said) - 1) + WIDE) * wide / 2
    return [
        moved(STROKES[letter], (wide, -unit), (start + STEP * wide * rank, y)) or "" for rank, letter in enumerate(said)
    ]


def _path(colour: str, width: str, pieces: Sequence[str]) -> Element:
    look = {"fill": "none", "stroke": colour, "stroke-width": width, "stroke-linecap": "round"}
    return Element(f"{SVG}path", {"d": "".join(pieces), **look})
