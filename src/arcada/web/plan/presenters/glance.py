"""The plans side by side in figures: cost, visits, time, life, what is treated, what is left, what may come up.

A figure that is the same in every plan is said once, so that the eye falls on what differs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arcada.display.phrases import count, day, duration
from arcada.web.plan.presenters.cards import expected_life, span
from arcada.web.plan.presenters.shown import TITLES, Shown, no_fees, plain

Content = Mapping[str, Any]
GENERAL = ("dentist", "hygienist")


@dataclass(frozen=True, slots=True)
class Glance:
    """One figure in every plan; `alike` where it is the same."""

    label: str
    figures: tuple[str, ...]
    alike: bool


def glance(shown: Shown) -> tuple[Glance, ...]:
    """Say the figures of the plans side by side."""
    rows = [_row(shown, label, tell) for label, tell in ROWS if shown.sees_price or tell not in PRICED]
    return tuple(row for row in rows if any(row.figures))


def coinciding(shown: Shown) -> tuple[str, ...]:
    """The plans that do the same work in this mouth, each in a sentence."""
    twins = [(TITLES[one["tier"]], TITLES[one["same_as"]]) for one in shown.alternatives if one.get("same_as")]
    return tuple(f"{name} does the same work as {other} in this mouth, so it is offered once." for name, other in twins)


def _row(shown: Shown, label: str, tell: "Callable[[Shown, Content], str]") -> Glance:
    figures = tuple(tell(shown, one) for one in shown.alternatives)
    return Glance(label, figures, len(set(figures)) == 1)


def _price(shown: Shown, one: Content) -> str:
    price = shown.money(one["price"])
    return f"{price} so far" if no_fees(one) else price


def _visits(_shown: Shown, one: Content) -> str:
    return str(one["visit_count"])


def _over(shown: Shown, one: Content) -> str:
    length, unit = span(one["last_day"])
    return f"{length} {unit}, until {day(shown.date_of(one['last_day']), shown.voice, style='year')}"


def _chair(_shown: Shown, one: Content) -> str:
    return duration(one["chair_minutes"])


def _life(_shown: Shown, one: Content) -> str:
    life = expected_life(one["items"])
    return f"{life[0]} to {life[1]} years" if life else ""


def _treated(shown: Shown, one: Content) -> str:
    left = {left["finding"] for left in one["unaddressed"]}
    own = [fid for fid in shown.found if fid not in left]
    return f"{len(own)} of {len(shown.found)}"


def _removed(_shown: Shown, one: Content) -> str:
    teeth = {place for item in one["items"] if item["family"] == "extraction" for place in item["where"]}
    return str(len(teeth)) if teeth else "none"


def _others(_shown: Shown, one: Content) -> str:
    roles = dict.fromkeys(plain(item["role"]).lower() for item in one["items"] if item["role"] not in GENERAL)
    return ", ".join(roles) or "nobody else"


def _more(shown: Shown, one: Content) -> str:
    """What would come on top if the dearest of what may come up does."""
    prices = [Decimal(branch["price"]) for branch in one["contingencies"] if branch["price"]]
    if not prices:
        return "nothing foreseen"
    return f"up to {shown.money(f'{max(prices):.2f}')} each, {count(len(prices), 'case')} foreseen"


ROWS: tuple[tuple[str, Callable[[Shown, Content], str]], ...] = (
    ("Price", _price),
    ("Visits", _visits),
    ("Takes", _over),
    ("In the chair", _chair),
    ("New work lasts", _life),
    ("Findings treated", _treated),
    ("Teeth removed", _removed),
    ("Besides dentist and hygienist", _others),
    ("If more shows up", _more),
)
PRICED = (_price, _more)
