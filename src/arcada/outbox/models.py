"""A message that waits: to whom, when it is due, what it says, how it went.

    waiting -> sent      it went out
            -> failed    the last try failed; `trouble` says how
            -> dropped   it is no longer wanted

The recipient is either somebody of the practice (`user_id`) or a patient (`patient_id`); the outbox lies below both
rooms and keeps their ids alone.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.store.models import TenantModel


class State(models.TextChoices):
    """How far a message is."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    DROPPED = "dropped", "Dropped"


class Message(TenantModel):
    """One message to one recipient. `kind` names what it is about; the same `key` is never written twice."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    user_id = models.UUIDField(null=True, blank=True)
    patient_id = models.UUIDField(null=True, blank=True)
    due_at = models.DateTimeField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    class Meta:
        """One recipient; what is sent has a moment."""

        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "key"], name="message_key_once"),
            models.CheckConstraint(
                condition=Q(user_id__isnull=False, patient_id__isnull=True)
                | Q(user_id__isnull=True, patient_id__isnull=False),
                name="message_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_a_moment"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["practice", "state", "due_at"], name="message_due")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"
