"""The line of visits on paper: a disc for each step, a hatched bar where only time works.

Steps keep their distance in time as far as their labels allow; where the line is too short for all labels,
it breaks into several lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

WIDTH, RADIUS, LABEL = 182.0, 2.75, 15.0  # millimetres
A_LINE = 11  # steps on one line
LONG_WAIT = 42  # days from which a gap is drawn as healing time
INK, ACCENT, SOFT, LINE = "#4a5357", "#1a5c78", "#a9c8d4", "#c8c2b5"


@dataclass(frozen=True, slots=True)
class Stop:
    """One disc: its number, its day of the plan, the words under it."""

    number: str
    day: int
    label: str


def places(days: Sequence[int], width: float = WIDTH, gap: float = LABEL) -> tuple[float, ...]:
    """Where the discs stand: in proportion to their days, but never nearer than `gap`."""
    if not days:
        return ()
    left, right = gap / 2, width - gap / 2
    room = right - left - gap * (len(days) - 1)
    span = days[-1] - days[0]
    if span == 0 or room <= 0:
        step = (right - left) / max(1, len(days) - 1)
        return tuple(left + step * rank for rank in range(len(days)))
    return tuple(left + gap * rank + room * (day - days[0]) / span for rank, day in enumerate(days))


def timeline(stops: Sequence[Stop], width: float = WIDTH) -> SafeString:
    """The line as SVG text."""
    lines = [stops[start : start + A_LINE] for start in range(0, len(stops), A_LINE)]
    height = 12.0
    drawn = "".join(_line(line, width, height * rank + 3) for rank, line in enumerate(lines))
    box = f"0 0 {width:g} {height * len(lines):g}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" viewBox="{box}" role="img" aria-label="Timeline" '
        'font-family="Inter, Liberation Sans, DejaVu Sans, sans-serif">'
    )
    return mark_safe(f"{head}{drawn}</svg>")  # noqa: S308 - every text in it is escaped


def _line(stops: Sequence[Stop], width: float, y: float) -> str:
    at = places([stop.day for stop in stops], width)
    drawn = f'<path d="M0 {y:g}H{width:g}" stroke="{LINE}" stroke-width=".5"/>'
    for here, there, x, end in zip(stops, stops[1:], at, at[1:], strict=False):
        if there.day - here.day >= LONG_WAIT and end - x > 4 * RADIUS:
            drawn += _wait(x + RADIUS + 1.5, end - RADIUS - 1.5, y)
    return drawn + "".join(_stop(stop, x, y) for stop, x in zip(stops, at, strict=True))


def _wait(start: float, end: float, y: float) -> str:
    bars, x = [], start
    while x + 0.9 <= end:
        bars.append(f'<rect x="{x:.2f}" y="{y - 0.95:.2f}" width=".9" height="1.9" fill="{SOFT}"/>')
        x += 1.6
    return "".join(bars)


def _stop(stop: Stop, x: float, y: float) -> str:
    size = 3.0 if len(stop.number) < 3 else 1.9  # noqa: PLR2004 - what fits into the disc
    label = escape(stop.label)
    return (
        f'<circle cx="{x:.2f}" cy="{y:g}" r="{RADIUS}" fill="#fffefc" stroke="{ACCENT}" stroke-width=".45"/>'
        f'<text x="{x:.2f}" y="{y + size * 0.36:.2f}" text-anchor="middle" font-size="{size}" font-weight="bold" '
        f'fill="{ACCENT}">{escape(stop.number)}</text>'
        f'<text x="{x:.2f}" y="{y + 6.6:.2f}" text-anchor="middle" font-size="2.75" fill="{INK}">{label}</text>'
    )
