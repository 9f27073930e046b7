"""Put messages into the outbox."""

from datetime import datetime
from uuid import UUID

from arcada.outbox.models import Message


def enqueue(
    *,
    practice_id: UUID,
    kind: str,
    key: str,
    due_at: datetime,
    subject: str,
    body: str,
    user_id: UUID | None = None,
    patient_id: UUID | None = None,
) -> Message:
    """Write a message in the running transaction; a key that is already there gives the message that has it."""
    made, _ = Message.objects.get_or_create(
        practice_id=practice_id,
        key=key,
        defaults={
            "kind": kind,
            "due_at": due_at,
            "subject": subject,
            "body": body,
            "user_id": user_id,
            "patient_id": patient_id,
        },
    )
    return made
