"""Days on which the clock changes: lags count dates, and no time that does not exist or exists twice is offered."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import compile_calendar
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Hours, Provider
from arcada.core.daybook.timetable import Booking, DayLag, Plan, Visit

NIGHT = tuple(Hours(weekday, time(0), time(0)) for weekday in range(7))

NIGHTS = [
    ("spring: 02:00 to 03:00 does not exist", "America/Chicago", "2026-03-08T01:30", 60, "2026-03-08T03:00-05:00"),
    ("spring: a visit may end as the gap begins", "America/Chicago", "2026-03-08T01:00", 60, "2026-03-08T01:00-06:00"),
    ("autumn: 01:00 to 02:00 exists twice", "America/Chicago", "2026-11-01T00:30", 60, "2026-11-01T02:00-06:00"),
    ("autumn: a visit may end as the hour begins", "America/Chicago", "2026-11-01T00:00", 60, "2026-11-01T00:00-05:00"),
    ("half an hour is skipped", "Australia/Lord_Howe", "2026-10-04T01:40", 30, "2026-10-04T02:30+11:00"),
    ("midnight is skipped", "America/Asuncion", "2023-09-30T23:50", 60, "2023-10-01T01:00-03:00"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "now", "minutes", "start"), [n[1:] for n in NIGHTS], ids=[n[0] for n in NIGHTS])
def test_a_visit_at_night(zone: str, now: str, minutes: int, start: str) -> None:
    house = Clinic(zone, (Provider("ana", frozenset({"dentist"}), NIGHT),), (Chair("c1"),))
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    booking = book(compile_calendar(house), Plan("pat", (Visit("v1", minutes, ("dentist",)),)), now=moment)
    assert isinstance(booking, Booking)
    placed = booking.placements[0]
    assert placed.start == datetime.fromisoformat(start)
    assert placed.start.isoformat(timespec="minutes") == start
    assert placed.end.astimezone(UTC) - placed.start.astimezone(UTC) == (placed.end - datetime.fromisoformat(start))
    assert placed.end.astimezone(UTC).astimezone(ZoneInfo(zone)) == placed.end


@pytest.mark.parametrize("zone", ["America/Chicago", "Europe/Sofia", "Australia/Lord_Howe"])
@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 23), date(2026, 9, 28), date(2026, 10, 26)])
def test_fourteen_days_are_fourteen_dates(zone: str, day: date) -> None:
    hours = tuple(Hours(weekday, time(9), time(10)) for weekday in range(7))
    house = Clinic(zone, (Provider("ana", frozenset({"dentist"}), hours),), (Chair("c1"),))
    visits = (Visit("v1", 60, ("dentist",)), Visit("v2", 60, ("dentist",), after=(DayLag("v1", 14, 14),)))
    now = datetime.combine(day, time(8), ZoneInfo(zone))
    booking = book(compile_calendar(house), Plan("pat", visits), now=now)
    assert isinstance(booking, Booking)
    first, second = booking.placements
    assert (first.start.date(), (second.start.date() - day).days) == (day, 14)
    assert {first.start.hour, second.start.hour} == {9}


def test_an_appointment_stored_in_utc_stands_at_its_local_time() -> None:
    zone = ZoneInfo("America/Chicago")
    hours = (Hours(0, time(9), time(12)),)
    booked = [
        Appointment(
            "winter",
            "x",
            "ana",
            "c1",
            datetime(2026, 3, 2, 15, tzinfo=UTC),
            datetime(2026, 3, 2, 16, tzinfo=UTC),
        ),
        Appointment(
            "summer",
            "x",
            "ana",
            "c1",
            datetime(2026, 3, 9, 14, tzinfo=UTC),
            datetime(2026, 3, 9, 15, tzinfo=UTC),
        ),
    ]
    house = Clinic(zone.key, (Provider("ana", frozenset({"dentist"}), hours),), (Chair("c1"),), tuple(booked))
    visits = (Visit("v1", 60, ("dentist",)), Visit("v2", 60, ("dentist",), after=(DayLag("v1", 7, 7),)))
    booking = book(compile_calendar(house), Plan("pat", visits), now=datetime(2026, 3, 1, tzinfo=zone))
    assert isinstance(booking, Booking)
    assert [f"{p.start:%m-%d %H:%M}" for p in booking.placements] == ["03-02 10:00", "03-09 10:00"]
