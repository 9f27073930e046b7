"""The clinic's own codes, and lists of fees that came in a file.

    ClinicCode   what the practice calls a service and writes on papers to insurers; just text to us, none is shipped
    FeeImport    one file on its way into a list

    draft --apply--> applied --undo--> undone          an undo is an entry of its own, with the next number
      '--drop--> dropped

What the list said before and after is kept with the import, so that it can be undone while nobody changed it since.
"""

from typing import ClassVar

from django.db import models

from arcada.practice.models.fees import FeeSchedule
from arcada.practice.models.people import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class ClinicCode(TenantModel):
    """One code or name of the practice's own, and the procedure of our catalogue that it stands for, once known.

    `key` is how a row of a file is known again. A code that gives no fee stands on papers only: several codes may mean
    one procedure, and only one of them says what it costs.
    """

    key = models.CharField(max_length=220)
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200, blank=True)
    material = models.CharField(max_length=60, blank=True, help_text="material or tier")
    procedure = models.CharField(max_length=80, blank=True, help_text="catalogue id; empty: not one of the catalogue")
    gives_fee = models.BooleanField(default=True)

    class Meta:
        """Each known once."""

        ordering: ClassVar = ["code", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "key"], name="clinic_code_key_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["practice", "procedure"], name="clinic_code_procedure")]

    def __str__(self) -> str:
        return self.code or self.name


class ImportState(models.TextChoices):
    """How far a file has come."""

    DRAFT = "draft", "Not applied yet"
    APPLIED = "applied", "Applied"
    UNDONE = "undone", "Undone"
    DROPPED = "dropped", "Dropped"


class FeeImport(TenantModel):
    """One file and what became of it; `content` is what was read, packed, until it is applied or dropped."""

    schedule = TenantForeignKey(FeeSchedule, models.PROTECT, related_name="imports")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.DRAFT)
    file_name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(default=bytes)
    notes = models.JSONField(default=list, blank=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    heading = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict, blank=True)
    signature = models.CharField(max_length=64, blank=True, help_text="hash of the headings")
    begins = models.DateField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=list, blank=True)
    after = models.JSONField(default=list, blank=True)
    undoes = TenantForeignKey("practice.FeeImport", models.PROTECT, related_name="undone_by", null=True, blank=True)
    started_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    applied_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Numbered in each list; undone once."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "schedule", "number"], name="fee_import_number_once"),
            models.UniqueConstraint(fields=["practice", "undoes"], name="fee_import_undone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name or 'undo'} ({self.state})"
