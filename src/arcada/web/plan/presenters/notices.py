"""What must be heeded before the plans are looked at: visits of an older version, words that could not be followed."""

from dataclasses import dataclass
from datetime import datetime

from arcada.cases.models import PlanVersion
from arcada.display.phrases import Voice, day
from arcada.schedule.models import Appointment, State
from arcada.web.plan.presenters.decided import decided
from arcada.web.plan.presenters.editing import Standing, unfollowed
from arcada.web.plan.presenters.shown import Shown


@dataclass(frozen=True, slots=True)
class Stranded:
    """Visits that stand in the day book for a version that a newer one has taken the place of."""

    version: int
    count: int
    days: str


def stranded(version: PlanVersion, at: datetime, voice: Voice) -> tuple[Stranded, ...]:
    """The coming visits of older versions of the case, version by version."""
    rows = Appointment.objects.filter(
        visit__alternative__case_id=version.case_id,
        visit__alternative__version__active=False,
        state__in=(State.PLANNED, State.CONFIRMED),
        starts_at__gt=at,
    )
    found: dict[int, list[str]] = {}
    told = rows.order_by("starts_at").values_list("visit__alternative__version__number", "starts_at")
    for number, starts_at in told:
        found.setdefault(number, []).append(day(starts_at, voice, style="week"))
    return tuple(Stranded(number, len(days), ", ".join(days)) for number, days in sorted(found.items()))


def not_followed(shown: Shown) -> tuple[Standing, ...]:
    """The dentist's words that some plan of this version could not follow, each with the sentence that says why."""
    words = [Standing(decided(shown, edit), unfollowed(shown, edit)) for edit in shown.edits]
    return tuple(one for one in words if one.aside)
