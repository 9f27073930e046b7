"""Booking whole plans into a full calendar."""

import random
from datetime import UTC, datetime, time, timedelta

from arcada.cli.bench.registry import NotMeasured, Taken, Target, measurement, timed
from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import Calendar, compile_calendar
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Hours, Provider
from arcada.core.daybook.timetable import Booking, DayLag, Plan, Visit
from arcada.core.kernel import Refusal

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FUTURE_APPOINTMENTS = 8000
PROVIDERS = 6
DAY_SLOTS = 16
"""Appointments of half an hour from nine to five."""
PLANS_IN_A_ROW = 500


def clinic(appointments: int) -> Clinic:
    """Return a clinic in UTC with so many appointments, about two thirds of each day taken."""
    dice = random.Random(20260302)  # noqa: S311 - the same clinic each time, nothing secret
    hours = tuple(Hours(weekday, time(9), time(17)) for weekday in range(5))
    providers = tuple(
        Provider(f"p{n}", frozenset(("dentist",) if n % 3 else ("hygienist",)), hours) for n in range(PROVIDERS)
    )
    chairs = tuple(Chair(f"c{n}") for n in range(PROVIDERS))
    booked: list[Appointment] = []
    day = NOW.replace(hour=9)
    while len(booked) < appointments:
        if day.weekday() < 5:  # noqa: PLR2004 - Monday to Friday
            for n in range(PROVIDERS):
                for slot in sorted(dice.sample(range(DAY_SLOTS), 10)):
                    start = day + timedelta(minutes=30 * slot)
                    key = f"a{len(booked)}"
                    booked.append(
                        Appointment(key, f"other-{key}", f"p{n}", f"c{n}", start, start + timedelta(minutes=30))
                    )
        day += timedelta(days=1)
    return Clinic("UTC", providers, chairs, tuple(booked[:appointments]))


def plan(number: int) -> Plan:
    """Return a plan of nine visits with healing times, as for an implant case."""
    minutes = (30, 60, 60, 60, 30, 60, 30, 60, 30)
    lags = (0, 7, 7, 28, 84, 14, 14, 14, 84)
    visits = tuple(
        Visit(
            id=f"v{n}",
            minutes=long,
            roles=("hygienist",) if n in (1, 8) else ("dentist",),
            after=(DayLag(f"v{n - 1}", lags[n], lags[n] + 60),) if n else (),
        )
        for n, long in enumerate(minutes)
    )
    return Plan(f"patient-{number}", visits)


def _booked(calendar: Calendar, number: int) -> Booking:
    answer = book(calendar, plan(number), now=NOW)
    if isinstance(answer, Refusal):
        raise NotMeasured(f"the plan was not booked: {answer.text}")
    return answer


@measurement("book", "book a whole plan into 8,000 appointments", Target("p95", 50, "ms"))
def one_plan() -> Taken:
    """Book nine visits into a compiled calendar; nothing is taken."""
    calendar = compile_calendar(clinic(FUTURE_APPOINTMENTS))
    return timed(lambda: _booked(calendar, 0), samples=100, note="9 visits, calendar compiled once")


@measurement("book-many", "500 plans booked one after another", Target("max", 5000, "ms"))
def many_plans() -> Taken:
    """Book plan after plan, each taking its place, into an empty year and a half."""

    def all_of_them() -> None:
        calendar = compile_calendar(clinic(0))
        for number in range(PLANS_IN_A_ROW):
            answer = book(calendar, plan(number), now=NOW)
            for placed in answer.placements if isinstance(answer, Booking) else ():
                owners = (
                    ("provider", placed.provider),
                    ("chair", placed.chair),
                    ("patient", f"patient-{number}"),
                )
                calendar.take(owners, placed.start, placed.end)

    return timed(all_of_them, samples=3, note="9 visits each, 6 providers, what does not fit is refused")
