"""When a message may go: each reason by itself, hours in every zone, caps over all programmes, the first moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.recovery.cadence import Cadence, next_touch, person_due
from arcada.core.recovery.sending import EARLIEST, LATEST, SendingRules, Standing, next_moment, reasons_against
from arcada.core.recovery.thread import Event, Thread, moved

CHICAGO = ZoneInfo("America/Chicago")
TUESDAY = datetime(2026, 12, 1, 10, tzinfo=CHICAGO)
FINE = Standing(Thread("eligible"), "sms", date(2026, 11, 24), consents=frozenset({"sms", "email"}))
DAY = timedelta(days=1)


def _codes(standing: Standing, at: datetime = TUESDAY) -> list[str]:
    return [reason.code for reason in reasons_against(standing, at)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stopped": ("campaign",)}, "stopped"),
        ({"suppressed": frozenset({"sms"})}, "suppressed"),
        ({"suppressed": frozenset({"all"})}, "suppressed"),
        ({"thread": Thread("eligible", suppressed=True)}, "suppressed"),
        ({"consents": frozenset({"email"})}, "no_consent"),
        ({"thread": Thread("paused")}, "not_open"),
        ({"thread": Thread("human")}, "not_open"),
        ({"booked": True}, "booked"),
        ({"plan_changed": True}, "plan_changed"),
        ({"guards": ("the patient is a child",)}, "guarded"),
        ({"diagnosed": date(2026, 5, 1)}, "old"),
        ({"thread": Thread("touched", touches=(TUESDAY - 9 * DAY,) * 3)}, "touches_used"),
        ({"messages": (TUESDAY - timedelta(hours=23),)}, "day_cap"),
        ({"messages": (TUESDAY - 2 * DAY, TUESDAY - 4 * DAY, TUESDAY - 6 * DAY)}, "week_cap"),
        ({"last_staff_contact": TUESDAY - timedelta(hours=2)}, "staff_gap"),
        ({"last_silence": TUESDAY - 89 * DAY}, "cooling_down"),
        ({"zones": ("Pacific/Honolulu",)}, "quiet"),
        ({"rules": SendingRules(holidays=frozenset({TUESDAY.date()}))}, "quiet"),
    ],
)
def test_each_reason_stands_alone(change: dict[str, object], code: str) -> None:
    """Nothing speaks against a plain message; each fact brings its own reason and no other."""
    assert _codes(FINE) == []
    assert _codes(replace(FINE, **change)) == [code]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "description"),
    [
        ({"suppressed": frozenset({"email"})}, "silence on another channel"),
        ({"messages": (TUESDAY - DAY,)}, "a message exactly a day old"),
        ({"diagnosed": date(2026, 5, 1), "released": True}, "old, but released by a person"),
        ({"last_silence": TUESDAY - 90 * DAY}, "ninety days after a silence"),
        ({"zones": ("America/New_York", "America/Denver")}, "inside the hours of three zones"),
    ],
)
def test_what_does_not_speak_against(change: dict[str, object], description: str) -> None:
    """The other side of each border."""
    assert _codes(replace(FINE, **change)) == [], description  # type: ignore[arg-type]


def test_all_reasons_are_given() -> None:
    """A person who looks sees everything that stands in the way."""
    found = _codes(replace(FINE, booked=True, stopped=("practice",), consents=frozenset()))
    assert found == ["stopped", "no_consent", "booked"]


def test_hours_are_cut_to_the_hard_limits() -> None:
    """A practice that sets 6 to 23 still sends from 8 to 20."""
    wide = SendingRules(opens=time(6), closes=time(23), weekdays=frozenset(range(7)))
    allowed = [
        hour for hour in range(24) if not _codes(replace(FINE, rules=wide), datetime(2026, 12, 1, hour, tzinfo=CHICAGO))
    ]
    assert allowed == list(range(8, 20))


def test_a_day_of_changing_clocks_keeps_wall_clock_hours() -> None:
    """On the Sunday when clocks go forward, nine is nine."""
    rules = SendingRules(weekdays=frozenset(range(7)))
    found = next_moment(replace(FINE, diagnosed=date(2027, 3, 1), rules=rules), datetime(2027, 3, 14, 5, tzinfo=UTC))
    assert found is not None
    assert found.astimezone(CHICAGO) == datetime(2027, 3, 14, 9, tzinfo=CHICAGO)


def test_only_a_person_can_lift_what_time_does_not() -> None:
    """No moment is offered to a patient who asked for silence; one is offered after a gap that runs out."""
    assert next_moment(replace(FINE, suppressed=frozenset({"all"})), TUESDAY) is None
    later = next_moment(replace(FINE, last_silence=TUESDAY - 60 * DAY), TUESDAY)
    assert later == TUESDAY + 30 * DAY


MOMENTS = st.datetimes(datetime(2026, 11, 20), datetime(2027, 4, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.lists(
    st.sampled_from(["America/New_York", "America/Los_Angeles", "Europe/Berlin", "America/Phoenix", "Asia/Kolkata"]),
    max_size=2,
)


@given(MOMENTS, st.lists(MOMENTS, max_size=5), ZONES)
def test_the_first_moment_is_allowed_and_none_before_it(
    after: datetime, messages: list[datetime], zones: list[str]
) -> None:
    """What `next_moment` gives may go, and no earlier quarter of an hour of the same day may."""
    standing = replace(FINE, diagnosed=date(2026, 11, 15), messages=tuple(messages), zones=tuple(zones))
    found = next_moment(standing, after)
    if found is None:
        return
    assert found >= after
    assert not _codes(standing, found)
    for zone in (*zones, "America/Chicago"):
        assert EARLIEST <= found.astimezone(ZoneInfo(zone)).time() < LATEST
    earlier = found - timedelta(minutes=15)
    assert earlier < after or _codes(standing, earlier)


@given(ZONES, st.dates(date(2026, 11, 20), date(2027, 3, 20)))
def test_a_cadence_run_to_its_end_keeps_every_cap(zones: list[str], started: date) -> None:
    """Three messages at most, a day apart at least, in order, never in a quiet hour."""
    standing = replace(FINE, diagnosed=started, zones=tuple(zones))
    now, sent = datetime.combine(started, time(12), UTC), []
    while (due := next_touch(standing, started, ("sms", "email"), Cadence(), now)) is not None:
        assert not _codes(replace(standing, channel=due.channel), due.at)
        thread = moved(standing.thread, Event("touch", due.at))
        assert isinstance(thread, Thread)
        sent.append(due)
        standing, now = replace(standing, thread=thread, messages=(*standing.messages, due.at)), due.at
    assert [one.number for one in sent] == list(range(1, len(sent) + 1))
    assert all(later.at - first.at >= DAY for first, later in pairwise(sent))
    assert len(sent) == 3 or len(set(zones)) > 1 or "Asia/Kolkata" in zones or "Europe/Berlin" in zones


def test_the_worked_example() -> None:
    """Found on a Thursday: Friday, Monday afternoon, then Monday in place of Sunday, by e-mail; a person on day 14."""
    started = date(2026, 12, 3)
    standing, now, found = replace(FINE, diagnosed=started), datetime(2026, 12, 3, 16, tzinfo=CHICAGO), []
    for _ in range(3):
        due = next_touch(standing, started, ("sms", "email"), Cadence(), now)
        assert due is not None
        found.append((due.channel, f"{due.at.astimezone(CHICAGO):%a %d %H:%M}"))
        thread = moved(standing.thread, Event("touch", due.at))
        assert isinstance(thread, Thread)
        standing, now = replace(standing, thread=thread, messages=(*standing.messages, due.at)), due.at
    assert found == [("sms", "Fri 04 09:00"), ("sms", "Mon 07 14:00"), ("email", "Mon 14 09:00")]
    assert next_touch(standing, started, ("sms",), Cadence(), now) is None
    assert person_due(started, Cadence()) == date(2026, 12, 17)
