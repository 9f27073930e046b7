"""What of a protocol's text a form may change, field by field, each with the place in the text that it stands at.

    title: Cavity in the dentine          Field("title", "line", "Cavity in the dentine")
      - {do: review, after: {filling: [[150, 210]]}}
                                          Field("strategies[0].steps[1].after.filling[0]", "days", "150-210")

Lists of sentences are one field with a line for each. What a form cannot say (another procedure, a condition) is
changed in the text itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from arcada.core.protocols.protocol import TIERS
from arcada.interop.knowledge.files import LOADER
from arcada.interop.knowledge.protocols import STRENGTHS

LADDERS = ("all", *TIERS, "otherwise")
"""The ladders in the order in which their rungs are climbed: `all` before the tier's own, `otherwise` after them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its path, what kind of control it wants, and its value; `key` is set where it is not there yet."""

    path: str
    kind: str
    value: str
    label: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a strategy with what of it may be changed."""

    do: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A strategy of the protocol's own."""

    id: str
    title: str
    when: str
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung as it is written: its path, what it leads to, its condition, whether it is switched off."""

    path: str
    leads_to: str
    when: str
    off: bool
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """Everything of a text that a form may change."""

    head: tuple[Field, ...]
    ladders: tuple[tuple[str, tuple[Rung, ...]], ...]
    ways: tuple[Way, ...]
    branches: tuple[tuple[str, tuple[Field, ...]], ...]
    others: tuple[Field, ...]

    def every(self) -> dict[str, Field]:
        """All fields by path, whatever they belong to."""
        found = [*self.head, *self.others, *(one for way in self.ways for one in way.fields)]
        found += [one for way in self.ways for step in way.steps for one in step.fields]
        found += [one for _, rungs in self.ladders for rung in rungs for one in rung.fields]
        found += [one for _, fields in self.branches for one in fields]
        return {one.path: one for one in found}


def fields_of(text: str) -> Fields:
    """The fields of a text that can be read; one with faults is mended in the text itself."""
    root = pairs(yaml.compose(text, Loader=LOADER))
    return Fields(
        head=(_line(root, "", "title", "Title"), _list(root, "", "source", "Sources")),
        ladders=tuple(_ladders(pairs(root.get("tiers")))),
        ways=tuple(_way(pairs(node), f"strategies[{rank}]") for rank, node in enumerate(items(root.get("strategies")))),
        branches=tuple(
            _branch(pairs(node), f"branches[{rank}]") for rank, node in enumerate(items(root.get("branches")))
        ),
        others=tuple(_others(root)),
    )


def pairs(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    """The keys of a mapping; of anything else none."""
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def items(node: yaml.Node | None) -> Sequence[yaml.Node]:
    """The items of a list; of anything else none."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def word(node: yaml.Node | None) -> str:
    """The word of a scalar; of anything else nothing."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null" else ""


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _line(node: Mapping[str, yaml.Node], path: str, key: str, label: str, kind: str = "line") -> Field:
    return Field(_under(path, key), kind, word(node.get(key)), label)


def _list(node: Mapping[str, yaml.Node], path: str, key: str, label: str) -> Field:
    held = node.get(key)
    lines = [word(held)] if isinstance(held, yaml.ScalarNode) else [word(one) for one in items(held)]
    return Field(_under(path, key), "list", "\n".join(lines), label)


def _way(node: Mapping[str, yaml.Node], path: str) -> Way:
    fields = (
        _line(node, path, "title", "Title"),
        Field(f"{path}.strength", "choice", word(node.get("strength")) or "default", "Strength", STRENGTHS),
        _line(node, path, "because", "Reason told to the patient", "text"),
        _list(node, path, "pros", "What speaks for it"),
        _list(node, path, "cons", "What speaks against it"),
        _line(node, path, "less_invasive", "Less invasive way considered", "text"),
    )
    steps = tuple(
        _step(pairs(one), f"{path}.steps[{rank}]", word(node.get("because")))
        for rank, one in enumerate(items(node.get("steps")))
    )
    return Way(word(node.get("id")), word(node.get("title")), word(node.get("when")), fields, steps)


def _step(node: Mapping[str, yaml.Node], path: str, reason: str) -> Step:
    """A step without a reason of its own gives that of its strategy, which is a field there."""
    fields = [_line(node, path, "because", "Reason", "text")] if "because" in node or not reason else []
    for name, windows in pairs(node.get("after")).items():
        for rank, window in enumerate(items(windows)):
            fields.append(_days(window, f"{path}.after.{name}[{rank}]", f"Days after {name.replace('_', ' ')}"))
    for rank, window in enumerate(items(pairs(node.get("follows")).get("days"))):
        fields.append(_days(window, f"{path}.follows.days[{rank}]", "Days after the work it follows"))
    return Step(word(node.get("do")), tuple(fields))


def _days(node: yaml.Node, path: str, label: str) -> Field:
    low, *high = [word(one) for one in items(node)] or [""]
    return Field(path, "days", f"{low}-{high[0] if high else ''}", label)


def _ladders(tiers: Mapping[str, yaml.Node]) -> Iterator[tuple[str, tuple[Rung, ...]]]:
    for name in LADDERS:
        rungs = [_rung(node, f"tiers.{name}[{rank}]") for rank, node in enumerate(items(tiers.get(name)))]
        yield name, tuple(rungs)


def _rung(node: yaml.Node, path: str) -> Rung:
    if isinstance(node, yaml.ScalarNode):
        return Rung(path, word(node), "", off=False)
    held = pairs(node)
    fields = (_line(held, path, "text", "Sentence", "text"),) if "leave" in held else ()
    leads_to = word(held.get("use")) or word(held.get("leave"))
    return Rung(path, leads_to, word(held.get("when")), word(held.get("off")).lower() == "true", fields)


def _branch(node: Mapping[str, yaml.Node], path: str) -> tuple[str, tuple[Field, ...]]:
    fields = (
        _line(node, path, "trigger", "If", "text"),
        _line(node, path, "probability", "Chance, 0 to 1, where a source gives one", "number"),
    )
    return word(node.get("trigger")), fields


def _others(root: Mapping[str, yaml.Node]) -> Iterator[Field]:
    for rank, node in enumerate(items(root.get("flags"))):
        yield _line(pairs(node), f"flags[{rank}]", "text", f"Warning '{word(pairs(node).get('flag'))}'", "text")
    for rank, node in enumerate(items(root.get("recall"))):
        yield _line(pairs(node), f"recall[{rank}]", "months", "Months to the next check-up at the latest", "number")
