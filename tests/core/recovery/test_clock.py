"""By when a person must look: minutes for an emergency, business hours for the rest."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from arcada.core.recovery.clock import after_business_time, due
from arcada.core.recovery.sending import SendingRules

CHICAGO = ZoneInfo("America/Chicago")
RULES = SendingRules(holidays=frozenset({date(2026, 12, 25)}))


@pytest.mark.parametrize(
    ("route", "intents", "came", "by"),
    [
        ("handoff_clinical", ("emergency",), "2026-12-06 03:00", "2026-12-06 03:15"),
        ("handoff_sensitive", ("crisis",), "2026-12-25 12:00", "2026-12-25 12:15"),
        ("handoff_clinical", ("symptom",), "2026-12-01 10:00", "2026-12-01 12:00"),
        ("handoff_clinical", ("symptom",), "2026-12-01 17:00", "2026-12-02 10:00"),
        ("handoff_clinical", ("symptom",), "2026-12-04 19:00", "2026-12-07 11:00"),
        ("handoff_complaint", ("complaint",), "2026-12-01 10:00", "2026-12-02 10:00"),
        ("handoff_financial", ("cost",), "2026-12-24 10:00", "2026-12-28 10:00"),
        ("handoff_unclear", ("unclear",), "2026-12-05 10:00", "2026-12-07 18:00"),
    ],
)
def test_clocks(route: str, intents: tuple[str, ...], came: str, by: str) -> None:
    """Nights, weekends and holidays do not count, but for an emergency."""
    at = datetime.fromisoformat(came).replace(tzinfo=CHICAGO)
    assert due(route, intents, at, RULES).astimezone(CHICAGO) == datetime.fromisoformat(by).replace(tzinfo=CHICAGO)


def test_a_clinic_that_never_opens_has_a_clock_all_the_same() -> None:
    """What cannot be counted in work is due in two months at the latest."""
    at = datetime(2026, 12, 1, tzinfo=CHICAGO)
    closed = SendingRules(weekdays=frozenset())
    assert after_business_time(at, timedelta(hours=1), closed) == at + timedelta(days=60)
