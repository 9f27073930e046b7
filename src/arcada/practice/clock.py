"""The clinic's own clock: moments are stored in UTC, days are those of the practice's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from arcada.practice.models import Practice


def local(at: datetime, practice: Practice) -> datetime:
    """Give a moment as the clock on the clinic's wall shows it."""
    return at.astimezone(ZoneInfo(practice.time_zone))


def local_day(at: datetime, practice: Practice) -> date:
    """Give the clinic's day at a moment: in the evening of Chicago UTC is a day ahead."""
    return local(at, practice).date()
