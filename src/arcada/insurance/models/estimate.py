"""Estimates as they were made: what the patient was told a plan would cost, and what changed it later.

A page always computes from what is known now; a row is kept when something moved the figures or somebody was told
them. `question` and `answer` are those of the `estimate` command, so that any figure can be made again.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.cases.constraints import WrittenForGood
from arcada.cases.models import Alternative
from arcada.insurance.models.exact import ExactDecoder, ExactEncoder
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class Estimate(TenantModel):
    """One estimate of one alternative; `low` and `high` differ where a benefit is not known.

    `cause` is a code (presented, visit_moved, coverage_changed, fee_changed, answer_received ...) that `cause_text`
    says in words.
    """

    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="estimates")
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    cause = models.CharField(max_length=40)
    cause_text = models.CharField(max_length=300)
    as_of = models.DateField()
    question = models.JSONField(encoder=ExactEncoder, decoder=ExactDecoder)
    question_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    engine_version = models.CharField(max_length=40)
    charge = models.DecimalField(max_digits=12, decimal_places=2)
    insurers_pay = models.DecimalField(max_digits=12, decimal_places=2)
    write_off = models.DecimalField(max_digits=12, decimal_places=2)
    patient_pays = models.DecimalField(max_digits=12, decimal_places=2)
    low = models.DecimalField(max_digits=12, decimal_places=2)
    high = models.DecimalField(max_digits=12, decimal_places=2)
    complete = models.BooleanField(default=True, help_text="false where a line has no fee")
    made_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        """Numbered from one; one current an alternative; figures never change."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "alternative", "number"], name="estimate_number_once"),
            models.UniqueConstraint(
                fields=["practice", "alternative"], condition=Q(current=True), name="estimate_one_current"
            ),
            WrittenForGood(
                name="estimate_for_good",
                columns=("alternative", "number", "question", "answer", "patient_pays", "low", "high", "made_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"estimate {self.number}: {self.patient_pays}"
