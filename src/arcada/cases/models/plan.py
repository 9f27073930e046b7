"""Plans: the versions of a case, their three alternatives, and the items and visits of each.

PlanVersion   what the compiler answered, frozen, with what it was made from; one is active a case
Alternative   offered -> accepted | retired; one is accepted a case
PlanItem      one procedure of an alternative      PlannedVisit  one visit; its date is written by the schedule
Override      a dentist's dated word that departs from what was compiled; it stands in every later version until it is
              withdrawn
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.cases.models.case import Case
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class PlanVersion(TenantModel):
    """One answer of the compiler, as it was given."""

    case = TenantForeignKey(Case, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    active = models.BooleanField(default=True)
    answer = models.JSONField()
    inputs = models.JSONField()
    inputs_hash = models.CharField(max_length=64)
    protocols_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    chart_revision = models.PositiveIntegerField()
    start_date = models.DateField(help_text="the calendar day of the plan's day 0")
    compiled_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    compiled_at = models.DateTimeField()
    presented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Numbered from one; one active a case; the answer never changes."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "case", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=["practice", "case"], condition=Q(active=True), name="plan_version_one_active"
            ),
            WrittenForGood(
                name="plan_version_for_good",
                columns=(
                    "case",
                    "number",
                    "answer",
                    "inputs",
                    "inputs_hash",
                    "protocols_hash",
                    "engine_version",
                    "chart_revision",
                    "start_date",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class AlternativeState(models.TextChoices):
    """What became of an alternative."""

    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    RETIRED = "retired", "Retired"


class Alternative(TenantModel):
    """One of the ways to treat; `key` is its tier in the answer."""

    version = TenantForeignKey(PlanVersion, models.PROTECT, related_name="alternatives")
    case = TenantForeignKey(Case, models.PROTECT, related_name="alternatives")
    tier = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=AlternativeState, default=AlternativeState.OFFERED)
    price = models.DecimalField(max_digits=12, decimal_places=2)
    price_complete = models.BooleanField(default=True)
    currency = models.CharField(max_length=3)
    last_day = models.PositiveIntegerField()
    decided_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    recommended_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    recommended_at = models.DateTimeField(null=True, blank=True)
    covered_by = TenantForeignKey(
        "cases.Signature",
        models.PROTECT,
        related_name="covers",
        null=True,
        blank=True,
        help_text="a signature under an earlier version that still holds: the same work at the same price",
    )

    class Meta:
        """In the order of the answer; one accepted a case, one recommended a version."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "version", "tier"], name="alternative_tier_once"),
            models.UniqueConstraint(
                fields=["practice", "case"], condition=Q(state="accepted"), name="alternative_one_accepted"
            ),
            models.UniqueConstraint(
                fields=["practice", "version"],
                condition=Q(recommended_at__isnull=False),
                name="alternative_one_recommended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} ({self.state})"

    def content(self) -> dict[str, Any]:
        """The alternative in the words of the answer."""
        found: dict[str, Any] = next(one for one in self.version.answer["alternatives"] if one["tier"] == self.tier)
        return found


class ItemState(models.TextChoices):
    """What became of an item."""

    PLANNED = "planned", "Planned"
    DONE = "done", "Done"
    DECLINED = "declined", "Declined"


class PlanItem(TenantModel):
    """One procedure of an alternative; the answer holds the rest of what is known of it."""

    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="items")
    item = models.CharField(max_length=20, help_text="its id in the answer")
    position = models.PositiveSmallIntegerField()
    family = models.CharField(max_length=60)
    procedure = models.CharField(max_length=80)
    where = ArrayField(models.CharField(max_length=12))
    surfaces = models.CharField(max_length=8, blank=True)
    phase = models.CharField(max_length=16)
    visit = models.PositiveSmallIntegerField()
    last_visit = models.PositiveSmallIntegerField()
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.PLANNED)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of the answer."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "alternative", "item"], name="plan_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.procedure} {', '.join(self.where)}"


class PlannedVisit(TenantModel):
    """One visit of an alternative: its earliest day of the plan, and its date once it is booked.

    `price` is the sum of the items that are completed in it; None where one of them has no fee.
    """

    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField()
    day = models.PositiveIntegerField()
    phase = models.CharField(max_length=16)
    minutes = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=24)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    date = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of the plan."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "alternative", "number"], name="planned_visit_once"),
        ]

    def __str__(self) -> str:
        return f"visit {self.number}, {self.date or f'day {self.day}'}"


class OverrideKind(models.TextChoices):
    """What is overridden."""

    NECESSITY = "necessity", "Necessity"
    PROTOCOL = "protocol", "Protocol"
    PLAIN = "plain", "Inside the protocol"


OVERRIDE_FOR_GOOD = (
    "practice",
    "case",
    "version",
    "kind",
    "finding",
    "evidence",
    "item",
    "act",
    "procedure",
    "where",
    "until_date",
    "tier",
    "detail",
    "reason",
    "by",
    "role",
    "at",
)
"""All of an override but its withdrawal."""


class OverrideAct(models.TextChoices):
    """What the dentist does to the plan; all but a release make the plans again."""

    RELEASE = "release", "Released"
    REMOVE = "remove", "Removed"
    DEFER = "defer", "Put off"
    ADD = "add", "Added"
    SWAP = "swap", "Another way"
    ORDER = "order", "Order"
    PROVIDER = "provider", "Provider"


PLAIN_ACTS = (OverrideAct.SWAP, OverrideAct.ORDER, OverrideAct.PROVIDER)
"""What may be chosen inside the protocol, and then needs no reason."""


class Override(TenantModel):
    """A dentist's word about the plans of a case: which line or finding, what is done instead, and why.

    release   a line goes on without a proof               remove, defer   a line goes, or waits until a day
    add       a procedure at a place                       swap            another strategy for a finding
    order     one line before another                      provider        who does a line

    A release may be said before there is a plan: it has no version then, and holds for all that are made.
    `procedure` and `where` name the line in every later version too; `detail` holds what an act needs besides;
    `tier` is the one that it is about, empty where it is about all.
    """

    case = TenantForeignKey(Case, models.PROTECT, related_name="overrides")
    version = TenantForeignKey(PlanVersion, models.PROTECT, related_name="overrides", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=OverrideKind)
    finding = models.CharField(max_length=20)
    evidence = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=20, blank=True)
    act = models.CharField(max_length=8, choices=OverrideAct, default=OverrideAct.RELEASE)
    procedure = models.CharField(max_length=80, blank=True)
    where = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    until_date = models.DateField(null=True, blank=True)
    tier = models.CharField(max_length=12, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    at = models.DateTimeField()
    withdrawn_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Written for good but for its withdrawal; only by a dentist; without a reason only inside the protocol."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason="") | Q(act__in=PLAIN_ACTS, kind="plain"), name="override_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(role="dentist"), name="override_by_a_dentist"),
            models.CheckConstraint(
                condition=Q(version__isnull=False) | Q(act="release"), name="override_changes_a_plan_that_is_there"
            ),
            models.CheckConstraint(
                condition=Q(act__in=("release", "swap")) | ~Q(procedure=""), name="override_names_its_line"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="override_withdrawn_by_somebody",
            ),
            WrittenForGood(name="override_for_good", columns=OVERRIDE_FOR_GOOD),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.finding or self.procedure}: {self.reason}"
