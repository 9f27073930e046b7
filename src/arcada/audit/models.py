"""Events and the chain over them.

    Event   one act or one reading of a patient's record: who, when, what, why. Appended in the acting transaction,
            without a lock, and never changed
    Seal    link `number` of a practice's chain: hash = sha256(hash of link number-1, the event's content)

An event holds ids and names as they were, and no reference: it must outlive what it speaks of.
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from arcada.store.constraints import AppendOnly
from arcada.store.models import TenantModel


class Event(TenantModel):
    """One act (`write`) or one reading (`read`)."""

    kind = models.CharField(max_length=5, choices=[("read", "Read"), ("write", "Write")])
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    member_id = models.UUIDField(null=True)
    user_id = models.UUIDField(null=True)
    who = models.CharField(max_length=200)
    role = models.CharField(max_length=12, blank=True)
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=60)
    noun_id = models.CharField(max_length=64)
    patient_id = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        """Read by patient and by time; appended only."""

        constraints: ClassVar = [AppendOnly(name="audit_event_append_only")]
        indexes: ClassVar = [
            models.Index(fields=["practice", "recorded_at"], name="audit_event_by_time"),
            models.Index(fields=["practice", "at", "id"], name="audit_event_by_moment"),
            models.Index(fields=["practice", "patient_id", "at"], name="audit_event_by_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who}: {self.verb} {self.noun}"


class Seal(TenantModel):
    """One link of a practice's chain."""

    number = models.BigIntegerField()
    event_id = models.UUIDField()
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Each number once, each event once; appended only."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "number"], name="seal_number_once"),
            models.UniqueConstraint(fields=["practice", "event_id"], name="seal_event_once"),
            AppendOnly(name="audit_seal_append_only"),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
