"""Figures as people read them: money, days and times, durations, teeth.

    | said                | gives                                | note                                          |
    |---------------------|--------------------------------------|-----------------------------------------------|
    | money               | $1,180 · $1,180.50 · −$2,620 · 1.180 € | whole amounts without cents; no fee says so |
    | day                 | 24 Nov · Tue 24 Nov 2026             | day before month: never misread               |
    | clock               | 10:30 am · 10:30                     | twelve hours where the country uses them      |
    | duration            | 45 min · 8 h 55                      | in the chair                                  |
    | teeth               | 14, 15, 22                           | in the order of the mouth, in the notation    |
    | teeth_for_patient   | the upper left first molar           | no numbers, no codes                          |

A `Voice` says which currency, country, zone and notation a practice speaks; a page has it in its context.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from types import MappingProxyType

from django.utils.formats import date_format

from arcada.core.kernel import money as cents
from arcada.core.teeth.notation import Notation, shown, spoken
from arcada.core.teeth.number import in_order
from arcada.display.odontogram.words import listed

NO_FEE = "no fee"
MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
SPACE = "\N{NO-BREAK SPACE}"
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Customs:
    """How a country writes figures: the thousands' and the decimal sign, the symbol in front, twelve-hour clock."""

    group: str
    decimal: str
    before: bool
    twelve_hours: bool = False


CUSTOMS: Mapping[str, Customs] = MappingProxyType(
    {
        "US": Customs(",", ".", before=True, twelve_hours=True),
        "CA": Customs(",", ".", before=True, twelve_hours=True),
        "AU": Customs(",", ".", before=True, twelve_hours=True),
        "GB": Customs(",", ".", before=True),
        "IE": Customs(",", ".", before=True),
        "DE": Customs(".", ",", before=False),
        "AT": Customs(".", ",", before=False),
        "ES": Customs(".", ",", before=False),
        "IT": Customs(".", ",", before=False),
        "NL": Customs(".", ",", before=True),
        "FR": Customs(NARROW_SPACE, ",", before=False),
        "PL": Customs(NARROW_SPACE, ",", before=False),
        "SE": Customs(NARROW_SPACE, ",", before=False),
        "CH": Customs("\N{RIGHT SINGLE QUOTATION MARK}", ".", before=True),
    }
)
SYMBOLS: Mapping[str, str] = MappingProxyType(
    {"USD": "$", "CAD": "$", "AUD": "$", "GBP": "£", "EUR": "€", "PLN": "zł", "SEK": "kr", "CHF": "CHF"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a practice speaks: currency, country, the clinic's zone, the tooth notation."""

    currency: str = "USD"
    country: str = "US"
    zone: tzinfo = UTC
    notation: Notation = "fdi"

    @property
    def customs(self) -> Customs:
        """Return how the country writes figures; an unlisted country as Great Britain."""
        return CUSTOMS.get(self.country, CUSTOMS["GB"])


PLAIN = Voice()


def money(amount: Decimal | float | str | None, voice: Voice = PLAIN, *, exact: bool = False) -> str:
    """Write an amount; `exact` keeps the cents of whole amounts; None is a missing fee and says so."""
    if amount is None:
        return NO_FEE
    value, customs = cents(Decimal(str(amount))), voice.customs
    whole, _, rest = f"{abs(value):,.2f}".partition(".")
    figure = whole.replace(",", customs.group)
    if exact or rest != "00":
        figure = f"{figure}{customs.decimal}{rest}"
    symbol = SYMBOLS.get(voice.currency, voice.currency)
    gap = "" if customs.before and len(symbol) == 1 else SPACE
    figure = f"{symbol}{gap}{figure}" if customs.before else f"{figure}{gap}{symbol}"
    return f"{MINUS}{figure}" if value < 0 else figure


def local(moment: datetime, voice: Voice = PLAIN) -> datetime:
    """Return a moment as the clinic's clock shows it."""
    return moment.astimezone(voice.zone)


def _day_of(value: date | datetime, voice: Voice) -> date:
    return local(value, voice).date() if isinstance(value, datetime) else value


def day(value: date | datetime | None, voice: Voice = PLAIN, *, style: str = "short") -> str:
    """Write a day: short '24 Nov', year '24 Nov 2026', full 'Tue 24 Nov 2026', long 'Tuesday 24 November'."""
    if value is None:
        return ""
    formats = {
        "short": "j M",
        "year": "j M Y",
        "full": "D j M Y",
        "long": "l j F",
        "month": "M",
        "week": "D j M",
    }
    return date_format(_day_of(value, voice), formats[style])


def clock(value: time | datetime | None, voice: Voice = PLAIN) -> str:
    """Write a time of day as the country does: '10:30' or '10:30 am'."""
    if value is None:
        return ""
    at = local(value, voice).time() if isinstance(value, datetime) else value
    if not voice.customs.twelve_hours:
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour % 12 or 12}:{at.minute:02}{SPACE}{'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def moment(value: datetime | None, voice: Voice = PLAIN, *, style: str = "week") -> str:
    """Write a day with its time: 'Tue 24 Nov, 10:30 am'."""
    return "" if value is None else f"{day(value, voice, style=style)}, {clock(value, voice)}"


def duration(minutes: int | None) -> str:
    """Write a length of time: '45 min', '2 h', '8 h 55'."""
    if minutes is None:
        return ""
    hours, rest = divmod(round(minutes), MINUTES)
    if not hours:
        return f"{rest}{SPACE}min"
    return f"{hours}{SPACE}h{SPACE}{rest:02}" if rest else f"{hours}{SPACE}h"


def count(number: int, one: str, many: str = "") -> str:
    """Write how many: '1 visit', '6 visits'."""
    return f"{number}{SPACE}{one if number == 1 else many or one + 's'}"


def teeth(numbers: Iterable[str], voice: Voice = PLAIN) -> str:
    """List teeth in the order of the mouth, in the practice's notation: '14, 15, 22'."""
    return ", ".join(shown(tooth, voice.notation) for tooth in in_order(tuple(numbers)))


def teeth_for_patient(numbers: Iterable[str]) -> str:
    """Name teeth for a patient: 'the upper left first molar and the lower left canine'."""
    names = [f"the {spoken(tooth)}" for tooth in in_order(tuple(numbers))]
    return listed(names) if names else ""
