"""What the practice gives off, after what the contracts write off, and how a total is rounded.

    fee 204.00   insurers 80.00   write-off 0.00   the patient's share 124.00   discount 54.00   the patient pays 70.00

The contract comes first: nobody gives a discount on money that nobody owes. A percent is reckoned line by line and
rounded on each line; an amount is spread over the lines in the measure of their shares, and the cents come out even.
Discounts work one after another, each on what the one before has left, and never go below zero. For every line

    insurers + write-offs + discounts + patient = fee

and rounding a total only goes down, as one more discount, so the equation holds for the bill as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from arcada.core.kernel import money
from arcada.core.kernel.money import CENT

NOTHING = Decimal("0.00")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """Percent or amount off the patient's share; `percents` speaks of single categories and goes before `percent`."""

    name: str
    percent: Decimal = NOTHING
    amount: Decimal = NOTHING
    percents: Mapping[str, Decimal] | None = None
    included: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One line: its fee, what insurers pay, what is written off; `categories` are broad to narrow."""

    line: str
    fee: Decimal
    insurers: Decimal = NOTHING
    write_off: Decimal = NOTHING
    procedure: str = ""
    categories: tuple[str, ...] = ()

    @property
    def left(self) -> Decimal:
        """What the patient would pay without a discount."""
        return max(money(self.fee - self.insurers - self.write_off), NOTHING)


@dataclass(frozen=True, slots=True)
class Given:
    """What one discount takes off one line."""

    line: str
    discount: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Settled:
    """What is given off line by line, what each line leaves the patient, and what the bill is rounded down by."""

    given: tuple[Given, ...]
    patient: Mapping[str, Decimal]
    rounded_off: Decimal

    @property
    def total(self) -> Decimal:
        """What the patient pays."""
        return sum(self.patient.values(), NOTHING) - self.rounded_off

    @property
    def discounts(self) -> Decimal:
        """All that is given off, the rounding with it."""
        return sum((one.amount for one in self.given), self.rounded_off)


def settle(
    shares: Sequence[Share],
    discounts: Sequence[Discount],
    *,
    round_to: Decimal = CENT,
    used: Mapping[str, int] | None = None,
) -> Settled:
    """Give the discounts one after another; `used` counts how often included services were taken this year."""
    left = {share.line: share.left for share in shares}
    given: list[Given] = []
    for discount in discounts:
        for line, amount in _off(discount, shares, left, used or {}).items():
            if amount > 0:
                given.append(Given(line, discount.name, amount))
                left[line] -= amount
    total = sum(left.values(), NOTHING)
    return Settled(tuple(given), left, total - rounded_down(total, round_to))


def rounded_down(total: Decimal, step: Decimal) -> Decimal:
    """The greatest multiple of a step that is not above the total: in the patient's favour."""
    if step <= 0:
        return total
    return money((total / step).to_integral_value(rounding=ROUND_DOWN) * step)


def _off(
    discount: Discount, shares: Sequence[Share], left: Mapping[str, Decimal], used: Mapping[str, int]
) -> dict[str, Decimal]:
    """What one discount takes off each line."""
    if discount.amount > 0:
        return spread(discount.amount, left)
    free = _included(discount, shares, used)
    return {
        share.line: left[share.line]
        if share.line in free
        else money(left[share.line] * _percent(discount, share) / HUNDRED)
        for share in shares
    }


def _percent(discount: Discount, share: Share) -> Decimal:
    """The percent of the narrowest category that is named, else the general one."""
    named = discount.percents or {}
    percent = next((named[one] for one in reversed(share.categories) if one in named), discount.percent)
    return min(max(percent, NOTHING), HUNDRED)


def _included(discount: Discount, shares: Sequence[Share], used: Mapping[str, int]) -> set[str]:
    """The lines that a membership includes, in their order, as long as the year's number lasts."""
    rest = {one: times - used.get(one, 0) for one, times in (discount.included or {}).items()}
    free = set()
    for share in shares:
        if rest.get(share.procedure, 0) > 0:
            rest[share.procedure] -= 1
            free.add(share.line)
    return free


def spread(amount: Decimal, left: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Spread an amount in the measure of what is left; the cents that rounding leaves go to the largest lines first."""
    total = sum(left.values(), NOTHING)
    amount = min(money(amount), total)
    if total == 0:
        return {}
    parts = {line: (amount * share / total).quantize(CENT, rounding=ROUND_DOWN) for line, share in left.items()}
    missing = amount - sum(parts.values(), NOTHING)
    for line in sorted(left, key=lambda one: (-left[one], one)):
        room = min(left[line] - parts[line], CENT, missing)
        parts[line] += room
        missing -= room
    return parts
