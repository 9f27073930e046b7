"""Where each entry of the knowledge files stands, so that a fault found later still names its file and line.

protocols/crack.yaml
12   - id: cracked_tooth        Places.fault("protocols", "cracked_tooth", "findings", ...) names line 14
13     version: 1
14     findings: [cracked tooth]
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from arcada.interop.knowledge.fault import KnowledgeFault

NAMES = ("id", "term", "family", "group", "evidence")
"""The keys by which entries are spoken of."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry's file, its first line, and the lines of its keys."""

    file: str
    line: int
    keys: Mapping[str, int]


@dataclass(slots=True)
class Places:
    """The entries of all files, by the folder or file that holds them and by each of their names."""

    known: dict[tuple[str, str], Place] = field(default_factory=dict)

    def note(self, file: str, node: yaml.Node) -> None:
        """Remember where an entry stands; of two with one name the first counts."""
        if not isinstance(node, yaml.MappingNode):
            return
        keys = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
        place = Place(file, node.start_mark.line + 1, keys)
        for key, value in node.value:
            if key.value in NAMES and isinstance(value, yaml.ScalarNode):
                self.known.setdefault((_shelf(file), str(value.value)), place)

    def of(self, shelf: str, name: str) -> Place | None:
        """Where the entry of that name stands."""
        return self.known.get((shelf, name))

    def fault(self, shelf: str, name: str, key: str, text: str) -> KnowledgeFault:
        """A fault at a key of an entry; of an entry that is nowhere, at the top of what would hold it."""
        place = self.of(shelf, name)
        where = ".".join(part for part in (name, key) if part)
        if place is None:
            return KnowledgeFault(shelf, 1, where, text)
        return KnowledgeFault(place.file, place.keys.get(key, place.line), where, text)


def _shelf(file: str) -> str:
    """`protocols` for `protocols/crack.yaml`; rules and single files are shelves of their own."""
    folder, _, _ = file.rpartition("/")
    return file if folder in {"", "rules", "risk"} else folder
