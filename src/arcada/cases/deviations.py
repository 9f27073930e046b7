"""Where plans departed from the protocols: each word of a dentist that did, and how large a share of plans has one.

    added     a line that no protocol asked for        put off   a line waits until a day
    removed   a line that a protocol asked for         swapped   a way that the protocol does not offer here
    without   work goes on without a proof             handed    somebody else than usual does it

A choice inside the protocol (an order, a person, another way that it offers) is no departure and is not counted. A word
that was taken back stays in the list, marked so. A plan counts for who treats the case, else for who made the plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from arcada.cases.models import Override, PlanVersion
from arcada.cases.models.plan import OverrideAct, OverrideKind
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership

KINDS: Mapping[str, str] = {
    OverrideAct.ADD: "added",
    OverrideAct.REMOVE: "removed",
    OverrideAct.DEFER: "put off",
    OverrideAct.SWAP: "swapped",
    OverrideAct.RELEASE: "without proof",
    OverrideAct.PROVIDER: "handed on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that are looked at, both included, in the clinic's own time; `by` empty is everybody."""

    first: date
    last: date
    zone: ZoneInfo
    by: UUID | None = None

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment to the one after the last."""
        until = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), self.zone), datetime.combine(until, time(), self.zone)


@dataclass(frozen=True, slots=True)
class Share:
    """One clinician: departures by kind, and how many of the plans have any."""

    clinician: UUID
    name: str
    counts: Mapping[str, int]
    plans: int
    departing: int

    @property
    def total(self) -> int:
        """All departures."""
        return sum(self.counts.values())


def may_see(membership: Membership, override: Override) -> bool:
    """Whether a member may read one departure."""
    return may(membership, Permission.READ_DEVIATIONS, override)


def visible_to(membership: Membership) -> QuerySet[Override]:
    """The departures of the practice that a member may read, the newest first."""
    rows = Override.objects.filter(practice_id=membership.practice_id).exclude(kind=OverrideKind.PLAIN)
    rows = rows.exclude(act=OverrideAct.ORDER).select_related("by__user", "case__patient").order_by("-at", "-id")
    return rows if may(membership, Permission.READ_DEVIATIONS) else rows.none()


def deviations(membership: Membership, period: Period) -> QuerySet[Override]:
    """The departures of a period."""
    first, until = period.moments
    rows = visible_to(membership).filter(at__gte=first, at__lt=until)
    return rows.filter(by_id=period.by) if period.by else rows


def shares(membership: Membership, period: Period) -> Sequence[Share]:
    """Each clinician with plans or departures in a period, those with most departures first."""
    if not may(membership, Permission.READ_DEVIATIONS):
        return ()
    counts: dict[UUID, dict[str, int]] = {}
    cases: dict[UUID, set[UUID]] = {}
    names: dict[UUID, str] = {}
    for row in deviations(membership, period):
        kinds = counts.setdefault(row.by_id, dict.fromkeys(KINDS.values(), 0))
        kinds[KINDS[row.act]] += 1
        cases.setdefault(row.by_id, set()).add(row.case_id)
        names[row.by_id] = str(row.by.user)
    planned = _planned(membership, period, names)
    told = [
        Share(
            clinician=key,
            name=names[key],
            counts=counts.get(key, dict.fromkeys(KINDS.values(), 0)),
            plans=len(planned.get(key, set()) | cases.get(key, set())),
            departing=len(cases.get(key, set())),
        )
        for key in names
    ]
    return tuple(sorted(told, key=lambda one: (-one.total, one.name)))


def _planned(membership: Membership, period: Period, names: dict[UUID, str]) -> dict[UUID, set[UUID]]:
    """The cases planned in a period by whose they are; `names` learns the names of those."""
    first, until = period.moments
    rows = PlanVersion.objects.filter(practice_id=membership.practice_id, compiled_at__gte=first, compiled_at__lt=until)
    found: dict[UUID, set[UUID]] = {}
    who = ("case_id", "case__dentist__membership_id", "case__dentist__membership__user__name", "compiled_by_id")
    for case, dentist, name, maker, maker_name in rows.values_list(*who, "compiled_by__user__name").distinct():
        key = dentist or maker
        if period.by in (None, key):
            found.setdefault(key, set()).add(case)
            names.setdefault(key, (name if dentist else maker_name) or "")
    return found
