"""What coverages have paid, owe and count: append-only, the meters are computed from it.

paid, pending, insurer_history, predetermination, denied, refused, not_billed   a service as the coverage knows it
adjustment                                                                      benefit used or deductible met elsewhere
reversal                                                                        takes an entry back, by name
"""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.insurance.models.coverage import Coverage
from arcada.insurance.models.payer import Source
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class EntryKind(models.TextChoices):
    """What an entry is; services carry the words of the `estimate` command's history."""

    PAID = "paid", "Paid"
    PENDING = "pending", "Claim pending"
    INSURER_HISTORY = "insurer_history", "Known to the payer"
    PREDETERMINATION = "predetermination", "Predetermination"
    DENIED = "denied", "Denied"
    REFUSED = "refused", "Refused"
    NOT_BILLED = "not_billed", "Not billed"
    ADJUSTMENT = "adjustment", "Used elsewhere"
    REVERSAL = "reversal", "Taken back"


def _amount(words: str) -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True, help_text=words)


class LedgerEntry(TenantModel):
    """One entry of a coverage's ledger; `service` names the plan item or the outside service it is about."""

    coverage = TenantForeignKey(Coverage, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=EntryKind)
    on = models.DateField(help_text="the day of the service")
    procedure = models.CharField(max_length=80, blank=True, help_text="catalogue id")
    categories = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    area = models.JSONField(default=dict, blank=True, help_text="tooth, surfaces, quadrant, arch; FDI")
    service = models.CharField(max_length=60, blank=True)
    submitted = _amount("what was asked for")
    allowed = _amount("what the payer allows")
    estimated = _amount("what was expected of the payer")
    paid = _amount("what the payer paid; of an adjustment: benefit used")
    deductible = _amount("what went to the deductible")
    write_off = _amount("what may not be charged")
    reason = models.CharField(max_length=300, blank=True, help_text="what the payer said")
    source = models.CharField(max_length=8, choices=Source, default=Source.TYPED)
    reverses = TenantForeignKey("self", models.PROTECT, related_name="reversals", null=True, blank=True)
    at = models.DateTimeField()
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        """In the order of the services; never changed; taken back once."""

        ordering: ClassVar = ["on", "at", "id"]
        indexes: ClassVar = [models.Index(fields=["practice", "coverage", "on"], name="ledger_by_coverage")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | (~Q(kind="reversal") & Q(reverses__isnull=True)),
                name="ledger_reversal_names_its_entry",
            ),
            models.UniqueConstraint(
                fields=["practice", "reverses"], condition=Q(reverses__isnull=False), name="ledger_reversed_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("adjustment", "reversal")) | ~Q(procedure=""),
                name="ledger_service_has_a_procedure",
            ),
            WrittenForGood(name="ledger_entry_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.procedure}"
