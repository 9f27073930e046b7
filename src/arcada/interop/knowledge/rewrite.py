"""Changes of single fields written into a protocol's text; every other letter of it stays where it is.

edited(text, {"title": "Hole in the dentine", "strategies[0].steps[1].after.filling[0]": "120-210"})
laddered(text, {"premium": ["tiers.premium[1]", "tiers.premium[0]"]}, off={"tiers.premium[0]"})
adopted(text, "root_canal_crown")    a shared strategy written into the protocol, to be changed there
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from arcada.interop.knowledge.fields import Field, fields_of, items, pairs, word
from arcada.interop.knowledge.files import LOADER
from arcada.interop.knowledge.load import HOME, read_shipped

PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
NUMBER = re.compile(r"-?\d+(\.\d+)?$")
IN_BRACKETS = frozenset(",[]{}#:")


@dataclass(frozen=True, slots=True)
class Patch:
    """Letters `start` to `end` of the text become `new`."""

    start: int
    end: int
    new: str


def edited(text: str, changes: Mapping[str, str]) -> str:
    """The text with the fields changed; a field that keeps its value keeps its letters."""
    known = fields_of(text).every()
    root = yaml.compose(text, Loader=LOADER)
    patches = []
    for path, value in changes.items():
        field = known.get(path)
        told = value.replace("\r\n", "\n").strip()
        if field is not None and root is not None and told != field.value.strip():
            patches.append(_patch(text, root, field, told))
    return patched(text, patches)


def patched(text: str, patches: Sequence[Patch]) -> str:
    """The text with all patches made, from the end to the beginning."""
    for one in sorted(patches, key=lambda patch: patch.start, reverse=True):
        text = text[: one.start] + one.new + text[one.end :]
    return text


def _patch(text: str, root: yaml.Node, field: Field, value: str) -> Patch:
    node = node_at(root, field.path)
    written = _written(field, value)
    if node is not None:
        return _over(text, node, written)
    holder, _, key = field.path.rpartition(".")
    parent = node_at(root, holder) or root
    return _into(text, parent, f"{key}: {written}")


def _written(field: Field, value: str) -> str:
    if field.kind == "list":
        lines = [line.strip() for line in value.split("\n") if line.strip()]
        return f"[{', '.join(quoted(line) for line in lines)}]"
    if field.kind == "days":
        low, _, high = value.partition("-")
        return f"[{low.strip() or 'null'}, {high.strip() or 'null'}]"
    if not value:
        return "null"
    return value if field.kind == "choice" or NUMBER.match(value) else quoted(value)


def quoted(value: str) -> str:
    """A text in quotes, as YAML reads it on one line."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False)


def node_at(root: yaml.Node | None, path: str) -> yaml.Node | None:
    """The node at a path, or None where there is none."""
    node = root
    for name, rank in PART.findall(path):
        if rank:
            held = items(node)
            node = held[int(rank)] if int(rank) < len(held) else None
        else:
            node = pairs(node).get(name)
    return node


def _over(text: str, node: yaml.Node, new: str) -> Patch:
    """In the place of a node; what ends with its line ends with it again."""
    end = node.end_mark.index
    while end > node.start_mark.index and text[end - 1] in " \n":
        end -= 1
    return Patch(node.start_mark.index, end, new)


def _into(text: str, parent: yaml.Node, pair: str) -> Patch:
    """A new pair of a mapping: after the brace, or on a line of its own after the first one."""
    start = parent.start_mark.index
    if text[start : start + 1] == "{":
        return Patch(start + 1, start + 1, f"{pair}, ")
    first_value = parent.value[0][1]
    line_end = text.find("\n", first_value.end_mark.index - 1)
    at = line_end if line_end >= 0 else len(text)
    return Patch(at, at, f"\n{' ' * parent.start_mark.column}{pair}")


def laddered(text: str, order: Mapping[str, Sequence[str]], off: Collection[str]) -> str:
    """The text with the rungs of ladders in another order, and with those of `off` switched off."""
    root = yaml.compose(text, Loader=LOADER)
    patches = []
    for name, paths in order.items():
        ladder = node_at(root, f"tiers.{name}")
        rungs = {f"tiers.{name}[{rank}]": node for rank, node in enumerate(items(ladder))}
        if ladder is None or set(paths) != set(rungs):
            continue
        wanted = [_rung(text, rungs[path], off=path in off) for path in paths]
        if wanted != [_slice(text, node) for node in rungs.values()]:
            patches.append(_over(text, ladder, _ladder(ladder, wanted)))
    return patched(text, patches)


def _ladder(node: yaml.Node, rungs: Sequence[str]) -> str:
    if getattr(node, "flow_style", False):
        return f"[{', '.join(rungs)}]"
    indent = " " * node.start_mark.column
    return f"\n{indent}".join(f"- {rung}" for rung in rungs)


def _rung(text: str, node: yaml.Node, *, off: bool) -> str:
    """The rung on one line, as it was written where nothing about it changes."""
    held = pairs(node)
    was_off = word(held.get("off")).lower() == "true"
    if off == was_off:
        return _slice(text, node)
    if not held:
        return f"{{use: {word(node)}, off: true}}"
    told = [f"{key}: {_inside(text, value)}" for key, value in held.items() if key != "off"]
    if off:
        told.append("off: true")
    elif [*held] == ["use", "off"]:
        return word(held["use"])
    return f"{{{', '.join(told)}}}"


def _inside(text: str, node: yaml.Node) -> str:
    """A value as it may stand inside braces."""
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return quoted(node.value) if plain and IN_BRACKETS & set(node.value) else _slice(text, node)


def _slice(text: str, node: yaml.Node) -> str:
    return text[node.start_mark.index : node.end_mark.index].rstrip()


def adopted(text: str, strategy: str, root: Path = HOME) -> str:
    """The text with a shared strategy written into it; under the same name it goes before the shared one."""
    shipped = read_shipped(root)
    place = shipped.places.of("strategies", strategy)
    if place is None or strategy in {one.id for one in fields_of(text).ways}:
        return text
    lines = (root / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1 :]
    own = [lines[0]]
    for line in lines[1:]:
        if line[:1].strip():
            break
        own.append(line)
    block = "\n".join(f"  {line}".rstrip() for line in own).rstrip() + "\n"
    if found := re.search(r"^strategies:[ ]*\n", text, re.MULTILINE):
        return text[: found.end()] + block + text[found.end() :]
    at = re.search(r"^tiers:", text, re.MULTILINE)
    start = at.start() if at else len(text)
    return f"{text[:start]}strategies:\n{block}{text[start:]}"
