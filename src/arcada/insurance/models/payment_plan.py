"""Payment plans: what the patient has agreed to pay when. Never changed; renegotiated into a new version.

    draft --sign--> active --all paid--> completed
      |               |---- a newer version is signed ----> replaced
      '-- thrown --> withdrawn <-- ended with a reason --'

A draft that is changed is a new draft, and the one before it is withdrawn. `content` is all that the paper shows.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact

from arcada.cases.constraints import WrittenForGood
from arcada.cases.models import Alternative, Case
from arcada.cases.models.consent import Relation, Way
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class PaymentPlanState(models.TextChoices):
    """Where a payment plan stands."""

    DRAFT = "draft", "Not signed"
    ACTIVE = "active", "In force"
    COMPLETED = "completed", "Paid in full"
    REPLACED = "replaced", "Replaced"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PaymentPlan(TenantModel):
    """One version of what was agreed for a case; `paid_before` is what earlier versions had brought in."""

    case = TenantForeignKey(Case, models.PROTECT, related_name="payment_plans")
    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="payment_plans")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PaymentPlanState, default=PaymentPlanState.DRAFT)
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    paid_before = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    down = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    count = models.PositiveSmallIntegerField()
    first_date = models.DateField()
    fee = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    rate = models.DecimalField(max_digits=5, decimal_places=2, default=0, help_text="percent a year")
    total_of_payments = models.DecimalField(max_digits=12, decimal_places=2)
    agreed_on = models.DateField()
    why = models.CharField(max_length=300, blank=True, help_text="why it was renegotiated")
    replaces = TenantForeignKey("self", models.PROTECT, related_name="replaced_by", null=True, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    made_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """Numbered from one in its case; one draft and one in force; what was agreed never changes."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "case", "number"], name="payment_plan_number_once"),
            models.UniqueConstraint(
                fields=["practice", "case"], condition=Q(state="active"), name="payment_plan_one_active"
            ),
            models.UniqueConstraint(
                fields=["practice", "case"], condition=Q(state="draft"), name="payment_plan_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0, down__gte=0, down__lte=F("total"), fee__gte=0, rate__gte=0, paid_before__gte=0)
                & Q(count__lte=60)
                & Q(total_of_payments__gte=F("total")),
                name="payment_plan_amounts_make_sense",
            ),
            WrittenForGood(
                name="payment_plan_for_good",
                columns=(
                    "case",
                    "alternative",
                    "number",
                    "currency",
                    "total",
                    "paid_before",
                    "down",
                    "count",
                    "first_date",
                    "fee",
                    "rate",
                    "total_of_payments",
                    "agreed_on",
                    "content",
                    "content_hash",
                    "made_at",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"payment plan {self.number} ({self.state})"


class PlanInstalment(TenantModel):
    """One payment of a plan; number 0 is what is paid down."""

    plan = TenantForeignKey(PaymentPlan, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_date = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        """In their order; never changed."""

        ordering: ClassVar = ["due_date", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "plan", "number"], name="plan_instalment_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_instalment_is_positive"),
            WrittenForGood(name="plan_instalment_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount} on {self.due_date}"


class PaymentSignature(TenantModel):
    """The patient's signature under a payment plan, and the sealed paper with its hash as the database computes it."""

    plan = TenantForeignKey(PaymentPlan, models.PROTECT, related_name="signatures")
    strokes = models.JSONField()
    signer_name = models.CharField(max_length=160)
    relation = models.CharField(max_length=16, choices=Relation)
    way = models.CharField(max_length=8, choices=Way, default=Way.DRAWN)
    taken_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    document = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """A plan is signed once; written for good."""

        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "plan"], name="payment_signature_once"),
            models.CheckConstraint(condition=~Q(signer_name=""), name="payment_signature_has_a_name"),
            models.CheckConstraint(
                condition=Q(way="typed") | ~Q(strokes=[]), name="payment_signature_drawn_has_strokes"
            ),
            models.CheckConstraint(
                condition=Exact(
                    F("sha256"),
                    Func(
                        Func(F("document"), function="sha256", output_field=models.BinaryField()),
                        Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    ),
                ),
                name="payment_signature_hash_is_true",
            ),
            WrittenForGood(name="payment_signature_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name}, {self.signed_at:%Y-%m-%d}"
