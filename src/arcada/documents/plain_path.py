"""Path data of absolute moves, lines, curves and closings: moved and scaled, or written as a PDF writes it.

M1 2L3 4C5 6 7 8 9 10Z     1 2 m  3 4 l  5 6 7 8 9 10 c  h
"""

import re

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
PLAIN = frozenset("MLCZ")
SEGMENT = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
TAKES = {"M": ("m", 2), "L": ("l", 2), "C": ("c", 6)}
CLOSE = ("Z", "z")
Pair = tuple[float, float]


def operators(d: str) -> bytes | None:
    """The path as operators of a PDF; None where it is written in another way."""
    written = []
    for letter, told in SEGMENT.findall(d):
        if letter in CLOSE:
            written.append("h")
            continue
        operator, takes = TAKES.get(letter, ("", 1))
        numbers = NUMBER.findall(told)
        if not operator or not numbers or len(numbers) % takes:
            return None
        for start in range(0, len(numbers), takes):
            written.append(" ".join((*numbers[start : start + takes], operator)))
            operator = "l" if operator == "m" else operator
    return "\n".join(written).encode("ascii")


def moved(d: str, scale: Pair, by: Pair) -> str | None:
    """The same path elsewhere; None where it is written in another way."""
    written, across = [], True
    for token in TOKEN.findall(d):
        if token.isalpha():
            if token not in PLAIN:
                return None
            written.append(token)
            across = True
            continue
        at = 0 if across else 1
        number = f"{float(token) * scale[at] + by[at]:.2f}".rstrip("0").rstrip(".")
        written.append(f"{number} ")
        across = not across
    return "".join(written)
