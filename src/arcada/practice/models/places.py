"""Where treatment happens: sites and their chairs."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from arcada.store.models import TenantForeignKey, TenantModel


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
