"""Outside financing: that a lender was asked, and what it said. We record it; the lender alone decides."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from arcada.cases.constraints import WrittenForGood
from arcada.cases.models import Case
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class FinancingState(models.TextChoices):
    """What became of a request."""

    ASKED = "asked", "Asked"
    APPROVED = "approved", "Approved"
    PARTLY = "partly", "Approved in part"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class FinancingRequest(TenantModel):
    """One hand-off to a lender; `reference` is the lender's own, `granted` what it says that it will pay."""

    case = TenantForeignKey(Case, models.PROTECT, related_name="financing")
    lender = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    asked_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=FinancingState, default=FinancingState.ASKED)
    answered_on = models.DateField(null=True, blank=True)
    granted = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    asked_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What was asked never changes; an answer has its day, and what is granted is at most what was asked."""

        ordering: ClassVar = ["-asked_on", "-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="financing_amount_is_positive"),
            models.CheckConstraint(condition=~Q(lender=""), name="financing_has_a_lender"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_on__isnull=True)
                | (~Q(state="asked") & Q(answered_on__gte=F("asked_on"))),
                name="financing_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(granted__gt=0, granted__lte=F("amount")),
                name="financing_grants_at_most_what_was_asked",
            ),
            WrittenForGood(
                name="financing_for_good", columns=("case", "lender", "amount", "currency", "asked_on", "asked_at")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lender}: {self.amount} ({self.state})"
