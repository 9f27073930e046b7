"""What somebody supposes, read from the address: it is only looked at, so the address is all that there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

FARTHEST = timedelta(days=5 * 366)  # source: judgement; no plan runs so long
WITHOUT = "none"


class Options(Protocol):
    """What may be chosen: visits by number, plans by tier, coverages and discounts by key."""

    @property
    def visits(self) -> Mapping[str, str]:
        """Visits that are still to come."""
        ...

    @property
    def plans(self) -> Mapping[str, str]:
        """The other plans."""
        ...

    @property
    def coverages(self) -> Mapping[str, str]:
        """Coverages and benefit plans, and none."""
        ...

    @property
    def discounts(self) -> Mapping[str, str]:
        """Discounts that the member may give, and memberships of the practice."""
        ...


@dataclass(frozen=True, slots=True)
class Supposed:
    """What was typed; `problem` says what cannot be supposed."""

    visit: str = ""
    day: str = ""
    to: str = ""
    cover: str = ""
    discount: str = ""
    on: date | None = None
    problem: str = ""

    @property
    def anything(self) -> bool:
        """Whether something is supposed at all."""
        return bool(self.visit or self.day or self.to or self.cover or self.discount)

    @classmethod
    def read(cls, told: Mapping[str, str], options: Options, today: date) -> "Supposed":
        """Read the address; an unknown word is said, never guessed at."""
        visit, day = told.get("visit", "")[:9], told.get("date", "")[:20]
        to, cover = told.get("to", "")[:20], told.get("cover", "")[:60]
        discount = told.get("discount", "")[:60]
        on = _day(day)
        problem = ""
        if visit and visit not in options.visits:
            problem = "Choose one of the visits that are still to come."
        elif day and on is None:
            problem = f"“{day}” is no day. Write it as 2027-01-15."
        elif on is not None and not today <= on <= today + FARTHEST:
            problem = "Choose a day from today on, within the next five years."
        elif bool(visit) != bool(day):
            problem = "Choose the visit and its other day."
        elif to and to not in options.plans:
            problem = "Choose one of the plans that are offered."
        elif cover and cover not in options.coverages:
            problem = "Choose one of the coverages of the list."
        elif discount and discount not in options.discounts:
            problem = "Choose one of the discounts that you may give."
        return cls(visit, day, to, cover, discount, on, problem)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
