"""One tooth from the biting side: five surfaces and what is on them, in mm, the middle at 0, 0."""

from arcada.display.odontogram.crown_marks import at_neck, look, plain
from arcada.display.odontogram.drawn import DrawnTooth, Mark
from arcada.display.odontogram.pen import SURFACE_PARTS, Pen
from arcada.display.odontogram.svg import circle, group, num, path

RIMMED = ("existing", "planned", "done")


def _ground(pen: Pen, *, live: bool, faint: bool) -> str:
    opacity = 0.5 if faint else None
    if not live:
        return pen.use("map", opacity=opacity)
    areas = "".join(pen.use(s, class_="og-s", data_surface=s) for s in SURFACE_PARTS[:-1])
    return group(areas, opacity=opacity) + pen.use("rim")


def _dotted(pen: Pen, dashes: str) -> str:
    return path(pen.face.outline, fill="none", stroke=pen.ink.token("tooth-ghost"), stroke_dasharray=dashes)


def _areas(pen: Pen, mark: Mark) -> str:
    letters = plain(mark, front=pen.place.front).replace("I", "O")
    if mark.kind in {"onlay", "core", "wear"} and not at_neck(mark):
        letters = "O"
    style = look(pen, mark)
    return "".join(pen.use(s, **style) for s in dict.fromkeys(letters))


def _sealant(pen: Pen, mark: Mark) -> str:
    a, b = pen.face.a, pen.face.b
    d = (
        f"M{num(-a * 0.4)} {num(b * 0.26)}C{num(-a * 0.16)} {num(-b * 0.5)} {num(-a * 0.02)} {num(-b * 0.3)} 0 0"
        f"C{num(a * 0.02)} {num(b * 0.3)} {num(a * 0.16)} {num(b * 0.5)} {num(a * 0.4)} {num(-b * 0.26)}"
    )
    dashes = "1 1" if mark.status == "planned" else pen.ink.dash(mark.status)
    return path(
        d,
        fill="none",
        stroke=pen.ink.line(mark.status),
        stroke_width=0.8,
        stroke_linecap="round",
        stroke_dasharray=dashes,
    )


def _cover(pen: Pen, mark: Mark) -> str:
    ink, done = pen.ink, mark.status == "done"
    fill = ink.line("done") if done else ink.fill(mark.status)
    outside = path(
        pen.face.outline,
        fill=fill,
        fill_opacity=0.3 if done else None,
        stroke=ink.line(mark.status),
        stroke_width=ink.pick(0.7, 0.8),
        stroke_dasharray=ink.dash(mark.status),
    )
    inside = path(pen.face.inner, fill=ink.token("tooth-map"), stroke=ink.line(mark.status), stroke_width=0.26)
    return outside + (inside if mark.status in RIMMED else "")


def _screw(pen: Pen, mark: Mark) -> str:
    r, x, colour = min(pen.face.a, pen.face.b) * 0.36, pen.face.a * 0.2, pen.ink.line(mark.status)
    head = circle(0, 0, r, fill=pen.ink.soft(mark.status), stroke=colour, stroke_width=0.36)
    return head + path(f"M{num(-x)} 0H{num(x)}", stroke=colour, stroke_width=0.4, stroke_linecap="round")


def _canal_mouth(pen: Pen, mark: Mark) -> str:
    ring = circle(0, 0, 1.05, fill=pen.ink.token("halo"), stroke=pen.ink.line(mark.status), stroke_width=0.34)
    return ring + circle(0, 0, 0.4, fill=pen.ink.line(mark.status), stroke="none")


def _marks(pen: Pen, tooth: DrawnTooth) -> str:
    cover, drawn = tooth.first("crown", "pontic", "denture"), ""
    for mark in tooth.items:
        if mark.kind in {"caries", "filling", "onlay", "core", "wear"} and not cover:
            drawn += _areas(pen, mark)
        elif mark.kind == "veneer":
            drawn += pen.use("B", **look(pen, mark))
        elif mark.kind == "sealant":
            drawn += _sealant(pen, mark)
    if cover:
        drawn += _cover(pen, cover)
    if screw := tooth.first("implant"):
        drawn += _screw(pen, screw)
    endo = tooth.first("rct")
    return drawn + (_canal_mouth(pen, endo) if endo and not pen.ink.coarse else "")


def occlusal(pen: Pen, tooth: DrawnTooth, *, live: bool) -> str:
    """Draw one tooth from the biting side; `live` surfaces can be pointed at."""
    if tooth.empty:
        drawn = _dotted(pen, ".6 .7")
    elif tooth.state in {"impacted", "unerupted"}:
        drawn = _dotted(pen, ".25 .6")
    else:
        bare = tooth.state == "root" or (tooth.first("implant") and not tooth.first("crown"))
        marks = _marks(pen, tooth)
        drawn = _ground(pen, live=live, faint=bool(bare)) + group(marks, pointer_events="none")
    return group(drawn, stroke_width=pen.ink.pick(0.2, 0.34))
