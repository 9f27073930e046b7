"""The whole drawing: a mouth as a value in, SVG text out. The same mouth gives the same text.

    draw({"26": DrawnTooth(items=(Mark("caries", "finding", "MO"),))}, title="Mouth of today")

Each drawing carries its own definitions, their ids prefixed, so that several live on one page; where one page
holds many, each `draw(..., sheet="og")` leaves them out and `page_sheet(drawings)` writes them once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from arcada.core.teeth.notation import Notation, shown
from arcada.core.teeth.number import REGULAR, SUPERNUMERARY
from arcada.core.teeth.surface import biting_surface
from arcada.display.odontogram.drawn import DrawnTooth, Layer
from arcada.display.odontogram.facial import bud, facial
from arcada.display.odontogram.ink import Ink, Palette
from arcada.display.odontogram.layout import SIZES, Column, Dentition, Layout, SizeName, lay_out
from arcada.display.odontogram.occlusal import occlusal
from arcada.display.odontogram.overlay import NOTHING, bone, figures, spans, strip, wire
from arcada.display.odontogram.pen import Pen, full_sheet, sheet_of
from arcada.display.odontogram.place import Place, place
from arcada.display.odontogram.svg import element, group, num, path, prefix_of
from arcada.display.odontogram.words import tooth_words

IMPACTED_TILT = -52
FONT = "system-ui, sans-serif"
KEPT = 128  # drawings; one is some tens of kilobytes


def draw(
    teeth: Mapping[str, DrawnTooth],
    *,
    title: str,
    size: SizeName = "chart",
    notation: Notation = "fdi",
    dentition: Dentition = "permanent",
    selected: Collection[str] = (),
    hide: Collection[Layer] = (),
    palette: Palette | None = None,
    live: bool | None = None,
    sheet: str = "",
) -> SafeString:
    """Draw a mouth; teeth that are not named are sound.

    `size` is chart, card, print, mini, or tooth (the first tooth alone). `hide` leaves out marks by status, or the
    bone line. `palette` is theme, or paper for the size print. `live` teeth can be chosen (default: the chart).
    `sheet` names a sheet of the page that holds the shapes.
    Raises ValueError for a key that is no tooth.
    """
    asked = _Asked(
        teeth=tuple(teeth.items()),
        title=title,
        size=size,
        notation=notation,
        dentition=dentition,
        selected=frozenset(selected),
        hide=frozenset(hide),
        palette=palette or ("paper" if size == "print" else "theme"),
        live=size == "chart" if live is None else live,
        sheet=sheet,
    )
    return _drawn(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Everything that a drawing depends on, so that one met again is not drawn again."""

    teeth: tuple[tuple[str, DrawnTooth], ...]
    title: str
    size: SizeName
    notation: Notation
    dentition: Dentition
    selected: frozenset[str]
    hide: frozenset[Layer]
    palette: Palette
    live: bool
    sheet: str


@lru_cache(maxsize=KEPT)
def _drawn(asked: _Asked) -> SafeString:
    hide, size = asked.hide, asked.size
    teeth = {tooth: drawn.without(hide) if hide else drawn for tooth, drawn in asked.teeth}
    prefix = asked.sheet or prefix_of(sorted(teeth.items()), size, asked.dentition, asked.title)
    ink = Ink(prefix, asked.palette, coarse=size not in {"chart", "tooth"})
    if size == "tooth":
        return _single(ink, teeth, notation=asked.notation, own=not asked.sheet)
    layout = lay_out(teeth, SIZES[size], asked.dentition)
    artist = _Artist(
        ink=ink,
        layout=layout,
        teeth=teeth,
        notation=asked.notation,
        selected=asked.selected,
        live=asked.live,
        bone="bone" not in hide,
    )
    drawing = artist.rows()
    places = tuple(c.place for c in (*layout.upper, *layout.lower))
    body = ("" if asked.sheet else sheet_of(ink, drawing, places)) + drawing
    return _svg(body, size, f"0 0 {num(layout.width)} {num(layout.height)}", asked.title, live=asked.live)


def page_sheet(
    drawings: Sequence[str] = (), *, prefix: str = "og", size: SizeName = "card", palette: Palette = "theme"
) -> SafeString:
    """Write once for a page the shapes of its drawings, made with `sheet=prefix` in that size.

    Without drawings, the shapes of all teeth: for a page whose drawings are fetched later.
    """
    ink = Ink(prefix, palette, coarse=size not in {"chart", "tooth"})
    teeth = tuple(place(tooth) for tooth in (*REGULAR, f"11{SUPERNUMERARY}"))
    body = sheet_of(ink, "".join(drawings), teeth) if drawings else full_sheet(ink, teeth, live=size == "chart")
    return mark_safe(f'<svg class="defs" width="0" height="0" aria-hidden="true">{body}</svg>')  # noqa: S308 - own text


def _svg(body: str, size: SizeName, box: str, title: str, *, live: bool) -> SafeString:
    role = "group" if live else "img"
    head = element(
        "svg", body, xmlns="http://www.w3.org/2000/svg", class_=f"og og-{size}", viewBox=box, role=role,
        aria_label=title, font_family=FONT, stroke_linejoin="round",
    )  # fmt: skip
    return mark_safe(head)  # noqa: S308 - every text in it was escaped when it was written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Artist:
    """Draws the rows of one layout in one ink."""

    ink: Ink
    layout: Layout
    teeth: Mapping[str, DrawnTooth]
    notation: Notation
    selected: frozenset[str]
    live: bool
    bone: bool

    @property
    def first(self) -> str:
        """Return the tooth that Tab reaches: the first chosen one, else the first of all."""
        numbers = [column.place.tooth for column in (*self.layout.upper, *self.layout.lower)]
        return next((number for number in numbers if number in self.selected), numbers[0])

    @property
    def large(self) -> bool:
        """Say whether this is the large drawing, with strip, bone and numbers in full."""
        return not self.ink.coarse

    def rows(self) -> str:
        """Draw both rows with what lies behind and over them."""
        behind, over, middle = [self._cross()], [], []
        for columns in (self.layout.upper, self.layout.lower):
            middle += [self._tooth(column) for column in columns]
            if self.large and self.bone:
                tint, level = bone(self.ink, self.layout, columns, self.teeth)
                behind.append(tint)
                over.append(level)
            over.append(spans(self.ink, self.layout, columns, self.teeth))
            over += [group(self._figures(column), pointer_events="none") for column in columns]
        if self.large:
            over.append(self._sides())
        return "".join((*behind, *middle, *over))

    def _cross(self) -> str:
        layout, middle = self.layout, num(self.layout.middle)
        reach = layout.size.lane if self.large else layout.middle - 20
        edge = max(layout.size.pad - 8, 2)
        d = f"M{num(edge)} {middle}H{num(layout.width - edge)}"
        d += f"M{num(layout.width / 2)} {num(reach)}V{num(layout.height - reach)}"
        return path(
            d,
            stroke=self.ink.token("line" if self.large else "line-2"),
            stroke_width=1 if self.large else 0.6,
        )

    def _sides(self) -> str:
        y, ink = self.layout.middle + 4, self.ink.token("ink-3")
        return "".join(
            element("text", side, x=x, y=y, font_size=11, font_weight="600", fill=ink)
            for side, x in (("R", 6), ("L", self.layout.width - 14))
        )

    def _tooth(self, column: Column) -> str:
        tooth, where, scale = (
            self.teeth.get(column.place.tooth, NOTHING),
            column.place,
            self.layout.size.scale,
        )
        pen = Pen(self.ink, where)
        across, down = (1 if where.right else -1), (1 if where.upper else -1)
        drawn = self._ground(column) if self.live else ""
        if self.layout.size.roots:
            turn = f"translate({num(column.x)} {num(column.neck)}) scale({num(scale * across)} {num(scale * down)})"
            drawn += group(posed(pen, tooth), transform=turn)
        scale = self.layout.size.face_scale
        turn = f"translate({num(column.x)} {num(column.face)}) scale({num(scale * across)} {num(scale * down)})"
        drawn += group(occlusal(pen, tooth, live=self.live), transform=turn)
        drawn += self._number(column, tooth)
        if self.large:
            drawn += strip(self.ink, column, tooth, self.layout)
        return self._choosable(where.tooth, tooth, drawn) if self.live else group(drawn, data_tooth=where.tooth)

    def _figures(self, column: Column) -> str:
        return figures(self.ink, column, self.teeth.get(column.place.tooth, NOTHING), self.layout)

    def _choosable(self, number: str, tooth: DrawnTooth, drawn: str) -> str:
        chosen = number in self.selected
        return group(
            drawn,
            class_="og-t is-sel" if chosen else "og-t",
            data_tooth=number,
            data_biting=biting_surface(number),
            role="button",
            tabindex="0" if number == self.first else "-1",
            aria_pressed="true" if chosen else "false",
            aria_label=tooth_words(number, tooth, self.notation),
        )

    def _ground(self, column: Column) -> str:
        middle, y = self.layout.middle, 2 if column.place.upper else self.layout.middle + 2
        left = column.x - column.width / 2 + 1
        return element("rect", class_="og-hit", x=left, y=y, width=column.width - 2, height=middle - 4, rx=7)

    def _number(self, column: Column, tooth: DrawnTooth) -> str:
        size, where = self.layout.size, column.place
        if not size.label:
            return ""
        lift, drop = (8, 18) if self.large else (2.2, 7)
        y = self.layout.middle - lift if where.upper else self.layout.middle + drop
        strong = any(mark.status in {"finding", "planned"} for mark in tooth.items)
        text = element(
            "text",
            escape(_label(where, self.notation)),
            class_="og-n",
            x=column.x,
            y=y,
            text_anchor="middle",
            font_size=size.label_size,
            font_weight="640" if strong else "460",
            fill=self.ink.token("ink" if tooth.items or tooth.state != "present" else "ink-3"),
        )
        return self._palmer_corner(column, y) + text if self.notation == "palmer" else text

    def _palmer_corner(self, column: Column, y: float) -> str:
        side, unit = (1 if column.place.right else -1), self.layout.size.label_size / 12.5
        foot, head = (y + 4.5 * unit, y - 11 * unit) if column.place.upper else (y - 13 * unit, y + 2 * unit)
        d = f"M{num(column.x - 8 * side * unit)} {num(foot)}H{num(column.x + 9 * side * unit)}V{num(head)}"
        return path(d, fill="none", stroke=self.ink.token("ink-3"), stroke_width=0.9 * unit)


def _label(where: Place, notation: Notation) -> str:
    """Write a number; Palmer's quadrant is the corner drawn round it."""
    text = shown(where.tooth, notation)
    return text[2:] if notation == "palmer" else text


def posed(pen: Pen, tooth: DrawnTooth) -> str:
    """Draw a tooth as it lies: tilted in its ring when impacted, deep in the bone when it has not come."""
    drawn = facial(pen, tooth)
    if tooth.state == "impacted":
        tilt = IMPACTED_TILT if tooth.tilt is None else tooth.tilt
        turn = f"translate(.4 -5.6) rotate({num(tilt)} 0 -1.5) scale(.7)"
        return group(bud(pen) + drawn, transform=turn, opacity=0.85)
    if tooth.state == "unerupted":
        return group(drawn, transform="translate(0 -5.4) scale(.68)", opacity=0.72)
    return group(drawn, transform=f"rotate({num(tooth.tilt)})") if tooth.tilt else drawn


def _single(ink: Ink, teeth: Mapping[str, DrawnTooth], *, notation: Notation, own: bool) -> SafeString:
    number, tooth = next(iter(teeth.items()))
    pen, height = Pen(ink, place(number)), 41.5
    neck, middle = (17.4, height - 6.2) if pen.place.upper else (height - 17.4, 6.2)
    across, down = (1 if pen.place.right else -1), (1 if pen.place.upper else -1)
    drawing = group(posed(pen, tooth), transform=f"translate(0 {num(neck)}) scale({across} {down})")
    turn = f"translate(0 {num(middle)}) scale({num(0.82 * across)} {num(0.82 * down)})"
    drawing += group(occlusal(pen, tooth, live=False), transform=turn)
    drawing += group(_small_figures(ink, pen.place, tooth, neck * 5.35), transform="scale(.187)")
    body = (sheet_of(ink, drawing, (pen.place,)) if own else "") + drawing
    return _svg(body, "tooth", f"-7.5 0 15 {num(height)}", tooth_words(number, tooth, notation), live=False)


def _small_figures(ink: Ink, where: Place, tooth: DrawnTooth, neck: float) -> str:
    column = Column(where, 0, 60, neck, 0)
    layout = Layout(SIZES["chart"], 60, 0, (), ())
    splint = tooth.first("splint")
    return (wire(ink, [column], splint, layout) if splint else "") + figures(ink, column, tooth, layout)
