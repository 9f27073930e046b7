"""The earliest days that windows and gaps allow together.

Each visit has a first and a last day, each gap a least and sometimes a most number of days. Days are only ever pushed
later, by the least gap after an earlier visit or to stay within the most gap before a later one; the days at which
nothing pushes any more are the earliest of all that are possible. A day pushed beyond its window: there are none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from arcada.core.finance.share import Visit


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of a visit, both included; a last day of None is open."""

    first: date
    last: date | None = None


def earliest_days(visits: Sequence[Visit], windows: Mapping[str, Window]) -> dict[str, date] | None:
    """The earliest day of each visit, or None where the windows and gaps contradict each other."""
    days = {visit.id: windows[visit.id].first for visit in visits}
    pushed = True
    while pushed:
        pushed = False
        for visit in visits:
            for lag in visit.after:
                least = days[lag.visit] + timedelta(days=lag.min_days)
                if days[visit.id] < least:
                    days[visit.id], pushed = least, True
                if lag.max_days is not None:
                    least = days[visit.id] - timedelta(days=lag.max_days)
                    if days[lag.visit] < least:
                        days[lag.visit], pushed = least, True
        for visit in visits:
            last = windows[visit.id].last
            if last is not None and days[visit.id] > last:
                return None
    return days
