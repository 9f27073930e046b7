"""When the next message of a thread is due: day 1, 4 and 10, then a person at day 14.

Nominal days are local days of the practice counted from the day the thread became eligible; each touch has its part of
the day, and the last one goes by another channel where there is consent. The first moment that `sending` allows at or
after the nominal one is the moment. Source of the days: the mission's cadence (next morning, one or two reminders, then
a person); the numbers are judgement.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from arcada.core.recovery.sending import Standing, next_moment


@dataclass(frozen=True, slots=True)
class Touch:
    """One planned message: so many days after the start, from a time of day on; `other_channel` if there is one."""

    day: int
    from_time: time
    other_channel: bool = False


@dataclass(frozen=True, slots=True)
class Cadence:
    """The touches in order, and the day on which a person looks."""

    touches: tuple[Touch, ...] = (
        Touch(1, time(9)),
        Touch(4, time(14)),
        Touch(10, time(9), other_channel=True),
    )
    person_on_day: int = 14


@dataclass(frozen=True, slots=True)
class Due:
    """The next message: its number from 1, channel and moment."""

    number: int
    channel: str
    at: datetime


def next_touch(
    standing: Standing, started: date, channels: tuple[str, ...], cadence: Cadence, now: datetime
) -> Due | None:
    """The next message; None when all went out, or when only a person can make it possible.

    `channels` are those of the patient in order of preference.
    """
    number = len(standing.thread.touches)
    if number >= len(cadence.touches) or not channels:
        return None
    touch = cadence.touches[number]
    channel = channels[1] if touch.other_channel and len(channels) > 1 else channels[0]
    zone = ZoneInfo(standing.rules.zone)
    nominal = datetime.combine(started + timedelta(days=touch.day), touch.from_time, zone)
    moment = next_moment(replace(standing, channel=channel), max(nominal, now).astimezone(zone))
    return None if moment is None else Due(number + 1, channel, moment)


def person_due(started: date, cadence: Cadence) -> date:
    """The day on which a person looks at a thread that nobody answered."""
    return started + timedelta(days=cadence.person_on_day)
