"""The hand that draws one tooth: its ink, its place, and the shapes that teeth of one form share.

A shape is written once in the definitions and used by each tooth of that form, mirrored; so a mouth of 32 teeth
holds 16 silhouettes, and several mouths on a page can share one sheet.
"""

import re
from dataclasses import dataclass

from arcada.display.odontogram.ink import Ink, definitions, gradients, patterns
from arcada.display.odontogram.place import Place
from arcada.display.odontogram.silhouette import Silhouette
from arcada.display.odontogram.surfaces import Face, face
from arcada.display.odontogram.svg import element, group, num, path

PARTS = ("root", "crown", "ghost", "map", "clip")
SURFACE_PARTS = ("B", "M", "L", "D", "O", "rim")
POINTED = re.compile(r'#([\w-]+)[")]')


@dataclass(frozen=True, slots=True)
class Pen:
    """Ink and place together; lengths in mm."""

    ink: Ink
    place: Place

    @property
    def shape(self) -> Silhouette:
        """Return the outlines of this tooth."""
        return self.place.silhouette

    @property
    def face(self) -> Face:
        """Return the chewing face of this tooth."""
        return face(self.place)

    @property
    def half(self) -> float:
        """Return half the width of the crown."""
        return self.shape.width / 2

    def name(self, part: str) -> str:
        """Name a shared shape of this form."""
        return f"{self.ink.prefix}-{self.place.form}-{part}"

    def use(self, part: str, **values: str | float | None) -> str:
        """Draw a shared shape."""
        return element("use", href=f"#{self.name(part)}", **values)

    def clip(self) -> str:
        """Point to the outline of the crown, as a clip."""
        return f"url(#{self.name('clip')})"


def _root(pen: Pen) -> str:
    ink, shape = pen.ink, pen.shape
    behind = path(shape.palatal_root, fill=ink.token("tooth-root-edge")) if shape.palatal_root else ""
    return behind + path(shape.root, fill=ink.body("root"))


def _crown(pen: Pen) -> str:
    ink = pen.ink
    body = path(pen.shape.crown, fill=ink.body("crown"))
    if ink.coarse:
        return body
    return body + path(
        pen.shape.grooves,
        fill="none",
        stroke=ink.token("tooth-detail"),
        stroke_width=0.17,
        stroke_linecap="round",
    )


def fissures(pen: Pen) -> str:
    """Return the path of the fissures in the chewing face; front teeth have none."""
    if pen.place.front:
        return ""
    x, y = pen.face.a * 0.42, pen.face.b * 0.34
    if pen.place.molar:
        return (
            f"M{num(-x)} .1C{num(-x * 0.4)} -.4 {num(x * 0.4)} .5 {num(x)} -.05"
            f"M.15 {num(-y)}C-.1 {num(-y * 0.3)} .3 {num(y * 0.3)} 0 {num(y)}"
        )
    return f"M{num(-x * 0.8)} 0C{num(-x * 0.3)} .3 {num(x * 0.3)} -.3 {num(x * 0.8)} 0"


def _fissure_line(pen: Pen) -> str:
    lines = fissures(pen)
    if pen.ink.coarse or not lines:
        return ""
    detail = pen.ink.token("tooth-detail")
    return path(lines, fill="none", stroke=detail, stroke_width=0.22, stroke_linecap="round", pointer_events="none")


def _areas(pen: Pen) -> str:
    every = "".join(pen.face.areas[letter] for letter in "BMLDO")
    return path(every, fill=pen.ink.token("tooth-map"), stroke=pen.ink.token("tooth-detail"))


def _rim(pen: Pen) -> str:
    return path(pen.face.outline, fill="none", stroke=pen.ink.token("tooth-line"), pointer_events="none")


_LAYERS = {
    "root": (_root,),
    "crown": (_crown,),
    "map": (_areas, _fissure_line, _rim),
    "rim": (_fissure_line, _rim),
}


def _part(pen: Pen, part: str) -> str:
    name = pen.name(part)
    if part == "ghost":
        return path(pen.shape.root + pen.shape.crown, id=name)
    if part == "clip":
        return element("clipPath", path(pen.shape.crown), id=name)
    if part in pen.face.areas:
        return path(pen.face.areas[part], id=name)
    return group("".join(draw(pen) for draw in _LAYERS[part]), id=name)


def shapes(
    ink: Ink, teeth: tuple[Place, ...], used: str | None, parts: tuple[str, ...] = (*PARTS, *SURFACE_PARTS)
) -> str:
    """Write the shared shapes, form by form: those that the drawing `used` points to, or all."""
    forms = {tooth.form: tooth for tooth in teeth}
    pens = [Pen(ink, forms[form]) for form in sorted(forms)]
    named = None if used is None else frozenset(POINTED.findall(used))
    return "".join(_part(pen, part) for pen in pens for part in parts if named is None or pen.name(part) in named)


def sheet_of(ink: Ink, drawing: str, teeth: tuple[Place, ...]) -> str:
    """Write the definitions that one drawing needs: the shapes that it uses, their patterns and gradients."""
    shared = shapes(ink, teeth, drawing)
    return element("defs", definitions(ink, shared + drawing) + shared)


def full_sheet(ink: Ink, teeth: tuple[Place, ...], *, live: bool) -> str:
    """Write the definitions for all drawings of a page in one ink; `live` ones have surfaces to point at."""
    shared = shapes(ink, teeth, None, (*PARTS, *SURFACE_PARTS) if live else (*PARTS, *SURFACE_PARTS[:-1]))
    return element("defs", "".join((*gradients(ink), *patterns(ink), shared)))
