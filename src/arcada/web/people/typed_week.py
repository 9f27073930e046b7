"""A week as it is typed: for each weekday two or more spans, each from, to and site.

field            0-0-from  0-0-to  0-0-site  0-1-from ...      weekday, span, what
'8', '8:30'      a time of day; '1:30 pm', '13.30' and '1330' are read too
both empty       no work in that span; one of the two alone is asked about
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from arcada.core.kernel import Refusal
from arcada.practice.actions import Span
from arcada.practice.actions.hours import DAYS
from arcada.practice.models import Site, WorkingHours

LEAST = 2
MOST = 6
CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2})?\s*(am|pm)?", re.IGNORECASE)
NOON, MIDNIGHT, HOUR = 12, 24, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSpan:
    """One span as it stands in the fields."""

    starts: str = ""
    ends: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class TypedWeek:
    """Seven days of typed spans, and what is wrong with a day."""

    days: tuple[tuple[TypedSpan, ...], ...]
    faults: dict[int, str] = field(default_factory=dict)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal to the day that its sentence begins with; -1 is the week as a whole."""
        day = refusal.text.partition(":")[0]
        self.faults[DAYS.index(day) if day in DAYS else -1] = refusal.text

    def spans(self, sites: Sequence[Site]) -> tuple[Span, ...]:
        """Read all spans; what cannot be read is kept as a fault of its day."""
        by_key = {str(site.pk): site for site in sites}
        found = []
        for weekday, typed in enumerate(self.days):
            for one in typed:
                read = _span(weekday, one, by_key)
                if isinstance(read, Span):
                    found.append(read)
                elif read:
                    self.faults.setdefault(weekday, read)
        return tuple(found)


def _span(weekday: int, typed: TypedSpan, sites: Mapping[str, Site]) -> Span | str | None:
    if not typed.starts and not typed.ends:
        return None
    if not typed.starts or not typed.ends:
        return f"{DAYS[weekday]}: write both from and to, or empty both."
    starts, ends = read_clock(typed.starts), read_clock(typed.ends)
    if starts is None or ends is None:
        wrong = typed.starts if starts is None else typed.ends
        return f"{DAYS[weekday]}: '{wrong}' is no time of day; write one like 8:30 or 13:30."
    site = sites.get(typed.site) or (next(iter(sites.values())) if len(sites) == 1 else None)
    if site is None:
        return f"{DAYS[weekday]}: choose the site."
    return Span(weekday, starts, ends, site)


def read_clock(typed: str) -> time | None:
    """Read a time of day."""
    found = CLOCK.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, minute) if hour < MIDNIGHT and minute < HOUR else None


def kept_week(rows: Sequence[WorkingHours]) -> TypedWeek:
    """Write the week that is kept as the fields show it."""
    days = [[_typed(row) for row in rows if row.weekday == weekday] for weekday in range(len(DAYS))]
    return TypedWeek(_filled(days))


def sent_week(sent: Mapping[str, str]) -> TypedWeek:
    """Read the fields that were sent, as they were typed."""
    return TypedWeek(
        tuple(
            tuple(
                TypedSpan(
                    starts=sent.get(f"{weekday}-{span}-from", "").strip(),
                    ends=sent.get(f"{weekday}-{span}-to", "").strip(),
                    site=sent.get(f"{weekday}-{span}-site", ""),
                )
                for span in range(MOST)
                if span < LEAST or f"{weekday}-{span}-from" in sent
            )
            for weekday in range(len(DAYS))
        )
    )


def _typed(row: WorkingHours) -> TypedSpan:
    return TypedSpan(starts=f"{row.starts:%H:%M}", ends=f"{row.ends:%H:%M}", site=str(row.site_id))


def _filled(days: Sequence[Sequence[TypedSpan]]) -> tuple[tuple[TypedSpan, ...], ...]:
    widest = max(LEAST, *(len(one) for one in days))
    return tuple((*one, *[TypedSpan()] * (widest - len(one))) for one in days)
