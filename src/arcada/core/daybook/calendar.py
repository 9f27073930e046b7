"""Calendars compiled: for each provider, chair and patient the free increments of each local day.

On the day of a clock change the increments that do not exist, and those that exist twice, are not offered: a
time that a patient can misread is no time for an appointment.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from arcada.core.daybook.clinic import MINUTES_A_DAY, Clinic, Hours, Provider
from arcada.core.daybook.mask import span

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Calendar:
    """A clinic's time as masks; days are ordinals of local dates.

    Build it once with `compile_calendar` and book many plans with it; `take` adds what was booked.
    """

    clinic: Clinic
    zone: ZoneInfo
    busy: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    weekly: dict[str, tuple[int, ...]] = field(default_factory=dict)
    off: dict[str, frozenset[int]] = field(default_factory=dict)
    clocks: dict[int, int] = field(default_factory=dict)

    @property
    def slots(self) -> int:
        """Increments of a day."""
        return MINUTES_A_DAY // self.clinic.increment_minutes

    def working(self, provider: str, day: int) -> int:
        """Increments in which the provider works, booked or not."""
        return 0 if day in self.off[provider] else self.weekly[provider][(day - 1) % 7]

    def free(self, kind: str, name: str, day: int) -> int:
        """Increments not taken, for `kind` provider, chair or patient; working hours are not looked at."""
        taken = self.busy.get((kind, name), {}).get(day, 0) | self.busy.get(("clinic", ""), {}).get(day, 0)
        return span(0, self.slots) & ~taken

    def clock(self, day: int) -> int:
        """Increments that the wall clock shows exactly once on that day."""
        if day not in self.clocks:
            self.clocks[day] = self._clock(date.fromordinal(day))
        return self.clocks[day]

    def _clock(self, day: date) -> int:
        midnight, next_one = (datetime.combine(one, time(), self.zone) for one in (day, day + ONE_DAY))
        if midnight.utcoffset() == next_one.utcoffset():
            return span(0, self.slots)
        found = 0
        for slot in range(self.slots):
            start = datetime.combine(day, self.wall(slot), self.zone)
            if start.utcoffset() == start.replace(fold=1).utcoffset():
                found |= 1 << slot
        return found

    def wall(self, slot: int) -> time:
        """The wall-clock time at which an increment begins."""
        return time(*divmod(slot * self.clinic.increment_minutes, 60))

    def moment(self, day: int, slot: int) -> datetime:
        """The moment at which an increment begins, with its offset."""
        return datetime.combine(date.fromordinal(day), self.wall(slot), self.zone)

    def first_slot(self, moment: datetime) -> tuple[int, int]:
        """Day and the first increment that does not begin before a moment."""
        local = moment.astimezone(self.zone)
        elapsed = timedelta(
            hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        return local.toordinal(), -(-elapsed // timedelta(minutes=self.clinic.increment_minutes))

    def take(self, owners: Iterable[tuple[str, str]], start: datetime, end: datetime) -> None:
        """Mark the increments between two moments as taken, begun ones whole; owners are pairs of kind and name."""
        pieces = self._pieces(start.astimezone(self.zone), end.astimezone(self.zone))
        for owner in owners:
            days = self.busy.setdefault(owner, {})
            for day, bits in pieces:
                days[day] = days.get(day, 0) | bits

    def _pieces(self, start: datetime, end: datetime) -> list[tuple[int, int]]:
        """The local days that a local time touches, with the bits of each."""
        step = self.clinic.increment_minutes
        first, last = start.toordinal(), end.toordinal()
        low = (start.hour * 60 + start.minute) // step
        high = -(-(end.hour * 60 + end.minute + (end.second > 0)) // step)
        if first == last:
            return [(first, span(low, high))]
        whole = [(day, span(0, self.slots)) for day in range(first + 1, last)]
        return [(first, span(low, self.slots)), *whole, (last, span(0, high))]

    def hours_mask(self, hours: Iterable[Hours], weekday: int) -> int:
        """Whole increments inside the hours of a weekday; hours that touch or overlap are one."""
        found, step = 0, self.clinic.increment_minutes
        for low, high in joined(one for one in hours if one.weekday == weekday):
            found |= span(-(-low // step), high // step)
        return found


def joined(hours: Iterable[Hours]) -> list[tuple[int, int]]:
    """Hours in minutes after midnight, joined where they touch."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(
        (one.start.hour * 60 + one.start.minute, one.end.hour * 60 + one.end.minute or MINUTES_A_DAY) for one in hours
    ):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def compile_calendar(clinic: Clinic) -> Calendar:
    """The clinic's time as masks; raises ZoneInfoNotFoundError for a zone that is unknown here."""
    calendar = Calendar(clinic, ZoneInfo(clinic.timezone))
    for provider in clinic.providers:
        calendar.weekly[provider.id] = _week(calendar, provider)
        calendar.off[provider.id] = frozenset(day.toordinal() for day in provider.days_off)
    for booked in clinic.appointments:
        owners = (("provider", booked.provider), ("chair", booked.chair), ("patient", booked.patient))
        calendar.take(owners, booked.start, booked.end)
    for closure in clinic.closures:
        named = [(kind, name) for kind, name in (("provider", closure.provider), ("chair", closure.chair)) if name]
        calendar.take(named or [("clinic", "")], closure.start, closure.end)
    return calendar


def _week(calendar: Calendar, provider: Provider) -> tuple[int, ...]:
    """Working masks from Monday to Sunday."""
    return tuple(calendar.hours_mask(provider.hours, weekday) for weekday in range(7))
