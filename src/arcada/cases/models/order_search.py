"""A search for a better order of the visits of a version: how far it is, and what it found.

waiting -> running -> done | refused | failed      `stop_wanted` ends it soon; what was found by then is kept
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from arcada.cases.models.case import RunState
from arcada.cases.models.plan import PlanVersion
from arcada.practice.models import Membership
from arcada.store.models import TenantForeignKey, TenantModel

UNDER_WAY = (RunState.WAITING, RunState.RUNNING)


class OrderSearch(TenantModel):
    """One search; `plan` counts the plans that it went through, `answer` is there when a better order was found."""

    version = TenantForeignKey(PlanVersion, models.CASCADE, related_name="order_searches")
    state = models.CharField(max_length=8, choices=RunState, default=RunState.WAITING)
    plan = models.PositiveSmallIntegerField(default=0)
    visits = models.PositiveSmallIntegerField(default=0)
    at_least = models.PositiveSmallIntegerField(default=0)
    stop_wanted = models.BooleanField(default=False)
    proven = models.BooleanField(default=False)
    answer = models.JSONField(null=True, blank=True)
    message = models.TextField(blank=True)
    started_by = TenantForeignKey(Membership, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        """The newest first; one under way a version."""

        ordering: ClassVar = ["-started_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "version"],
                condition=Q(state__in=UNDER_WAY),
                name="order_search_one_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, plan {self.plan}: {self.visits} visits, at least {self.at_least}"
