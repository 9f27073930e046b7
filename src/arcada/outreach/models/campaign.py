"""What goes out and to whom: campaigns with their bounds, and scripts with the person who approved them.

Campaign       how far outreach reaches: one provider or family first; proposes or sends by itself
ScriptVersion  a text in a language as somebody approved it; what ships is used until the practice writes its own
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from arcada.cases.constraints import WrittenForGood
from arcada.practice.models import Membership, Provider
from arcada.store.models import TenantForeignKey, TenantModel


class Mode(models.TextChoices):
    """Who sends."""

    SHADOW = "shadow", "Proposes, a person sends"
    AUTOMATIC = "automatic", "Sends by itself"


class Campaign(TenantModel):
    """A programme of outreach; empty provider and families mean all. Of `hold_back` in a hundred nobody writes to."""

    name = models.CharField(max_length=120)
    provider = TenantForeignKey(Provider, models.PROTECT, related_name="+", null=True, blank=True)
    families = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SHADOW)
    running = models.BooleanField(default=False)
    hold_back = models.PositiveSmallIntegerField(default=10)
    made_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        """By name, each once; at most half is held back."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint("practice", Lower("name"), name="campaign_name_once"),
            models.CheckConstraint(condition=Q(hold_back__lte=50), name="campaign_holds_back_half_at_most"),
        ]

    def __str__(self) -> str:
        return self.name


class ScriptVersion(TenantModel):
    """A practice's own text for a script; approved by somebody, in force until the next one is."""

    script = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Numbered from one; one in force a script and language; its text never changes."""

        ordering: ClassVar = ["script", "language", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "script", "language", "number"], name="script_number_once"),
            models.UniqueConstraint(
                fields=["practice", "script", "language"],
                condition=Q(approved_at__isnull=False, retired_at__isnull=True),
                name="script_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="script_approved_by_somebody",
            ),
            WrittenForGood(name="script_text_for_good", columns=("script", "language", "number", "text")),
        ]

    def __str__(self) -> str:
        return f"{self.script} ({self.language}) {self.number}"
