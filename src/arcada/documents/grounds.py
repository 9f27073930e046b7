"""What all teeth have, drawn for the whole mouth at once: roots, crowns and faces that stand behind everything else.

A drawing has a group for each tooth, with its place and scale, and in it first its plain shapes, then what is on them.
Those first shapes become one path for each look, with the places written into the numbers. Mirrored teeth are kept
apart, so that where two shapes overlap neither cuts a hole into the other.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from xml.etree.ElementTree import Element

from arcada.documents.plain_path import Pair, moved

SVG = "{http://www.w3.org/2000/svg}"
PLACE = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\) scale\((-?[\d.]+) (-?[\d.]+)\)")
LOOKS = ("fill", "stroke", "stroke-width", "opacity", "stroke-linejoin")
Look = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """One shape that can be drawn behind: where it stands in its group, how it looks, its path in the whole drawing."""

    child: Element
    look: Look
    mirrored: bool
    d: str


def merged(root: Element) -> list[Element]:
    """Take the first plain shapes out of the teeth of a drawing, and give them as one path for each look."""
    teeth = {group: list(_grounds(group)) for group in root if _place(group)}
    order = TopologicalSorter[Look]()
    for grounds in teeth.values():
        for before, after in itertools.pairwise(grounds):
            if before.look != after.look:
                order.add(after.look, before.look)
        for one in grounds:
            order.add(one.look)
    try:
        looks = list(order.static_order())
    except CycleError:
        return []
    pieces: dict[tuple[Look, bool], list[str]] = {(look, side): [] for look in looks for side in (False, True)}
    for group, grounds in teeth.items():
        for one in grounds:
            pieces[one.look, one.mirrored].append(one.d)
            group.remove(one.child)
        if not len(group):
            root.remove(group)
    return [Element(f"{SVG}path", {"d": "".join(drawn), **dict(look)}) for (look, _), drawn in pieces.items() if drawn]


def _place(group: Element) -> tuple[Pair, Pair] | None:
    found = PLACE.fullmatch(group.get("transform", "")) if group.tag == f"{SVG}g" else None
    if found is None or set(group.attrib) - {"transform", *LOOKS}:
        return None
    x, y, across, down = (float(number) for number in found.groups())
    return ((across, down), (x, y)) if abs(across) == abs(down) else None


def _grounds(group: Element) -> Iterator[Ground]:
    """The plain shapes with which a tooth begins."""
    place = _place(group)
    for child in group if place else ():
        look = {name: group.get(name, "") for name in LOOKS if group.get(name)} | child.attrib
        d = look.pop("d", "")
        look.pop("pointer-events", None)
        if child.tag != f"{SVG}path" or set(look) - set(LOOKS) or "url(" in look.get("fill", "") or place is None:
            return
        (across, down), _ = place
        drawn = moved(d, *place)
        if drawn is None:
            return
        if look.get("stroke-width"):
            look["stroke-width"] = f"{float(look['stroke-width']) * abs(across):.3f}"
        yield Ground(child, tuple(sorted(look.items())), across * down < 0, drawn)
