"""The practice itself: the tenant, and its house rules."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.store.constraints import PracticeWall
from arcada.store.keys import uuid7


class Numbering(models.TextChoices):
    """How tooth numbers are shown; FDI is what is stored."""

    FDI = "fdi", "FDI"
    UNIVERSAL = "universal", "Universal"
    PALMER = "palmer", "Palmer"


class Practice(models.Model):
    """A dental practice: the tenant. The directory of practices holds no patient's data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, default="US")
    currency = models.CharField(max_length=3, default="USD")
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64, default="America/Chicago")
    week_start = models.PositiveSmallIntegerField(default=6, help_text="0 Monday ... 6 Sunday")
    numbering = models.CharField(max_length=9, choices=Numbering, default=Numbering.UNIVERSAL)
    paper = models.CharField(max_length=6, choices=[("letter", "Letter"), ("a4", "A4")], default="letter")
    idle_minutes = models.PositiveSmallIntegerField(default=15)
    mfa_required = models.BooleanField(default=False)
    reverify_days = models.PositiveSmallIntegerField(
        default=30, help_text="days after which a coverage is to be verified again; source: judgement"
    )
    round_totals_to = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal("0.01"), help_text="totals are rounded down to a multiple"
    )
    tax_included = models.BooleanField(default=False, help_text="fees hold the tax")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Anyone may look a practice up; only its own people change it."""

        constraints: ClassVar = [
            PracticeWall(name="practice_practice_wall", column="id", readable="true"),
            models.CheckConstraint(condition=Q(week_start__lte=6), name="practice_week_start_is_a_weekday"),
            models.CheckConstraint(
                condition=Q(round_totals_to__gte=Decimal("0.01")), name="practice_rounds_to_a_cent_or_more"
            ),
            models.CheckConstraint(condition=Q(idle_minutes__range=(1, 480)), name="practice_idle_minutes_in_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
