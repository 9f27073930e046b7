"""One mapping of a YAML file, read key by key; what is missing, odd or left over is reported with its line.

Reading never stops at the first fault: a value that cannot be read is reported and a harmless one returned,
so that one run shows everything that is wrong in a file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Protocol

import yaml

from arcada.core.kernel.condition import ALWAYS, Condition, ConditionError, read_condition
from arcada.interop.knowledge.fault import KnowledgeFault

Node = yaml.Node


LARGEST = 9
"""Numbers of more digits than this are no days, minutes or fees."""


@dataclass(slots=True)
class Reports:
    """All faults of a reading, the names its conditions ask for, and what these are held to beyond their grammar."""

    faults: list[KnowledgeFault] = field(default_factory=list)
    judge: "Judge | None" = None
    asked: set[str] = field(default_factory=set)


class Judge(Protocol):
    """Says what is wrong with a condition or a sentence that can be read but means nothing here."""

    def condition(self, condition: Condition) -> Iterator[str]:
        """What the condition asks for that is not there."""

    def sentence(self, text: str) -> Iterator[str]:
        """What the sentence wants filled in that is not there."""


@dataclass(slots=True)
class Entry:
    """A mapping under its path; `take` methods mark keys as read, `done` reports the others."""

    file: str
    node: Node
    path: str
    reports: Reports
    read: set[str] = field(default_factory=set)
    pairs: dict[str, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.node, yaml.MappingNode):
            self.fault("", "expected keys and values", self.node)
            return
        for key, value in self.node.value:
            name = str(key.value)
            if name in self.pairs:
                self.fault(name, "stands twice", key)
            self.pairs[name] = value

    def fault(self, key: str, text: str, node: Node | None = None) -> None:
        """Report something at a key."""
        at = node or self.pairs.get(key) or self.node
        where = ".".join(part for part in (self.path, key) if part)
        self.reports.faults.append(KnowledgeFault(self.file, at.start_mark.line + 1, where, text))

    def done(self) -> None:
        """Report keys that nobody asked for."""
        for key in self.pairs:
            if key not in self.read:
                self.fault(key, f"unknown key; known are {', '.join(sorted(self.read))}")

    def get(self, key: str) -> Node | None:
        """The raw node; a null counts as absent."""
        self.read.add(key)
        node = self.pairs.get(key)
        return None if node is None or node.tag == "tag:yaml.org,2002:null" else node

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required when there is no default."""
        node = self.get(key)
        if node is None:
            if default is None:
                self.fault(key, "is missing")
            return default or ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(key, "expected a text")
            return ""
        self._judged(key, str(node.value), node)
        return str(node.value)

    def _judged(self, key: str, text: str, node: Node) -> None:
        for wrong in self.reports.judge.sentence(text) if self.reports.judge else ():
            self.fault(key, wrong, node)

    def known(
        self, key: str, known: Sequence[str] | frozenset[str] | set[str], what: str, default: str | None = None
    ) -> str:
        """A text out of a closed list."""
        word = self.text(key, default)
        if word and word not in known:
            self.fault(key, f"there is no {what} '{word}'{near(word, known)}")
        return word

    def whole(self, key: str) -> int | None:
        """A whole number, or None where it is absent."""
        number = self.decimal(key)
        if number is None:
            return None
        if number != number.to_integral_value():
            self.fault(key, "expected a whole number")
        return int(number)

    def decimal(self, key: str) -> Decimal | None:
        """A number, or None where it is absent."""
        node = self.get(key)
        return None if node is None else self.number(node, key)

    def number(self, node: Node, key: str) -> Decimal:
        """The number that a node holds."""
        told = str(node.value) if isinstance(node, yaml.ScalarNode) else "a list"
        try:
            number = Decimal(told)
        except (InvalidOperation, ValueError):
            number = Decimal("NaN")
        if number.is_finite() and abs(number.adjusted()) < LARGEST:
            return number
        self.fault(key, f"expected a number, not '{told}'", node)
        return Decimal(0)

    def flag(self, key: str) -> bool:
        """A yes or no written true or false; absent is false."""
        word = self.text(key, "false").lower()
        if word not in {"true", "false"}:
            self.fault(key, "expected true or false")
        return word == "true"

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts; a lone text is a list of one."""
        node = self.get(key)
        if node is None:
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (str(node.value),)
        found = []
        for item in self.items(key):
            if isinstance(item, yaml.ScalarNode):
                self._judged(key, str(item.value), item)
                found.append(str(item.value))
            else:
                self.fault(key, "expected a text", item)
        return tuple(found)

    def items(self, key: str) -> list[Node]:
        """The nodes of a list."""
        node = self.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fault(key, "expected a list")
            return []
        return list(node.value)

    def all_known(self, key: str, known: Sequence[str] | frozenset[str] | set[str], what: str) -> tuple[str, ...]:
        """A list of texts out of a closed list."""
        words = self.strings(key)
        for word in words:
            if word not in known:
                self.fault(key, f"there is no {what} '{word}'{near(word, known)}")
        return words

    def entries(self, key: str) -> Iterator["Entry"]:
        """A list of mappings."""
        for rank, node in enumerate(self.items(key)):
            yield Entry(self.file, node, f"{self.path}.{key}[{rank}]".lstrip("."), self.reports)

    def entry(self, key: str) -> "Entry | None":
        """A mapping."""
        node = self.get(key)
        return None if node is None else Entry(self.file, node, f"{self.path}.{key}".lstrip("."), self.reports)

    def condition(self, key: str = "when") -> Condition:
        """A condition; absent means always."""
        return self.maybe_condition(key) or ALWAYS

    def maybe_condition(self, key: str) -> Condition | None:
        """A condition, or None where it is absent."""
        if self.get(key) is None:
            return None
        try:
            condition = read_condition(self.text(key))
        except (ConditionError, ValueError, RecursionError, MemoryError) as error:
            told = str(error) if isinstance(error, ConditionError) else "cannot read the condition: it is too deep"
            self.fault(key, told)
            return None
        self.reports.asked |= condition.names
        for wrong in self.reports.judge.condition(condition) if self.reports.judge else ():
            self.fault(key, wrong)
        return condition

    def each(self, key: str, read: Callable[[Node, str], object]) -> tuple[object, ...]:
        """Every node of a list through a function that gets the node and its path."""
        return tuple(read(node, f"{key}[{rank}]") for rank, node in enumerate(self.items(key)))


def near(word: str, known: Sequence[str] | frozenset[str] | set[str]) -> str:
    """', did you mean ...?' when something like the word is known."""
    import difflib  # noqa: PLC0415 - only needed for a fault, and slow to load

    close = difflib.get_close_matches(word, sorted(known), n=1)
    return f", did you mean '{close[0]}'?" if close else ""
