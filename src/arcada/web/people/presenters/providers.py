"""Providers with their week in a line: 'Mon to Thu 8:00 to 12:00, 13:00 to 17:00; Fri 8:00 to 12:00'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.practice.access import Member
from arcada.practice.actions.hours import DAYS
from arcada.practice.models import Closure, Provider, Site, WorkingHours
from arcada.practice.queries import visible_to
from arcada.web.people.forms.providers import clinical
from arcada.web.people.typed_week import TypedWeek


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLine:
    """One provider."""

    id: UUID
    name: str
    initials: str
    hue: int
    roles: str
    week: Sequence[str]
    signs_in: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanField:
    """The fields of one span."""

    number: int
    starts: str
    ends: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFields:
    """The fields of one weekday."""

    weekday: int
    name: str
    spans: Sequence[SpanField]
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOffLine:
    """One closure."""

    id: UUID
    of: str
    days: str
    reason: str
    past: bool


def provider_lines(member: Member, voice: Voice) -> tuple[ProviderLine, ...]:
    """List the providers in the order of the day book."""
    rows = visible_to(member, Provider).select_related("membership__user").prefetch_related("hours")
    return tuple(provider_line(row, voice) for row in rows.order_by("-active", "position", "name"))


def provider_line(row: Provider, voice: Voice) -> ProviderLine:
    """Put a provider into words."""
    return ProviderLine(
        id=row.pk,
        name=row.name,
        initials=row.initials,
        hue=row.hue,
        roles=", ".join(clinical(role).lower() if n else clinical(role) for n, role in enumerate(row.clinical_roles)),
        week=week_in_words(sorted(row.hours.all(), key=lambda one: (one.weekday, one.starts)), voice),
        signs_in=row.membership.user.email if row.membership else "",
        active=row.active,
    )


def week_in_words(rows: Sequence[WorkingHours], voice: Voice) -> tuple[str, ...]:
    """Write a week with like days together."""
    days = {
        weekday: ", ".join(f"{phrases.clock(one.starts, voice)} to {phrases.clock(one.ends, voice)}" for one in spans)
        for weekday, spans in groupby(rows, key=lambda one: one.weekday)
    }
    return tuple(
        f"{_named([day for day, each in days.items() if each == said])} {said}" for said in dict.fromkeys(days.values())
    )


def _named(days: Sequence[int]) -> str:
    """Name weekdays: three or more in a row as 'Mon to Thu'."""
    first, last = days[0], days[-1]
    if len(days) > 2 and last - first == len(days) - 1:  # noqa: PLR2004 - two days are named both
        return f"{DAYS[first][:3]} to {DAYS[last][:3]}"
    return ", ".join(DAYS[day][:3] for day in days)


def week_fields(typed: TypedWeek) -> tuple[DayFields, ...]:
    """Lay out the fields of a week."""
    return tuple(
        DayFields(
            weekday=weekday,
            name=DAYS[weekday],
            spans=tuple(
                SpanField(number=number, starts=one.starts, ends=one.ends, site=one.site)
                for number, one in enumerate(spans)
            ),
            fault=typed.faults.get(weekday, ""),
        )
        for weekday, spans in enumerate(typed.days)
    )


def site_choices(member: Member) -> tuple[tuple[str, str], ...]:
    """List the sites where hours may be kept; a single one needs no choice."""
    found = tuple((str(row.pk), row.name) for row in visible_to(member, Site).order_by("name"))
    return found if len(found) > 1 else ()


def days_off(member: Member, today: date, voice: Voice, *, provider: Provider | None = None) -> tuple[DaysOffLine, ...]:
    """List days off, the coming ones first; of one provider, or of all."""
    rows = visible_to(member, Closure).select_related("provider", "site").order_by("first_date", "pk")
    if provider is not None:
        rows = rows.filter(provider=provider)
    lines = [_closure(row, today, voice) for row in rows]
    return (*(one for one in lines if not one.past), *reversed([one for one in lines if one.past]))


def _closure(row: Closure, today: date, voice: Voice) -> DaysOffLine:
    return DaysOffLine(
        id=row.pk,
        of=row.provider.name if row.provider else row.site.name if row.site else "Everybody",
        days=days_in_words(row.first_date, row.last_date, voice),
        reason=row.reason,
        past=row.last_date < today,
    )


def days_in_words(first: date, last: date, voice: Voice) -> str:
    """Write one day, or from when to when."""
    if first == last:
        return phrases.day(first, voice, style="full")
    style = "week" if first.year == last.year else "full"
    return f"{phrases.day(first, voice, style=style)} to {phrases.day(last, voice, style='full')}"
