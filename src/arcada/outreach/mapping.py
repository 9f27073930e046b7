"""Rows of outreach as values of core/recovery, and back."""

from arcada.core.recovery.thread import Thread as ThreadValue
from arcada.outreach.models import Thread


def thread_value(row: Thread) -> ThreadValue:
    """A thread as core moves it."""
    return ThreadValue(row.state, tuple(row.touches), row.last_inbound, row.until, row.why, row.suppressed)


def take_value(row: Thread, value: ThreadValue) -> None:
    """Write a moved thread into its row; the caller saves it."""
    row.state, row.touches, row.last_inbound = value.state, list(value.touches), value.last_inbound
    row.until, row.why, row.suppressed = value.until, value.why, value.suppressed
    row.revision += 1
