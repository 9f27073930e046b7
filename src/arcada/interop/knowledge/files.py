"""Opening the knowledge files: their entries with line numbers, and the hash that names their version."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from arcada.interop.knowledge.entry import Entry, Reports
from arcada.interop.knowledge.fault import KnowledgeFault
from arcada.interop.knowledge.places import Places

PARTS = (
    "findings.yaml", "scales.yaml", "sources.yaml", "aftercare.yaml", "catalogue/*.yaml", "strategies/*.yaml",
    "protocols/*.yaml", "rules/*.yaml", "risk/*.yaml", "fees/*.yaml",
)  # fmt: skip
"""The files that plans are made from."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Folder:
    """The folder of knowledge files and what was found wrong in them."""

    root: Path
    reports: Reports = field(default_factory=Reports)
    places: Places = field(default_factory=Places)

    def version(self) -> str:
        """sha256 over names and contents of all files that plans are made from."""
        digest = hashlib.sha256()
        for path in sorted(path for part in PARTS for path in self.root.glob(part)):
            digest.update(str(path.relative_to(self.root)).encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def entries(self, pattern: str) -> Iterator[Entry]:
        """All entries of all files that match, file by file; a file holds a list of mappings."""
        for path in sorted(self.root.glob(pattern)):
            name = str(path.relative_to(self.root))
            node = self._compose(path, name)
            if node is None:
                continue
            if not isinstance(node, yaml.SequenceNode):
                self.reports.faults.append(KnowledgeFault(name, 1, "", "expected a list of entries"))
                continue
            for rank, item in enumerate(node.value):
                self.places.note(name, item)
                yield Entry(name, item, f"[{rank}]", self.reports)

    def mapping(self, name: str) -> Entry:
        """The one mapping that a file holds."""
        node = self._compose(self.root / name, name)
        return Entry(name, node or yaml.MappingNode("tag:yaml.org,2002:map", [], _mark(), _mark()), "", self.reports)

    def _compose(self, path: Path, name: str) -> yaml.Node | None:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            self.reports.faults.append(KnowledgeFault(name, 1, "", f"cannot be opened: {error.strerror}"))
            return None
        return compose(text, name, self.reports)


def compose(text: str, name: str, reports: Reports) -> yaml.Node | None:
    """The text as YAML nodes with their lines; what cannot be read is reported."""
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reports.faults.append(KnowledgeFault(name, line, "", f"not readable: {error.problem}"))
        return None
    except yaml.YAMLError as error:
        reports.faults.append(KnowledgeFault(name, 1, "", f"not readable: {error}"))
        return None
    return node


def _mark() -> yaml.Mark:
    return yaml.Mark("", 0, 0, 0, "", 0)
