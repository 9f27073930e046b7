"""A drawing made light for paper: the PDF maker spends its time on nodes, and a screen's drawing has many.

    shapes by reference   -> written where they stand
    groups for the screen -> gone (a tooth's handle, its class)
    a group in a group    -> one group, where nothing is lost
    plain teeth           -> one path for each look, for the whole mouth (`grounds`)
    numbers of teeth      -> strokes (`figures`)

What is seen stays the same; only the way it is written changes.
"""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from arcada.documents.figures import drawn
from arcada.documents.grounds import merged

SVG = "{http://www.w3.org/2000/svg}"
FOR_THE_SCREEN = ("class", "data-tooth", "aria-hidden")
MULTIPLIED = frozenset({"opacity", "clip-path", "mask", "filter"})
register_namespace("", SVG[1:-1])


@lru_cache(maxsize=64)
def light(svg: str) -> str:
    """The same drawing with a quarter of the nodes."""
    root = fromstring(svg)  # noqa: S314 - our own drawing
    shapes = {group.get("id", ""): list(group) for group in root.iter(f"{SVG}g") if _is_shape(group)}
    _write_out(root, shapes)
    looked_up = {one.get("href", "")[1:] for one in root.iter(f"{SVG}use")}
    for defs in root.iter(f"{SVG}defs"):
        for group in [one for one in defs if one.get("id") in shapes.keys() - looked_up]:
            defs.remove(group)
    _flatten(root)
    grounds = merged(root)
    texts = [one for one in root if one.tag == f"{SVG}text"]
    root[:] = [*grounds, *(one for one in root if one not in texts), *drawn(texts)]
    return tostring(root, encoding="unicode")


def _is_shape(group: Element) -> bool:
    """A group in the definitions that holds plain paths and nothing that is looked up."""
    return bool(group.get("id")) and set(group.attrib) == {"id"} and all(one.tag == f"{SVG}path" for one in group)


def _write_out(node: Element, shapes: dict[str, list[Element]]) -> None:
    """Each reference to a shape becomes a group with the shape's own paths."""
    for child in node:
        name = child.get("href", "")[1:]
        if child.tag == f"{SVG}use" and name in shapes and not {"x", "y"} & set(child.attrib):
            child.tag = f"{SVG}g"
            del child.attrib["href"]
            child.extend(shapes[name])
        else:
            _write_out(child, shapes)


def _flatten(node: Element) -> None:
    if node.tag == f"{SVG}defs":
        return
    for child in node:
        _flatten(child)
    node[:] = [one for child in node for one in _spliced(child)]


def _spliced(node: Element) -> Iterator[Element]:
    """The node, or what is in it where the group itself says nothing; a lone group inside a group joins it."""
    if node.tag != f"{SVG}g":
        yield node
        return
    for name in FOR_THE_SCREEN:
        node.attrib.pop(name, None)
    if not node.attrib:
        yield from node
        return
    if len(node) == 1 and _joins(node, node[0]):
        inner = node[0]
        node.attrib.update(inner.attrib)
        node[:] = list(inner)
    if len(node):
        yield node


def _joins(outer: Element, inner: Element) -> bool:
    """Whether both groups' attributes can stand on one: what multiplies or moves cannot, all else is inherited."""
    alone = MULTIPLIED & {*outer.attrib, *inner.attrib}
    return inner.tag == f"{SVG}g" and "transform" not in inner.attrib and not alone
