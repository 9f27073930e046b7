"""The day book.

    Appointment   a patient on a chair with a provider, from a moment until another (the end is free again)
                  planned -> confirmed -> arrived -> seated -> done; or cancelled; or missed
    Block         a span in which a chair or a provider, or everything, takes no appointment

An appointment that is cancelled or missed holds no place. All others exclude each other on the same chair, on the
same provider and for the same patient: the database refuses the second, whoever comes.
"""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from arcada.cases.models import PlannedVisit
from arcada.patients.models import Patient
from arcada.practice.models import Chair, Membership, Provider
from arcada.store.models import TenantForeignKey, TenantModel


class Kind(models.TextChoices):
    """What an appointment is for; the day book shows it by mark and colour."""

    TREATMENT = "treatment", "Treatment"
    EXAM = "exam", "Examination"
    CONSULTATION = "consultation", "Consultation"


class State(models.TextChoices):
    """How far an appointment has come."""

    PLANNED = "planned", "Planned"
    CONFIRMED = "confirmed", "Confirmed"
    ARRIVED = "arrived", "Arrived"
    SEATED = "seated", "Seated"
    DONE = "done", "Done"
    MISSED = "missed", "Missed"
    CANCELLED = "cancelled", "Cancelled"


FREES_ITS_PLACE = (State.MISSED, State.CANCELLED)
HOLDS_ITS_PLACE = ~Q(state__in=FREES_ITS_PLACE)


def span() -> Func:
    """The time from start to end, the end not included."""
    return Func(F("starts_at"), F("ends_at"), RangeBoundary(), function="tstzrange", output_field=DateTimeRangeField())


class Appointment(TenantModel):
    """A patient's time in the day book; moments are in UTC."""

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="appointments")
    provider = TenantForeignKey(Provider, models.PROTECT, related_name="appointments")
    chair = TenantForeignKey(Chair, models.PROTECT, related_name="appointments")
    visit = TenantForeignKey(PlannedVisit, models.PROTECT, related_name="appointments", null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TREATMENT)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    title = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    booked_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()

    class Meta:
        """By time; no chair, provider, patient or visit twice."""

        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["practice", "starts_at"], name="appointment_by_start"),
            models.Index(fields=["practice", "patient", "starts_at"], name="appointment_by_patient"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="appointment_starts_before_it_ends"),
            models.UniqueConstraint(
                fields=["practice", "visit"],
                condition=Q(visit__isnull=False) & HOLDS_ITS_PLACE,
                name="appointment_one_per_visit",
            ),
            ExclusionConstraint(
                name="appointment_chair_once",
                expressions=[
                    ("practice", RangeOperators.EQUAL),
                    ("chair", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
                condition=HOLDS_ITS_PLACE,
            ),
            ExclusionConstraint(
                name="appointment_provider_once",
                expressions=[
                    ("practice", RangeOperators.EQUAL),
                    ("provider", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
                condition=HOLDS_ITS_PLACE,
            ),
            ExclusionConstraint(
                name="appointment_patient_once",
                expressions=[
                    ("practice", RangeOperators.EQUAL),
                    ("patient", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
                condition=HOLDS_ITS_PLACE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.title}"

    @property
    def holds_its_place(self) -> bool:
        """Whether nobody else may have its time."""
        return self.state not in FREES_ITS_PLACE


class Block(TenantModel):
    """A span without appointments: of a chair, of a provider, or of everything where both are empty."""

    chair = TenantForeignKey(Chair, models.CASCADE, related_name="blocks", null=True, blank=True)
    provider = TenantForeignKey(Provider, models.CASCADE, related_name="blocks", null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=120)

    class Meta:
        """By time."""

        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="block_starts_before_it_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.reason}"
