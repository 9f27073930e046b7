"""All files read and checked against each other; one library, or one error with every fault."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from arcada.core.planning.library import Library
from arcada.interop.knowledge.catalogue import Vocabulary, read_procedures, read_vocabulary
from arcada.interop.knowledge.cross import cross_faults
from arcada.interop.knowledge.fault import KnowledgeError
from arcada.interop.knowledge.fees import read_fees
from arcada.interop.knowledge.files import Folder
from arcada.interop.knowledge.kinds import read_kinds
from arcada.interop.knowledge.places import Places
from arcada.interop.knowledge.protocols import read_protocols, read_strategies
from arcada.interop.knowledge.rules import read_rules

HOME = Path(__file__).resolve().parents[2] / "knowledge"


@dataclass(frozen=True, slots=True)
class Shipped:
    """The shipped knowledge: library, words for other texts, where entries stand, names that conditions ask for."""

    library: Library
    words: Vocabulary
    places: Places
    asked: frozenset[str]


@cache
def load_library(root: Path = HOME) -> Library:
    """The library of a folder, read once; raises KnowledgeError."""
    return read_shipped(root).library


@cache
def read_shipped(root: Path = HOME) -> Shipped:
    """The library of a folder with what is needed to read another text against it; raises KnowledgeError."""
    folder = Folder(root)
    words = read_vocabulary(folder)
    procedures = read_procedures(folder, words)
    shared = read_strategies(folder, words, procedures)
    kinds = read_kinds(folder, words)
    protocols = read_protocols(folder, words, procedures, shared)
    rules = read_rules(folder, words, procedures)
    library = Library(
        version=folder.version(),
        kinds=kinds,
        families=words.families,
        groups=words.groups,
        procedures=procedures,
        strategies=shared,
        protocols=protocols,
        answers={term: name for name, protocol in protocols.items() for term in protocol.findings},
        fees=read_fees(folder, procedures),
        sources=words.sources,
        **{field.name: getattr(rules, field.name) for field in fields(rules)},
    )
    faults = [*folder.reports.faults]
    if not faults:
        faults = list(cross_faults(library, folder.places))
    if faults:
        raise KnowledgeError(tuple(sorted(faults)))
    return Shipped(library, words, folder.places, frozenset(folder.reports.asked))
