"""Where one visit could start, day by day, whatever the other visits of its plan do."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from arcada.core.daybook.calendar import Calendar
from arcada.core.daybook.clinic import Chair, Provider
from arcada.core.daybook.mask import first_bit, runs, span
from arcada.core.daybook.timetable import Plan, Visit

Start = tuple[int, int]
"""A start: ordinal of the local day, increment of the day. Starts compare as time does."""


@dataclass(slots=True)
class Openings:
    """The starts of one visit: masks are made when a day is asked for, and kept."""

    calendar: Calendar
    plan: Plan
    visit: Visit
    providers: tuple[Provider, ...] = field(init=False)
    chairs: tuple[Chair, ...] = field(init=False)
    length: int = field(init=False)
    week: tuple[int, ...] = field(init=False)
    days: dict[int, int] = field(default_factory=dict)
    only: Start | None = None
    """Where the visit stands and stays: done, locked, or before the one that moves."""
    settled: bool = False
    """Whether nothing in the plan can push it any more: it lies before the visit that moves."""
    kept: Start | None = None
    """Where the visit stands and may stay, whatever the hours say today."""
    until: int = 0
    """The first increment after the visit where it stands."""
    barred: Start | None = None
    """Where the visit may not stay."""

    def __post_init__(self) -> None:
        clinic = self.calendar.clinic
        self.providers = clinic.able(self.visit.roles)
        self.chairs = clinic.fitted(self.visit.equipment)
        self.length = -(-self.visit.minutes // clinic.increment_minutes)
        hours = self.plan.patient_hours
        whole = span(0, self.calendar.slots)
        self.week = tuple(whole if hours is None else self.calendar.hours_mask(hours, day) for day in range(7))

    def starts(self, day: int) -> int:
        """Increments of the day at which the visit could start."""
        if day not in self.days:
            found = 1 << self.kept[1] if self.kept is not None and day == self.kept[0] else 0
            for provider in self.providers:
                mask = self._shared(provider, day)
                if runs(mask, self.length):
                    for chair in self.chairs:
                        found |= runs(mask & self.calendar.free("chair", chair.id, day), self.length)
            if self.barred is not None and day == self.barred[0]:
                found &= ~(1 << self.barred[1])
            self.days[day] = found
        return self.days[day]

    def _shared(self, provider: Provider, day: int) -> int:
        """Increments in which provider, patient and clock are free together."""
        hours = self.calendar.working(provider.id, day) & self.week[(day - 1) % 7]
        if not hours:
            return 0
        free = self.calendar.free("provider", provider.id, day) & self.calendar.free("patient", self.plan.patient, day)
        return hours & free & self.calendar.clock(day)

    def end(self, start: Start) -> int:
        """The first increment after the visit when it begins at `start`; may lie beyond the day."""
        return self.until if start in {self.only, self.kept} else start[1] + self.length

    def worked(self, day: int) -> bool:
        """Whether the visit would fit into the hours of the day if nothing were booked."""
        patient = self.week[(day - 1) % 7]
        return any(runs(self.calendar.working(one.id, day) & patient, self.length) for one in self.providers)

    def longest(self, weekday: int) -> int:
        """The longest time in minutes that somebody able and the patient share on a weekday, Monday 0."""
        best = 0
        for provider in self.providers:
            mask = self.calendar.weekly[provider.id][weekday] & self.week[weekday]
            while runs(mask, best + 1):
                best += 1
        return best * self.calendar.clinic.increment_minutes

    def earliest(self, bound: Start, last_day: int) -> Start | None:
        """The first start that is not before `bound` nor after the last day."""
        if self.only is not None:
            return self.only if bound <= self.only and self.only[0] <= last_day else None
        for day in range(bound[0], last_day + 1):
            found = first_bit(self.starts(day), bound[1] if day == bound[0] else 0)
            if found is not None:
                return day, found
        return None

    def seats(self, start: Start) -> Iterator[tuple[Provider, Chair]]:
        """Pairs of provider and chair that are free at a start, in the order of ids and plainness."""
        day, slot = start
        need = span(slot, slot + self.length)
        for provider in self.providers:
            mask = self._shared(provider, day)
            if mask & need == need:
                for chair in self.chairs:
                    if self.calendar.free("chair", chair.id, day) & need == need:
                        yield provider, chair
