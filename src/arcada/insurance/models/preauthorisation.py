"""Asking an insurer before treatment: what was asked, what came back, and all that happened in between.

PreAuthTerms      the clocks of the practice, and of a payer or plan where they differ
PreAuthorisation  one pack to one coverage about items of one alternative
PreAuthLine       one item of it, with the insurer's answer
PreAuthEvent      what happened, when and by whom: append-only
PreAuthDocument   the bytes of what was sent, received or attached, and their SHA-256

    draft -> sent -> pending -> approved | partly | conditional | denied        -> withdrawn from any of them

That an answer has expired is read off `valid_until`, never stored (docs/algorithms/preauthorisation.md).
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact

from arcada.cases.constraints import WrittenForGood
from arcada.cases.models import Alternative, Case, PlanItem
from arcada.insurance.models.coverage import Coverage
from arcada.insurance.models.payer import BenefitPlan, Payer
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel


class PreAuthUse(models.TextChoices):
    """What is asked: what would you pay, or may we."""

    PREDETERMINATION = "predetermination", "Predetermination: what would be paid"
    PREAUTHORIZATION = "preauthorization", "Pre-authorisation: the insurer asks for it"


class PreAuthState(models.TextChoices):
    """Where a pack stands; the answered ones follow from its lines."""

    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    PENDING = "pending", "Pending"
    APPROVED = "approved", "Approved"
    PARTLY = "partly", "Partly approved"
    CONDITIONAL = "conditional", "Approved with conditions"
    DENIED = "denied", "Denied"
    WITHDRAWN = "withdrawn", "Withdrawn"


ANSWERED = (PreAuthState.APPROVED, PreAuthState.PARTLY, PreAuthState.CONDITIONAL, PreAuthState.DENIED)


class PreAuthWay(models.TextChoices):
    """How a pack was handed over."""

    HAND = "hand", "By hand"
    FILES = "files", "As files"


class LineState(models.TextChoices):
    """What the insurer said of a line."""

    WAITING = "waiting", "No answer yet"
    APPROVED = "approved", "Approved"
    CONDITIONAL = "conditional", "Approved with conditions"
    DENIED = "denied", "Denied"


class PreAuthTerms(TenantModel):
    """The clocks of every payer, of one, or of one of its plans; `ask_for` names what that plan wants to see first.

    An entry of `ask_for` is a procedure of the catalogue or a category of benefits.
    """

    payer = TenantForeignKey(Payer, models.CASCADE, related_name="preauth_terms", null=True, blank=True)
    plan = TenantForeignKey(BenefitPlan, models.CASCADE, related_name="preauth_terms", null=True, blank=True)
    ask_for = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    answer_days = models.PositiveSmallIntegerField(default=30)
    appeal_days = models.PositiveSmallIntegerField(default=180)
    appeal_answer_days = models.PositiveSmallIntegerField(default=30)
    valid_days = models.PositiveSmallIntegerField(default=180)
    warn_days = models.PositiveSmallIntegerField(default=30)
    ask_from = models.DecimalField(max_digits=10, decimal_places=2, default=500)

    class Meta:
        """Once for all payers, once for each and for each plan; no clock stands still."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "payer", "plan"], nulls_distinct=False, name="preauth_terms_once"
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=True) | Q(payer__isnull=False), name="preauth_terms_of_a_plan_name_its_payer"
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, appeal_days__gte=1, appeal_answer_days__gte=1, valid_days__gte=1)
                & Q(ask_from__gte=0),
                name="preauth_terms_run",
            ),
        ]

    def __str__(self) -> str:
        return f"answer in {self.answer_days} days"


class PreAuthorisation(TenantModel):
    """One pack; `due_date` is when its answer, or that of its appeal, is expected."""

    case = TenantForeignKey(Case, models.PROTECT, related_name="preauthorisations")
    alternative = TenantForeignKey(Alternative, models.PROTECT, related_name="preauthorisations")
    coverage = TenantForeignKey(Coverage, models.PROTECT, related_name="preauthorisations")
    number = models.PositiveIntegerField()
    use = models.CharField(max_length=16, choices=PreAuthUse, default=PreAuthUse.PREDETERMINATION)
    state = models.CharField(max_length=12, choices=PreAuthState, default=PreAuthState.DRAFT)
    narrative = models.TextField(blank=True)
    narrative_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    appeal = models.TextField(blank=True, help_text="the words of the appeal")
    way = models.CharField(max_length=8, choices=PreAuthWay, blank=True)
    reference = models.CharField(max_length=60, blank=True, help_text="the insurer's number")
    sent_date = models.DateField(null=True, blank=True)
    due_date = models.DateField(null=True, blank=True)
    answered_date = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    appealed_date = models.DateField(null=True, blank=True)
    conditions = models.TextField(blank=True, help_text="what the insurer said of the whole pack")
    revision = models.PositiveIntegerField(default=0)
    made_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """The newest first; numbered in its case; sent on a day, answered on a day, with a way."""

        ordering: ClassVar = ["-made_at", "-number"]
        indexes: ClassVar = [models.Index(fields=["practice", "state", "due_date"], name="preauth_waiting")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "case", "number"], name="preauth_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | (Q(sent_date__isnull=False) & ~Q(way="")),
                name="preauth_sent_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[one.value for one in ANSWERED]) | Q(answered_date__isnull=False),
                name="preauth_answered_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("sent", "pending")) | Q(due_date__isnull=False), name="preauth_waits_for_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"pack {self.number}: {self.state}"


class PreAuthLine(TenantModel):
    """One item of a pack. `code` and `fee` are as they were asked; a denial keeps the insurer's reason.

    A line is released when the patient, told that the insurer may pay nothing, does not want to wait.
    """

    preauthorisation = TenantForeignKey(PreAuthorisation, models.CASCADE, related_name="lines")
    item = TenantForeignKey(PlanItem, models.PROTECT, related_name="preauth_lines")
    position = models.PositiveSmallIntegerField()
    procedure = models.CharField(max_length=80)
    family = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    where = ArrayField(models.CharField(max_length=12))
    surfaces = models.CharField(max_length=8, blank=True)
    code = models.CharField(max_length=40, blank=True)
    fee = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    findings = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    state = models.CharField(max_length=12, choices=LineState, default=LineState.WAITING)
    approved = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True, help_text="why it was denied, or under which conditions it is approved")
    met = models.TextField(blank=True, help_text="how the conditions are met")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    released_why = models.TextField(blank=True)
    informed = models.CharField(max_length=160, blank=True, help_text="who was told that nothing may be paid")

    class Meta:
        """In the order of the plan; an item once; a denial or condition has words; a release has a name."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "preauthorisation", "item"], name="preauth_line_item_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("denied", "conditional")) | ~Q(reason=""), name="preauth_line_says_why"
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(approved__gte=0), name="preauth_line_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True)
                | (Q(released_by__isnull=False) & ~Q(released_why="") & ~Q(informed="")),
                name="preauth_line_released_with_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {', '.join(self.where)}: {self.state}"


class PreAuthAct(models.TextChoices):
    """What may happen to a pack."""

    DRAFTED = "drafted", "Drafted"
    EDITED = "edited", "Narrative written"
    ATTACHED = "attached", "Image attached"
    DETACHED = "detached", "Image left out"
    SENT = "sent", "Sent"
    RECEIVED = "received", "Receipt confirmed"
    ANSWERED = "answered", "Answer recorded"
    IMPORTED = "imported", "Answer imported"
    MET = "met", "Condition met"
    RELEASED = "released", "Treated without an answer"
    APPEALED = "appealed", "Appeal sent"
    ADJUSTED = "adjusted", "Plan adjusted"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PreAuthEvent(TenantModel):
    """One thing that happened; `text` is a sentence, `detail` what it was made of."""

    preauthorisation = TenantForeignKey(PreAuthorisation, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=PreAuthAct)
    text = models.TextField()
    detail = models.JSONField(default=dict, blank=True)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """As it happened; never changed."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [WrittenForGood(name="preauth_event_for_good")]

    def __str__(self) -> str:
        return f"{self.act}: {self.text}"


class PaperKind(models.TextChoices):
    """What a kept document is."""

    PACK = "pack", "The pack as it was sent"
    CLAIM = "claim", "The request as an electronic file"
    RESPONSE = "response", "The insurer's electronic answer"
    APPEAL = "appeal", "The appeal as it was sent"
    IMAGE = "image", "Image"


class PreAuthDocument(TenantModel):
    """Bytes that are kept for good; an image that is left out of the pack later stays here."""

    preauthorisation = TenantForeignKey(PreAuthorisation, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=8, choices=PaperKind)
    name = models.CharField(max_length=120)
    caption = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=60)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    taken_date = models.DateField(null=True, blank=True)
    left_out = models.BooleanField(default=False)
    by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """As they came; an answer is taken once; the database itself computes the hash."""

        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "sha256"], condition=Q(kind="response"), name="preauth_response_once"
            ),
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
                name="preauth_document_hash_is_true",
            ),
            WrittenForGood(
                name="preauth_document_for_good", columns=("preauthorisation", "kind", "content", "sha256", "at")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"
