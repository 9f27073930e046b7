"""Writing SVG: elements, attributes and short numbers."""

import hashlib
from functools import lru_cache
from html import escape

SPECIAL = frozenset("&<>\"'")


@lru_cache(maxsize=8192)
def num(value: float) -> str:
    """Write a length with at most two decimals and no empty zeros: 0.50 -> .5, -0.0 -> 0."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def attributes(**values: str | float | None) -> str:
    """Write attributes in the order given: `stroke_width` becomes `stroke-width`, a value of None is left out."""
    written = []
    for name, value in values.items():
        if value is None:
            continue
        text = num(value) if isinstance(value, int | float) else _quoted(value)
        written.append(f' {_attribute(name)}="{text}"')
    return "".join(written)


@lru_cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _quoted(value: str) -> str:
    """Escape what has to be; most values are path data, which holds nothing special."""
    return value if SPECIAL.isdisjoint(value) else escape(value)


def element(tag: str, content: str = "", /, **values: str | float | None) -> str:
    """Write one element; `content` is SVG text already."""
    head = f"<{tag}{attributes(**values)}"
    return f"{head}>{content}</{tag}>" if content else f"{head}/>"


def group(content: str, /, **values: str | float | None) -> str:
    """Wrap drawings in a group; nothing drawn, nothing written."""
    return element("g", content, **values) if content else ""


def path(d: str, /, **values: str | float | None) -> str:
    """Draw one path."""
    return element("path", d=d, **values)


def circle(x: float, y: float, r: float, /, **values: str | float | None) -> str:
    """Draw one circle."""
    return element("circle", cx=x, cy=y, r=r, **values)


def ellipse(x: float, y: float, rx: float, ry: float, /, **values: str | float | None) -> str:
    """Draw one ellipse."""
    return element("ellipse", cx=x, cy=y, rx=rx, ry=ry, **values)


def line(*points: tuple[float, float]) -> str:
    """Write path data through points: `M x y L x y ...`."""
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points)


def prefix_of(*inputs: object) -> str:
    """Return a prefix for the ids of one drawing: the same inputs give the same one, others another."""
    return "o" + hashlib.blake2s(repr(inputs).encode(), digest_size=4).hexdigest()
