"""What payers paid beside what was expected of them: grouped, measured, and explained where one setting explains it.

    difference     paid less estimated: below zero the patient was told too little
    group          one plan, one kind of service (its narrowest category), one reason as the payer gave it
    near           within 5.00 or 5 percent of what was expected, whichever is more
    told           a group says what explains it only from `LEAST` services on, and where the explanation fits
                   `MOST_OF` of its differences

A proposal is for a person to accept or refuse; nothing here changes anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from arcada.core.finance.flow import ZERO
from arcada.core.kernel import money

LEAST = 3  # source: judgement; fewer are chance
MOST_OF = Decimal("0.75")  # source: judgement
NEAR_AMOUNT = Decimal(5)
NEAR_SHARE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One service as it was expected and as it was paid; `percent` is what the plan on file says of its category.

    `settled`: it was answered before the plan was corrected for such services; it is measured, and explains nothing.
    """

    id: str
    plan: str
    payer: str
    coverage: str
    on: date
    procedure: str
    categories: tuple[str, ...]
    estimated: Decimal
    paid: Decimal
    submitted: Decimal | None = None
    allowed: Decimal | None = None
    deductible: Decimal | None = None
    write_off: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""
    recorded: date | None = None
    settled: bool = False

    @property
    def difference(self) -> Decimal:
        """Paid less estimated."""
        return self.paid - self.estimated

    @property
    def near(self) -> bool:
        """Whether it came as expected."""
        return abs(self.difference) <= max(NEAR_AMOUNT, abs(self.estimated) * NEAR_SHARE)

    @property
    def kind(self) -> str:
        """The narrowest category; the procedure where it has none."""
        return self.categories[-1] if self.categories else self.procedure


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be corrected: in which part of the plan, from what, to what; `settled` when a program can do it."""

    code: str
    part: str
    text: str
    change: Mapping[str, Any] = field(default_factory=dict)
    fits: int = 0

    @property
    def settled(self) -> bool:
        """Whether the change is complete, or a person has to fill it in."""
        return bool(self.change)


@dataclass(frozen=True, slots=True)
class Group:
    """Services of one plan and kind with the same word of the payer; `spread` is the mean distance from the mean."""

    plan: str
    payer: str
    kind: str
    reason: str
    outcomes: tuple[Outcome, ...]
    proposals: tuple[Proposal, ...] = ()

    @property
    def count(self) -> int:
        """How many services."""
        return len(self.outcomes)

    @property
    def estimated(self) -> Decimal:
        """What was expected of them."""
        return sum((one.estimated for one in self.outcomes), ZERO)

    @property
    def paid(self) -> Decimal:
        """What came."""
        return sum((one.paid for one in self.outcomes), ZERO)

    @property
    def mean(self) -> Decimal:
        """The mean difference."""
        return money((self.paid - self.estimated) / self.count)

    @property
    def spread(self) -> Decimal:
        """How far the differences lie from their mean, on average."""
        middle = (self.paid - self.estimated) / self.count
        return money(sum((abs(one.difference - middle) for one in self.outcomes), ZERO) / self.count)

    @property
    def near(self) -> int:
        """How many came as expected."""
        return sum(one.near for one in self.outcomes)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a payer takes from the service to its answer."""

    payer: str
    days: int
    count: int


def groups(outcomes: Sequence[Outcome]) -> tuple[Group, ...]:
    """Services grouped by plan, kind and reason; those that cost patients most come first."""
    found: dict[tuple[str, str, str, str], list[Outcome]] = {}
    for one in sorted(outcomes, key=lambda one: (one.on, one.id)):
        found.setdefault((one.payer, one.plan, one.kind, one.reason.strip().lower()), []).append(one)
    made = [
        Group(plan, payer, kind, rows[0].reason.strip(), tuple(rows)) for (payer, plan, kind, _), rows in found.items()
    ]
    return tuple(
        sorted(made, key=lambda one: (-abs(one.paid - one.estimated), one.payer, one.plan, one.kind, one.reason))
    )


def paces(outcomes: Sequence[Outcome]) -> tuple[Pace, ...]:
    """How long each payer takes, by the middle of its answers; only where enough of them are known."""
    return tuple(sorted(_paces(outcomes), key=lambda one: one.payer))


def _paces(outcomes: Sequence[Outcome]) -> Iterator[Pace]:
    days: dict[str, list[int]] = {}
    for one in outcomes:
        if one.recorded is not None and one.recorded >= one.on:
            days.setdefault(one.payer, []).append((one.recorded - one.on).days)
    for payer, known in days.items():
        if len(known) >= LEAST:
            yield Pace(payer, round(median(sorted(known))), len(known))
