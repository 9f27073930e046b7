"""A practice's own versions of protocols, and the rehearsals that show what they would change.

    draft --submit--> submitted --approve--> approved --activate--> active --retire--> retired
      ^------ send back ------'                 '----------- retire -----------------^

A version without a text switches the protocol off. Of one protocol at most one version is on its way (draft,
submitted or approved) and at most one is active. Once approved, a text never changes.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.practice.constraints import StaysAsApproved
from arcada.practice.models.people import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class VersionState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    ACTIVE = "active", "In force"
    RETIRED = "retired", "Retired"


ON_ITS_WAY = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.APPROVED)
BEFORE_APPROVAL = ("draft", "submitted")


class ProtocolVersion(TenantModel):
    """One version of one protocol; `shipped` is the hash of the shipped text at the time it was written."""

    protocol = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    switched_off = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=VersionState, default=VersionState.DRAFT)
    shipped = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    written_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    activated_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    retired_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Numbered; one active and one on its way a protocol; approved by somebody, and then for good."""

        ordering: ClassVar = ["protocol", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "protocol", "number"], name="protocol_version_number_once"),
            models.UniqueConstraint(
                fields=["practice", "protocol"], condition=Q(state="active"), name="protocol_version_one_active"
            ),
            models.UniqueConstraint(
                fields=["practice", "protocol"],
                condition=Q(state__in=("draft", "submitted", "approved")),
                name="protocol_version_one_on_its_way",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "active"))
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="protocol_version_in_force_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(switched_off=True, text="") | (Q(switched_off=False) & ~Q(text="")),
                name="protocol_version_has_a_text_or_is_off",
            ),
            StaysAsApproved(
                name="protocol_version_stays",
                columns=("protocol", "number", "text", "switched_off", "written_by", "approved_by", "approved_at"),
                open_states=BEFORE_APPROVAL,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol}@{self.number} ({self.state})"


class Rehearsal(TenantModel):
    """Cases of the practice replayed through the protocols in force and through one text; nothing in them changes.

    `sought` are the ids of the plan versions to replay, `results` those that were replayed, in the same order.
    `content` names the text and the knowledge on both sides, so that an old rehearsal is not taken for a new one.
    """

    protocol = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    switched_off = models.BooleanField(default=False)
    content = models.CharField(max_length=64)
    sought = models.JSONField(default=list)
    results = models.JSONField(default=list)
    started_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.protocol}: {len(self.results)} of {len(self.sought)}"

    @property
    def done(self) -> bool:
        """Whether all cases were replayed."""
        return len(self.results) >= len(self.sought)
