"""Threads: one patient, one piece of treatment that was found and not booked, and all that happened about it.

Its state moves only by core/recovery/thread.py; each event is a row for good. A role and a day are never empty: what
nobody owns goes cold.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.cases.models import Alternative
from arcada.core.recovery.thread import ENDED, STATES
from arcada.outreach.models.campaign import Campaign
from arcada.patients.models import Patient
from arcada.practice.models import Membership, Provider, Role
from arcada.schedule.models import Appointment
from arcada.store.models import TenantForeignKey, TenantModel


class Ground(models.TextChoices):
    """Why a patient is in the queue."""

    SIGNED = "signed", "Signed, not booked"
    PRESENTED = "presented", "Shown, not answered"
    MISSED = "missed", "Missed, not booked again"
    APPROVED = "approved", "Approved by the insurer, not booked"
    OVERDUE = "overdue", "Overdue"


class Thread(TenantModel):
    """Where a piece of unbooked treatment stands."""

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="threads")
    ground = models.CharField(max_length=10, choices=Ground)
    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="threads", null=True, blank=True)
    appointment = TenantForeignKey(Appointment, models.PROTECT, related_name="threads", null=True, blank=True)
    provider = TenantForeignKey(Provider, models.PROTECT, related_name="+", null=True, blank=True)
    campaign = TenantForeignKey(Campaign, models.PROTECT, related_name="threads", null=True, blank=True)
    key = models.CharField(max_length=120, help_text="the same piece of treatment is never two threads")
    families = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    urgency = models.CharField(max_length=16, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    diagnosed_date = models.DateField()
    entered_date = models.DateField()
    held_back = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=[(one, one) for one in STATES], default=STATES[0])
    why = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    touches = ArrayField(models.DateTimeField(), default=list, blank=True)
    last_inbound = models.DateTimeField(null=True, blank=True)
    suppressed = models.BooleanField(default=False)
    released = models.BooleanField(default=False, help_text="a person let an old one go on")
    rule_points = models.SmallIntegerField(default=0)
    rule_reason = models.CharField(max_length=200, blank=True)
    owner = TenantForeignKey(Membership, models.PROTECT, related_name="threads", null=True, blank=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.COORDINATOR)
    due_date = models.DateField()
    hesitation = models.CharField(max_length=16, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        """One open thread a piece of treatment; at most three messages; a doctor's rule says why."""

        ordering: ClassVar = ["due_date", "id"]
        indexes: ClassVar = [
            models.Index(fields=["practice", "state", "due_date"], name="thread_by_state"),
            models.Index(fields=["practice", "patient"], name="thread_by_patient"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "key"], condition=~Q(state__in=sorted(ENDED)), name="thread_open_once"
            ),
            models.CheckConstraint(condition=Q(touches__len__lte=3), name="thread_three_messages_at_most"),
            models.CheckConstraint(condition=Q(rule_points=0) | ~Q(rule_reason=""), name="thread_rule_says_why"),
            models.CheckConstraint(
                condition=Q(state="snoozed", until__isnull=False) | (~Q(state="snoozed") & Q(until__isnull=True)),
                name="thread_snoozed_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} of {self.patient_id}: {self.state}"


class ThreadEvent(TenantModel):
    """What happened to a thread, by whom; the machine's own acts have nobody."""

    thread = TenantForeignKey(Thread, models.PROTECT, related_name="events")
    name = models.CharField(max_length=16)
    at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    detail = models.JSONField(default=dict, blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """In the order in which they happened; for good."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [WrittenForGood(name="thread_event_for_good")]

    def __str__(self) -> str:
        return f"{self.name}: {self.before} to {self.after}"
