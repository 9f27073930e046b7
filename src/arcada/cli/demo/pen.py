"""A signature as a pen draws it: loops along a line, as many as the name has letters."""

from math import pi, sin

WIDTH, BASE, TICK = 260.0, 60.0, 12.0


def signature_of(name: str) -> list[list[list[float]]]:
    """One stroke a word of the name: [x, y, milliseconds]."""
    words = name.split()
    return [_stroke(word, WIDTH * place / len(words), place) for place, word in enumerate(words)]


def _stroke(word: str, left: float, place: int) -> list[list[float]]:
    points = 8 * len(word)
    tall = 10 + sum(map(ord, word)) % 9
    return [
        [
            round(left + 12 * step / 8 + 4 * sin(2 * pi * step / 8), 1),
            round(BASE - tall * sin(2 * pi * step / 8) * (1.7 if step < 8 else 1), 1),  # noqa: PLR2004 - the capital
            round(TICK * step + 900 * place, 1),
        ]
        for step in range(points + 1)
    ]
