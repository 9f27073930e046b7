"""Those who pay: payers, what the practice has agreed with them, and the plans that they sell.

Payer        an insurer or programme
Contract     what the practice agreed with a payer: whose fees hold, where, with whom and from when
BenefitPlan  what one plan of a payer covers, for everybody who has it: written once, chosen for many patients

`benefits` of a plan is written as one coverage of the `estimate` command, without id and order; `settings` as that
command's settings. `unknown` lists what nobody knows yet ("deductibles", "percent:crowns"): it widens the estimate.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from arcada.insurance.models.exact import ExactDecoder, ExactEncoder
from arcada.practice.models import FeeKind, FeeSchedule, Membership, Provider, Site
from arcada.store.models import TenantForeignKey, TenantModel


class Source(models.TextChoices):
    """Where a fact about insurance comes from."""

    TYPED = "typed", "Typed in"
    PHONE = "phone", "By telephone"
    PORTAL = "portal", "From the payer's website"
    FILE = "file", "From a file"
    FHIR = "fhir", "From an electronic answer"


class Payer(TenantModel):
    """An insurer or programme; `electronic_id` is the one under which it is known to clearing houses."""

    name = models.CharField(max_length=120)
    electronic_id = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    website = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        """By name, each once."""

        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("practice", Lower("name"), name="payer_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Contract(TenantModel):
    """Whose fees hold for a payer's members; an empty site or provider means all of them.

    `kind` is that of the schedule: a payer may have contracted fees and, beside them, copays or fixed benefits.
    `settings`: what the contract says of write-offs and of services that are not covered, as in the command.
    """

    payer = TenantForeignKey(Payer, models.PROTECT, related_name="contracts")
    schedule = TenantForeignKey(FeeSchedule, models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=8, choices=FeeKind, default=FeeKind.CONTRACT)
    site = TenantForeignKey(Site, models.PROTECT, related_name="+", null=True, blank=True)
    provider = TenantForeignKey(Provider, models.PROTECT, related_name="+", null=True, blank=True)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="the last day it holds")
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        """The latest first; two of a kind never reach equally far from the same day on."""

        ordering: ClassVar = ["-begins", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "payer", "kind", "site", "provider", "begins"],
                nulls_distinct=False,
                name="contract_one_of_a_reach_and_day",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="contract_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer_id} from {self.begins}"


class BenefitPlan(TenantModel):
    """What one plan covers; `group_number` is the employer's."""

    payer = TenantForeignKey(Payer, models.PROTECT, related_name="plans")
    name = models.CharField(max_length=120)
    group_number = models.CharField(max_length=40, blank=True)
    benefits = models.JSONField(default=dict, encoder=ExactEncoder, decoder=ExactDecoder)
    settings = models.JSONField(default=dict, blank=True)
    unknown = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.TYPED)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        """By payer and name; one of a name and group a payer."""

        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "practice", "payer", Lower("name"), "group_number", name="benefit_plan_name_and_group_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.group_number}".strip()
