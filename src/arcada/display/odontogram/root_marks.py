"""Marks on and round the root: canals, post, implant, signs at the root tip and between the roots, graft."""

import math
import re

from arcada.display.odontogram.drawn import Mark
from arcada.display.odontogram.pen import Pen
from arcada.display.odontogram.svg import circle, element, ellipse, group, line, num, path

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
THREADS = 6
LONGEST_IMPLANT = 11.0
COMPLETE = 3
PARTIAL = 2


def canals(pen: Pen, mark: Mark) -> str:
    """Fill the canals: full lines when done, broken ones when planned."""
    ink = pen.ink
    dashes = "1.1 .95" if mark.status == "planned" else ink.dash(mark.status)
    drawn = ""
    for canal in pen.shape.canals:
        drawn += path(canal, stroke=ink.token("halo"), stroke_width=ink.pick(1.05, 1.4), opacity=0.9)
        drawn += path(canal, stroke=ink.line(mark.status), stroke_width=ink.pick(0.52, 0.75), stroke_dasharray=dashes)
    return group(drawn, fill="none", stroke_linecap="round")


def post(pen: Pen, mark: Mark) -> str:
    """Set a rod in the straightest canal: palatal in upper molars, distal in lower ones."""
    ink, colour = pen.ink, pen.ink.line(mark.status)
    points = [float(n) for n in _NUMBER.findall(pen.shape.canals[-1])]
    x, tip_x, tip_y = points[0], points[-2], points[-1]
    turn = math.degrees(math.atan2(tip_x - x, points[1] - tip_y))
    fill = colour if mark.status in {"existing", "done", "finding"} else ink.fill(mark.status)
    length = min(7.2, -tip_y * 0.72)
    rod = path(
        f"M-.55 .8L-.4 {num(-length)}Q0 {num(-length - 0.5)} .4 {num(-length)}L.55 .8Z",
        fill=fill,
        stroke=colour,
        stroke_width=0.22,
    )
    core = path(f"M{num(x - 1.35)} 2.5h2.7l.3 1.7h-3.3z", fill=colour, stroke=colour, stroke_width=0.2)
    return group(rod, transform=f"translate({num(x)} 2) rotate({num(turn)})") + core


def implant(pen: Pen, mark: Mark) -> str:
    """Draw the screw: body with threads, abutment, platform."""
    ink, colour = pen.ink, pen.ink.line(mark.status)
    length, wide, narrow = min(pen.shape.root_length - 1.5, LONGEST_IMPLANT), 2.05, 1.15

    def y(i: float) -> float:
        return -0.9 - (length - 1.6) * i / THREADS

    left = [(-wide, -0.4)]
    for i in range(THREADS):
        w, next_w = wide + (narrow - wide) * i / THREADS, wide + (narrow - wide) * (i + 1) / THREADS
        left += [(-w, y(i)), (-(next_w + 0.62), (y(i) + y(i + 1)) / 2), (-next_w, y(i + 1))]
    right = [(-x, at) for x, at in reversed(left)]
    tip = f"C{num(-narrow)} {num(-length - 0.3)} {num(narrow)} {num(-length - 0.3)} {num(narrow)} {num(y(THREADS))}"
    body = line(*left) + tip + line(*right).replace("M", "L", 1) + "Z"
    fill = ink.fill("planned") if mark.status == "planned" else ink.soft(mark.status)
    return (
        path(
            body,
            fill=fill,
            stroke=colour,
            stroke_width=ink.pick(0.34, 0.5),
            stroke_dasharray=ink.dash(mark.status),
        )
        + path("M-1.25 -.4L-.95 1.6H.95L1.25 -.4Z", fill=colour, stroke="none")
        + path(
            f"M{num(-wide - 0.15)} -.4H{num(wide + 0.15)}",
            stroke=colour,
            stroke_width=0.5,
            stroke_linecap="round",
        )
    )


def apical(pen: Pen, mark: Mark) -> str:
    """Ring the root tips that are meant; without numbers, the first."""
    ink, tips = pen.ink, pen.shape.apices
    chosen = [tips[i] for i in mark.roots if 0 <= i < len(tips)] or [tips[0]]
    return "".join(
        circle(
            x,
            y,
            1.75,
            fill=ink.soft(mark.status),
            fill_opacity=0.85,
            stroke=ink.line(mark.status),
            stroke_width=ink.pick(0.36, 0.5),
            stroke_dasharray=ink.dash(mark.status),
        )
        + circle(x, y, 0.62, fill=ink.line(mark.status), stroke="none")
        for x, y in chosen
    )


def furcation(pen: Pen, mark: Mark) -> str:
    """Set a triangle where the roots part: empty for grade I, half for II, full for III."""
    if not pen.shape.furca:
        return ""
    ink, colour, halo = pen.ink, pen.ink.line(mark.status), pen.ink.token("halo")
    x, y = pen.shape.furca
    triangle = f"{line((x - 1.5, y + 1.9), (x + 1.5, y + 1.9), (x, y - 0.7))}Z"
    fill = colour if mark.grade >= COMPLETE else halo
    half = ""
    if mark.grade == PARTIAL:
        points = ((x - 1.5, y + 1.9), (x + 1.5, y + 1.9), (x + 0.78, y + 0.65), (x - 0.78, y + 0.65))
        half = path(f"{line(*points)}Z", fill=colour, stroke="none")
    outline = path(triangle, fill=fill, stroke=halo, stroke_width=1.1) + path(
        triangle,
        fill=fill,
        stroke=colour,
        stroke_width=ink.pick(0.38, 0.6),
        stroke_dasharray=ink.dash(mark.status),
    )
    return group(outline + half)


def decay(pen: Pen, mark: Mark) -> str:
    """Draw decay of the root where it lies: under the neck, on the side that is charted."""
    half, ink = pen.half, pen.ink
    style: dict[str, str | float | None] = {
        "fill": ink.fill(mark.status),
        "stroke": ink.line(mark.status),
        "stroke_width": ink.pick(0.26, 0.4),
        "stroke_dasharray": ink.dash(mark.status),
    }
    sides = {"M": (half * 0.72, -1.9, 0.75, 1.35), "D": (-half * 0.72, -1.9, 0.75, 1.35)}
    at = [sides[letter] for letter in mark.surfaces if letter in sides]
    front = not at or bool({"B", "F", "L", "P", "O", "I"} & set(mark.surfaces))
    at += [(0.0, -1.3, half * 0.42, 0.85)] if front else []
    return "".join(ellipse(*one, **style) for one in at)


def resorption(pen: Pen, mark: Mark) -> str:
    """Take bites out of the root."""
    ink, depth, edge = pen.ink, pen.shape.root_length, pen.half * 0.55
    return "".join(
        circle(
            side * edge * scale,
            -depth * at,
            0.8,
            fill=ink.fill(mark.status) if mark.status != "declined" else "none",
            stroke=ink.line(mark.status),
            stroke_width=ink.pick(0.26, 0.4),
            stroke_dasharray=ink.dash(mark.status),
        )
        for side, scale, at in ((1, 1, 0.36), (-1, 0.95, 0.5), (1, 0.8, 0.6))
    )


def graft(pen: Pen, mark: Mark) -> str:
    """Scatter grains where bone is added."""
    ink, half = pen.ink, pen.half * 0.7
    grains = (
        (-0.8, 1.4),
        (0.1, 2.1),
        (0.9, 1.2),
        (-0.3, 3.6),
        (0.6, 4.2),
        (-0.9, 4.8),
        (0.1, 5.8),
        (0.8, 6.6),
    )
    fill = "none" if mark.status in {"planned", "declined", "suspected"} else ink.line(mark.status)
    return "".join(
        element(
            "rect",
            x=half * x - 0.45,
            y=-y - 0.45,
            width=0.9,
            height=0.9,
            rx=0.25,
            fill=fill,
            stroke=ink.line(mark.status),
            stroke_width=ink.pick(0.26, 0.4),
        )
        for x, y in grains
    )
