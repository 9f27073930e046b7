"""What patients paid under a payment plan: a receipt each; taken back by another row, never deleted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.insurance.models.payment_plan import PaymentPlan
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class PaidBy(models.TextChoices):
    """How it was paid."""

    CARD = "card", "Card"
    CASH = "cash", "Cash"
    TRANSFER = "transfer", "Bank transfer"
    CHECK = "check", "Check"
    LENDER = "lender", "Paid by a lender"


class PaymentReceipt(TenantModel):
    """One sum received on a day; a reversal names the receipt that it takes back and has its amount below zero."""

    plan = TenantForeignKey(PaymentPlan, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    received_on = models.DateField()
    way = models.CharField(max_length=8, choices=PaidBy)
    reference = models.CharField(max_length=80, blank=True)
    reverses = TenantForeignKey("self", models.PROTECT, related_name="reversals", null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Numbered in the practice; written for good; taken back once, with a reason."""

        ordering: ClassVar = ["received_on", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "number"], name="payment_receipt_number_once"),
            models.UniqueConstraint(
                fields=["practice", "reverses"], condition=Q(reverses__isnull=False), name="payment_receipt_back_once"
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(why="")),
                name="payment_receipt_sign_and_reason",
            ),
            WrittenForGood(name="payment_receipt_for_good"),
        ]

    def __str__(self) -> str:
        return f"receipt {self.number}: {self.amount}"
