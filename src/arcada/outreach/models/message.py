"""What went out and what came in.

Outbound  proposed -> waiting -> sent -> delivered; or dropped, failed, unknown: it may have gone out
Inbound   a message as it came, kept word for word, and what was read out of it
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.outreach.models.thread import Thread
from arcada.patients.models import Channel, Patient
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class OutboundState(models.TextChoices):
    """How far a message is."""

    PROPOSED = "proposed", "Proposed"
    WAITING = "waiting", "Waiting to go"
    SENT = "sent", "Sent"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Failed"
    UNKNOWN = "unknown", "Unknown, check"
    DROPPED = "dropped", "Not sent"


PENDING = (OutboundState.PROPOSED, OutboundState.WAITING)


class Outbound(TenantModel):
    """A message of a script, filled in; the same `key` is never written twice."""

    thread = TenantForeignKey(Thread, models.PROTECT, related_name="outbound", null=True, blank=True)
    patient = TenantForeignKey(Patient, models.PROTECT, related_name="outbound")
    key = models.CharField(max_length=120)
    script = models.CharField(max_length=40)
    script_number = models.PositiveIntegerField(default=0, help_text="0 is the text that ships")
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.CharField(max_length=160)
    text = models.TextField()
    automatic = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=OutboundState, default=OutboundState.PROPOSED)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=120, blank=True)
    trouble = models.TextField(blank=True)
    released_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        """By when it is due; a key once; its words never change; what is sent has a moment."""

        ordering: ClassVar = ["due_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["practice", "state", "due_at"], name="outbound_due"),
            models.Index(fields=["practice", "patient", "sent_at"], name="outbound_by_patient"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "key"], name="outbound_key_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("sent", "delivered")) | Q(sent_at__isnull=False),
                name="outbound_sent_has_a_moment",
            ),
            WrittenForGood(name="outbound_words_for_good", columns=("patient", "key", "text", "address", "channel")),
        ]

    def __str__(self) -> str:
        return f"{self.script} by {self.channel}: {self.state}"


class Inbound(TenantModel):
    """A message that came in; `decision` is what was read out of it, `outcome` what a person made of it."""

    channel = models.CharField(max_length=8, choices=Channel)
    provider_id = models.CharField(max_length=120)
    address = models.CharField(max_length=160)
    patient = TenantForeignKey(Patient, models.PROTECT, related_name="inbound", null=True, blank=True)
    thread = TenantForeignKey(Thread, models.PROTECT, related_name="inbound", null=True, blank=True)
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    route = models.CharField(max_length=24)
    decision = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True, blank=True, help_text="until when a person must have seen it")
    handled_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """The latest first; a provider's message once; its words and what was read never change."""

        ordering: ClassVar = ["-received_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["practice", "handled_at", "due_at"], name="inbound_open")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "channel", "provider_id"], name="inbound_once"),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="inbound_handled_by_somebody",
            ),
            WrittenForGood(
                name="inbound_words_for_good", columns=("channel", "provider_id", "address", "text", "decision")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.route}"
