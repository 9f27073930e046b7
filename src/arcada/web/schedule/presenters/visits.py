"""A patient's visits: the accepted plan with its dates or the dates that are offered, and all else that is booked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from arcada.cases.agreement import signature_of
from arcada.cases.models import Alternative, Case
from arcada.cases.queries import accepted_alternative, active_version, cases_of
from arcada.core.daybook.timetable import Booking
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, duration, moment, teeth
from arcada.interop.knowledge import load_library
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Chair, Membership, Provider
from arcada.schedule.actions.book_alternative import fingerprint, propose
from arcada.schedule.actions.unbook_alternative import may_be_unbooked
from arcada.schedule.mapping import name_of, number_of
from arcada.schedule.models import Appointment
from arcada.schedule.queries import TimelineVisit, appointments_of, plan_timeline
from arcada.schedule.waiting import Held, held
from arcada.web.schedule.presenters.strip import Strip, strip_of
from arcada.web.schedule.presenters.waits import Wait, waits_of, why_of_visit
from arcada.web.schedule.presenters.wall import link
from arcada.web.shell.rail import address

STATE_WORDS = {
    "planned": "No date yet",
    "booked": "Booked",
    "done": "Done",
    "missed": "Missed",
    "overdue": "Overdue",
}
MARKS = {"planned": "planned", "booked": "planned", "done": "done", "missed": "finding", "overdue": "finding"}


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit of the plan; `when` is empty while it has no date and none can be offered."""

    number: int
    work: tuple[str, ...]
    length: str
    when: str
    url: str
    who: str
    where: str
    why: str
    price: Decimal | None
    state: str
    state_words: str
    mark: str
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """An appointment of no plan."""

    at: datetime
    title: str
    who: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """The whole page; `stage` is none, undecided, offer, stuck or booked."""

    stage: str
    case: str = ""
    title: str = ""
    signed: bool = False
    newer: bool = False
    strip: Strip | None = None
    lines: tuple[VisitLine, ...] = ()
    open_visits: int = 0
    seen: str = ""
    not_before: str = ""
    refusal: str = ""
    upto: int = 0
    may_book: bool = False
    may_unbook: bool = False
    prices: bool = False
    waits: tuple[Wait, ...] = ()
    all_wait: bool = False
    plan_url: str = ""
    consent_url: str = ""
    coming: tuple[Other, ...] = field(default_factory=tuple)
    past: tuple[Other, ...] = field(default_factory=tuple)


def course_of(member: Membership, patient: Patient) -> tuple[Case | None, Alternative | None]:
    """The newest case with an accepted plan that is in force or signed, else the newest case."""
    cases = cases_of(member, patient)
    for case in cases:
        accepted = accepted_alternative(case)
        if accepted is not None and (accepted.version.active or signed(accepted)):
            return case, accepted
    return (cases[0] if cases else None), None


def signed(alternative: Alternative) -> bool:
    """Whether the patient has signed it."""
    return signature_of(alternative) is not None


def visits_page(
    patient: Patient, member: Membership, *, now: datetime, today: date, voice: Voice, not_before: date | None = None
) -> VisitsPage:
    """The page for a member; dates are offered as the calendar stands now."""
    case, accepted = course_of(member, patient)
    coming, past = _others(member, patient, now, voice)
    known: dict[str, Any] = {
        "case": case.title if case else "",
        "plan_url": address("plan:show", patient.pk),
        "consent_url": address("consent:show", patient.pk),
        "coming": coming,
        "past": past,
    }
    if case is None or active_version(case) is None:
        return VisitsPage(stage="none", **known)
    if accepted is None:
        return VisitsPage(stage="undecided", **known)
    visits = plan_timeline(member, accepted, today)
    prices = may(member, Permission.READ_PRICE)
    left = [one for one in visits if one.visit.date is None and one.visit.done_at is None]
    waits = held(accepted, now)
    free = [one for one in left if one.visit.number not in waits.visits]
    offer = propose(alternative=accepted, at=now, not_before=not_before) if free else None
    return VisitsPage(
        stage="booked" if not free else "stuck" if isinstance(offer, Refusal) else "offer",
        title=f"{accepted.tier.title()} plan",
        signed=signed(accepted),
        newer=not accepted.version.active,
        strip=strip_of(visits, accepted, voice=voice, prices=prices, offered=_dates(offer)),
        lines=_lines(visits, accepted, offer if isinstance(offer, Booking) else None, member, voice, waits),
        open_visits=len(free),
        waits=waits_of(waits.pauses, patient.pk, voice),
        all_wait=bool(left) and not free,
        seen=fingerprint(offer) if isinstance(offer, Booking) else "",
        not_before=not_before.isoformat() if not_before else "",
        refusal=offer.text if isinstance(offer, Refusal) else "",
        upto=_reachable(accepted, offer, free, now, not_before) if isinstance(offer, Refusal) else 0,
        may_book=may(member, Permission.BOOK),
        may_unbook=may(member, Permission.BOOK) and may_be_unbooked(accepted),
        prices=prices,
        **known,
    )


def _reachable(
    accepted: Alternative, refusal: Refusal, left: Sequence[TimelineVisit], now: datetime, not_before: date | None
) -> int:
    """The last visit up to which the plan could be booked now; 0 where not even the first could."""
    numbers = [one.visit.number for one in left]
    stuck = number_of(refusal.where) if refusal.where.startswith("visit ") else 0
    for number in reversed([one for one in numbers if one < stuck]):
        if isinstance(propose(alternative=accepted, at=now, not_before=not_before, upto=number), Booking):
            return number
    return 0


def _lines(
    visits: Sequence[TimelineVisit],
    accepted: Alternative,
    offer: Booking | None,
    member: Membership,
    voice: Voice,
    waits: Held,
) -> tuple[VisitLine, ...]:
    places = {number_of(one.visit): one for one in offer.placements} if offer else {}
    reasons = _reasons(offer)
    people = {str(one.pk): one.name for one in Provider.objects.all()}
    chairs = {str(one.pk): one.name for one in Chair.objects.all()}
    work = _work(accepted.content(), voice)
    prices = may(member, Permission.READ_PRICE)
    found = []
    for one in visits:
        number, row = one.visit.number, one.appointment
        place = places.get(number)
        booked = row is not None and one.visit.date is not None
        starts_at = place.start if place else row.starts_at if row and (booked or one.state == "done") else None
        found.append(
            VisitLine(
                number=number,
                work=work.get(number, ()),
                length=duration(one.visit.minutes),
                when=moment(starts_at, voice, style="full") if starts_at else "",
                url=_url(row, voice) if row is not None and place is None else "",
                who=people.get(place.provider, "") if place else row.provider.name if row else "",
                where=chairs.get(place.chair, "") if place else row.chair.name if row else "",
                why=reasons.get(number, ""),
                price=one.price if prices else None,
                state=one.state,
                state_words=_state_words(one, offered=place is not None),
                mark="planned" if place is not None or row is None else MARKS[one.state],
                waits="" if one.visit.done_at else why_of_visit(waits, number, voice),
            )
        )
    return tuple(found)


def _dates(offer: Booking | Refusal | None) -> Mapping[int, date]:
    return {number_of(one.visit): one.start.date() for one in offer.placements} if isinstance(offer, Booking) else {}


def _state_words(one: TimelineVisit, *, offered: bool) -> str:
    if offered:
        return "Missed: new time offered" if one.state == "missed" else "Offered"
    if one.state == "booked" and one.appointment is not None:
        return str(one.appointment.get_state_display())
    return STATE_WORDS["planned" if one.visit.date is None and one.state == "overdue" else one.state]


def _reasons(offer: Booking | None) -> Mapping[int, str]:
    """Why a visit is not earlier, in the calendar's words without the visit's name."""
    if offer is None:
        return {}
    found = {}
    for place, reason in zip(offer.placements, offer.why, strict=True):
        number = number_of(place.visit)
        words = reason.text.removeprefix(f"{name_of(number)} on {place.start.date().isoformat()}: ")
        found[number] = words[:1].upper() + words[1:]
    return found


def _work(content: Mapping[str, Any], voice: Voice) -> Mapping[int, tuple[str, ...]]:
    """What is done in each visit: the name of the procedure with all its teeth; what goes on says so."""
    procedures = load_library().procedures
    found: dict[int, dict[str, list[str]]] = {}
    for item in content["items"]:
        known = procedures.get(item["procedure"])
        name = known.name if known else item["family"].replace("_", " ").capitalize()
        numbers = [one for one in item["where"] if one[:1].isdigit()]
        for number in sorted({item["visit"], item["last_visit"]}):
            going_on = item["last_visit"] == number and item["visit"] != number
            words = f"{name}, finish" if going_on else name
            found.setdefault(number, {}).setdefault(words, []).extend(numbers)
    return {
        number: tuple(f"{words}: {teeth(set(where), voice)}" if where else words for words, where in named.items())
        for number, named in found.items()
    }


def _others(
    member: Membership, patient: Patient, now: datetime, voice: Voice
) -> tuple[tuple[Other, ...], tuple[Other, ...]]:
    rows = list(appointments_of(member, patient).filter(visit__isnull=True)[:40])
    coming = [row for row in reversed(rows) if row.starts_at >= now and row.holds_its_place]
    past = [row for row in rows if row.starts_at < now]
    return tuple(_other(row, voice) for row in coming), tuple(_other(row, voice) for row in past[:6])


def _other(row: Appointment, voice: Voice) -> Other:
    return Other(row.starts_at, row.title, row.provider.name, row.get_state_display(), _url(row, voice))


def _url(row: Appointment, voice: Voice) -> str:
    day = row.starts_at.astimezone(voice.zone).date()
    key: UUID = row.pk
    return link(day, "chair", key)
