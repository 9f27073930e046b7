"""What was presented, signed and sealed. Nothing of it ever changes.

Proposal        what the patient was shown, complete, so that the paper can be made again
Signature       the strokes of the pen, whose they are, when and by whose session
SignedDocument  the bytes of the signed paper and their SHA-256
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact, GreaterThan

from arcada.cases.constraints import WrittenForGood
from arcada.cases.models.plan import Alternative, PlanVersion
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class Proposal(TenantModel):
    """One presentation of a version, leading with one alternative; `content` is all that the paper shows."""

    version = TenantForeignKey(PlanVersion, models.PROTECT, related_name="proposals")
    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    valid_until = models.DateField()
    presented_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    presented_at = models.DateTimeField()

    class Meta:
        """Numbered from one inside its version."""

        ordering: ClassVar = ["-presented_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "version", "number"], name="proposal_number_once"),
            WrittenForGood(name="proposal_for_good"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}, {self.presented_at:%Y-%m-%d}"


class Relation(models.TextChoices):
    """Who signs."""

    PATIENT = "patient", "Patient"
    GUARDIAN = "guardian", "Parent or guardian"
    REPRESENTATIVE = "representative", "Legal representative"


class Way(models.TextChoices):
    """How a signature was given: with a pen on the screen, or by typing one's name and saying that this signs."""

    DRAWN = "drawn", "Drawn"
    TYPED = "typed", "Typed"


class Signature(TenantModel):
    """A signature as it was given: `strokes` is a list of strokes, each a list of [x, y, milliseconds]."""

    proposal = TenantForeignKey(Proposal, models.PROTECT, related_name="signatures")
    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="signatures")
    strokes = models.JSONField()
    signer_name = models.CharField(max_length=160)
    relation = models.CharField(max_length=16, choices=Relation)
    way = models.CharField(max_length=8, choices=Way, default=Way.DRAWN)
    taken_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        """An alternative is signed once; written for good."""

        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "alternative"], name="signature_once_per_alternative"),
            models.CheckConstraint(condition=~Q(signer_name=""), name="signature_has_a_name"),
            models.CheckConstraint(condition=Q(way="typed") | ~Q(strokes=[]), name="signature_drawn_has_strokes"),
            WrittenForGood(name="signature_for_good"),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name}, {self.signed_at:%Y-%m-%d}"


class SignedDocument(TenantModel):
    """The sealed paper: its bytes, and their hash as the database itself computes it."""

    signature = TenantForeignKey(Signature, models.PROTECT, related_name="documents")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40, default="application/pdf")
    sealed_at = models.DateTimeField()

    class Meta:
        """One document a signature; written for good."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "signature"], name="signed_document_once"),
            models.CheckConstraint(
                condition=Exact(
                    F("sha256"),
                    Func(
                        Func(F("content"), function="sha256", output_field=models.BinaryField()),
                        Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    ),
                ),
                name="signed_document_hash_is_true",
            ),
            models.CheckConstraint(
                condition=GreaterThan(
                    Func(F("content"), function="octet_length", output_field=models.IntegerField()), Value(0)
                ),
                name="signed_document_is_not_empty",
            ),
            WrittenForGood(name="signed_document_for_good"),
        ]

    def __str__(self) -> str:
        return f"signed document {self.sha256[:12]}"
