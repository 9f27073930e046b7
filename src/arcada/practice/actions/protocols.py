"""Write, submit, send back, approve and retire the practice's own version of a protocol.

Putting one in force is `cases.actions.activate_protocol`: only cases know whose plans it touches.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.interop.knowledge import KnowledgeFault, OwnProtocol, load_library
from arcada.practice.access import Permission, require
from arcada.practice.models import ON_ITS_WAY, Membership, ProtocolVersion, VersionState
from arcada.practice.protocols import faults_of, shipped_hash, text_hash

VERSION_LINE = re.compile(r"^version:.*$", re.MULTILINE)


def write_protocol(
    *, by: Membership, at: datetime, protocol: str, text: str, note: str = "", seen: str | None = None
) -> ProtocolVersion | Refusal:
    """Keep a text as the draft of the next version; `seen` is the hash of the draft that the writer started from.

    A text with a fault is not kept: the page shows each fault at its line and everything typed stays there.
    """
    require(by, Permission.APPROVE_CLINICAL)
    with transaction.atomic():
        draft = _draft(by, protocol)
        if isinstance(draft, Refusal):
            return draft
        if draft.text and seen is not None and text_hash(draft.text) != seen:
            who = f"{draft.written_by.user}"
            text = f"{who} changed this draft meanwhile. Open it again to see their text; yours still stands here."
            return Refusal("changed_meanwhile", text, "text")
        numbered = numbered_text(text, draft.number)
        faults = faults_of(by.practice_id, OwnProtocol(protocol, draft.number, numbered))
        if faults:
            return fault_refusal(faults)
        draft.text, draft.switched_off = numbered, False
        return _kept(by, at, draft, note, "wrote")


def switch_off_protocol(*, by: Membership, at: datetime, protocol: str, note: str) -> ProtocolVersion | Refusal:
    """Draft a version that switches the protocol off; like any other it is approved and activated to count."""
    require(by, Permission.APPROVE_CLINICAL)
    if not note.strip():
        return Refusal("reason_missing", "Say why the practice does without this protocol.", "note")
    with transaction.atomic():
        draft = _draft(by, protocol)
        if isinstance(draft, Refusal):
            return draft
        draft.text, draft.switched_off = "", True
        return _kept(by, at, draft, note, "switched_off")


def _draft(by: Membership, protocol: str) -> ProtocolVersion | Refusal:
    """The draft of the protocol, or a new one with the next number."""
    library = load_library()
    if protocol not in library.protocols:
        return Refusal("unknown_protocol", f"There is no protocol called '{protocol}'.", "protocol")
    rows = ProtocolVersion.objects.select_for_update(of=("self",)).filter(practice_id=by.practice_id, protocol=protocol)
    waiting = rows.filter(state__in=ON_ITS_WAY).select_related("written_by__user").first()
    if waiting is not None and waiting.state != VersionState.DRAFT:
        text = f"Version {waiting.number} is {waiting.get_state_display().lower()}: send it back or retire it first."
        return Refusal("version_on_its_way", text, "text")
    if waiting is not None:
        return waiting
    last = rows.order_by("-number").first()
    number = max(library.protocols[protocol].version, last.number if last else 0) + 1
    return ProtocolVersion(practice_id=by.practice_id, protocol=protocol, number=number)


def numbered_text(text: str, number: int) -> str:
    """The text with its line `version:` set to the number; a text without the line is left for the reader to refuse."""
    told = text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n" if text.strip() else ""
    return VERSION_LINE.sub(f"version: {number}", told, count=1)


def fault_refusal(faults: tuple[KnowledgeFault, ...]) -> Refusal:
    """The first fault in a sentence, and how many there are."""
    more = f" There are {len(faults)} faults; each stands at its line." if len(faults) > 1 else ""
    first = faults[0]
    return Refusal("protocol_faulty", f"Line {first.line}, {first.field or 'text'}: {first.text}.{more}", "text")


def _kept(by: Membership, at: datetime, draft: ProtocolVersion, note: str, verb: str) -> ProtocolVersion:
    draft.shipped, draft.note = shipped_hash(draft.protocol), note.strip()
    draft.written_by, draft.written_at = by, at
    draft.save()
    _record(by, at, verb, draft, draft.note)
    return draft


def submit_protocol(*, by: Membership, at: datetime, version: ProtocolVersion) -> ProtocolVersion | Refusal:
    """Ask for approval; the text stands still until it is approved or sent back."""
    return _move(by, at, version, {VersionState.DRAFT}, VersionState.SUBMITTED, "submitted", {"submitted_at": at})


def send_back_protocol(
    *, by: Membership, at: datetime, version: ProtocolVersion, note: str
) -> ProtocolVersion | Refusal:
    """Ask for changes; the version is a draft again, and the note says which."""
    if not note.strip():
        return Refusal("reason_missing", "Say what should be changed.", "note")
    back = {"note": note.strip(), "submitted_at": None}
    return _move(by, at, version, {VersionState.SUBMITTED}, VersionState.DRAFT, "sent_back", back, note)


def approve_protocol(*, by: Membership, at: datetime, version: ProtocolVersion) -> ProtocolVersion | Refusal:
    """Approve the text as it stands; from now on it never changes."""
    faults = (
        ()
        if version.switched_off
        else faults_of(by.practice_id, OwnProtocol(version.protocol, version.number, version.text))
    )
    if faults:
        return fault_refusal(faults)
    who = {"approved_by": by, "approved_at": at}
    return _move(by, at, version, {VersionState.SUBMITTED}, VersionState.APPROVED, "approved", who)


def retire_protocol(
    *, by: Membership, at: datetime, version: ProtocolVersion, note: str = ""
) -> ProtocolVersion | Refusal:
    """Drop a version that is on its way; one in force is retired by `cases.actions.activate_protocol`."""
    who = {"retired_by": by, "retired_at": at}
    return _move(by, at, version, set(ON_ITS_WAY), VersionState.RETIRED, "retired", who, note)


def _move(
    by: Membership,
    at: datetime,
    version: ProtocolVersion,
    states: set[VersionState],
    state: VersionState,
    verb: str,
    changes: Mapping[str, object],
    why: str = "",
) -> ProtocolVersion | Refusal:
    require(by, Permission.APPROVE_CLINICAL, version)
    with transaction.atomic():
        row = ProtocolVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        if row.state == state and state != VersionState.DRAFT:
            return row
        if row.state not in states:
            text = f"Version {row.number} is {row.get_state_display().lower()} meanwhile, so this is not possible now."
            return Refusal("wrong_state", text, "state")
        row.state = state
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        _record(by, at, verb, row, why)
        return row


def _record(by: Membership, at: datetime, verb: str, row: ProtocolVersion, why: str = "") -> None:
    title = load_library().protocols[row.protocol].title
    detail = {"protocol": title, "version": row.number, "switched_off": row.switched_off, "name": row.protocol}
    record(by=by, at=at, verb=verb, noun="protocol", noun_id=row.pk, why=why, detail=detail)
