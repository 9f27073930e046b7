"""What was learned from payers: a proposal to correct a plan, as it was seen, and what a person decided about it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.insurance.models.payer import BenefitPlan
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class LessonDecision(models.TextChoices):
    """What a person decided."""

    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"


class EstimateLesson(TenantModel):
    """One decided proposal; `seen` is what it rested on: count, sums, mean. Accepting one never happens by itself."""

    plan = TenantForeignKey(BenefitPlan, models.PROTECT, related_name="lessons")
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=80, help_text="category or procedure")
    text = models.CharField(max_length=400)
    change = models.JSONField(default=dict, blank=True)
    seen = models.JSONField(default=dict)
    decision = models.CharField(max_length=8, choices=LessonDecision)
    reason = models.CharField(max_length=300, blank=True)
    applied = models.BooleanField(default=False, help_text="whether the plan itself was changed with it")
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first; written for good; a refusal says why."""

        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision="accepted") | ~Q(reason=""), name="estimate_lesson_refused_with_a_reason"
            ),
            WrittenForGood(name="estimate_lesson_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.kind}: {self.decision}"
