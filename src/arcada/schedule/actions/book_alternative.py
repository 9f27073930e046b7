"""Book all visits of the accepted alternative in one click, each as early as the calendar allows.

It is all or nothing: if one visit finds no place, none is booked, and the refusal names the visit, what blocks it,
and up to which visit the plan could be booked now (`upto`). If somebody takes one of the places in the same
moment, the calendar is read again and the plan is placed anew; unless the caller says which dates a person has seen
(`seen`, a fingerprint of the proposal): then other dates than those are never booked unasked. Dates that an older plan
of the case still holds are given back. Visits that wait for an insurer are left out (`schedule/waiting.py`).
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from arcada.audit.actions import record
from arcada.cases.agreement import signature_of
from arcada.cases.models import Alternative, PlannedVisit
from arcada.cases.models.plan import AlternativeState
from arcada.core.daybook.book import HORIZON_DAYS, book
from arcada.core.daybook.calendar import Calendar, compile_calendar
from arcada.core.daybook.timetable import Booking, Placement, Plan
from arcada.core.kernel import Refusal
from arcada.core.teeth.notation import Notation
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership
from arcada.schedule.actions.appointments import bring_to, write_date
from arcada.schedule.actions.money import Cause, money_follows
from arcada.schedule.conflict import PLACES, constraint_of
from arcada.schedule.mapping import clinics, name_of, number_of, visits_to_book, zone_of
from arcada.schedule.models import Appointment, Kind, State
from arcada.schedule.waiting import held, refusal_of

TRIES = 3


def book_alternative(
    *,
    by: Membership,
    at: datetime,
    alternative: Alternative,
    not_before: date | None = None,
    upto: int | None = None,
    seen: str = "",
) -> list[Appointment] | Refusal:
    """Book every visit without a date, from tomorrow or `not_before` on, up to visit `upto` if given."""
    require(by, Permission.BOOK)
    for _ in range(TRIES):
        with suppress(_TakenMeanwhile), transaction.atomic():
            row = Alternative.objects.select_for_update(of=("self",)).get(pk=alternative.pk)
            open_visits = _open_visits(row, upto, at)
            if isinstance(open_visits, Refusal):
                return open_visits
            booking = _place(row, open_visits, at, not_before)
            if isinstance(booking, Refusal):
                return booking
            if seen and fingerprint(booking) != seen:
                text = (
                    "The calendar has changed since these dates were shown. Nothing was booked: look at the new ones."
                )
                return Refusal("dates_changed", text, "seen")
            cause = Cause("plan_booked", "The visits of the plan were booked.")
            with money_follows(row.case.patient, cause, by=by, at=at):
                return _write(by, at, row, booking)
    text = "Others are booking at the same time and took the places. Nothing was booked; try again."
    return Refusal("slot_taken", text, "alternative")


def propose(
    *, alternative: Alternative, at: datetime, not_before: date | None = None, upto: int | None = None
) -> Booking | Refusal:
    """Where `book_alternative` would place the visits now; nothing is written."""
    open_visits = _open_visits(alternative, upto, at)
    return open_visits if isinstance(open_visits, Refusal) else _place(alternative, open_visits, at, not_before)


def fingerprint(booking: Booking) -> str:
    """The same for the same visits at the same times with the same people on the same chairs."""
    told = "\n".join(
        f"{one.visit} {one.provider} {one.chair} {one.start.isoformat()} {one.end.isoformat()}"
        for one in booking.placements
    )
    return sha256(told.encode()).hexdigest()


class _TakenMeanwhile(Exception):
    pass


def _given_back(alternative: Alternative, at: datetime) -> QuerySet[Appointment]:
    """The dates of plans that this one took the place of: they are free when it is booked."""
    return Appointment.objects.filter(
        visit__alternative__case_id=alternative.case_id,
        visit__alternative__state=AlternativeState.RETIRED,
        state__in=(State.PLANNED, State.CONFIRMED),
        starts_at__gt=at,
    ).select_related("provider")


def _open_visits(alternative: Alternative, upto: int | None, at: datetime) -> list[PlannedVisit] | Refusal:
    signed = signature_of(alternative) is not None
    if alternative.state != AlternativeState.ACCEPTED or not (alternative.version.active or signed):
        text = "Only what was accepted of the newest plan, or signed, is booked. Accept an alternative first."
        return Refusal("not_accepted", text, "alternative")
    rows = [row for row in alternative.visits.all() if row.date is None and row.done_at is None]
    waits = held(alternative, at)
    free = [row for row in rows if row.number not in waits.visits]
    if rows and not free:
        return refusal_of(waits, cast(Notation, alternative.case.patient.practice.numbering))
    if upto is not None:
        free = [row for row in free if row.number <= upto]
    return free or Refusal("nothing_to_book", "All visits of this plan have a date.", "alternative")


def _place(
    alternative: Alternative, rows: list[PlannedVisit], at: datetime, not_before: date | None
) -> Booking | Refusal:
    """The earliest booking over all sites, or the refusal of the site that came furthest."""
    case = alternative.case
    practice = case.patient.practice
    zone = zone_of(practice)
    today = at.astimezone(zone).date()
    if not_before is not None and (not_before - today).days > HORIZON_DAYS:
        text = f"{not_before} lies more than {HORIZON_DAYS} days away; no day book is planned so far ahead."
        return Refusal("horizon", text, "not_before")
    first = max(not_before or date.min, today + timedelta(days=1))
    now = datetime.combine(first, time(), zone)
    visits = visits_to_book(alternative, rows, first)
    plan = Plan(str(case.patient_id), visits, preferred_provider=str(case.dentist_id or ""))
    best: Booking | None = None
    refusals: list[tuple[int, Refusal]] = []
    given_back = frozenset(_given_back(alternative, at).values_list("id", flat=True))
    until = now + timedelta(days=HORIZON_DAYS + 1)
    for clinic in clinics(practice, now, until, without=given_back).values():
        calendar = compile_calendar(clinic)
        found = book(calendar, plan, now=now)
        if isinstance(found, Refusal):
            refusals.append(_with_partial(calendar, plan, found, now))
        elif best is None or (found.last_day or first) < (best.last_day or first):
            best = found
    if best is not None:
        return best
    if not refusals:
        return Refusal("no_hours", "Nobody has working hours at a site with a chair yet; set them first.", "")
    return max(refusals, key=lambda one: one[0])[1]


def _with_partial(calendar: Calendar, plan: Plan, refusal: Refusal, now: datetime) -> tuple[int, Refusal]:
    """The refusal in a sentence, with how far the plan could be booked today."""
    names = [visit.id for visit in plan.visits]
    reached = names.index(refusal.where) if refusal.where in names else 0
    while reached and isinstance(book(calendar, replace(plan, visits=plan.visits[:reached]), now=now), Refusal):
        reached -= 1
    text = refusal.text[:1].upper() + refusal.text[1:]
    text = text if text.endswith(".") else f"{text}."
    if reached:
        text += f" The plan can be booked up to {names[reached - 1]} now."
    return reached, Refusal(refusal.code, text, refusal.where)


def _write(by: Membership, at: datetime, alternative: Alternative, booking: Booking) -> list[Appointment]:
    """All appointments; when one place was taken meanwhile, none."""
    for older in _given_back(alternative, at):
        bring_to(by=by, at=at, appointment=older, state=State.CANCELLED)
    rows = {name_of(row.number): row for row in alternative.visits.all()}
    made: list[Appointment] = []
    for placement in booking.placements:
        row = _appointment(by, at, alternative, rows[placement.visit], placement)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            if constraint_of(error) in (*PLACES, "appointment_patient_once", "appointment_one_per_visit"):
                raise _TakenMeanwhile from error
            raise
        write_date(row)
        made.append(row)
    record(
        by=by,
        at=at,
        verb="booked a plan",
        noun="alternative",
        noun_id=alternative.id,
        patient_id=alternative.case.patient_id,
        detail={"visits": [number_of(one.visit) for one in booking.placements]},
    )
    return made


def _appointment(
    by: Membership, at: datetime, alternative: Alternative, visit: PlannedVisit, placement: Placement
) -> Appointment:
    items = [item for item in alternative.items.all() if item.visit <= visit.number <= item.last_visit]
    known = load_library().procedures
    names = [known[item.procedure].name if item.procedure in known else item.family.replace("_", " ") for item in items]
    return Appointment(
        practice_id=alternative.practice_id,
        patient_id=alternative.case.patient_id,
        provider_id=placement.provider,
        chair_id=placement.chair,
        visit=visit,
        starts_at=placement.start,
        ends_at=placement.end,
        kind=Kind.TREATMENT,
        title=", ".join(dict.fromkeys(names))[:160],
        booked_by=by,
        booked_at=at,
    )
