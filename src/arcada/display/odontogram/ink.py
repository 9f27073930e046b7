"""Colours and patterns of a drawing.

On a page, colours are the tokens of `tokens.css`, so that the drawing follows the theme. On paper they are
written out (`PAPER`, the light theme), because a printer's SVG knows no custom properties. Patterns have two
grains: fine for the large drawing, coarse for small ones, so that each survives black and white.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from arcada.display.odontogram.svg import circle, element
from arcada.display.status import Status

Palette = Literal["theme", "paper"]
LONG = 24.0  # rules are long tiles, so that a printer shows no seams
_ID = re.compile(r'id="(?P<id>[^"]+)"')

# The light values of tokens.css; a test holds the two together.
PAPER: Mapping[str, str] = MappingProxyType(
    {
        "st-finding": "#b03a2b",
        "st-finding-soft": "#f9e7e2",
        "st-planned": "#1a5c78",
        "st-planned-soft": "#e1ecf0",
        "st-done": "#37733d",
        "st-done-soft": "#e4f0e2",
        "st-existing": "#68645d",
        "st-existing-soft": "#eceae4",
        "st-declined": "#6a655d",
        "st-declined-soft": "#f0eee9",
        "st-suspected": "#8a5c08",
        "st-suspected-soft": "#f9eed4",
        "tooth-crown": "#fffdf6",
        "tooth-crown-edge": "#ece4d3",
        "tooth-root": "#f3ead9",
        "tooth-root-edge": "#e0d2b9",
        "tooth-line": "#9b907d",
        "tooth-detail": "#c3b79f",
        "tooth-gum": "#eebfb2",
        "tooth-map": "#fffefb",
        "tooth-ghost": "#9d9484",
        "halo": "#fffefc",
        "line": "#e3dfd5",
        "line-2": "#c8c2b5",
        "ink": "#1f2629",
        "ink-3": "#5d6365",
        "accent": "#1a5c78",
    }
)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a drawing is inked: where its definitions are (`prefix`), whose colours, which grain."""

    prefix: str
    palette: Palette = "theme"
    coarse: bool = False

    def token(self, name: str) -> str:
        """Return a colour of the tokens."""
        return PAPER[name] if self.palette == "paper" else f"var(--{name})"

    def line(self, status: Status) -> str:
        """Return the colour of a status."""
        return self.token(f"st-{status}")

    def soft(self, status: Status) -> str:
        """Return the light ground of a status."""
        return self.token(f"st-{status}-soft")

    def fill(self, status: Status) -> str:
        """Return the pattern of a status."""
        if status == "finding":
            return self.line(status)
        return "none" if status == "declined" else self.ref(f"{status}{self.grain}")

    def dash(self, status: Status) -> str | None:
        """Return the dashes of an outline: refused is dashed, suspected dotted."""
        return {"declined": ".7 .5", "suspected": ".4 .4"}.get(status)

    @property
    def grain(self) -> str:
        """Name the grain of the patterns."""
        return "-m" if self.coarse else ""

    def body(self, part: str) -> str:
        """Return the fill of a crown or a root: shaded on a page, flat on paper, where shared shading is lost."""
        return self.token(f"tooth-{part}") if self.palette == "paper" else self.ref(part)

    def ref(self, name: str) -> str:
        """Point to a pattern or gradient of this drawing."""
        return f"url(#{self.prefix}-{name})"

    def pick(self, fine: float, coarse: float) -> float:
        """Choose a line width by grain."""
        return coarse if self.coarse else fine


def _pattern(
    ink: Ink, name: str, size: float, content: str, turn: str | None = None, width: float | None = None
) -> str:
    return element(
        "pattern",
        content,
        id=f"{ink.prefix}-{name}",
        width=width or size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform=turn,
    )


def _box(size: float, height: float, fill: str, opacity: float | None = None) -> str:
    return element("rect", width=size, height=height, fill=fill, opacity=opacity)


def patterns(ink: Ink) -> tuple[str, ...]:
    """Write the patterns of each status in the grain of this ink."""
    planned, existing, done, suspected = (1.9, 2.0, 2.1, 1.5) if ink.coarse else (1.15, 1.1, 1.05, 0.9)
    stripe, rule, dot, seed = (0.75, 0.6, 0.42, 0.34) if ink.coarse else (0.36, 0.22, 0.19, 0.2)
    grain = ink.grain
    hatch = _box(planned, planned, ink.soft("planned")) + element(
        "rect", width=stripe, height=planned, fill=ink.line("planned")
    )
    ruled = _box(LONG, existing, ink.soft("existing")) + _box(LONG, rule, ink.line("existing"), 0.55)
    dotted = _box(done, done, ink.line("done")) + circle(done / 2, done / 2, dot, fill=ink.token("halo"))
    seeds = _box(suspected, suspected, ink.soft("suspected")) + circle(
        suspected / 2, suspected / 2, seed, fill=ink.line("suspected")
    )
    return (
        _pattern(ink, f"planned{grain}", planned, hatch, "rotate(45)"),
        _pattern(ink, f"existing{grain}", existing, ruled, width=LONG),
        _pattern(ink, f"done{grain}", done, dotted),
        _pattern(ink, f"suspected{grain}", suspected, seeds),
    )


def _gradient(ink: Ink, name: str, stops: tuple[tuple[float, str, float], ...], **vector: float) -> str:
    content = "".join(
        element("stop", offset=at, stop_color=ink.token(token), stop_opacity=None if alpha == 1 else alpha)
        for at, token, alpha in stops
    )
    return element("linearGradient", content, id=f"{ink.prefix}-{name}", **vector)


def gradients(ink: Ink) -> tuple[str, ...]:
    """Write the gradients of crown, root and gum."""
    crown = (
        (0, "tooth-crown-edge", 1),
        (0.38, "tooth-crown", 1),
        (0.7, "tooth-crown", 1),
        (1, "tooth-crown-edge", 1),
    )
    root = ((0, "tooth-root-edge", 1), (0.45, "tooth-root", 1), (1, "tooth-root-edge", 1))
    gum = ((0, "tooth-gum", 0), (0.55, "tooth-gum", 0.2), (1, "tooth-gum", 0.34))
    turned = tuple((round(1 - at, 2), token, alpha) for at, token, alpha in reversed(gum))
    return (
        _gradient(ink, "crown", crown, x1=0, x2=1, y1=0, y2=0.25),
        _gradient(ink, "root", root, x1=0, x2=1),
        _gradient(ink, "gum-upper", gum, x1=0, x2=0, y1=0, y2=1),
        _gradient(ink, "gum-lower", turned, x1=0, x2=0, y1=0, y2=1),
    )


def definitions(ink: Ink, drawing: str) -> str:
    """Write those patterns and gradients that a drawing points to."""
    return "".join(
        text
        for text in (*gradients(ink), *patterns(ink))
        if f"#{_ID.search(text)['id']})" in drawing  # type: ignore[index]
    )
