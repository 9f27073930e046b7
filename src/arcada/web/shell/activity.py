"""What happened in a record, newest first, in words: 'Nadia Petrov, coordinator, took the history'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from arcada.audit.models import Event
from arcada.practice.access import Member, Permission, require

WORDS = {
    "patient": "the profile",
    "history": "the medical history",
    "interview": "the interview",
    "chart": "the chart",
    "case": "the case",
    "plan": "the plan",
    "plan_version": "the plan",
    "proposal": "the proposal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One act or one reading."""

    at: datetime
    who: str
    role: str
    what: str
    why: str
    write: bool


def happenings(member: Member, patient_id: UUID, *, most: int, reads: bool = False) -> Sequence[Happening]:
    """List what was done to a patient's record, and who read it where that is asked for."""
    require(member, Permission.READ_AUDIT)
    events = Event.objects.filter(practice_id=member.practice_id, patient_id=patient_id).order_by("-at", "-id")
    if not reads:
        events = events.filter(kind="write")
    return tuple(happening(event) for event in events[:most])


def happening(event: Event) -> Happening:
    """Put one event into words."""
    return Happening(
        at=event.at,
        who=event.who,
        role=event.role,
        what=_what(event),
        why=event.why,
        write=event.kind == "write",
    )


def _what(event: Event) -> str:
    """Write what was done, with the title or step that it was done to."""
    verb = event.verb.replace("_", " ")
    noun = WORDS.get(event.noun, f"the {event.noun.replace('_', ' ')}")
    said = verb if " " in verb else f"{verb} {noun}"
    about = event.detail.get("title") or str(event.detail.get("step", "")).replace("_", " ")
    return f"{said}: {about}" if about else said
