"""Offers of later days: what each does to the months, which visits move, what it costs in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from arcada.core.finance.rephase import WITHIN_BUDGET, Offer
from arcada.display.phrases import Voice, count, day, money
from arcada.web.budget.presenters.months import Chart, chart

WEEK = 7


@dataclass(frozen=True, slots=True)
class MovedVisit:
    """One visit that would move."""

    number: int
    title: str
    was: str
    now: str
    booked: bool


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One offer."""

    code: str
    title: str
    text: str
    before: Chart | None
    after: Chart | None
    moved: tuple[MovedVisit, ...]
    proof: str


def card(offer: Offer, titles: Mapping[int, str], booked: frozenset[str], voice: Voice) -> OfferCard:
    """Write an offer."""
    moved = tuple(
        MovedVisit(
            int(one.visit),
            titles.get(int(one.visit), ""),
            _day(one.was, voice),
            _day(one.now, voice),
            one.visit in booked,
        )
        for one in offer.moved
    )
    return OfferCard(
        code=offer.code,
        title=_title(offer),
        text=_text(offer, voice),
        before=chart(offer.before, voice, short=True),
        after=chart(offer.after, voice, short=True),
        moved=moved,
        proof=PROVEN if offer.proven else NOT_PROVEN,
    )


PROVEN = "All possible months were tried: nothing better can be had by dates alone."
NOT_PROVEN = "There are more possibilities than were tried; this is the best that was found."


def _title(offer: Offer) -> str:
    if offer.code != WITHIN_BUDGET:
        return "The lowest single month"
    return "Every month within the budget" if offer.reached else "As near to the budget as dates allow"


def _text(offer: Offer, voice: Voice) -> str:
    was, now = money(offer.before.worst, voice), money(offer.after.worst, voice)
    text = f"The month that asks for most falls from {was} to {now}."
    if offer.before.worst == offer.after.worst:
        less = money(offer.before.excess - offer.after.excess, voice)
        text = f"The months together ask for {less} less over the budget."
    if not offer.reached and offer.code == WITHIN_BUDGET:
        text = f"{text} The rest of it cannot be helped by dates; a payment plan can."
    return f"{text} {_longer(offer.days_longer)}"


def _longer(days: int) -> str:
    """What it costs in time."""
    if not days:
        return "The treatment ends no later."
    weeks = round(days / WEEK)
    span = count(days, "day") if days < 2 * WEEK else count(weeks, "week")
    return f"The treatment ends {span} later."


def _day(value: date, voice: Voice) -> str:
    return day(value, voice, style="year")
