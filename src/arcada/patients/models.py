"""A patient's profile, medical history and interview.

    Patient         name, birth date, chart number, how to reach them; `revision` counts saves, so that a second
                    editor sees that somebody was first; `guarantor` is the relative who answers for the account
    MedicalHistory  one taking of the history, dated; the latest one counts, older ones stay as they were
    Interview       one talk of the coordinator with the patient: what they came for, hope for, can spend and fear
    OpenedRecord    a record opened outside the reader's role, with a reason, for half an hour

The words of a history (conditions, medications, allergies, results) are free: a word that the engine does not know
raises a question in its answer, never an error.
"""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower, Replace

from arcada.practice.models import Membership
from arcada.store.constraints import AppendOnly
from arcada.store.models import TenantForeignKey, TenantModel


class Sex(models.TextChoices):
    """As recorded for clinical use."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not recorded"


class Channel(models.TextChoices):
    """How a patient wants to be reached."""

    PHONE = "phone", "Phone call"
    SMS = "sms", "Text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"


class Patient(TenantModel):
    """A person who is treated. Never deleted; one who has left is archived."""

    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    preferred_name = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.UNKNOWN)
    chart_number = models.CharField(max_length=20)
    phone = models.CharField(max_length=40, blank=True)
    phone_digits = models.CharField(max_length=20, blank=True, editable=False)
    names = models.GeneratedField(
        expression=Lower(
            Replace(
                Concat(
                    Value(" "),
                    "given_name",
                    Value(" "),
                    "preferred_name",
                    Value(" "),
                    "family_name",
                    output_field=models.TextField(),
                ),
                Value("-"),
                Value(" "),
                output_field=models.TextField(),
            ),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text="every part of the name after a blank, in small letters: a search is one comparison",
    )
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    preferred_channel = models.CharField(max_length=8, choices=Channel, default=Channel.PHONE)
    language = models.CharField(max_length=8, default="en")
    guardian_name = models.CharField(max_length=160, blank=True)
    guardian_phone = models.CharField(max_length=40, blank=True)
    guarantor = TenantForeignKey("self", models.PROTECT, related_name="family", null=True, blank=True)
    notes = models.TextField(blank=True)
    registered_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """Chart numbers are given once in a practice."""

        ordering: ClassVar = ["family_name", "given_name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "chart_number"], name="patient_chart_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "birth_date"], name="patient_by_birth_date"),
            models.Index(fields=["practice", "phone_digits"], name="patient_by_phone"),
            models.Index(fields=["practice", "family_name", "given_name"], name="patient_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.family_name}, {self.given_name}"


class MedicalHistory(TenantModel):
    """What was known of a patient's health when it was asked; rows are added, not changed."""

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="histories")
    taken_at = models.DateTimeField()
    taken_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    conditions = models.JSONField(default=list, blank=True)
    medications = models.JSONField(default=list, blank=True)
    allergies = models.JSONField(default=list, blank=True)
    results = models.JSONField(default=dict, blank=True)
    result_dates = models.JSONField(default=dict, blank=True, help_text="the day of each result, by its name")
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    growth_complete = models.BooleanField(null=True, blank=True)
    asa = models.PositiveSmallIntegerField(null=True, blank=True)
    smoking_cigarettes_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    pregnancy_weeks = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        """Numbered from one for each patient, so that two takings at once do not hide each other."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "patient", "number"], name="history_number_once"),
            models.CheckConstraint(condition=Q(asa__isnull=True) | Q(asa__range=(1, 6)), name="history_asa_1_to_6"),
            models.CheckConstraint(
                condition=Q(weight_kg__isnull=True) | Q(weight_kg__gt=0), name="history_weight_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(pregnancy_weeks__isnull=True) | Q(pregnancy_weeks__lte=45),
                name="history_pregnancy_weeks_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"history {self.number} of {self.patient_id}"


class Anxiety(models.TextChoices):
    """How a patient feels about treatment, in their own judgement."""

    NOT_ASKED = "", "Not asked"
    NONE = "none", "At ease"
    SOME = "some", "Somewhat anxious"
    STRONG = "strong", "Very anxious"


class Interview(TenantModel):
    """What a patient said in the talk before planning; rows are added, not changed.

    `wishes` are words that the compiler reads ('whitening'); `goals` are the patient's own. `times` holds words such
    as 'mon am': the half days that suit.
    """

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="interviews")
    taken_at = models.DateTimeField()
    taken_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    complaint = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    wishes = models.JSONField(default=list, blank=True)
    budget = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    budget_monthly = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    anxiety = models.CharField(max_length=8, choices=Anxiety, blank=True)
    fears = models.TextField(blank=True)
    times = models.JSONField(default=list, blank=True)
    times_note = models.CharField(max_length=200, blank=True)
    dental_history = models.TextField(blank=True)
    habits = models.TextField(blank=True)

    class Meta:
        """Numbered from one for each patient."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "patient", "number"], name="interview_number_once"),
            models.CheckConstraint(
                condition=(Q(budget__isnull=True) | Q(budget__gte=0))
                & (Q(budget_monthly__isnull=True) | Q(budget_monthly__gte=0)),
                name="interview_budget_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"interview {self.number} of {self.patient_id}"


class OpenedRecord(TenantModel):
    """A record opened outside the member's role, with a reason, for half an hour (break-glass)."""

    patient = TenantForeignKey(Patient, models.PROTECT, related_name="openings")
    member = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """A reason is given, and the time is short; rows are only added."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="opened_record_has_a_reason"),
            models.CheckConstraint(
                condition=Q(until__lte=models.F("opened_at") + timedelta(minutes=30)),
                name="opened_record_at_most_half_an_hour",
            ),
            AppendOnly(name="opened_record_append_only"),
        ]
        indexes: ClassVar = [models.Index(fields=["practice", "member", "until"], name="opened_record_now")]

    def __str__(self) -> str:
        return f"record of {self.patient_id} opened by {self.member_id} until {self.until:%H:%M}"
