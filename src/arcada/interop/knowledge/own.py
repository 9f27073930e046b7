"""A practice's own protocols over the shipped ones: read against the same words, composed into one library.

    shipped protocols     caries@1    crack@1    gum@1
    own, in force         caries@4               gum@2 (switched off)
    the practice's        caries@4    crack@1    gum@2: each finding is left to the dentist, and says so

An own text is one protocol, written as in `knowledge/protocols/` without the leading dash. It stands alone: it
takes the place of the shipped one whole. Faults name its line, the field, and what is wrong, as for shipped files.
A finding that no protocol answers any more is not lost: it ends as 'deferred, the dentist decides' in every tier.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from arcada.core.planning.library import Library
from arcada.core.protocols.protocol import TIERS, Outcome, Protocol, Rung
from arcada.interop.knowledge.entry import Entry, Reports, near
from arcada.interop.knowledge.fault import KnowledgeError, KnowledgeFault
from arcada.interop.knowledge.files import LOADER, compose
from arcada.interop.knowledge.load import HOME, read_shipped
from arcada.interop.knowledge.meaning import meaning_of
from arcada.interop.knowledge.protocols import read_protocol

LONGEST = 100_000  # letters; the longest shipped protocol has some 12,000
DEEPEST = 16  # brackets within brackets; a protocol needs 8
UNANSWERED = "without_protocol"
LEFT = Outcome(
    "deferred_clinical",
    "This practice has no protocol in force for this finding; the dentist decides after another look.",
)


@dataclass(frozen=True, slots=True)
class OwnProtocol:
    """One version of a practice's own protocol; without a text it is switched off."""

    id: str
    number: int
    text: str = ""

    @property
    def label(self) -> str:
        """How items and pages name it: id@number."""
        return f"{self.id}@{self.number}"


@lru_cache(maxsize=64)
def library_with(owns: tuple[OwnProtocol, ...], root: Path = HOME) -> Library:
    """The library of a practice; raises KnowledgeError with all faults of its own texts."""
    shipped = read_shipped(root)
    if not owns:
        return shipped.library
    base = shipped.library
    faults: list[KnowledgeFault] = []
    protocols = dict(base.protocols)
    for own in owns:
        try:
            protocols[own.id] = _switched_off(base, own) if not own.text else read_own(own, root)
        except KnowledgeError as error:
            faults += error.faults
    faults = faults or list(_answered_twice(protocols, owns))
    if faults:
        raise KnowledgeError(tuple(sorted(faults)))
    answers = {term: name for name, protocol in protocols.items() for term in protocol.findings}
    if lost := tuple(term for term in base.kinds if term not in answers):
        protocols[UNANSWERED] = _left_to_the_dentist(UNANSWERED, 1, "No protocol", lost)
        answers |= dict.fromkeys(lost, UNANSWERED)
    return replace(base, version=_version(base, owns), protocols=protocols, answers=answers)


def _version(base: Library, owns: Sequence[OwnProtocol]) -> str:
    """The hash that names this knowledge: that of the shipped files, and each own text with its number."""
    digest = hashlib.sha256(base.version.encode())
    for own in sorted(owns, key=lambda one: one.id):
        digest.update(f"\0{own.label}\0{own.text}".encode())
    return digest.hexdigest()


def _switched_off(base: Library, own: OwnProtocol) -> Protocol:
    if own.id not in base.protocols:
        raise KnowledgeError((_unknown_id(base, own.id),))
    old = base.protocols[own.id]
    return _left_to_the_dentist(own.id, own.number, old.title, old.findings)


def _left_to_the_dentist(name: str, number: int, title: str, findings: tuple[str, ...]) -> Protocol:
    return Protocol(name, number, title, findings, dict.fromkeys(TIERS, (Rung(outcome=LEFT),)), unit="finding")


def _answered_twice(protocols: dict[str, Protocol], owns: Sequence[OwnProtocol]) -> Iterator[KnowledgeFault]:
    for own in owns:
        for rank, term in enumerate(protocols[own.id].findings):
            others = [one.title for one in protocols.values() if term in one.findings and one.id != own.id]
            if others:
                text = f"'{term}' is already answered by '{others[0]}'; a finding has one protocol"
                yield KnowledgeFault(file_of(own.id), _line_of(own.text, "findings"), f"findings[{rank}]", text)


def file_of(name: str) -> str:
    """How faults name a practice's own text."""
    return f"{name}.yaml"


@lru_cache(maxsize=256)
def read_own(own: OwnProtocol, root: Path = HOME) -> Protocol:
    """One own text as a protocol; raises KnowledgeError with every fault of it."""
    shipped = read_shipped(root)
    base, file = shipped.library, file_of(own.id)
    reports = Reports(judge=meaning_of(base, shipped.asked))
    node = _composed(own.text, file, reports)
    protocol = None
    if node is not None:
        entry = Entry(file, node, "", reports)
        protocol = read_protocol(entry, shipped.words, base.procedures, base.strategies)
        _own_name(base, own, protocol, entry)
        _known_findings(base, protocol, entry)
    if reports.faults or protocol is None:
        raise KnowledgeError(tuple(sorted(set(reports.faults))))
    return replace(protocol, version=own.number)


def _composed(text: str, file: str, reports: Reports) -> yaml.Node | None:
    """The nodes of a text that somebody typed: of a sane size and depth, without references inside itself."""
    wrong = _outsized(text)
    if wrong is not None:
        reports.faults.append(KnowledgeFault(file, wrong[0], "", wrong[1]))
        return None
    node = compose(text, file, reports)
    if node is None and not reports.faults:
        reports.faults.append(KnowledgeFault(file, 1, "", "is empty; a protocol begins with its id"))
    return node


def _outsized(text: str) -> tuple[int, str] | None:
    if len(text) > LONGEST:
        return 1, f"is longer than {LONGEST:,} letters; a protocol is a page"
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return line, "uses & or * to repeat a part; write the part out, so that it can be read"
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return line, "has too many brackets within brackets"
    except yaml.YAMLError:
        return None  # `compose` reports it with its line
    return None


def _own_name(base: Library, own: OwnProtocol, protocol: Protocol, entry: Entry) -> None:
    if own.id not in base.protocols:
        entry.reports.faults.append(_unknown_id(base, own.id))
    elif protocol.id and protocol.id != own.id:
        entry.fault("id", f"stays '{own.id}': items and reports name the protocol by it")


def _unknown_id(base: Library, name: str) -> KnowledgeFault:
    return KnowledgeFault(file_of(name), 1, "id", f"there is no protocol '{name}'{near(name, set(base.protocols))}")


def _known_findings(base: Library, protocol: Protocol, entry: Entry) -> None:
    if not protocol.findings:
        entry.fault("findings", "is missing: name at least one finding, or switch the protocol off")
    for term in protocol.findings:
        if term not in base.kinds:
            entry.fault("findings", f"there is no finding '{term}'{near(term, set(base.kinds))}")


def shipped_text(name: str, root: Path = HOME) -> str:
    """The text of a shipped protocol as a practice would edit it: its lines without the dash and the indent."""
    shipped = read_shipped(root)
    place = shipped.places.of("protocols", name)
    if place is None:
        return ""
    lines = _lines(root / place.file)[place.line - 1 :]
    own = [lines[0]]
    for line in lines[1:]:
        if line[:1].strip():
            break
        own.append(line)
    return "\n".join(line[2:] for line in own).rstrip() + "\n"


@lru_cache(maxsize=32)
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _line_of(text: str, key: str) -> int:
    found = (rank for rank, line in enumerate(text.split("\n"), 1) if line.startswith(f"{key}:"))
    return next(found, 1)
