"""Figures of recovery against values worked by hand and published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.recovery.figures import Course, Share, Step, cohort, difference, median_days, time_to_booking

BEGINS, ENDS = date(2026, 9, 1), date(2026, 9, 30)
TODAY = date(2026, 11, 1)


def _course(**given: object) -> Course:
    entered = given.pop("entered", date(2026, 9, 10))
    assert isinstance(entered, date)
    dates = {
        name: entered + timedelta(days=days) for name, days in given.items() if isinstance(days, int) and days >= 0
    }
    plain = {name: value for name, value in given.items() if isinstance(value, str | bool)}
    return Course(**({"entered": entered, "diagnosed": entered} | dates | plain))  # type: ignore[arg-type]


def _int(**given: int | str) -> Course:
    return _course(**given)


COURSES = (
    _int(first_message=1, delivered=1, answered=2, booked=3),
    _int(first_message=1, delivered=1, answered=9, declined=9, decline_reason="cost"),
    _int(first_message=1, delivered=1, answered=16),
    _int(first_message=1, delivered=15),
    _int(first_message=1, delivered=1, answered=2, opted_out=2),
    _int(excluded="no consent"),
    _course(held_back=True, booked=20),
    _course(held_back=True),
)


def test_rates_of_a_cohort_counted_by_hand() -> None:
    """Six eligible but for one without consent; two of the rest held back; the late delivery is no contact."""
    found = cohort(COURSES, BEGINS, ENDS, 30, TODAY)
    assert found is not None
    assert (found.entered, found.excluded) == (8, (("no consent", 1),))
    assert (found.contacted.count, found.contacted.of) == (4, 5)
    assert (found.responded.count, found.responded.of) == (3, 4)
    assert (found.booked_of_contacted.count, found.booked_of_contacted.of) == (1, 4)
    assert (found.booked_of_entered.count, found.booked_of_entered.of) == (1, 5)
    assert (found.declined.count, found.reasons) == (1, (("cost", 1),))
    assert found.opted_out.count == 1
    assert found.recovered is not None
    assert found.recovered[0] == pytest.approx(1 / 5 - 1 / 2)


def test_a_young_cohort_is_not_reported() -> None:
    """Those who entered on the last day have not had their thirty days."""
    assert cohort(COURSES, BEGINS, ENDS, 30, ENDS + timedelta(days=29)) is None
    assert cohort(COURSES, BEGINS, ENDS, 30, ENDS + timedelta(days=30)) is not None


def test_a_booking_after_the_age_does_not_count() -> None:
    """Read at 30 days, what happens on day 31 is not there yet."""
    late = cohort([_int(first_message=1, delivered=1, booked=31)], BEGINS, ENDS, 30, TODAY)
    assert late is not None
    assert late.booked_of_entered.count == 0


def test_the_interval_of_a_difference_as_published() -> None:
    """Newcombe 1998, contrast (a), method 10: 56 of 70 against 48 of 80."""
    found = difference(Share(56, 70), Share(48, 80))
    assert found is not None
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=0.0001)


def test_nothing_is_said_of_nobody() -> None:
    """An empty group has no rate and no interval."""
    assert (Share(0, 0).rate, Share(0, 0).interval, difference(Share(1, 2), Share(0, 0))) == (None, None, None)


def test_the_curve_worked_by_hand() -> None:
    """Of five, one books on day 2, one declines on day 3, one books on day 5; two are still open after day 10."""
    entered = TODAY - timedelta(days=10)
    courses = [
        _course(entered=entered, booked=2),
        _course(entered=entered, declined=3),
        _course(entered=entered, booked=5),
        _course(entered=entered),
        _course(entered=entered),
    ]
    found = time_to_booking(courses, TODAY)
    assert found == (Step(2, pytest.approx(0.8)), Step(5, pytest.approx(0.8 * 2 / 3)))  # type: ignore[arg-type]
    assert median_days(found) is None
    assert median_days([*found, Step(9, 0.4)]) == 9


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=40))
def test_the_curve_falls_and_without_open_threads_counts_plainly(events: list[tuple[int, bool]]) -> None:
    """It never rises; where all are booked, it is the plain share that is not booked yet."""
    entered = TODAY - timedelta(days=60)
    courses = [_course(entered=entered, **({"booked": days} if ends else {"declined": days})) for days, ends in events]
    found = [step.unbooked for step in time_to_booking(courses, TODAY)]
    assert found == sorted(found, reverse=True)
    booked = [days for days, ends in events if ends]
    for step in time_to_booking([_course(entered=entered, booked=days) for days in booked], TODAY):
        assert step.unbooked == pytest.approx(sum(days > step.day for days in booked) / len(booked))
