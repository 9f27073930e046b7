"""How a payment plan stands: what was received, told against its instalments from the oldest on.

settled   paid in full      part      paid in part      due       the day has come, nothing or too little is there
late      the day has passed by more than the days of grace        open      its day has not come
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from arcada.core.finance.flow import ZERO
from arcada.core.finance.payment_plan import Instalment

GRACE_DAYS = 5  # source: judgement (owner: the practice's manager)


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment as it stands."""

    instalment: Instalment
    received: Decimal
    state: str

    @property
    def open(self) -> Decimal:
        """What is still to come of it."""
        return self.instalment.amount - self.received


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """All instalments; `overdue` is what should have come by the day."""

    lines: tuple[Line, ...]
    received: Decimal
    open: Decimal
    overdue: Decimal

    @property
    def next(self) -> Line | None:
        """What is to be paid next."""
        return next((line for line in self.lines if line.open), None)


def stand(instalments: Sequence[Instalment], received: Decimal, on: date) -> PlanStanding:
    """Say how a plan stands on a day; what was received beyond the whole is left out."""
    left, lines = received, []
    for one in sorted(instalments, key=lambda one: (one.due, one.number)):
        part = min(left, one.amount)
        left -= part
        lines.append(Line(one, part, _state(one, part, on)))
    open_ = sum((line.open for line in lines), ZERO)
    overdue = sum((line.open for line in lines if line.instalment.due < on), ZERO)
    return PlanStanding(tuple(lines), received - left, open_, overdue)


def _state(one: Instalment, part: Decimal, on: date) -> str:
    if part == one.amount:
        return "settled"
    if one.due + timedelta(days=GRACE_DAYS) < on:
        return "late"
    if one.due <= on:
        return "due"
    return "part" if part else "open"
