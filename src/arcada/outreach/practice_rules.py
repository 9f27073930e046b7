"""The rules of a practice for messages, as core reads them: hours, zone, holidays."""

from datetime import date, timedelta

from arcada.core.recovery.sending import SendingRules
from arcada.practice.models import Closure, Practice

AHEAD_DAYS = 120


def sending_rules(practice: Practice, today: date) -> SendingRules:
    """The default hours, in the clinic's zone, with the days on which the clinic is closed."""
    last = today + timedelta(days=AHEAD_DAYS)
    whole = Closure.objects.filter(practice=practice, provider__isnull=True, site__isnull=True)
    closed: set[date] = set()
    for row in whole.filter(first_date__lte=last, last_date__gte=today):
        first, until = max(row.first_date, today), min(row.last_date, last)
        closed |= {first + timedelta(days=day) for day in range((until - first).days + 1)}
    return SendingRules(zone=practice.time_zone, holidays=frozenset(closed))
