"""Who is covered: a policy of a subscriber, and each patient who is covered by it.

Policy    one subscriber's contract with a plan; everybody covered by it shares its family limits
Coverage  one patient under a policy; `position` 1 pays first
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from arcada.insurance.models.exact import ExactDecoder, ExactEncoder
from arcada.insurance.models.payer import BenefitPlan, Source
from arcada.patients.models import Patient
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class Relationship(models.TextChoices):
    """What the patient is to the subscriber."""

    SELF = "self", "Subscriber"
    SPOUSE = "spouse", "Spouse or partner"
    CHILD = "child", "Child"
    OTHER = "other", "Other dependant"


class Policy(TenantModel):
    """A subscriber's insurance; the subscriber may be no patient here, then there is only a name."""

    plan = TenantForeignKey(BenefitPlan, models.PROTECT, related_name="policies")
    subscriber = TenantForeignKey(Patient, models.PROTECT, related_name="policies", null=True, blank=True)
    subscriber_name = models.CharField(max_length=160, blank=True)
    subscriber_birth_date = models.DateField(null=True, blank=True)
    member_id = models.CharField(max_length=40, blank=True)

    class Meta:
        """Somebody holds it."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(subscriber__isnull=False) | ~Q(subscriber_name=""), name="policy_has_a_subscriber"
            ),
        ]

    def __str__(self) -> str:
        return self.member_id or self.subscriber_name


class Coverage(TenantModel):
    """A patient under a policy.

    `overrides` are this member's own benefits, as lists of the command's coverage; they stand above the plan's.
    `waiting_credit_months` is time served under an earlier plan. `verified_on` is the day the payer last confirmed it.
    """

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="coverages")
    policy = TenantForeignKey(Policy, models.PROTECT, related_name="coverages")
    relationship = models.CharField(max_length=8, choices=Relationship, default=Relationship.SELF)
    position = models.PositiveSmallIntegerField()
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="the last day it covers")
    waiting_credit_months = models.PositiveSmallIntegerField(default=0)
    overrides = models.JSONField(default=dict, blank=True, encoder=ExactEncoder, decoder=ExactDecoder)
    unknown = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.TYPED)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they pay; no place twice; it does not end before it begins."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "patient", "position"],
                condition=Q(removed_at__isnull=True),
                name="coverage_position_once",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(begins__isnull=True) | Q(ends__gte=F("begins")),
                name="coverage_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="coverage_position_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.policy_id}"
