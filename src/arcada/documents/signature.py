"""A signature as a drawing: the strokes of the pen as smooth lines, cut to what was drawn."""

from collections.abc import Sequence
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
