"""Put an approved version of a protocol in force, or take the one in force back to the shipped text.

Both are refused while an open plan would be left without an answer: `left_behind` is the list of these plans. Plans
that are there stay as they are; the next time a case is compiled it follows what is then in force.
"""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.left_behind import LeftBehind, left_behind
from arcada.core.kernel import Refusal
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Practice, ProtocolVersion, VersionState
from arcada.practice.protocols import Owns, faults_of, own_in_force, own_of, with_one, without

NAMED = 3


def activate_protocol(*, by: Membership, at: datetime, version: ProtocolVersion) -> ProtocolVersion | Refusal:
    """Put the version in force in the place of the one before."""
    require(by, Permission.APPROVE_CLINICAL, version)
    with transaction.atomic():
        row = _locked(version)
        if row.state == VersionState.ACTIVE:
            return row
        if row.state != VersionState.APPROVED:
            text = f"Version {row.number} is {row.get_state_display().lower()}; only an approved one is put in force."
            return Refusal("not_approved", text, "state")
        faults = faults_of(by.practice_id, own_of(row))
        if faults:
            text = f"The text cannot be read with this release: line {faults[0].line}, {faults[0].text}."
            return Refusal("protocol_faulty", text, "text")
        refusal = _whose(by, at, with_one(own_in_force(by.practice_id), own_of(row)))
        if refusal is not None:
            return refusal
        older = ProtocolVersion.objects.filter(
            practice_id=by.practice_id, protocol=row.protocol, state=VersionState.ACTIVE
        )
        older.update(state=VersionState.RETIRED, retired_by=by, retired_at=at)
        row.state, row.activated_by, row.activated_at = VersionState.ACTIVE, by, at
        row.save(update_fields=["state", "activated_by", "activated_at"])
        _record(by, at, "activated", row)
        return row


def retire_active_protocol(
    *, by: Membership, at: datetime, version: ProtocolVersion, note: str
) -> ProtocolVersion | Refusal:
    """Go back to the shipped text; the reason is kept."""
    require(by, Permission.APPROVE_CLINICAL, version)
    if not note.strip():
        return Refusal("reason_missing", "Say why the practice goes back to the shipped text.", "note")
    with transaction.atomic():
        row = _locked(version)
        if row.state == VersionState.RETIRED:
            return row
        if row.state != VersionState.ACTIVE:
            return Refusal("not_active", f"Version {row.number} is not in force.", "state")
        refusal = _whose(by, at, without(own_in_force(by.practice_id), row.protocol))
        if refusal is not None:
            return refusal
        row.state, row.retired_by, row.retired_at = VersionState.RETIRED, by, at
        row.save(update_fields=["state", "retired_by", "retired_at"])
        _record(by, at, "retired", row, note.strip())
        return row


def _locked(version: ProtocolVersion) -> ProtocolVersion:
    """The version, with all changes of what is in force in the practice one after another."""
    Practice.objects.select_for_update(of=("self",)).get(pk=version.practice_id)
    return ProtocolVersion.objects.get(pk=version.pk)


def _whose(by: Membership, at: datetime, then: Owns) -> Refusal | None:
    left = left_behind(by.practice_id, then, at)
    return left_refusal(left) if left else None


def left_refusal(left: tuple[LeftBehind, ...]) -> Refusal:
    """Whose plans are in the way, the first few by name."""
    names = list(dict.fromkeys(f"{one.patient} (case {one.case})" for one in left))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    plans = "1 open plan" if len(names) == 1 else f"{len(names)} open plans"
    text = f"{plans} would be left without an answer: {', '.join(names[:NAMED])}{more}. Mend the text, or change or "
    return Refusal("plans_left_behind", f"{text}close these plans first.", "plans")


def _record(by: Membership, at: datetime, verb: str, row: ProtocolVersion, why: str = "") -> None:
    title = load_library().protocols[row.protocol].title
    detail = {"protocol": title, "version": row.number, "switched_off": row.switched_off, "name": row.protocol}
    record(by=by, at=at, verb=verb, noun="protocol", noun_id=row.pk, why=why, detail=detail)
