"""One visit is missed: the later ones follow, in a full calendar."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from arcada.cli.bench.measures.booking import FUTURE_APPOINTMENTS, NOW, clinic, plan
from arcada.cli.bench.registry import MILLISECONDS, NotMeasured, Taken, Target, measurement
from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import compile_calendar
from arcada.core.daybook.cascade import Cascade, Change, Situation, Standing, attempt, follow
from arcada.core.daybook.clinic import Appointment, Clinic
from arcada.core.daybook.neighbours import follow_with_neighbours
from arcada.core.daybook.timetable import Booking, DayLag, Plan

PLANS, VISITS = 20, (1, 2, 4)
TIGHT_DAYS = 8


def situations(house: Clinic, *, tight: bool) -> Iterator[Situation]:
    """Yield plans booked into the clinic of which one visit is missed; `tight` leaves eight days for the next time."""
    calendar = compile_calendar(house)
    for number in range(PLANS):
        asked = _tightened(plan(number)) if tight else plan(number)
        booking = book(calendar, asked, now=NOW + timedelta(days=number))
        if not isinstance(booking, Booking):
            continue
        own = tuple(
            Appointment(f"own-{one.visit}", asked.patient, one.provider, one.chair, one.start, one.end)
            for one in booking.placements
        )
        whole = replace(house, appointments=(*house.appointments, *own))
        standing = tuple(Standing(one.visit, f"own-{one.visit}") for one in booking.placements)
        for missed in (n for n in VISITS if n < len(own)):
            yield Situation(whole, asked, standing, Change(f"v{missed}", missed=True), own[missed].end)


def _tightened(asked: Plan) -> Plan:
    visits = tuple(
        replace(
            visit,
            minutes=120,
            after=tuple(DayLag(lag.visit, lag.min_days, lag.min_days + TIGHT_DAYS) for lag in visit.after),
        )
        for visit in asked.visits[:4]
    )
    return replace(asked, visits=visits)


@measurement("cascade-fixed", "cascade, neighbours fixed", Target("p95", 25, "ms"))
def fixed() -> Taken:
    """Let the later visits follow, in a calendar that is compiled already."""
    values, legal = [], 0
    for one in situations(clinic(FUTURE_APPOINTMENTS), tight=False):
        calendar = compile_calendar(one.without())
        started = time.perf_counter()
        legal += isinstance(attempt(one, calendar), Cascade)
        values.append((time.perf_counter() - started) * MILLISECONDS)
    if not values:
        raise NotMeasured("no plan could be booked")
    return Taken(tuple(values), f"{len(values)} misses, {legal} with a legal timetable")


@measurement("cascade-moving", "cascade, neighbours may move", Target("p95", 3000, "ms"))
def moving() -> Taken:
    """Ask neighbours where nothing else helps, from the whole clinic on: masks are made within the time."""
    values, stuck, rescued = [], 0, 0
    for one in situations(clinic(FUTURE_APPOINTMENTS), tight=True):
        if isinstance(follow(one), Cascade):
            continue
        stuck += 1
        started = time.perf_counter()
        rescued += isinstance(follow_with_neighbours(one), Cascade)
        values.append((time.perf_counter() - started) * MILLISECONDS)
    if not values:
        raise NotMeasured("every miss had a timetable between fixed neighbours")
    return Taken(tuple(values), f"{stuck} misses without a timetable of their own, {rescued} rescued")
