"""A visit is missed or moves: examples by hand, and laws that an own judge checks on random clinics."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from cascade_judge import faults
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import compile_calendar
from arcada.core.daybook.cascade import Cascade, Change, Situation, Standing, follow
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Hours, Provider
from arcada.core.daybook.neighbours import follow_with_neighbours
from arcada.core.daybook.timetable import Booking, DayLag, Plan, Visit
from arcada.core.kernel import Refusal

ZONE = ZoneInfo("America/Chicago")
WORK = tuple(Hours(weekday, time(9), time(17)) for weekday in range(5))
ANA = Provider("ana", frozenset({"dentist"}), WORK)
MONDAY = date(2026, 3, 2)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local time so many days after the first Monday."""
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, minute), ZONE)


def booked(name: str, patient: str, day: int, hour: int, minutes: int = 60) -> Appointment:
    """An appointment with Ana in the one chair."""
    return Appointment(name, patient, "ana", "c1", at(day, hour), at(day, hour) + timedelta(minutes=minutes))


def situation(
    visits: tuple[Visit, ...],
    own: dict[str, tuple[int, int]],
    change: Change,
    now: datetime,
    *,
    others: tuple[Appointment, ...] = (),
    locked: tuple[str, ...] = (),
    fixed: tuple[str, ...] = (),
) -> Situation:
    """A clinic of one dentist and one chair; `own` says on which day and at which hour the visits stand."""
    minutes = {visit.id: visit.minutes for visit in visits}
    mine = tuple(booked(f"a-{name}", "pat", day, hour, minutes[name]) for name, (day, hour) in own.items())
    clinic = Clinic(ZONE.key, (ANA,), (Chair("c1"),), (*mine, *others))
    standing = tuple(Standing(name, f"a-{name}", name in locked) for name in own)
    return Situation(clinic, Plan("pat", visits), standing, change, now, frozenset(fixed))


def three(most: int | None = None) -> tuple[Visit, ...]:
    """Three visits, each at least a week after the one before."""
    lag = (DayLag("v1", 7, most),)
    return Visit("v1", 60, ("dentist",)), Visit("v2", 60, ("dentist",), after=lag), Visit(
        "v3", 60, ("dentist",), after=(DayLag("v2", 7),)
    )  # fmt: skip


def moved(found: Cascade | Refusal) -> dict[str, str]:
    """Where each moved visit goes."""
    assert isinstance(found, Cascade)
    return {move.visit or move.appointment: f"{move.new.start:%m-%d %H:%M}" for move in found.moves}


OWN = {"v1": (0, 9), "v2": (7, 9), "v3": (14, 9)}


def test_a_missed_visit_takes_the_later_ones_along() -> None:
    case = situation(three(), OWN, Change("v2", missed=True), at(7, 12))
    found = follow(case)
    assert moved(found) == {"v2": "03-09 12:00"}
    assert faults(case, found) == []  # type: ignore[arg-type]


def test_what_may_stand_stands_and_what_may_not_follows() -> None:
    case = situation(three(), OWN, Change("v2", not_before=MONDAY + timedelta(days=9)), at(1, 9))
    assert moved(follow(case)) == {"v2": "03-11 09:00", "v3": "03-18 09:00"}


@pytest.mark.parametrize(
    ("case", "where", "words"),
    [
        (
            situation(three(), OWN, Change("v2", not_before=MONDAY + timedelta(days=9)), at(1, 9), locked=("v3",)),
            "v3",
            "2 days too late",
        ),
        (
            situation(three(most=8), OWN, Change("v2", not_before=MONDAY + timedelta(days=10)), at(1, 9)),
            "v2",
            "2 days too late",
        ),
        (situation(three(), OWN, Change("v2", missed=True), at(7, 12), locked=("v2",)), "v2", "locked"),
        (situation(three(), {"v1": (0, 9)}, Change("v2", missed=True), at(7, 12)), "v2", "not booked"),
        (situation(three(), OWN, Change("v9", missed=True), at(7, 12)), "v9", "not a visit"),
    ],
    ids=["a locked visit is in the way", "too long after what is done", "locked itself", "not booked", "unknown"],
)
def test_what_cannot_follow_is_refused_by_name_and_days(case: Situation, where: str, words: str) -> None:
    found = follow_with_neighbours(case)
    assert isinstance(found, Refusal)
    assert found.where == where
    assert words in found.text


def full(days: range, *, free: tuple[int, int] | None = None) -> tuple[Appointment, ...]:
    """Ana's hours taken by others, an hour each, except one hour."""
    return tuple(
        booked(f"n{day}-{hour}", f"p{day}-{hour}", day, hour)
        for day in days
        for hour in range(9, 17)
        if (MONDAY + timedelta(days=day)).weekday() < 5 and (day, hour) != free
    )


def crowded(**more: object) -> Situation:
    """The second visit, of two hours, must follow within ten days; everything but single hours is taken."""
    visits = (
        Visit("v1", 60, ("dentist",)),
        Visit("v2", 120, ("dentist",), after=(DayLag("v1", 7, 10),)),
    )
    others = tuple(one for one in full(range(7, 12)) if one.id not in {"n7-9", "n7-10", "n8-13", "n9-16"})
    return situation(visits, {"v1": (0, 9), "v2": (7, 9)}, Change("v2", missed=True), at(7, 13), others=others, **more)  # type: ignore[arg-type]


def test_a_neighbour_gives_way_only_where_nothing_else_helps() -> None:
    case = crowded()
    assert isinstance(follow(case), Refusal)
    found = follow_with_neighbours(case)
    assert isinstance(found, Cascade)
    assert len(found.disturbed) == 1
    assert faults(case, found) == []


def test_nobody_who_is_fixed_gives_way() -> None:
    everyone = tuple(f"n{day}-{hour}" for day in range(7, 12) for hour in range(9, 17))
    assert isinstance(follow_with_neighbours(crowded(fixed=everyone)), Refusal)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A small clinic, other patients here and there, a plan booked as early as could be, and one visit that moves."""
    count = draw(st.integers(min_value=2, max_value=4))
    visits = []
    for number in range(count):
        least = draw(st.integers(min_value=0, max_value=5))
        most = draw(st.none() | st.integers(min_value=least, max_value=least + 6))
        after = (DayLag(f"v{number - 1}", least, most),) if number else ()
        visits.append(Visit(f"v{number}", draw(st.sampled_from([60, 120, 240])), ("dentist",), after=after))
    hours = [(day, hour) for day in range(28) for hour in range(9, 17) if (MONDAY + timedelta(days=day)).weekday() < 5]
    taken = draw(st.sets(st.sampled_from(hours), max_size=110))
    others = tuple(booked(f"n{day}-{hour}", f"p{day}-{hour}", day, hour) for day, hour in sorted(taken))
    clinic = Clinic(ZONE.key, (ANA,), (Chair("c1"),), others, increment_minutes=60)
    plan = Plan("pat", tuple(visits))
    booking = book(compile_calendar(clinic), plan, now=at(0, 8))
    assume(isinstance(booking, Booking))
    assert isinstance(booking, Booking)
    mine = tuple(
        Appointment(f"a-{one.visit}", "pat", one.provider, one.chair, one.start, one.end) for one in booking.placements
    )
    number = draw(st.integers(min_value=0, max_value=count - 1))
    old = mine[number]
    missed = draw(st.booleans())
    later = (old.start + timedelta(days=draw(st.integers(min_value=1, max_value=9)))).date()
    change = Change(f"v{number}", None if missed else later, missed)
    whole = Clinic(ZONE.key, (ANA,), (Chair("c1"),), (*others, *mine), increment_minutes=60)
    fixed = frozenset(one.id for one in others if draw(st.integers(min_value=0, max_value=4)) == 0)
    standing = tuple(Standing(f"v{rank}", one.id) for rank, one in enumerate(mine))
    now = old.end if missed else (mine[number - 1].end if number else at(0, 8))
    return Situation(whole, plan, standing, change, now, fixed)


@settings(max_examples=60, deadline=None)
@given(situations())
def test_a_cascade_is_legal_and_disturbs_nobody_without_need(case: Situation) -> None:
    own, found = follow(case), follow_with_neighbours(case)
    if isinstance(own, Cascade):
        assert found == own
        assert own.disturbed == ()
    if isinstance(found, Cascade):
        assert faults(case, found) == []
        assert found.why
    else:
        assert found.where
        assert found.text
