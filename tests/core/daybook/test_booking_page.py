"""The plan worked by hand in docs/algorithms/booking.md lands where the page says."""

import re
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import compile_calendar
from arcada.core.daybook.clinic import Chair, Clinic, Closure, Hours, Provider
from arcada.core.daybook.timetable import Booking, DayLag, Plan, Visit

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "booking.md"
ZONE = ZoneInfo("America/Chicago")


def test_the_page_shows_what_the_program_finds() -> None:
    hours = tuple(Hours(weekday, time(9), time(17)) for weekday in range(5))
    closed = Closure(datetime(2026, 1, 10, tzinfo=ZONE), datetime(2026, 1, 21, tzinfo=ZONE))
    house = Clinic(ZONE.key, (Provider("ana", frozenset({"dentist"}), hours),), (Chair("c1"),), (), (closed,))
    visits = (
        Visit("v1", 60, ("dentist",)),
        Visit("v2", 60, ("dentist",), after=(DayLag("v1", 7, 14),)),
        Visit("v3", 60, ("dentist",), after=(DayLag("v2", 1),)),
    )
    booking = book(compile_calendar(house), Plan("pat", visits), now=datetime(2026, 1, 5, 8, tzinfo=ZONE))
    assert isinstance(booking, Booking)
    last_sweep = PAGE.read_text(encoding="utf-8").split("| sweep |")[1].splitlines()[3]
    shown = re.findall(r"(\d+) Jan (\d\d:\d\d)", last_sweep)
    assert shown == [(str(p.start.day), f"{p.start:%H:%M}") for p in booking.placements]
