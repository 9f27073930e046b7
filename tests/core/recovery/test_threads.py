"""A thread of recovery: what may happen to it, and that silence, once asked for, holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.kernel import Refusal
from arcada.core.recovery.thread import EVENTS, MOST_TOUCHES, OPEN, STATES, Event, Thread, moved

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def _event(name: str, hours: int = 0) -> Event:
    at = NOON + timedelta(hours=hours)
    return Event(name, at, until=at + timedelta(days=30) if name == "snoozed" else None)


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        ("queued", "found_complete", "eligible"),
        ("queued", "touch", None),
        ("eligible", "touch", "touched"),
        ("touched", "inbound", "paused"),
        ("paused", "touch", None),
        ("paused", "resumed", "eligible"),
        ("paused", "offered", "offered"),
        ("offered", "booked", "booked"),
        ("touched", "silent", "no_response"),
        ("no_response", "touch", None),
        ("human", "inbound", "human"),
        ("declined", "inbound", "human"),
        ("closed", "inbound", "human"),
        ("booked", "inbound", "booked"),
        ("opted_out", "inbound", "opted_out"),
        ("opted_out", "resumed", None),
        ("opted_out", "handed", None),
        ("opted_out", "closed", None),
        ("opted_out", "booked", "booked"),
        ("wrong_person", "declined", None),
        ("booked", "opted_out", "opted_out"),
        ("held", "resumed", "eligible"),
    ],
)
def test_what_may_follow_what(state: str, event: str, after: str | None) -> None:
    """The table of events, and that all else is refused in a sentence."""
    found = moved(Thread(state), _event(event))
    if after is None:
        assert isinstance(found, Refusal)
        assert found.text.endswith(".")
    else:
        assert isinstance(found, Thread)
        assert found.state == after


def test_a_snooze_needs_a_day_ahead() -> None:
    """Resting until yesterday is no rest."""
    found = moved(Thread("paused"), Event("snoozed", NOON, until=NOON))
    assert isinstance(found, Refusal)
    assert found.code == "snooze_needs_a_day"


def test_an_unknown_event_is_refused() -> None:
    """No event of another program moves a thread."""
    found = moved(Thread(), Event("nudged", NOON))
    assert isinstance(found, Refusal)
    assert found.code == "unknown_event"


@given(st.lists(st.sampled_from(EVENTS), max_size=40))
def test_laws_of_any_history(names: list[str]) -> None:
    """Silence holds; the machine never writes after an answer without a person; it writes three times at most."""
    thread, silenced, waits = Thread(), False, False
    for hour, name in enumerate(names):
        found = moved(thread, _event(name, hour))
        if isinstance(found, Refusal):
            continue
        if name == "touch":
            assert thread.state in OPEN
            assert not waits
        thread = found
        silenced = silenced or name in {"opted_out", "wrong_person"}
        waits = (waits or name == "inbound") and name != "resumed"
        assert thread.state in STATES
        assert thread.suppressed == silenced
        assert len(thread.touches) <= MOST_TOUCHES
        assert (thread.until is not None) == (thread.state == "snoozed")
