"""Where the money of a plan frightens people away: named, with month and amount.

far_over_budget   a month asks for many times what the patient can spend in one
before_work       a large sum is asked for before the work that it pays
over_budget       a month asks for more than the budget, not by far
over_total        from this month on the plan has cost more than the patient can spend in all
steep             no budget was told, and one month asks for more than half of everything
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.finance.flow import ZERO, Flow, Month, month_of
from arcada.core.finance.terms import Terms
from arcada.core.finance.words import month_name, plainly

CLIFFS = ("far_over_budget", "before_work", "steep")
SHORTEST_STEEP = 3  # months of a plan; where everything falls into two of them, one is always half
HALF = 2
Say = Callable[[Decimal], str]


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning; `amount` is what is asked for, `limit` what it was measured against."""

    code: str
    month: date
    amount: Decimal
    limit: Decimal
    text: str

    @property
    def is_cliff(self) -> bool:
        """Whether patients tend to leave here."""
        return self.code in CLIFFS


def warnings(flow: Flow, terms: Terms, *, since: date | None = None, say: Say = plainly) -> tuple[Warned, ...]:
    """What to tell of a cash flow, month by month; of one month the gravest word about its sum, and what is prepaid.

    Months before that of `since` are over, and nobody is warned of them any more.
    """
    found = [one for month in flow.months for one in _of_month(month, flow, terms, say)]
    told = (*found, *_over_total(flow, say))
    return told if since is None else tuple(one for one in told if one.month >= month_of(since))


def _of_month(month: Month, flow: Flow, terms: Terms, say: Say) -> Iterator[Warned]:
    limit, name = flow.budget.monthly, month_name(month.first)
    if limit is not None and month.due > limit:
        more = f"{say(month.due - limit)} more than the {say(limit)} a month that were told"
        if month.due >= limit * terms.far:
            text = f"{name} asks for {say(month.due)}: {more}. Plans are often left at such a month."
            yield Warned("far_over_budget", month.first, month.due, limit, text)
        else:
            yield Warned("over_budget", month.first, month.due, limit, f"{name} asks for {say(month.due)}: {more}.")
    elif limit is None and _steep(month, flow):
        text = f"{name} asks for {say(month.due)}, more than half of everything. Ask whether one month can bear that."
        yield Warned("steep", month.first, month.due, flow.patient_total, text)
    large = terms.large if limit is None else limit
    if month.prepaid > max(large, ZERO) and month.prepaid > 0:
        text = f"In {name} {say(month.prepaid)} is asked for before the work that it pays is done."
        yield Warned("before_work", month.first, month.prepaid, large, text)


def _steep(month: Month, flow: Flow) -> bool:
    asked = [one for one in flow.months if one.due]
    return len(asked) >= SHORTEST_STEEP and month.due * HALF > flow.patient_total


def _over_total(flow: Flow, say: Say) -> Iterator[Warned]:
    limit, total = flow.budget.total, flow.patient_total
    if limit is None or total <= limit:
        return
    paid = ZERO
    for month in flow.months:
        paid += month.due
        if paid > limit:
            more = f"{say(total - limit)} more than the {say(limit)} that were told"
            text = f"The whole plan asks for {say(total)}, {more}; that sum is passed in {month_name(month.first)}."
            yield Warned("over_total", month.first, total, limit, text)
            return
