"""Who may be written to: consents as they were given and taken back, and addresses that are to hear nothing.

Consent  one event: a patient gave or withdrew consent for a channel and a purpose; the latest holds
Silence  one event: an address is silenced, or a person lifted it; kept by a hash, so that it outlives the record

Both are append-only and kept for good. Silence stands above every consent.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.patients.models import Channel, Patient
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class ConsentKind(models.TextChoices):
    """What happened."""

    GIVEN = "given", "Given"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Purpose(models.TextChoices):
    """What messages are for; one never stands for the other."""

    CARE = "care", "About one's own care"
    MARKETING = "marketing", "Offers and news"


class Consent(TenantModel):
    """A consent given or withdrawn: by which form and words, in which language, and who took it."""

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="message_consents")
    kind = models.CharField(max_length=10, choices=ConsentKind)
    channel = models.CharField(max_length=8, choices=Channel)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.CARE)
    address = models.CharField(max_length=160)
    source = models.CharField(max_length=200, help_text="form and version, or how it was said")
    language = models.CharField(max_length=8, default="en")
    words = models.TextField(blank=True, help_text="what the patient said or signed")
    risk_said = models.BooleanField(default=False, help_text="that such messages are not encrypted")
    number_checked_on = models.DateField(null=True, blank=True)
    guardian = models.BooleanField(default=False)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["practice", "patient", "channel"], name="consent_by_patient")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="consent_says_its_source"),
            WrittenForGood(name="consent_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind}"


class Cause(models.TextChoices):
    """How an address came to be silenced, or heard again."""

    REPLY = "reply", "Reply"
    STAFF = "staff", "Said to staff"
    PROVIDER = "provider", "Told by the message provider"
    WRONG_NUMBER = "wrong_number", "Belongs to somebody else"
    LIFTED = "lifted", "Lifted"


class Silence(TenantModel):
    """An address that is to hear nothing from now on, or may hear again; an empty channel means all of them."""

    address_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=Channel, blank=True)
    patient = TenantForeignKey(Patient, models.PROTECT, related_name="silences", null=True, blank=True)
    cause = models.CharField(max_length=12, choices=Cause)
    words = models.TextField(blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        """The latest first; a person lifts it, in words."""

        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["practice", "address_hash"], name="silence_by_address")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(cause="lifted") | (Q(by__isnull=False) & ~Q(words="")), name="silence_lifted_by_somebody"
            ),
            WrittenForGood(name="silence_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.channel or 'all'} {self.cause}"
