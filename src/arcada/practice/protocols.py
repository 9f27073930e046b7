"""The protocols that a practice works by: the shipped ones, with its own active versions in their place.

A text that was right when it was approved may be wrong after an update of Arcada (a procedure was renamed). Then
nothing is planned by half of it: `library_for` refuses, and says which protocol and which line.
"""

import hashlib
from uuid import UUID

from arcada.core.kernel import Refusal
from arcada.core.planning.library import Library
from arcada.interop.knowledge import KnowledgeError, KnowledgeFault, OwnProtocol, library_with
from arcada.interop.knowledge.own import shipped_text
from arcada.practice.models import ProtocolVersion, VersionState

Owns = tuple[OwnProtocol, ...]


def own_in_force(practice_id: UUID) -> Owns:
    """The active versions of a practice, by protocol."""
    rows = ProtocolVersion.objects.filter(practice_id=practice_id, state=VersionState.ACTIVE).order_by("protocol")
    return tuple(OwnProtocol(row.protocol, row.number, row.text) for row in rows)


def own_of(version: ProtocolVersion) -> OwnProtocol:
    """A version as the reader of protocols takes it."""
    return OwnProtocol(version.protocol, version.number, version.text)


def with_one(owns: Owns, own: OwnProtocol) -> Owns:
    """The same protocols with this one in the place of its own."""
    return tuple(sorted((own, *(one for one in owns if one.id != own.id)), key=lambda one: one.id))


def without(owns: Owns, protocol: str) -> Owns:
    """The same protocols with the shipped one in the place of an own."""
    return tuple(one for one in owns if one.id != protocol)


def library_for(practice_id: UUID) -> Library | Refusal:
    """The knowledge that a practice plans by."""
    return library_of(own_in_force(practice_id))


def library_of(owns: Owns) -> Library | Refusal:
    """The knowledge with these own protocols; kept by content, so that asking again costs nothing."""
    try:
        return library_with(owns)
    except KnowledgeError as error:
        first = error.faults[0]
        name = first.file.removesuffix(".yaml")
        text = (
            f"The practice's own protocol '{name}' cannot be read any more, line {first.line}: {first.text}. "
            "A dentist mends or retires it on the page of protocols."
        )
        return Refusal("own_protocol_unreadable", text, name)


def faults_of(practice_id: UUID, own: OwnProtocol) -> tuple[KnowledgeFault, ...]:
    """Everything that is wrong with a text beside what the practice has in force; empty when it may be used."""
    try:
        library_with(with_one(own_in_force(practice_id), own))
    except KnowledgeError as error:
        return error.faults
    return ()


def shipped_hash(protocol: str) -> str:
    """The hash of the shipped text, which says later whether that has moved on."""
    return text_hash(shipped_text(protocol))


def text_hash(text: str) -> str:
    """The name of a text by its letters."""
    return hashlib.sha256(text.encode()).hexdigest()
