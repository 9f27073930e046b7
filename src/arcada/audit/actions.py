"""Writing the audit: an action that changes something calls `record`, a page with patient data `record_read`.

Both only append, inside the caller's transaction: no act without its event, no event without its act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from arcada.audit.models import Event


@dataclass(frozen=True, slots=True)
class System:
    """Arcada itself as the actor: a job that runs without a person."""

    practice_id: UUID
    name: str = "Arcada"


def record(
    *,
    by: Any,
    at: datetime,
    verb: str,
    noun: str,
    noun_id: object,
    patient_id: UUID | None = None,
    why: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Append that `by` (a membership, or `System`) did `verb` to the noun."""
    return _append("write", by, at, verb, noun, noun_id, patient_id, why, detail)


def record_read(
    *,
    by: Any,
    at: datetime,
    verb: str = "read",
    noun: str,
    noun_id: object,
    patient_id: UUID | None = None,
    why: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Append that `by` saw the noun."""
    return _append("read", by, at, verb, noun, noun_id, patient_id, why, detail)


def _append(
    kind: str,
    by: Any,
    at: datetime,
    verb: str,
    noun: str,
    noun_id: object,
    patient_id: UUID | None,
    why: str,
    detail: Mapping[str, Any] | None,
) -> Event:
    person = not isinstance(by, System)
    return Event.objects.create(
        practice_id=by.practice_id,
        kind=kind,
        at=at,
        member_id=by.id if person else None,
        user_id=by.user_id if person else None,
        who=str(by.user) if person else by.name,
        role=by.role if person else "",
        verb=verb,
        noun=noun,
        noun_id=str(noun_id),
        patient_id=patient_id,
        why=why,
        detail=dict(detail or {}),
    )
