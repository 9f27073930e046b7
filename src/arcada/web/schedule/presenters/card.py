"""The card of one appointment: who, when, which visit of which plan, and what may be done with it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from arcada.display.phrases import Voice, clock, duration, moment
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.schedule.actions.appointments import NEXT
from arcada.schedule.free_times import FreeTime, free_times
from arcada.schedule.models import FREES_ITS_PLACE, Appointment, State
from arcada.schedule.waiting import held, said
from arcada.web.shell.rail import address

WORDS = {
    State.CONFIRMED: "Confirm",
    State.ARRIVED: "Arrived",
    State.SEATED: "In the chair",
    State.DONE: "Done",
    State.MISSED: "Missed",
    State.CANCELLED: "Cancel the appointment",
    State.PLANNED: "Not confirmed",
}
WAY = (State.CONFIRMED, State.ARRIVED, State.SEATED, State.DONE)
ONCE_BEGUN = (State.DONE, State.MISSED)
ON_ITS_DAY = (State.ARRIVED, State.SEATED)


@dataclass(frozen=True, slots=True)
class Step:
    """A button that brings the appointment into another state; `kind` is its look."""

    state: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A free time to move to, as the hidden fields of the form and in words."""

    words: str
    day: str
    time: str
    chair: str


@dataclass(frozen=True, slots=True)
class Card:
    """What the panel shows of an appointment."""

    id: str
    name: str
    patient_url: str
    schedule_url: str
    phone: str
    phone_words: str
    when: str
    length: str
    until: str
    provider: str
    provider_id: str
    minutes: int
    chair: str
    state: str
    state_words: str
    work: str
    note: str
    plan: str
    price: Decimal | None
    priced: bool
    revision: int
    steps: tuple[Step, ...]
    movable: bool
    offers: tuple[Offer, ...]
    rebook: str
    why_not: str
    waits: str = ""


def card_of(row: Appointment, member: Membership, *, now: datetime, voice: Voice) -> Card:
    """The card for a member; without the right to book there are no buttons, and it says why."""
    patient = row.patient
    phone = patient.phone or patient.guardian_phone
    book = may(member, Permission.BOOK, row)
    movable = book and row.state not in {*FREES_ITS_PLACE, State.DONE}
    minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
    return Card(
        id=str(row.pk),
        name=f"{patient.given_name} {patient.family_name}",
        patient_url=address("intake:show", patient.pk),
        schedule_url=address("schedule:show", patient.pk),
        phone="".join(one for one in phone if one.isdigit() or one == "+"),
        phone_words=phone,
        when=moment(row.starts_at, voice, style="week"),
        length=duration(minutes),
        until=clock(row.ends_at, voice),
        provider=row.provider.name,
        provider_id=str(row.provider_id),
        minutes=minutes,
        chair=row.chair.name,
        state=row.state,
        state_words=row.get_state_display(),
        work=row.title[:1].upper() + row.title[1:],
        note=row.note,
        plan=_plan(row),
        price=row.visit.price if row.visit is not None else None,
        priced=row.visit is not None and may(member, Permission.READ_PRICE),
        revision=row.revision,
        steps=_steps(row, now, voice) if book else (),
        movable=movable,
        offers=_offers(free_times(row, at=now), voice) if movable else (),
        rebook=_rebook(row) if book else "",
        why_not="" if book else "Your role follows this appointment but does not change it.",
        waits=_waits(row, now, voice),
    )


def _waits(row: Appointment, now: datetime, voice: Voice) -> str:
    """What of the visit must not be done yet, because an insurer has not released it."""
    if row.visit is None or row.state in FREES_ITS_PLACE or row.state == State.DONE:
        return ""
    found = held(row.visit.alternative, now).of_visit(row.visit.number)
    return f"Not yet: {said(found, voice.notation)}." if found else ""


def _rebook(row: Appointment) -> str:
    """Where what was missed or cancelled gets its new time: with its plan, or alone."""
    if row.state not in FREES_ITS_PLACE:
        return ""
    if row.visit is not None:
        return address("schedule:show", row.patient_id) if row.visit.date is None else ""
    asked = {
        "patient": str(row.patient_id),
        "title": row.title,
        "kind": row.kind,
        "provider": str(row.provider_id),
        "chair": str(row.chair_id),
        "minutes": int((row.ends_at - row.starts_at).total_seconds() // 60),
    }
    return f"{address('schedule:new')}?{urlencode(asked)}"


def _plan(row: Appointment) -> str:
    if row.visit is None:
        return ""
    alternative = row.visit.alternative
    return f"Visit {row.visit.number} of {alternative.visits.count()}, {alternative.tier} plan"


def _steps(row: Appointment, now: datetime, voice: Voice) -> tuple[Step, ...]:
    """Only what makes sense at this moment; the natural next step is the strong one."""
    begun = row.starts_at <= now
    same_day = row.starts_at.astimezone(voice.zone).date() == now.astimezone(voice.zone).date()
    able = [
        state
        for state in NEXT[State(row.state)]
        if (begun or state not in ONCE_BEGUN) and (same_day or state not in ON_ITS_DAY)
    ]
    if begun and not same_day:
        able = [state for state in able if state in ONCE_BEGUN]
    ahead = [state for state in WAY if state in able and _is_ahead(state, row.state)]
    strong = ahead[0] if ahead else None
    looks = {strong: "primary", State.MISSED: "danger", State.CANCELLED: "quiet", State.PLANNED: "quiet"}
    order = [*ahead, *(state for state in able if state not in ahead)]
    return tuple(Step(state.value, _words(state, row.state), looks.get(state, "")) for state in order)


def _is_ahead(state: str, now: str) -> bool:
    return now not in WAY or WAY.index(State(state)) > WAY.index(State(now))


def _words(state: State, now: str) -> str:
    if now in WAY and state in WAY and not _is_ahead(state, now):
        return f"Back to {state.label.lower()}"
    return WORDS[state]


def _offers(found: Sequence[FreeTime], voice: Voice) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            words=f"{moment(one.starts_at, voice)}, {one.chair.name}",
            day=one.starts_at.astimezone(voice.zone).strftime("%Y-%m-%d"),
            time=one.starts_at.astimezone(voice.zone).strftime("%H:%M"),
            chair=str(one.chair.pk),
        )
        for one in found
    )
