"""What the practice gives off, its own membership plans, and what tax is on a service.

    Discount         a courtesy or one for who pays at once: percent or amount, with a reason, by certain roles
    MembershipPlan   the practice's own plan: a yearly price, percents off by category, services included
    TaxRate          value-added tax of a category; health care without a row is exempt

Dental care is exempt from value-added tax in the European Union (Directive 2006/112/EC, Article 132(1)(c) and (e)), and
health services bear no sales tax in the United States (source: judgement). What only beautifies is often taxed, so a
rate names its category, its first day and its source.
"""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from arcada.practice.models.people import Role
from arcada.store.models import TenantModel

HUNDRED = Decimal(100)


class DiscountKind(models.TextChoices):
    """How a discount is reckoned."""

    PERCENT = "percent", "Percent"
    AMOUNT = "amount", "Amount"


class Discount(TenantModel):
    """Something that may be given off the patient's share, after the insurers' write-offs."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=7, choices=DiscountKind, default=DiscountKind.PERCENT)
    value = models.DecimalField(max_digits=10, decimal_places=2)
    at_once = models.BooleanField(default=False, help_text="only for who pays all at once")
    needs_reason = models.BooleanField(default=True)
    roles = ArrayField(models.CharField(max_length=12, choices=Role), default=list)
    active = models.BooleanField(default=True)

    class Meta:
        """By name; never more than everything."""

        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("practice", Lower("name"), name="discount_name_once"),
            models.CheckConstraint(condition=Q(value__gt=Decimal(0)), name="discount_gives_something"),
            models.CheckConstraint(
                condition=~Q(kind=DiscountKind.PERCENT) | Q(value__lte=HUNDRED), name="discount_percent_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipPlan(TenantModel):
    """The practice's own plan for patients without insurance.

    `percents` is percent off by category of benefits, the narrowest counts; `included` how often a year a procedure
    costs nothing.
    """

    name = models.CharField(max_length=80)
    yearly_price = models.DecimalField(max_digits=10, decimal_places=2)
    percents = models.JSONField(default=dict, blank=True)
    included = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("practice", Lower("name"), name="membership_plan_name_once"),
            models.CheckConstraint(
                condition=Q(yearly_price__gte=Decimal(0)), name="membership_plan_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TaxRate(TenantModel):
    """The tax on the services of a category from a day to a day; `source` says who says so."""

    category = models.CharField(max_length=40)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="the last day it holds")
    source = models.CharField(max_length=200)

    class Meta:
        """One a category and first day."""

        ordering: ClassVar = ["category", "-begins"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "category", "begins"], name="tax_rate_begins_once"),
            models.CheckConstraint(condition=Q(percent__range=(Decimal(0), HUNDRED)), name="tax_rate_to_100"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="tax_rate_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="tax_rate_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.percent} %"
