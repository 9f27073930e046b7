"""What the house asks for before the work, and how long payers take.

MoneyTerms   the house's rules, a row for each time they were changed: the latest holds, without any core's defaults
PayerPace    how many days a payer usually takes: typed in, or accepted from what was seen
"""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from arcada.cases.constraints import WrittenForGood
from arcada.insurance.models.payer import Payer
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel

HUNDRED = 100


class MoneyTerms(TenantModel):
    """Shares in percent, sums in the practice's currency; core.finance.terms says what each means."""

    lab_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(50))
    lab_days_before = models.PositiveSmallIntegerField(default=0)
    deposit_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    usual_payer_days = models.PositiveSmallIntegerField(default=30)
    far = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(2))
    large = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(500))
    number = models.PositiveIntegerField()
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The latest first; written for good; shares together never more than the whole."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "number"], name="money_terms_number_once"),
            WrittenForGood(name="money_terms_for_good"),
            models.CheckConstraint(
                condition=Q(lab_percent__range=(0, HUNDRED), deposit_percent__range=(0, HUNDRED))
                & Q(lab_percent__lte=HUNDRED - F("deposit_percent")),
                name="money_terms_at_most_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lab_percent} % of laboratory work, {self.usual_payer_days} days"


class PayerPace(TenantModel):
    """How long a payer takes; `seen` counts the answers that it was learned from, 0 where it was typed in."""

    payer = TenantForeignKey(Payer, models.PROTECT, related_name="paces")
    days = models.PositiveSmallIntegerField()
    seen = models.PositiveIntegerField(default=0)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One a payer."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "payer"], name="payer_pace_once"),
        ]

    def __str__(self) -> str:
        return f"{self.payer_id}: {self.days} days"
