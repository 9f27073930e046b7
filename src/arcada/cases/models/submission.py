"""Forms that were sent: each has a key made when the page was drawn, and takes effect once."""

from typing import ClassVar

from django.db import models

from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class Submission(TenantModel):
    """One form that took effect; `noun_id` is what came of it."""

    key = models.CharField(max_length=64)
    verb = models.CharField(max_length=60)
    noun_id = models.UUIDField(null=True, blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A key counts once in a practice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "key"], name="submission_once"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
