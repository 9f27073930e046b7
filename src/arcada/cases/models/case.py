"""A case: one course of treatment of a patient, and the runs that compile its plans."""

from typing import ClassVar

from django.db import models

from arcada.patients.models import Patient
from arcada.practice.models import Membership, Provider
from arcada.store.models import TenantForeignKey, TenantModel


class Case(TenantModel):
    """One course of treatment; `number` counts the cases of the patient."""

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="cases")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    complaint = models.TextField(blank=True)
    wishes = models.JSONField(default=list, blank=True)
    external_events = models.JSONField(default=list, blank=True)
    dentist = TenantForeignKey(Provider, models.PROTECT, related_name="cases", null=True, blank=True)
    opened_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "patient", "number"], name="case_number_once"),
        ]

    def __str__(self) -> str:
        return f"case {self.number} of {self.patient_id}: {self.title}"


class RunState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"


class CompileRun(TenantModel):
    """One compilation with its progress: step `step` of `of`, in words `message`."""

    case = TenantForeignKey(Case, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=RunState, default=RunState.WAITING)
    step = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=4)
    message = models.TextField(blank=True)
    version = TenantForeignKey("cases.PlanVersion", models.PROTECT, related_name="runs", null=True, blank=True)
    started_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.state}, step {self.step} of {self.of}"
