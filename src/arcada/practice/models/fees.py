"""What things cost, by procedure of our own catalogue: lists of amounts, each with the days on which it holds.

    kind       whose figures                                  what an amount says
    office     the practice's                                 what the practice charges
    contract   agreed with a payer                            the most that may be charged to the payer's members
    usual      a payer's 'usual and customary'                what a payer reckons from without a contract
    copay      agreed with a payer                            what the patient pays for one service
    fixed      agreed with a payer                            what the payer pays for one service

An office list marked `usual` is what the practice charges: everywhere, or at one site, or with one provider. Whose list
counts is decided in `practice/fees.py`. No row means no fee, which is not zero. A rise is a new row that begins where
the old one ends, so that an old price can always be explained.
"""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from arcada.practice.models.places import Site
from arcada.practice.models.providers import Provider
from arcada.store.models import TenantForeignKey, TenantModel


class FeeKind(models.TextChoices):
    """What the amounts of a list are."""

    OFFICE = "office", "Office fees"
    CONTRACT = "contract", "Contracted fees"
    USUAL = "usual", "Usual and customary"
    COPAY = "copay", "Copays"
    FIXED = "fixed", "Fixed benefits"


class FeeSchedule(TenantModel):
    """A list of amounts in one currency; an empty site or provider means all of them, an empty day means always."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=FeeKind, default=FeeKind.OFFICE)
    currency = models.CharField(max_length=3, default="USD")
    usual = models.BooleanField(default=False, help_text="an office list that is charged by")
    site = TenantForeignKey(Site, models.PROTECT, related_name="+", null=True, blank=True)
    provider = TenantForeignKey(Provider, models.PROTECT, related_name="+", null=True, blank=True)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="the last day it holds")

    class Meta:
        """Two lists that are charged by never reach equally far from the same day on."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "name"], name="fee_schedule_name_once"),
            models.UniqueConstraint(
                fields=["practice", "site", "provider", "begins"],
                condition=Q(usual=True),
                nulls_distinct=False,
                name="fee_schedule_one_usual",
            ),
            models.CheckConstraint(
                condition=Q(usual=False) | Q(kind=FeeKind.OFFICE), name="fee_schedule_usual_is_the_office_s"
            ),
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="fee_schedule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fee(TenantModel):
    """The amount for one procedure from a day to a day, both included; an empty day means always."""

    schedule = TenantForeignKey(FeeSchedule, models.CASCADE, related_name="fees")
    procedure = models.CharField(max_length=80, help_text="catalogue id")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="the last day it holds")

    class Meta:
        """One amount a procedure, list and day."""

        ordering: ClassVar = ["procedure", F("begins").asc(nulls_first=True)]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=Decimal(0)), name="fee_is_not_negative"),
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="fee_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="fee_days_never_overlap",
                expressions=[
                    ("practice", RangeOperators.EQUAL),
                    ("schedule", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    (
                        Func("begins", "ends", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.amount}"
