"""Path data of absolute moves, lines, curves and closings, moved and scaled by numbers alone."""

import re

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
PLAIN = frozenset("MLCZ")
Pair = tuple[float, float]


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
