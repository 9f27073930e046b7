"""What lies over a row of teeth: bone line, bridges and wires, looseness, pocket depths, the strip of kinds."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from arcada.display.odontogram.drawn import DrawnTooth, Mark
from arcada.display.odontogram.ink import Ink
from arcada.display.odontogram.layout import Column, Layout
from arcada.display.odontogram.svg import element, group, line, num, path
from arcada.display.odontogram.words import roman
from arcada.display.status import Status, mark_shape

SOUND_BONE = (2.0, 1.6, 2.0)
NOTHING = DrawnTooth()
STRIP_ORDER: tuple[Status, ...] = ("finding", "suspected", "planned", "done", "existing", "declined")
Point = tuple[float, float]


def _levels(columns: Sequence[Column], teeth: Mapping[str, DrawnTooth], scale: float) -> list[Point]:
    """Return the points of the bone line; neighbours share the point between them."""
    points: list[Point] = []
    last: tuple[float, float] | None = None
    for column in columns:
        distal, middle, mesial = teeth.get(column.place.tooth, NOTHING).bone or SOUND_BONE
        left, right = (distal, mesial) if column.place.right else (mesial, distal)
        sign = -1 if column.place.upper else 1
        y = [column.neck + sign * mm * scale for mm in (left, middle, right)]
        start = (column.x - column.width / 2, y[0])
        points.append(((last[0] + start[0]) / 2, (last[1] + start[1]) / 2) if last else start)
        points.append((column.x, y[1]))
        last = (column.x + column.width / 2, y[2])
    return [*points, last] if last else points


def _smooth(points: list[Point]) -> str:
    """Write a smooth line through points (Catmull-Rom as cubics)."""
    d = f"M{num(points[0][0])} {num(points[0][1])}"
    for i in range(len(points) - 1):
        before, here = points[max(0, i - 1)], points[i]
        there, after = points[i + 1], points[min(len(points) - 1, i + 2)]
        turns = (
            (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6),
            (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6),
            there,
        )
        d += "C" + " ".join(f"{num(round(x, 1))} {num(round(y, 1))}" for x, y in turns)
    return d


def bone(ink: Ink, layout: Layout, columns: Sequence[Column], teeth: Mapping[str, DrawnTooth]) -> tuple[str, str]:
    """Return the tint behind the roots and the line over them."""
    if not columns:
        return "", ""
    upper, lane = columns[0].place.upper, layout.size.lane
    points = _levels(columns, teeth, layout.size.scale)
    d = _smooth(points)
    edge, end = lane + 2 if upper else layout.height - lane - 2, num(layout.width + 400)
    start = f"M-400 {num(points[0][1])}L"
    tint = path(f"{start}{d[1:]}H{end}V{num(edge)}H-400Z", fill=ink.ref(f"gum-{'upper' if upper else 'lower'}"))
    over = path(d, stroke=ink.token("halo"), stroke_width=3, opacity=0.55) + path(
        d, stroke=ink.token("st-suspected"), stroke_width=1.15, stroke_dasharray="4.5 2.5", opacity=0.8
    )
    return tint, group(over, class_="og-bone", fill="none", pointer_events="none")


def _beam(ink: Ink, columns: list[Column], mark: Mark, layout: Layout) -> str:
    size = layout.size
    colour, wide = ink.line(mark.status), ink.pick(4.2, 2)
    sign = 1 if columns[0].place.upper else -1
    y = sum(c.neck + sign * c.place.silhouette.crown_height * size.scale * 0.42 for c in columns) / len(columns)
    bar, face, reach = "", "", ink.pick(5, 1.5)
    for a, b in pairwise(columns):
        half_a, half_b = (c.place.silhouette.width * size.scale / 2 for c in (a, b))
        bar += f"M{num(a.x + half_a - 2)} {num(y)}H{num(b.x - half_b + 2)}"
        face += f"M{num(a.x + a.width / 2 - reach)} {num(a.face)}h{num(2 * reach)}"
    drawn = path(bar, stroke=colour, stroke_width=wide) if bar and size.roots else ""
    drawn += path(face, stroke=colour, stroke_width=wide * 0.8) if face else ""
    if not ink.coarse:
        drawn += _bracket(ink, columns, mark, layout)
    return drawn


def _bracket(ink: Ink, columns: list[Column], mark: Mark, layout: Layout) -> str:
    first, last, size = columns[0], columns[-1], layout.size
    away = size.face_height * size.face_scale / 2 + 3
    upper = first.place.upper
    y, tick = (first.face - away, 4) if upper else (first.face + away, -4)
    left = first.x - first.place.silhouette.width * size.scale / 2 + 4
    right = last.x + last.place.silhouette.width * size.scale / 2 - 4
    d = f"M{num(left)} {num(y + tick)}V{num(y)}H{num(right)}v{num(tick)}"
    dashes = "4 2.5" if mark.status == "planned" else ink.dash(mark.status)
    return path(
        d,
        fill="none",
        stroke=ink.line(mark.status),
        stroke_width=1.6,
        stroke_dasharray=dashes,
    )


def wire(ink: Ink, columns: list[Column], mark: Mark, layout: Layout) -> str:
    """Draw a wire over the crowns of neighbours."""
    if not layout.size.roots:
        return ""
    scale, sign = layout.size.scale, 1 if columns[0].place.upper else -1
    heights = [c.neck + sign * c.place.silhouette.crown_height * scale * 0.5 for c in columns]
    left, right = columns[0], columns[-1]
    points = [(left.x - left.width * 0.3, heights[0])]
    points += [(c.x, y) for c, y in zip(columns, heights, strict=True)]
    points.append((right.x + right.width * 0.3, heights[-1]))
    dashes = "5 3" if mark.status == "planned" else ink.dash(mark.status)
    thread = {"fill": "none", "stroke_linecap": "round"}
    return path(line(*points), stroke=ink.token("halo"), stroke_width=ink.pick(5, 2.4), **thread) + path(
        line(*points),
        stroke=ink.line(mark.status),
        stroke_width=ink.pick(2.4, 1.3),
        stroke_dasharray=dashes,
        **thread,
    )


def spans(ink: Ink, layout: Layout, columns: Sequence[Column], teeth: Mapping[str, DrawnTooth]) -> str:
    """Draw what joins teeth: a bar through a bridge, a wire over a splint. A splint without a name joins its row."""
    joined: dict[tuple[str, str], tuple[list[Column], Mark]] = {}
    for column in columns:
        for mark in teeth.get(column.place.tooth, NOTHING).items:
            kind = "splint" if mark.kind == "splint" else "bridge"
            if mark.bridge or kind == "splint":
                found = joined.setdefault((kind, mark.bridge), ([], mark))[0]
                if column not in found:
                    found.append(column)
    return "".join(
        (wire if kind == "splint" else _beam)(ink, members, mark, layout)
        for (kind, _), (members, mark) in joined.items()
    )


def looseness(ink: Ink, column: Column, mark: Mark, layout: Layout) -> str:
    """Write the grade of looseness between two arrows."""
    size, sign = layout.size, 1 if column.place.upper else -1
    colour = ink.line(mark.status)
    y = column.neck + sign * column.place.silhouette.crown_height * size.scale * 0.5
    half = column.place.silhouette.width * size.scale / 2 + ink.pick(3, 0.4)
    reach, lift = ink.pick(3.2, 1.4), ink.pick(4, 1.7)
    arrows = (
        f"M{num(column.x - half)} {num(y - lift)}l{num(-reach)} {num(lift)}l{num(reach)} {num(lift)}"
        f"M{num(column.x + half)} {num(y - lift)}l{num(reach)} {num(lift)}l{num(-reach)} {num(lift)}"
    )
    drawn = path(
        arrows,
        fill="none",
        stroke=colour,
        stroke_width=ink.pick(1.5, 0.95),
        stroke_linecap="round",
    )
    return drawn if ink.coarse else drawn + pill(ink, column.x, y, roman(mark.grade), mark)


def pill(ink: Ink, x: float, y: float, text: str, mark: Mark) -> str:
    """Write a short figure in a rounded box."""
    wide = 18 if len(text) > 1 else 14
    box = element(
        "rect",
        x=x - wide / 2,
        y=y - 7,
        width=wide,
        height=13,
        rx=6.5,
        fill=ink.token("halo"),
        stroke=ink.line(mark.status),
        stroke_width=1,
    )
    return box + element(
        "text",
        text,
        x=x,
        y=y + 3.2,
        text_anchor="middle",
        font_size=9.5,
        font_weight="700",
        fill=ink.line(mark.status),
    )


def figures(ink: Ink, column: Column, tooth: DrawnTooth, layout: Layout) -> str:
    """Draw what must not be mirrored: grade of looseness, pocket depth, the eye of a watched tooth."""
    drawn = ""
    loose, pocket, watch = tooth.first("mobility"), tooth.first("pocket"), tooth.first("watch")
    if loose and layout.size.roots and not tooth.empty:
        drawn += looseness(ink, column, loose, layout)
    if ink.coarse:
        return drawn
    sign = 1 if column.place.upper else -1
    if pocket:
        y = column.neck - sign * 5.6 * layout.size.scale
        drawn += pill(ink, column.x + column.width * 0.3, y, str(pocket.grade or "?"), pocket)
    if watch:
        y = column.neck + sign * column.place.silhouette.crown_height * layout.size.scale * 0.35
        eye = "M-7 0Q0 -7 7 0Q0 7 -7 0Z"
        drawn += group(
            path(eye, fill=ink.token("halo"), stroke=ink.line(watch.status), stroke_width=1.3)
            + element("circle", r=2.1, fill=ink.line(watch.status)),
            transform=f"translate({num(column.x)} {num(y)})",
        )
    return drawn


def strip(ink: Ink, column: Column, tooth: DrawnTooth, layout: Layout) -> str:
    """Set one mark for each status on the tooth, outside the roots, so that several are seen before they are read."""
    found = [status for status in STRIP_ORDER if any(mark.status == status for mark in tooth.items)]
    step = min(15, (column.width - 4) / max(len(found), 1))
    x, y = column.x - (len(found) - 1) * step / 2, 9 if column.place.upper else layout.height - 9
    return "".join(
        group(
            mark_shape(status, colour=ink.line(status), halo=ink.token("halo")),
            transform=f"translate({num(x + i * step - 5.5)} {num(y - 5.5)}) scale(.92)",
        )
        for i, status in enumerate(found)
    )
