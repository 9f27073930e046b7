"""Reading the day book: a day by chair or by provider, a patient's appointments, the timeline of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from arcada.cases.models import Alternative, PlannedVisit
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Chair, Closure, Membership, Practice, Provider, WorkingHours
from arcada.schedule.mapping import zone_of
from arcada.schedule.models import FREES_ITS_PLACE, HOLDS_ITS_PLACE, Appointment, Block, State

Axis = Literal["chair", "provider"]


def may_see(membership: Membership, appointment: Appointment) -> bool:
    """Whether a member may see one appointment."""
    return may(membership, Permission.SEE_DAY_BOOK, appointment)


def visible_to(membership: Membership) -> QuerySet[Appointment]:
    """The appointments that a member may see."""
    rows = Appointment.objects.filter(practice_id=membership.practice_id)
    return rows if may(membership, Permission.SEE_DAY_BOOK) else rows.none()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the day, in the clinic's clock."""

    starts_at: datetime
    ends_at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A chair or a provider for one day: when there is work, what is booked, what is blocked."""

    id: str
    title: str
    initials: str
    hue: int
    open: tuple[Span, ...]
    booked: tuple[Appointment, ...]
    blocked: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DayBook:
    """One day; `closed` says why nobody works, where the whole practice is closed."""

    day: date
    axis: Axis
    columns: tuple[Column, ...]
    closed: str
    freed: tuple[Appointment, ...]


def day_book(membership: Membership, day: date, axis: Axis = "chair") -> DayBook:
    """The day as columns; missed and cancelled appointments stand aside in `freed`."""
    practice = membership.practice
    zone = zone_of(practice)
    first = datetime.combine(day, time(), zone)
    until = datetime.combine(day + timedelta(days=1), time(), zone)
    rows = visible_to(membership).filter(starts_at__lt=until, ends_at__gt=first)
    rows = rows.select_related("patient", "provider", "chair", "visit")
    blocks = list(Block.objects.filter(starts_at__lt=until, ends_at__gt=first))
    booked = list(rows.filter(HOLDS_ITS_PLACE))
    closures = list(Closure.objects.filter(first_date__lte=day, last_date__gte=day).select_related("provider"))
    hours = _hours(practice, day, closures)
    make = _chairs if axis == "chair" else _providers
    return DayBook(
        day=day,
        axis=axis,
        columns=make(booked, blocks, hours, practice),
        closed=next((one.reason or "Closed" for one in closures if not one.provider_id and not one.site_id), ""),
        freed=tuple(rows.filter(state__in=FREES_ITS_PLACE)),
    )


def _hours(practice: Practice, day: date, closures: Sequence[Closure]) -> list[tuple[WorkingHours, Span]]:
    """Who works where in which span on that day."""
    zone = zone_of(practice)
    found = []
    for row in WorkingHours.objects.filter(weekday=day.weekday(), provider__active=True).order_by("starts"):
        if any(_shuts(closure, row) for closure in closures):
            continue
        ends = datetime.combine(day, row.ends, zone)
        found.append((row, Span(datetime.combine(day, row.starts, zone), ends)))
    return found


def _shuts(closure: Closure, row: WorkingHours) -> bool:
    return closure.provider_id in (None, row.provider_id) and closure.site_id in (None, row.site_id)


def _chairs(
    booked: Sequence[Appointment],
    blocks: Sequence[Block],
    hours: Sequence[tuple[WorkingHours, Span]],
    practice: Practice,
) -> tuple[Column, ...]:
    zone = zone_of(practice)
    return tuple(
        Column(
            id=str(chair.id),
            title=chair.name,
            initials="",
            hue=0,
            open=_joined([span for row, span in hours if row.site_id == chair.site_id]),
            booked=tuple(one for one in booked if one.chair_id == chair.id),
            blocked=_blocks(blocks, zone, "chair_id", chair.id),
        )
        for chair in Chair.objects.filter(active=True)
    )


def _providers(
    booked: Sequence[Appointment],
    blocks: Sequence[Block],
    hours: Sequence[tuple[WorkingHours, Span]],
    practice: Practice,
) -> tuple[Column, ...]:
    zone = zone_of(practice)
    return tuple(
        Column(
            id=str(one.id),
            title=one.name,
            initials=one.initials,
            hue=one.hue,
            open=_joined([span for row, span in hours if row.provider_id == one.id]),
            booked=tuple(row for row in booked if row.provider_id == one.id),
            blocked=_blocks(blocks, zone, "provider_id", one.id),
        )
        for one in Provider.objects.filter(active=True)
    )


def _blocks(blocks: Sequence[Block], zone: ZoneInfo, name: str, key: UUID) -> tuple[Span, ...]:
    """What blocks this chair or provider, and what blocks everything."""
    mine = [one for one in blocks if getattr(one, name) == key or not (one.chair_id or one.provider_id)]
    return tuple(Span(one.starts_at.astimezone(zone), one.ends_at.astimezone(zone), one.reason) for one in mine)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Overlapping spans as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.starts_at):
        if joined and span.starts_at <= joined[-1].ends_at:
            joined[-1] = Span(joined[-1].starts_at, max(joined[-1].ends_at, span.ends_at))
        else:
            joined.append(span)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class TimelineVisit:
    """One visit of a plan on its timeline; `due_date` is its date, or the earliest day without one."""

    visit: PlannedVisit
    due_date: date
    appointment: Appointment | None
    state: Literal["planned", "booked", "done", "missed", "overdue"]
    price: Decimal | None
    paid_for: Decimal


def plan_timeline(membership: Membership, alternative: Alternative, today: date) -> tuple[TimelineVisit, ...]:
    """The visits of a plan in order, planned and performed, with the money that has been worked off so far."""
    rows = visible_to(membership).filter(visit__alternative=alternative).select_related("provider", "chair")
    newest = {row.visit_id: row for row in rows.order_by("booked_at", "starts_at")}
    start, total, found = alternative.version.start_date, Decimal(0), []
    for visit in alternative.visits.all():
        row = newest.get(visit.id)
        due = visit.date or start + timedelta(days=visit.day)
        total += visit.price or Decimal(0) if visit.done_at else Decimal(0)
        found.append(TimelineVisit(visit, due, row, _visit_state(visit, row, due, today), visit.price, total))
    return tuple(found)


def _visit_state(
    visit: PlannedVisit, row: Appointment | None, due: date, today: date
) -> Literal["planned", "booked", "done", "missed", "overdue"]:
    if visit.done_at is not None:
        return "done"
    if visit.date is None and row is not None and row.state == State.MISSED:
        return "missed"
    if visit.date is None and due >= today:
        return "planned"
    return "booked" if visit.date is not None and due >= today else "overdue"


def appointments_of(membership: Membership, patient: Patient) -> QuerySet[Appointment]:
    """All appointments of a patient, the newest first."""
    rows = visible_to(membership).filter(patient=patient).select_related("provider", "chair", "visit")
    return rows.order_by("-starts_at")


def appointment_of(membership: Membership, key: UUID | str) -> Appointment | None:
    """One appointment that the member may see."""
    return visible_to(membership).select_related("patient", "provider", "chair", "visit").filter(pk=key).first()
