"""What the practice charges, by procedure of our own catalogue."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.store.models import TenantForeignKey, TenantModel


class FeeSchedule(TenantModel):
    """A list of fees in one currency; the practice's usual one is `usual`."""

    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="USD")
    usual = models.BooleanField(default=False)

    class Meta:
        """One usual list a practice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "name"], name="fee_schedule_name_once"),
            models.UniqueConstraint(fields=["practice"], condition=Q(usual=True), name="fee_schedule_one_usual"),
        ]

    def __str__(self) -> str:
        return self.name


class Fee(TenantModel):
    """What one procedure of our own catalogue costs under a schedule. No row means no fee, which is not zero."""

    schedule = TenantForeignKey(FeeSchedule, models.CASCADE, related_name="fees")
    procedure = models.CharField(max_length=80, help_text="catalogue id")
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        """One fee a procedure and schedule."""

        ordering: ClassVar = ["procedure"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "schedule", "procedure"], name="fee_procedure_once"),
            models.CheckConstraint(condition=Q(amount__gte=Decimal(0)), name="fee_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.amount}"
