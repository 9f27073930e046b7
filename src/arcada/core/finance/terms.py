"""House rules of money over time, and what the patient can spend.

lab_percent         share of the patient's part that is asked for when laboratory work is ordered
lab_days_before     so many days before that sitting
deposit_percent     share of the patient's whole part asked for when the plan begins
payer_days          how long after the service a payer usually pays; `usual_payer_days` where nothing is known of it
far                 a month that asks for so many times the budget is a cliff
large               a sum asked for before the work that is worth a warning, where no budget was told
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from arcada.core.kernel import Refusal

HUNDRED = Decimal(100)
MOST_DAYS = 365
DAYS_BEFORE = 60
LEAST_FAR, MOST_FAR = Decimal(1), Decimal(50)
MOST_LARGE = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of one practice. source of every default: judgement (owner: the practice's manager)."""

    lab_percent: Decimal = Decimal(50)
    lab_days_before: int = 0
    deposit_percent: Decimal = Decimal(0)
    usual_payer_days: int = 30
    payer_days: Mapping[str, int] = field(default_factory=dict)
    far: Decimal = Decimal(2)
    large: Decimal = Decimal(500)
    most_delay_months: int = 6

    def days_of(self, payer: str) -> int:
        """How long this payer takes."""
        return self.payer_days.get(payer, self.usual_payer_days)


@dataclass(frozen=True, slots=True)
class Budget:
    """What the patient said that they can spend; None where it was not asked."""

    monthly: Decimal | None = None
    total: Decimal | None = None


def check_terms(terms: Terms) -> Refusal | None:
    """What is wrong with the rules, by field."""
    return _wrong_share(terms) or _wrong_days(terms) or _wrong_warning(terms)


def _wrong_share(terms: Terms) -> Refusal | None:
    for name, value in (("lab_percent", terms.lab_percent), ("deposit_percent", terms.deposit_percent)):
        if not 0 <= value <= HUNDRED:
            return Refusal("percent_range", "A share lies between 0 and 100 percent.", name)
    if terms.lab_percent + terms.deposit_percent > HUNDRED:
        text = "Deposit and laboratory share together ask for more than the whole. Lower one of them."
        return Refusal("percent_range", text, "deposit_percent")
    return None


def _wrong_days(terms: Terms) -> Refusal | None:
    if not 0 <= terms.lab_days_before <= DAYS_BEFORE:
        return Refusal("days_range", f"Write a number of days from 0 to {DAYS_BEFORE}.", "lab_days_before")
    for name, days in (("usual_payer_days", terms.usual_payer_days), *sorted(terms.payer_days.items())):
        if not 0 <= days <= MOST_DAYS:
            return Refusal("days_range", f"Write a number of days from 0 to {MOST_DAYS}.", name)
    return None


def _wrong_warning(terms: Terms) -> Refusal | None:
    if not LEAST_FAR <= terms.far <= MOST_FAR:
        return Refusal("far_range", f"A month is far over the budget at once to {MOST_FAR} times of it.", "far")
    if terms.large > MOST_LARGE:
        return Refusal("absurd_amount", "Nobody asks for that much before the work.", "large")
    return None if terms.large >= 0 else Refusal("negative", "The sum may not be negative.", "large")
