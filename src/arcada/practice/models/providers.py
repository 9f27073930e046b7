"""Who treats patients, when they work, and which days are off."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from arcada.practice.models.people import Membership
from arcada.practice.models.places import Site
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
