"""A file about coverage between its upload and the moment when a person takes it over: nothing of it counts before.

`columns` says which column of a table is what; the last one taken over with the same headings is offered next time.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.patients.models import Patient
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class FileKind(models.TextChoices):
    """What a file is."""

    TABLE = "table", "A list of members"
    ANSWER = "answer", "A payer's electronic answer"


class CoverageFile(TenantModel):
    """A file that was read: a list of many patients, or an answer about one."""

    kind = models.CharField(max_length=8, choices=FileKind)
    name = models.CharField(max_length=200)
    content = models.JSONField()
    headings = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    patient = TenantForeignKey(Patient, models.PROTECT, related_name="coverage_files", null=True, blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    summary = models.JSONField(default=dict, blank=True)

    class Meta:
        """The newest first; an answer is about somebody."""

        ordering: ClassVar = ["-at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="table") | Q(patient__isnull=False), name="coverage_file_answer_names_its_patient"
            ),
        ]

    def __str__(self) -> str:
        return self.name
