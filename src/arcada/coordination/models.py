"""What people say of the journey, and their tasks.

Tick  a step of the journey that a person ticked, or said not to be needed; taking it back keeps the row
Task  something that a person or a role has to do by a day
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.cases.models import Case, PlanVersion
from arcada.patients.models import Patient
from arcada.practice.models import Membership, Role
from arcada.store.models import TenantForeignKey, TenantModel


class Tick(TenantModel):
    """A step of a case that a person settled by hand, said of the plan version that was active then."""

    case = TenantForeignKey(Case, models.PROTECT, related_name="ticks")
    step = models.CharField(max_length=60)
    version = TenantForeignKey(PlanVersion, models.PROTECT, related_name="ticks", null=True, blank=True)
    not_needed = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One tick in force a step; a step that is not needed says why."""

        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "case", "step"],
                condition=Q(undone_at__isnull=True),
                name="tick_once_per_step",
            ),
            models.CheckConstraint(condition=Q(not_needed=False) | ~Q(why=""), name="tick_not_needed_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.step}, {self.at:%Y-%m-%d}"


class Task(TenantModel):
    """Something to do: of one person, or of anyone in a role."""

    title = models.CharField(max_length=200)
    case = TenantForeignKey(Case, models.PROTECT, related_name="tasks", null=True, blank=True)
    patient = TenantForeignKey(Patient, models.PROTECT, related_name="tasks", null=True, blank=True)
    step = models.CharField(max_length=60, blank=True)
    owner = TenantForeignKey(Membership, models.PROTECT, related_name="tasks", null=True, blank=True)
    role = models.CharField(max_length=12, choices=Role)
    due_date = models.DateField()
    made_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The most urgent first."""

        ordering: ClassVar = ["due_date", "made_at"]
        indexes: ClassVar = [models.Index(fields=["practice", "done_at", "due_date"], name="task_open_by_due")]

    def __str__(self) -> str:
        return f"{self.title}, due {self.due_date}"
