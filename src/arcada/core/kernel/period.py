"""A period of days, half-open: the first day belongs to it, the day `until` does not.

    first        until
      |############|            Period(3, 6) holds the days 3, 4 and 5

So the length is a plain difference, neighbours meet without overlap, and an empty period has no day.
Days are whole numbers counted from the start of a plan, or dates of a calendar; one period never mixes them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Day = TypeVar("Day", int, date)


@dataclass(frozen=True, slots=True)
class Period(Generic[Day]):
    """Days from `first` up to, not including, `until`; raises ValueError when `until` lies before `first`."""

    first: Day
    until: Day

    def __post_init__(self) -> None:
        if self.until < self.first:
            message = f"a period cannot end ({self.until}) before it begins ({self.first})"
            raise ValueError(message)

    @property
    def days(self) -> int:
        """How many days it holds."""
        span = self.until - self.first
        return span if isinstance(span, int) else span.days

    def __contains__(self, day: Day) -> bool:
        return self.first <= day < self.until

    def overlaps(self, other: "Period[Day]") -> bool:
        """Whether some day belongs to both."""
        return max(self.first, other.first) < min(self.until, other.until)

    def shared(self, other: "Period[Day]") -> "Period[Day] | None":
        """The days that belong to both, or None."""
        if not self.overlaps(other):
            return None
        return Period(max(self.first, other.first), min(self.until, other.until))
