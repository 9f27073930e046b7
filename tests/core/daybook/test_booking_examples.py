"""Small clinics with plans, where each visit must land, and what is said when it cannot."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import compile_calendar
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Closure, Hours, Provider
from arcada.core.daybook.timetable import Booking, DayLag, Plan, Visit
from arcada.core.kernel import Refusal

ZONE = "America/Chicago"
NINE_TO_FIVE = tuple(Hours(weekday, time(9), time(17)) for weekday in range(5))
ANA = Provider("ana", frozenset({"dentist"}), NINE_TO_FIVE)
BEN = Provider("ben", frozenset({"dentist", "surgeon"}), NINE_TO_FIVE)
HAL = Provider("hal", frozenset({"hygienist"}), (Hours(0, time(9), time(12)), Hours(0, time(12), time(15))))
PLAIN, FULL = Chair("c1"), Chair("c2", frozenset({"microscope", "xray"}))


def at(text: str, zone: str = ZONE) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZoneInfo(zone))


def clinic(*providers: Provider, chairs: tuple[Chair, ...] = (PLAIN, FULL), **more) -> Clinic:
    return Clinic(more.pop("zone", ZONE), providers or (ANA,), chairs, **more)


def taken(start: str, end: str, provider: str = "ana", chair: str = "c1", patient: str = "other") -> Appointment:
    return Appointment(f"{provider} {start}", patient, provider, chair, at(start), at(end))


def visit(name: str, minutes: int = 60, *roles: str, after: tuple[DayLag, ...] = (), **more) -> Visit:
    return Visit(name, minutes, roles or ("dentist",), after=after, **more)


def plan(*visits: Visit, **more) -> Plan:
    return Plan("pat", visits, **more)


NOW = "01-05T08:00"  # a Monday
TWO = (visit("v1"), visit("v2", after=(DayLag("v1", 7, 14),)))

PLACED = [
    ("first free time of the first day", clinic(), plan(visit("v1")), NOW, ["v1 ana c1 01-05T09:00"]),
    ("never in the past, but on the next increment", clinic(), plan(visit("v1")), "01-05T10:03",
     ["v1 ana c1 01-05T10:10"]),
    ("not on a day off", clinic(Provider("ana", frozenset({"dentist"}), NINE_TO_FIVE, frozenset({date(2026, 1, 5)}))),
     plan(visit("v1")), NOW, ["v1 ana c1 01-06T09:00"]),
    ("not into an appointment", clinic(appointments=(taken("01-05T09:30", "01-05T11:00"),)), plan(visit("v1")), NOW,
     ["v1 ana c1 01-05T11:00"]),
    ("an appointment off the grid takes the increments that it touches",
     clinic(appointments=(taken("01-05T09:00", "01-05T09:25"),)), plan(visit("v1")), NOW, ["v1 ana c1 01-05T09:30"]),
    ("another chair while one is taken", clinic(appointments=(taken("01-05T09:00", "01-05T17:00", "ben"),)),
     plan(visit("v1")), NOW, ["v1 ana c2 01-05T09:00"]),
    ("the patient is elsewhere in the house", clinic(ANA, HAL, appointments=(
        taken("01-05T09:00", "01-05T10:00", "hal", "c2", "pat"),)), plan(visit("v1")), NOW, ["v1 ana c1 01-05T10:00"]),
    ("the chair that has what is needed", clinic(), plan(visit("v1", equipment=frozenset({"xray"}))), NOW,
     ["v1 ana c2 01-05T09:00"]),
    ("the role that is needed", clinic(ANA, BEN), plan(visit("v1", 60, "surgeon")), NOW, ["v1 ben c1 01-05T09:00"]),
    ("either of two roles", clinic(ANA, HAL),
     plan(visit("v1", 60, "hygienist", "dentist"), visit("v2", 60, "hygienist")), NOW,
     ["v1 ana c1 01-05T09:00", "v2 hal c1 01-05T10:00"]),
    ("hours that touch are one", clinic(HAL), plan(visit("v1", 300, "hygienist")), NOW, ["v1 hal c1 01-05T09:00"]),
    ("the patient's hours", clinic(), plan(visit("v1"), patient_hours=(Hours(2, time(13, 5), time(20)),)), NOW,
     ["v1 ana c1 01-07T13:10"]),
    ("the preferred dentist among equal times", clinic(ANA, BEN), plan(visit("v1"), preferred_provider="ben"), NOW,
     ["v1 ben c1 01-05T09:00"]),
    ("who is known already", clinic(ANA, BEN, appointments=(taken("01-05T09:00", "01-05T10:00"),)), plan(*TWO), NOW,
     ["v1 ben c2 01-05T09:00", "v2 ben c1 01-12T09:00"]),
    ("a lag in days", clinic(), plan(*TWO), NOW, ["v1 ana c1 01-05T09:00", "v2 ana c1 01-12T09:00"]),
    ("two visits on one day follow each other", clinic(), plan(visit("v1"), visit("v2")), NOW,
     ["v1 ana c1 01-05T09:00", "v2 ana c1 01-05T10:00"]),
    ("dates asked for", clinic(), plan(visit("v1", not_before=date(2026, 2, 1), not_after=date(2026, 2, 2))), NOW,
     ["v1 ana c1 02-02T09:00"]),
    ("a deadline pushes the first visit right", clinic(closures=(Closure(at("01-12T00:00"), at("02-02T00:00")),)),
     plan(*TWO), NOW, ["v1 ana c1 02-02T09:00", "v2 ana c1 02-09T09:00"]),
    ("a deadline pushes by as little as it must", clinic(closures=(Closure(at("01-10T00:00"), at("01-21T00:00")),)),
     plan(*TWO), NOW, ["v1 ana c1 01-07T09:00", "v2 ana c1 01-21T09:00"]),
    ("a closure of one chair leaves the other",
     clinic(closures=(Closure(at("01-05T00:00"), at("01-06T00:00"), chair="c1"),)),
     plan(visit("v1")), NOW, ["v1 ana c2 01-05T09:00"]),
    ("a closure of one dentist leaves the other",
     clinic(ANA, BEN, closures=(Closure(at("01-05T00:00"), at("01-06T00:00"), provider="ana"),)),
     plan(visit("v1")), NOW, ["v1 ben c1 01-05T09:00"]),
    ("nothing to book", clinic(), plan(), NOW, []),
]  # fmt: skip


@pytest.mark.parametrize(("house", "wanted", "now", "places"), [c[1:] for c in PLACED], ids=[c[0] for c in PLACED])
def test_places(house: Clinic, wanted: Plan, now: str, places: list[str]) -> None:
    booking = book(compile_calendar(house), wanted, now=at(now))
    assert isinstance(booking, Booking)
    shown = [f"{p.visit} {p.provider} {p.chair} {p.start:%m-%dT%H:%M}" for p in booking.placements]
    assert shown == places
    minutes = [(p.end - p.start).total_seconds() / 60 for p in booking.placements]
    assert minutes == [one.minutes for one in wanted.visits]
    assert len(booking.why) == len(places)


CLOSED = Closure(at("01-05T00:00"), at("03-01T00:00"))
REFUSED = [
    ("nobody has the role", clinic(), plan(visit("v1", 60, "surgeon")), "no_role", "surgeon"),
    ("no chair has the microscope", clinic(chairs=(PLAIN,)), plan(visit("v1", equipment=frozenset({"microscope"}))),
     "no_equipment", "microscope"),
    ("longer than any day", clinic(), plan(visit("v1", 490)), "no_hours", "480"),
    ("the patient comes on Sundays", clinic(), plan(visit("v1"), patient_hours=(Hours(6, time(9), time(17)),)),
     "no_hours", "share more than 0"),
    ("every time is taken", clinic(closures=(CLOSED,)), plan(visit("v1", not_after=date(2026, 2, 1))), "no_slot",
     "from 2026-01-05 to 2026-02-01"),
    ("nobody works in the window", clinic(),
     plan(visit("v1", not_before=date(2026, 1, 10), not_after=date(2026, 1, 11))),
     "window_empty", "from 2026-01-10 to 2026-01-11"),
    ("the last day has passed", clinic(), plan(visit("v1", not_after=date(2026, 1, 2))), "window_empty",
     "3 days too late"),
    ("healing takes longer than the date allows", clinic(), plan(visit("v1"), visit("v2", after=(DayLag("v1", 84),),
     not_after=date(2026, 3, 23))), "window_empty", "7 days too late"),
    ("beyond the horizon", clinic(), plan(visit("v1"), visit("v2", after=(DayLag("v1", 600),))), "horizon",
     "600 days after v1"),
    ("Monday and Friday never meet",
     clinic(Provider("ana", frozenset({"dentist"}), (Hours(4, time(9), time(17)),)), HAL),
     plan(visit("v1", 60, "hygienist"), visit("v2", after=(DayLag("v1", 7, 8),))), "lag_conflict", "v1 within 8 days"),
    ("a deadline against a date", clinic(), plan(visit("v1", not_after=date(2026, 1, 9)),
     visit("v2", not_before=date(2026, 2, 2), after=(DayLag("v1", 7, 14),))), "lag_conflict", "14 days too late"),
    ("waits for a stranger", clinic(), plan(visit("v1", after=(DayLag("v9", 1),))), "unknown_visit", "v9"),
    ("waits for a later one", clinic(), plan(visit("v1", after=(DayLag("v2", 1),)), visit("v2")), "lag_conflict", "v2"),
    ("a lag without a day", clinic(), plan(visit("v1"), visit("v2", after=(DayLag("v1", 9, 3),))), "lag_conflict",
     "leaves none"),
    ("no length", clinic(), plan(visit("v1", 0)), "visit_minutes", "0 minutes"),
    ("one name twice", clinic(), plan(visit("v1"), visit("v1")), "duplicate_visit", "v1"),
]  # fmt: skip


@pytest.mark.parametrize(("house", "wanted", "code", "words"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_refusals_name_what_blocks(house: Clinic, wanted: Plan, code: str, words: str) -> None:
    refusal = book(compile_calendar(house), wanted, now=at(NOW))
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert words in refusal.text
    assert refusal.where in {one.id for one in wanted.visits}


def test_each_visit_says_why_it_is_not_sooner() -> None:
    house = clinic(closures=(Closure(at("01-10T00:00"), at("01-21T00:00")),))
    booking = book(compile_calendar(house), plan(*TWO, visit("v3", after=(DayLag("v2", 1),))), now=at(NOW))
    assert isinstance(booking, Booking)
    assert [reason.text for reason in booking.why] == [
        "v1 on 2026-01-07: so that v2 follows within 14 days",
        "v2 on 2026-01-21: the first free time",
        "v3 on 2026-01-22: 1 day after v2",
    ]
