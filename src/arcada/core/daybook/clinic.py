"""The clinic as the calendar sees it: who works when, which chairs there are, and what is booked or closed.

Moments are aware datetimes of any zone; hours and days are those of the clinic's own wall clock. Weekday 0 is
Monday.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

MINUTES_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class Hours:
    """Open from `start` up to `end` on one weekday; an `end` of midnight is the end of the day."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody who works: clinical roles, weekly hours, days off."""

    id: str
    roles: frozenset[str]
    hours: tuple[Hours, ...]
    days_off: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Chair:
    """An operatory and what stands in it."""

    id: str
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something booked: it takes its provider, its chair and its patient."""

    id: str
    patient: str
    provider: str
    chair: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Closure:
    """A time that nobody books: of one provider, of one chair, or (neither named) of the whole clinic."""

    start: datetime
    end: datetime
    provider: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Clinic:
    """Everything that a booking must respect. `timezone` is an IANA name; visits start on whole increments."""

    timezone: str
    providers: tuple[Provider, ...]
    chairs: tuple[Chair, ...]
    appointments: tuple[Appointment, ...] = ()
    closures: tuple[Closure, ...] = ()
    increment_minutes: int = 10

    def able(self, roles: Iterable[str]) -> tuple[Provider, ...]:
        """Providers who have one of the roles, by id."""
        wanted = frozenset(roles)
        return tuple(sorted((one for one in self.providers if one.roles & wanted), key=lambda one: one.id))

    def fitted(self, equipment: frozenset[str]) -> tuple[Chair, ...]:
        """Chairs that have all of the equipment, the plainest first, so that the rare ones stay free."""
        found = (chair for chair in self.chairs if equipment <= chair.equipment)
        return tuple(sorted(found, key=lambda chair: (len(chair.equipment), chair.id)))
