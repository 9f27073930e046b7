"""A signature as a drawing: the strokes of the pen as smooth lines, cut to what was drawn; or a name as typed."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

Stroke = Sequence[Sequence[float]]
MARGIN = 4.0
PEN = 2.2


def signature_svg(strokes: Sequence[Stroke]) -> str:
    """The strokes as SVG, in the pad's own pixels; each is [x, y, milliseconds] points."""
    points = [point for stroke in strokes for point in stroke]
    left, top = min(p[0] for p in points) - MARGIN, min(p[1] for p in points) - MARGIN
    width = max(p[0] for p in points) + MARGIN - left
    height = max(p[1] for p in points) + MARGIN - top
    lines = "".join(f'<path d="{_line(stroke)}"/>' for stroke in strokes if stroke)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}" fill="none" stroke="#14202b" stroke-width="{PEN}" '
        f'stroke-linecap="round" stroke-linejoin="round">{lines}</svg>'
    )


def _line(stroke: Stroke) -> str:
    """Through the middles of the points, the points themselves as handles: smooth without overshoot."""
    first = stroke[0]
    if len(stroke) == 1:
        return f"M{first[0]:.1f} {first[1]:.1f}h.1"
    path = [f"M{first[0]:.1f} {first[1]:.1f}"]
    for here, there in pairwise(stroke[1:]):
        x, y = (here[0] + there[0]) / 2, (here[1] + there[1]) / 2
        path.append(f"Q{here[0]:.1f} {here[1]:.1f} {x:.1f} {y:.1f}")
    last = stroke[-1]
    path.append(f"L{last[0]:.1f} {last[1]:.1f}")
    return "".join(path)


def typed_svg(name: str) -> str:
    """A name as it was typed, in place of strokes: upright on its line, and not made to look like handwriting."""
    width = 13.0 * len(name) + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} 40" width="{width:.1f}" height="40">'
        f'<text x="{MARGIN}" y="29" font-size="24" font-style="italic" fill="#14202b" '
        f'font-family="DejaVu Serif, Liberation Serif, serif">{escape(name)}</text></svg>'
    )
