"""What is to be booked, and where it was booked."""

from dataclasses import dataclass
from datetime import date, datetime

from arcada.core.daybook.clinic import Hours
from arcada.core.kernel import Reason


@dataclass(frozen=True, slots=True)
class DayLag:
    """Local calendar days from an earlier visit of the plan, both ends allowed; `max_days` None is open."""

    visit: str
    min_days: int
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to be booked.

    `minutes` of chair time; `roles`, any one of which will do; `equipment` that its chair must have; `after` the
    lags from earlier visits; `not_before` and `not_after` inclusive local dates.
    """

    id: str
    minutes: int
    roles: tuple[str, ...]
    equipment: frozenset[str] = frozenset()
    after: tuple[DayLag, ...] = ()
    not_before: date | None = None
    not_after: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Visits in the order in which they must follow each other.

    `patient_hours` None means any time. `preferred_provider` decides between equal times.
    """

    patient: str
    visits: tuple[Visit, ...]
    patient_hours: tuple[Hours, ...] | None = None
    preferred_provider: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """One visit in the calendar: local wall-clock times with their offset."""

    visit: str
    provider: str
    chair: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Booking:
    """The whole plan in the calendar, in the order of its visits, and why it ends when it ends."""

    placements: tuple[Placement, ...]
    why: tuple[Reason, ...]

    @property
    def last_day(self) -> date | None:
        """Local date of the last visit, None for a plan without visits."""
        return self.placements[-1].start.date() if self.placements else None
