"""Figures as people read them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.display import phrases
from arcada.display.phrases import Voice

CHICAGO = Voice(zone=ZoneInfo("America/Chicago"))
BERLIN = Voice(currency="EUR", country="DE", zone=ZoneInfo("Europe/Berlin"))
PARIS = Voice(currency="EUR", country="FR")
LONDON = Voice(currency="GBP", country="GB", zone=ZoneInfo("Europe/London"))
ZURICH = Voice(currency="CHF", country="CH")


def plain(text: str) -> str:
    """Show the spaces that do not break as spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("amount", "voice", "exact", "said"),
    [
        (Decimal(1180), CHICAGO, False, "$1,180"),
        (Decimal("1180.5"), CHICAGO, False, "$1,180.50"),
        (Decimal(1180), CHICAGO, True, "$1,180.00"),
        (Decimal(-2620), CHICAGO, False, "−$2,620"),
        (Decimal(0), CHICAGO, False, "$0"),
        (Decimal("-0.001"), CHICAGO, False, "$0"),
        (Decimal(1234567), BERLIN, False, "1.234.567 €"),
        (Decimal("1234.05"), BERLIN, False, "1.234,05 €"),
        (Decimal("-1234.05"), PARIS, False, "−1 234,05 €"),
        (Decimal(95), LONDON, False, "£95"),
        (Decimal(2400), ZURICH, False, "CHF 2’400"),
        # half a cent goes up, as in the ledger
        (Decimal("0.005"), CHICAGO, False, "$0.01"),
        ("879.00", CHICAGO, False, "$879"),
        (None, CHICAGO, False, "no fee"),
    ],
)
def test_money(amount, voice, exact, said):
    assert plain(phrases.money(amount, voice, exact=exact)) == said


@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_an_amount_can_be_read_back(amount):
    said = phrases.money(amount, CHICAGO, exact=True)
    assert Decimal(said.replace("−", "-").replace("$", "").replace(",", "")) == amount


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("short", "24 Nov"),
        ("year", "24 Nov 2026"),
        ("full", "Tue 24 Nov 2026"),
        ("long", "Tuesday 24 November"),
        ("week", "Tue 24 Nov"),
        ("month", "Nov"),
    ],
)
def test_day(style, said):
    assert phrases.day(date(2026, 11, 24), CHICAGO, style=style) == said


@pytest.mark.parametrize(
    ("moment", "voice", "said"),
    [
        # evening of the day before in Chicago
        (datetime(2026, 11, 25, 2, 30, tzinfo=UTC), CHICAGO, "Tue 24 Nov, 8:30 pm"),
        (datetime(2026, 11, 24, 16, 30, tzinfo=UTC), CHICAGO, "Tue 24 Nov, 10:30 am"),
        (datetime(2026, 11, 24, 16, 30, tzinfo=UTC), BERLIN, "Tue 24 Nov, 17:30"),
        # summer time
        (datetime(2026, 7, 1, 16, 30, tzinfo=UTC), LONDON, "Wed 1 Jul, 17:30"),
        (datetime(2026, 7, 1, 17, 0, tzinfo=UTC), CHICAGO, "Wed 1 Jul, 12:00 pm"),
        (datetime(2026, 7, 1, 5, 0, tzinfo=UTC), CHICAGO, "Wed 1 Jul, 12:00 am"),
        (None, CHICAGO, ""),
    ],
)
def test_moment_is_the_clinics(moment, voice, said):
    assert plain(phrases.moment(moment, voice)) == said


def test_clock_of_a_plain_time():
    assert phrases.clock(time(9, 5), LONDON) == "9:05"
    assert plain(phrases.clock(time(13, 5), CHICAGO)) == "1:05 pm"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (65, "1 h 05"), (535, "8 h 55"), (None, "")],
)
def test_duration(minutes, said):
    assert plain(phrases.duration(minutes)) == said


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [(1, ("visit",), "1 visit"), (6, ("visit",), "6 visits"), (0, ("tooth", "teeth"), "0 teeth")],
)
def test_count(number, words, said):
    assert plain(phrases.count(number, *words)) == said


@pytest.mark.parametrize(
    ("teeth", "notation", "said"),
    [
        (["44", "22", "15", "14"], "fdi", "15, 14, 22, 44"),
        (["26", "16"], "universal", "3, 14"),
        (["26"], "palmer", "UL6"),
        ([], "fdi", ""),
    ],
)
def test_teeth(teeth, notation, said):
    assert phrases.teeth(teeth, Voice(notation=notation)) == said


def test_teeth_for_patients_have_no_numbers():
    said = phrases.teeth_for_patient(["33", "26", "16"])
    assert said == "the upper right first molar, the upper left first molar and the lower left canine"
    assert phrases.teeth_for_patient([]) == ""
