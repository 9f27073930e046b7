"""By when a person must have seen a message that came in.

    emergency   15 minutes, at any hour      clinical, sensitive   2 business hours
    complaint, money   1 business day        the rest              1 business day

Business hours are those in which the practice works. Source: outreach facts 2.2.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from arcada.core.recovery.sending import SendingRules

AT_ONCE = timedelta(minutes=15)
SOON = timedelta(hours=2)
SOON_ROUTES = frozenset({"handoff_clinical", "handoff_sensitive"})
FARTHEST_DAYS = 60


def due(route: str, intents: tuple[str, ...], at: datetime, rules: SendingRules) -> datetime:
    """The moment by which somebody must have looked; aware, as `at` is."""
    if "emergency" in intents or "crisis" in intents:
        return at + AT_ONCE
    if route in SOON_ROUTES:
        return after_business_time(at, SOON, rules)
    opens, closes = rules.opens, rules.closes
    return after_business_time(
        at, timedelta(hours=closes.hour - opens.hour, minutes=closes.minute - opens.minute), rules
    )


def after_business_time(at: datetime, span: timedelta, rules: SendingRules) -> datetime:
    """The moment when so much time of work has passed since `at`; nights, weekends and holidays do not count."""
    zone = ZoneInfo(rules.zone)
    local, left = at.astimezone(zone), span
    for ahead in range(FARTHEST_DAYS):
        day = (local + timedelta(days=ahead)).date()
        if day.weekday() not in rules.weekdays or day in rules.holidays:
            continue
        begins = max(_moment(day, rules.opens, zone), at)
        ends = _moment(day, rules.closes, zone)
        if begins >= ends:
            continue
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    return at + timedelta(days=FARTHEST_DAYS)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
