"""A practice and what it is made of.

    Practice          the tenant: its name, country and house rules
    User, Membership  a person who signs in by e-mail; that person's role in one practice
    Site, Chair       an address; an operatory there, with its equipment
    Provider          who treats patients, and in which clinical roles
    WorkingHours      when a provider works where, week by week
    Closure           days off: of a provider, of a site, of everybody
    FeeSchedule, Fee  what the practice charges for a procedure of the catalogue

A person may belong to several practices with different roles. A role of access (desk, manager, ...) is another
matter than a clinical role (dentist, surgeon, ...).
"""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower

from arcada.store.constraints import CURRENT_USER, PracticeWall
from arcada.store.keys import uuid7
from arcada.store.models import TenantForeignKey, TenantModel

CLINICAL_ROLES = (
    "dentist",
    "hygienist",
    "endodontist",
    "periodontist",
    "surgeon",
    "prosthodontist",
    "orthodontist",
    "paediatric_dentist",
)


class Role(models.TextChoices):
    """The role of access that a person has in one practice."""

    DENTIST = "dentist", "Dentist"
    COORDINATOR = "coordinator", "Treatment coordinator"
    HYGIENIST = "hygienist", "Hygienist"
    DESK = "desk", "Front desk"
    MANAGER = "manager", "Manager"
    OWNER = "owner", "Owner"


class Numbering(models.TextChoices):
    """How tooth numbers are shown; FDI is what is stored."""

    FDI = "fdi", "FDI"
    UNIVERSAL = "universal", "Universal"
    PALMER = "palmer", "Palmer"


class Practice(models.Model):
    """A dental practice: the tenant. The directory of practices holds no patient's data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, default="US")
    currency = models.CharField(max_length=3, default="USD")
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64, default="America/Chicago")
    week_start = models.PositiveSmallIntegerField(default=6, help_text="0 Monday ... 6 Sunday")
    numbering = models.CharField(max_length=9, choices=Numbering, default=Numbering.UNIVERSAL)
    paper = models.CharField(max_length=6, choices=[("letter", "Letter"), ("a4", "A4")], default="letter")
    idle_minutes = models.PositiveSmallIntegerField(default=15)
    mfa_required = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Anyone may look a practice up; only its own people change it."""

        constraints: ClassVar = [
            PracticeWall(name="practice_practice_wall", column="id", readable="true"),
            models.CheckConstraint(condition=Q(week_start__lte=6), name="practice_week_start_is_a_weekday"),
            models.CheckConstraint(condition=Q(idle_minutes__range=(1, 480)), name="practice_idle_minutes_in_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds and makes people by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the person who signs in with this e-mail."""
        return self.get(email=self.fold(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they cannot sign in."""
        user = self.model(email=self.fold(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @staticmethod
    def fold(email: str) -> str:
        """Write an e-mail the one way it is stored."""
        return email.strip().lower()


class User(AbstractBaseUser):
    """A person who signs in. Belongs to practices through memberships; no patient's data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        """One person an e-mail, in lower case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["email"], name="user_email_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(TenantModel):
    """A person's role in one practice; ended, never deleted. Its own person may read it before choosing a practice."""

    also_readable = f"user_id = {CURRENT_USER}"

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One membership a person and practice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "user"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Site(TenantModel):
    """An address where the practice treats patients."""

    name = models.CharField(max_length=120)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        """One site a name."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "name"], name="site_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Chair(TenantModel):
    """An operatory: where one patient lies at a time. `equipment` are plain words that a visit may ask for."""

    site = TenantForeignKey(Site, models.PROTECT, related_name="chairs")
    name = models.CharField(max_length=60)
    equipment = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        """Shown from left to right by position."""

        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "site", "name"], name="chair_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Provider(TenantModel):
    """Who treats patients: has a column in the day book, a colour of four and one or more clinical roles."""

    membership = TenantForeignKey(Membership, models.PROTECT, related_name="providers", null=True, blank=True)
    name = models.CharField(max_length=120)
    initials = models.CharField(max_length=4)
    clinical_roles = ArrayField(models.CharField(max_length=24), default=list)
    hue = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        """Shown from left to right by position."""

        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "name"], name="provider_name_once"),
            models.UniqueConstraint(fields=["practice", "membership"], name="provider_membership_once"),
            models.CheckConstraint(condition=Q(hue__range=(1, 4)), name="provider_hue_of_four"),
            models.CheckConstraint(
                condition=Q(clinical_roles__contained_by=list(CLINICAL_ROLES)),
                name="provider_clinical_roles_are_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkingHours(TenantModel):
    """A span of a weekday in which a provider works at a site; a lunch break is the gap between two spans."""

    provider = TenantForeignKey(Provider, models.CASCADE, related_name="hours")
    site = TenantForeignKey(Site, models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(help_text="0 Monday ... 6 Sunday")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        """A provider is in one place at a time: two spans of a weekday never overlap."""

        ordering: ClassVar = ["weekday", "starts"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday_is_a_weekday"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="hours_start_before_they_end"),
            ExclusionConstraint(
                name="hours_never_overlap",
                expressions=[
                    ("practice", RangeOperators.EQUAL),
                    ("provider", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (
                        Func(
                            Func(models.Value("2000-01-01"), function="date", output_field=models.DateField())
                            + F("starts"),
                            Func(models.Value("2000-01-01"), function="date", output_field=models.DateField())
                            + F("ends"),
                            function="tsrange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.weekday} {self.starts:%H:%M}-{self.ends:%H:%M}"


class Closure(TenantModel):
    """Days without work, both ends included: of one provider, of one site, or of the whole practice."""

    provider = TenantForeignKey(Provider, models.CASCADE, related_name="closures", null=True, blank=True)
    site = TenantForeignKey(Site, models.CASCADE, related_name="closures", null=True, blank=True)
    first_date = models.DateField()
    last_date = models.DateField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        """The last day is not before the first."""

        ordering: ClassVar = ["first_date"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first_date__lte=F("last_date")), name="closure_first_before_last"),
        ]

    def __str__(self) -> str:
        return f"{self.first_date} to {self.last_date}: {self.reason}"


class FeeSchedule(TenantModel):
    """A list of fees in one currency; the practice's usual one is `usual`."""

    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="USD")
    usual = models.BooleanField(default=False)

    class Meta:
        """One usual list a practice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "name"], name="fee_schedule_name_once"),
            models.UniqueConstraint(fields=["practice"], condition=Q(usual=True), name="fee_schedule_one_usual"),
        ]

    def __str__(self) -> str:
        return self.name


class Fee(TenantModel):
    """What one procedure of our own catalogue costs under a schedule. No row means no fee, which is not zero."""

    schedule = TenantForeignKey(FeeSchedule, models.CASCADE, related_name="fees")
    procedure = models.CharField(max_length=80, help_text="catalogue id")
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        """One fee a procedure and schedule."""

        ordering: ClassVar = ["procedure"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "schedule", "procedure"], name="fee_procedure_once"),
            models.CheckConstraint(condition=Q(amount__gte=Decimal(0)), name="fee_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.amount}"
