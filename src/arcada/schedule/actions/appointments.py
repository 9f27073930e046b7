"""Book, move and follow one appointment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.cases.models import PlannedVisit
from arcada.core.kernel import Refusal
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.models import Chair, Membership, Provider
from arcada.schedule.actions.money import became, booked, money_follows, moved
from arcada.schedule.conflict import blocked, taken
from arcada.schedule.mapping import days_allowed, zone_of
from arcada.schedule.models import FREES_ITS_PLACE, HOLDS_ITS_PLACE, Appointment, Kind, State

NEXT = {
    State.PLANNED: (State.CONFIRMED, State.ARRIVED, State.SEATED, State.DONE, State.MISSED, State.CANCELLED),
    State.CONFIRMED: (State.PLANNED, State.ARRIVED, State.SEATED, State.DONE, State.MISSED, State.CANCELLED),
    State.ARRIVED: (State.CONFIRMED, State.SEATED, State.DONE, State.CANCELLED),
    State.SEATED: (State.ARRIVED, State.DONE),
    State.DONE: (),
    State.MISSED: (),
    State.CANCELLED: (),
}
OVER = (State.DONE, State.MISSED)
LONGEST = 12 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the day book."""

    provider: Provider
    chair: Chair
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """When it is free again."""
        return self.starts_at + timedelta(minutes=self.minutes)


def book(
    *,
    by: Membership,
    at: datetime,
    patient: Patient,
    slot: Slot,
    kind: str = Kind.TREATMENT,
    title: str = "",
    visit: PlannedVisit | None = None,
) -> Appointment | Refusal:
    """Put an appointment into the day book."""
    require(by, Permission.BOOK, slot.provider)
    wrong = _wrong(slot) or too_long(title=(title, 160))
    if wrong is not None:
        return wrong
    row = Appointment(
        practice_id=patient.practice_id,
        patient=patient,
        provider=slot.provider,
        chair=slot.chair,
        visit=visit,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        kind=kind,
        title=title.strip(),
        booked_by=by,
        booked_at=at,
    )
    with money_follows(patient, booked(row), by=by, at=at):
        refused = _placed(row)
        if refused is not None:
            return refused
        write_date(row)
        _told(by, at, "booked", row)
    return row


def move(
    *, by: Membership, at: datetime, appointment: Appointment, slot: Slot, expected_revision: int
) -> Appointment | Refusal:
    """Give an appointment another time, provider or chair; what was confirmed of the old time is planned again."""
    require(by, Permission.BOOK, appointment)
    require(by, Permission.BOOK, slot.provider)
    with transaction.atomic():
        row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
        if row.revision != expected_revision:
            text = f"Somebody else changed it meanwhile: it is {row.get_state_display().lower()} now. Look again."
            return Refusal("stale_appointment", text, "expected_revision")
        if row.state in FREES_ITS_PLACE or row.state == State.DONE:
            text = f"An appointment that is {row.get_state_display().lower()} is not moved; book a new one."
            return Refusal("not_movable", text, "appointment")
        wrong = _wrong(slot) or _out_of_order(row, slot)
        if wrong is not None:
            return wrong
        before, told = row.starts_at, _unsaid_by_move(row, slot)
        with money_follows(row.patient, moved(row, slot.starts_at), by=by, at=at):
            row.provider, row.chair = slot.provider, slot.chair
            row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
            row.revision += 1
            refused = _placed(row)
            if refused is not None:
                return refused
            write_date(row)
            _told(by, at, "moved", row, was=before.isoformat(), **told)
        return row


def _unsaid_by_move(row: Appointment, slot: Slot) -> dict[str, str]:
    """Confirmed was another time, or another person: such a move makes it planned again; another chair does not."""
    if row.state != State.CONFIRMED or (row.starts_at, row.provider_id) == (slot.starts_at, slot.provider.pk):
        return {}
    row.state = State.PLANNED
    return {"state_was": State.CONFIRMED.value, "state": State.PLANNED.value}


def set_state(*, by: Membership, at: datetime, appointment: Appointment, state: str) -> Appointment | Refusal:
    """Confirm, seat, finish or cancel an appointment; a missed or cancelled one frees its place and its visit."""
    cause = became(appointment, state)
    with money_follows(appointment.patient, cause, by=by, at=at):
        return bring_to(by=by, at=at, appointment=appointment, state=state)


def bring_to(*, by: Membership, at: datetime, appointment: Appointment, state: str) -> Appointment | Refusal:
    """Set the state alone: for who changes several visits at once and then lets the money follow once."""
    require(by, Permission.BOOK, appointment)
    with transaction.atomic():
        row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
        if row.state == state:
            return row
        if state in OVER and row.starts_at > at:
            start = row.starts_at.astimezone(zone_of(row.patient.practice))
            text = f"It begins only on {_day(start)} at {start:%H:%M}; it cannot be {State(state).label.lower()} yet."
            return Refusal("still_to_come", text, "state")
        if state not in NEXT[State(row.state)]:
            text = f"It is {row.get_state_display().lower()}; it cannot become {State(state).label.lower()}."
            return Refusal("wrong_state", text, "state")
        row.state = state
        row.revision += 1
        row.save(update_fields=["state", "revision"])
        _follow(row, at)
        _told(by, at, State(state).label.lower(), row)
        return row


def mark_missed(*, by: Membership, at: datetime, appointment: Appointment) -> Appointment | Refusal:
    """The patient did not come."""
    return set_state(by=by, at=at, appointment=appointment, state=State.MISSED)


def write_date(row: Appointment) -> None:
    """The visit of the plan takes the date of its appointment, in the clinic's clock."""
    if row.visit_id is None:
        return
    day = row.starts_at.astimezone(zone_of(row.patient.practice)).date()
    PlannedVisit.objects.filter(pk=row.visit_id).update(date=day)


def _follow(row: Appointment, at: datetime) -> None:
    """What a new state means for the plan."""
    if row.visit_id is None:
        return
    if row.state in FREES_ITS_PLACE:
        PlannedVisit.objects.filter(pk=row.visit_id).update(date=None)
    if row.state == State.DONE:
        visit = PlannedVisit.objects.get(pk=row.visit_id)
        visit.done_at = at
        visit.save(update_fields=["done_at"])
        visit.alternative.items.filter(last_visit=visit.number, state="planned").update(state="done", done_at=at)


def _placed(row: Appointment) -> Refusal | None:
    """Save, or say what the database refused."""
    slot = {"provider": row.provider, "chair": row.chair, "starts_at": row.starts_at, "ends_at": row.ends_at}
    refusal = blocked(**slot) or _elsewhere(row)
    if refusal is not None:
        return refusal
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        return taken(error, **slot)
    return None


def _elsewhere(row: Appointment) -> Refusal | None:
    """A patient is in one place at a time."""
    rows = Appointment.objects.filter(HOLDS_ITS_PLACE, patient_id=row.patient_id).exclude(pk=row.pk)
    other = rows.filter(starts_at__lt=row.ends_at, ends_at__gt=row.starts_at).select_related("provider").first()
    if other is None:
        return None
    start = other.starts_at.astimezone(zone_of(row.patient.practice))
    text = f"{row.patient.given_name} {row.patient.family_name} is with {other.provider} at {start:%H:%M} that day."
    return Refusal("patient_busy", text, "starts_at")


def _wrong(slot: Slot) -> Refusal | None:
    if not 0 < slot.minutes <= LONGEST:
        return Refusal("bad_length", f"An appointment takes between 1 and {LONGEST} minutes.", "minutes")
    if slot.starts_at.tzinfo is None:
        return Refusal("no_zone", "The time came without its zone.", "starts_at")
    if not slot.provider.active:
        return Refusal("not_working", f"{slot.provider} no longer works here.", "provider")
    if not slot.chair.active:
        return Refusal("not_in_use", f"{slot.chair} is not in use.", "chair")
    return None


def _out_of_order(row: Appointment, slot: Slot) -> Refusal | None:
    """A visit of a plan keeps its days from the others; which of them are in the way is said."""
    if row.visit is None:
        return None
    first, last = days_allowed(row.visit)
    day = slot.starts_at.astimezone(zone_of(row.patient.practice)).date()
    if first is not None and day < first:
        text = f"Visit {row.visit.number} follows earlier visits of the plan: not before {_day(first)}."
        return Refusal("too_soon", text, "starts_at")
    if last is not None and day > last:
        text = (
            f"Visit {row.visit.number} must be on {_day(last)} at the latest, because of other visits of the plan. "
            "Move those first."
        )
        return Refusal("too_late", text, "starts_at")
    return None


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _told(by: Membership, at: datetime, verb: str, row: Appointment, **detail: str) -> None:
    record(
        by=by,
        at=at,
        verb=verb,
        noun="appointment",
        noun_id=row.id,
        patient_id=row.patient_id,
        detail={"starts_at": row.starts_at.isoformat(), "chair": str(row.chair_id), **detail},
    )
