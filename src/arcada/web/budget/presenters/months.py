"""The months of a plan as bars with a budget line, as a table, and in sentences.

Bars are drawn by the server; each has a pattern as well as a colour, and the table says the same in figures. A bar's
lower part is what the patient is asked for, prepaid at the bottom; what insurers are expected to pay stands above.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.finance.cliff import CLIFFS, Warned
from arcada.core.finance.flow import Flow, Month
from arcada.display.phrases import Voice, day, money

HEIGHT, TOP, FOOT = 150, 22, 34
STEP, WIDE = 64, 36
MOST_BARS = 30
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: which money, from where, how high."""

    kind: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of the drawing."""

    x: int
    middle: int
    label: str
    year: str
    due: str
    top: int
    parts: tuple[Part, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing."""

    width: int
    height: int
    floor: int
    bars: tuple[Bar, ...]
    budget_y: int | None
    budget: str
    told: str
    wide: int = WIDE


@dataclass(frozen=True, slots=True)
class Row:
    """One month of the table."""

    month: str
    prepaid: str
    patient: str
    due: str
    insurer: str
    work: str
    balance: str
    over: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """One kind of warning with a sentence for each month that it is about."""

    title: str
    texts: tuple[str, ...]
    kind: str


TITLES = {
    "far_over_budget": "A month far over the budget",
    "before_work": "Much is asked for before the work",
    "steep": "One month asks for most of it",
    "over_budget": "Over the budget",
    "over_total": "More than was told in all",
}


def chart(flow: Flow, voice: Voice, *, short: bool = False) -> Chart | None:
    """Draw the months; nothing where no money moves, or where they are more than a screen can bear."""
    months = flow.months
    if not months or len(months) > MOST_BARS:
        return None
    limit = flow.budget.monthly
    most = max((month.due + month.insurer for month in months), default=ZERO)
    most = max(most, limit or ZERO, Decimal(1))
    height = HEIGHT * 2 // 3 if short else HEIGHT
    bars = tuple(_bar(place, month, most, height, limit, voice) for place, month in enumerate(months))
    return Chart(
        width=STEP * len(bars) + 8,
        height=TOP + height + FOOT,
        floor=TOP + height,
        bars=bars,
        budget_y=None if limit is None else TOP + height - _length(limit, most, height),
        budget="" if limit is None else f"{money(limit, voice)} a month",
        told=_told(flow, voice),
    )


def _length(amount: Decimal, most: Decimal, height: int) -> int:
    return int((amount * height / most).to_integral_value())


def _bar(place: int, month: Month, most: Decimal, height: int, limit: Decimal | None, voice: Voice) -> Bar:
    x, floor = STEP * place + (STEP - WIDE) // 2 + 4, TOP + height
    parts, sunk = [], ZERO
    for kind, amount in (("prepaid", month.prepaid), ("patient", month.patient), ("insurer", month.insurer)):
        if amount:
            low = _length(sunk, most, height)
            sunk += amount
            high = max(_length(sunk, most, height), low + 1)
            parts.append(Part(kind, floor - high, high - low))
    named = place == 0 or month.first.month == 1
    return Bar(
        x=x,
        middle=x + WIDE // 2,
        label=day(month.first, voice, style="month"),
        year=str(month.first.year) if named else "",
        due=money(month.due, voice) if month.due else "",
        top=min((part.y for part in parts), default=floor) - 6,
        parts=tuple(parts),
        over=limit is not None and month.due > limit,
    )


def _told(flow: Flow, voice: Voice) -> str:
    """The drawing in one sentence."""
    worst = max(flow.months, key=lambda month: month.due)
    first, last = (_name(month.first, voice) for month in (flow.months[0], flow.months[-1]))
    most = f"most in {_name(worst.first, voice)}: {money(worst.due, voice)}"
    return f"The patient pays {money(flow.patient_total, voice)} from {first} to {last}; {most}."


def _name(first: date, voice: Voice) -> str:
    return f"{day(first, voice, style='month')} {first.year}"


def rows(flow: Flow, voice: Voice) -> tuple[Row, ...]:
    """Write the months as a table."""
    limit = flow.budget.monthly
    return tuple(
        Row(
            month=_name(month.first, voice),
            prepaid=_some(month.prepaid, voice),
            patient=_some(month.patient, voice),
            due=money(month.due, voice),
            insurer=_some(month.insurer, voice),
            work=_some(month.work, voice),
            balance=money(month.balance, voice),
            over=limit is not None and month.due > limit,
        )
        for month in flow.months
    )


def _some(amount: Decimal, voice: Voice) -> str:
    """An amount; a dash where there is none."""
    return money(amount, voice) if amount else "–"


def told(found: Sequence[Warned]) -> tuple[Alert, ...]:
    """Write the warnings by kind, those at which patients leave first."""
    ranked = sorted(found, key=lambda one: (not one.is_cliff, one.month))
    kinds = dict.fromkeys(one.code for one in ranked)
    return tuple(
        Alert(
            TITLES[code],
            tuple(one.text for one in ranked if one.code == code),
            "danger" if code in CLIFFS else "warn",
        )
        for code in kinds
    )
