"""The cascade worked by hand in docs/algorithms/cascade.md is what the program finds."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from arcada.core.daybook.cascade import Cascade, Change, Situation, Standing, follow
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Hours, Provider
from arcada.core.daybook.timetable import DayLag, Plan, Visit

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "cascade.md"
ZONE = ZoneInfo("America/Chicago")


def test_the_page_shows_what_the_program_finds() -> None:
    rows = re.findall(
        r"^\| (v\d) \| (\d+) March 09:00 \|.*\| (\d+) March 09:00 \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    starts = {visit: datetime.combine(date(2026, 3, int(day)), time(9), ZONE) for visit, day, _ in rows}
    hours = tuple(Hours(weekday, time(9), time(17)) for weekday in range(5))
    own = tuple(
        Appointment(visit, "pat", "ana", "c1", start, start + timedelta(hours=1)) for visit, start in starts.items()
    )
    visits = tuple(
        Visit(visit, 60, ("dentist",), after=(DayLag(before, 7),) if before else ())
        for visit, before in (("v1", ""), ("v2", "v1"), ("v3", "v2"))
    )
    case = Situation(
        Clinic(ZONE.key, (Provider("ana", frozenset({"dentist"}), hours),), (Chair("c1"),), own),
        Plan("pat", visits),
        tuple(Standing(one.id, one.id) for one in own),
        Change("v2", not_before=date(2026, 3, 11)),
        datetime(2026, 3, 3, 8, tzinfo=ZONE),
    )
    found = follow(case)
    assert isinstance(found, Cascade)
    after = {visit: start.day for visit, start in starts.items()} | {
        move.visit: move.new.start.day for move in found.moves
    }
    assert after == {visit: int(day) for visit, _, day in rows}
