"""The chart of a patient: the state of each place, the findings with their evidence, and every change made.

Chart            one a patient; `revision` counts changes, so a second editor sees that somebody was first
ToothRecord      the state of one place where it differs from a sound tooth
Finding          suspected -> confirmed -> (withdrawn); undone when its recording was undone
FindingEvidence  what shows it, and of which day it is
ChartChange      one change with its way back; written for good
ChartSnapshot    the whole chart as it was on a day; written for good
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.patients.models import Patient
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel

# The terms that a hygienist may chart and confirm alone. source: judgement (clinical owner: the dentist)
HYGIENE_TERMS = frozenset(
    {
        "calculus and plaque",
        "caries risk",
        "furcation involvement",
        "gingival enlargement",
        "gingival recession",
        "gingivitis",
        "infrabony defect",
        "initial enamel caries lesion",
        "necrotising gingivitis",
        "peri-implant mucositis",
        "peri-implantitis",
        "periodontitis",
        "tooth mobility",
        "xerostomia",
    }
)


class Chart(TenantModel):
    """The chart of one patient."""

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="charts")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        """One chart a patient."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "patient"], name="chart_once_per_patient"),
        ]

    def __str__(self) -> str:
        return f"chart of {self.patient_id}, revision {self.revision}"


class ToothRecord(TenantModel):
    """The state of one place; `state` holds the words of core.chart that differ from rest."""

    chart = TenantForeignKey(Chart, models.CASCADE, related_name="teeth")
    tooth = models.CharField(max_length=8)
    state = models.JSONField(default=dict)

    class Meta:
        """One record a place."""

        ordering: ClassVar = ["tooth"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "chart", "tooth"], name="tooth_once_per_chart"),
        ]

    def __str__(self) -> str:
        return f"{self.tooth}: {self.state}"


class FindingStatus(models.TextChoices):
    """How far a finding is believed."""

    SUSPECTED = "suspected", "Suspected"
    CONFIRMED = "confirmed", "Confirmed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNDONE = "undone", "Undone"


class Finding(TenantModel):
    """Something that is wrong; `number` names it for good inside its chart."""

    chart = TenantForeignKey(Chart, models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    term = models.CharField(max_length=80)
    scope = models.CharField(max_length=8)
    where = ArrayField(models.CharField(max_length=12))
    surfaces = models.CharField(max_length=8, blank=True)
    severity = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=FindingStatus)
    found_date = models.DateField()
    recorded_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        """In the order of recording."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "chart", "number"], name="finding_number_once"),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(confirmed_at__isnull=False),
                name="finding_confirmed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {', '.join(self.where)}"

    @property
    def fid(self) -> str:
        """The name of the finding in a plan."""
        return f"f{self.number}"

    @property
    def hygiene(self) -> bool:
        """Whether a hygienist may chart it alone."""
        return self.term in HYGIENE_TERMS


class FindingEvidence(TenantModel):
    """What shows a finding: an image, a test, a measurement, of a day."""

    finding = TenantForeignKey(Finding, models.CASCADE, related_name="evidence")
    type = models.CharField(max_length=40)
    taken_date = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-taken_date", "type"]

    def __str__(self) -> str:
        return f"{self.type} of {self.taken_date}"


class ChartChange(TenantModel):
    """One change of a chart: what each row was before and after, so that it can be taken back.

    `steps` is a list of {"noun": "finding" | "tooth", "key": ..., "before": {...} | null, "after": {...} | null}.
    """

    chart = TenantForeignKey(Chart, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    sentence = models.CharField(max_length=300)
    steps = models.JSONField(default=list)
    undoes = TenantForeignKey("self", models.PROTECT, related_name="undone_by", null=True, blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One change a revision; each undone once at most."""

        ordering: ClassVar = ["revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "chart", "revision"], name="chart_change_once"),
            models.UniqueConstraint(
                fields=["practice", "undoes"],
                condition=Q(undoes__isnull=False),
                name="chart_change_undone_once",
            ),
            WrittenForGood(name="chart_change_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.sentence}"


class ChartSnapshot(TenantModel):
    """The whole chart as it was at a moment, under a name."""

    chart = TenantForeignKey(Chart, models.PROTECT, related_name="snapshots")
    revision = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    content = models.JSONField()
    taken_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-taken_at"]
        constraints: ClassVar = [WrittenForGood(name="chart_snapshot_for_good")]

    def __str__(self) -> str:
        return f"{self.label} ({self.taken_at:%Y-%m-%d})"
