"""The earliest start of every visit at once: push to the right until nothing moves.

    v1   |......x------------>x            pushed, because v2 must follow within 28 days
    v2   |.............................x   its first opening
                               <-28 d->

Bounds only rise and end at the last day that is looked at, so this ends; and since each push is forced, no legal
timetable has any visit earlier.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from arcada.core.daybook.openings import Openings, Start


@dataclass(frozen=True, slots=True)
class Squeeze:
    """The first time that a deadline pushed: `later` could not start within the days after `earlier`."""

    earlier: str
    later: str
    max_days: int
    earlier_day: int
    later_day: int

    @property
    def short(self) -> int:
        """Days that were missing then."""
        return self.later_day - self.earlier_day - self.max_days


@dataclass(slots=True)
class Fixpoint:
    """Bounds of the visits of a plan, pushed until they hold; `stuck` names the visit that found no start."""

    openings: Sequence[Openings]
    now: Start
    last_day: int
    at: dict[str, Start] = field(default_factory=dict)
    squeezes: dict[str, Squeeze] = field(default_factory=dict)
    stuck: Openings | None = None

    def run(self) -> bool:
        """Push until nothing moves; False when a visit finds no start."""
        while self._sweep():
            pass
        return self.stuck is None

    def latest(self, one: Openings) -> int:
        """The last day for a visit."""
        own = one.visit.not_after
        if one.only is not None:
            return max(self.last_day, one.only[0])
        return self.last_day if own is None else min(self.last_day, own.toordinal())

    def bound(self, number: int, *, alone: bool = False) -> Start:
        """The start before which a visit may not be, as far as the others stand now; `alone` leaves them out."""
        one = self.openings[number]
        floor = (0, 0) if one.only is not None else self.now
        found = max(floor, self.at.get(one.visit.id, floor))
        if one.settled:
            return found
        if one.visit.not_before is not None:
            found = max(found, (one.visit.not_before.toordinal(), 0))
        if alone:
            return found
        if number:
            before = self.openings[number - 1]
            start = self.at[before.visit.id]
            found = max(found, (start[0], before.end(start)))
        for lag in one.visit.after:
            found = max(found, (self.at[lag.visit][0] + lag.min_days, 0))
        return found

    def _sweep(self) -> bool:
        """Once over all visits in their order; whether something moved and all have a start."""
        moved = False
        for number, one in enumerate(self.openings):
            start = one.earliest(self.bound(number), self.latest(one))
            if start is None:
                self.stuck = one
                return False
            moved = moved or start != self.at.get(one.visit.id)
            self.at[one.visit.id] = start
            for lag in () if one.settled else one.visit.after:
                earlier = self.at[lag.visit]
                if lag.max_days is not None and start[0] - earlier[0] > lag.max_days:
                    squeeze = Squeeze(lag.visit, one.visit.id, lag.max_days, earlier[0], start[0])
                    self.squeezes.setdefault(one.visit.id, squeeze)
                    self.at[lag.visit] = (start[0] - lag.max_days, 0)
                    moved = True
        return moved
