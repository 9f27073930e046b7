"""A payment plan: so much now, the rest in equal parts, month by month.

    total 1000.00, down 100.00, 7 instalments        900.00 / 7 = 128.571...
                                                     128.58 once, then 128.57 six times: 900.00 to the cent
    from 31 January, monthly                         31 Jan, 28 Feb, 31 Mar, 30 Apr ...

Free of interest unless a fee or a yearly rate is entered. With a rate the instalments are level, each pays the month's
interest on what is still owed, and the last one takes up what rounding left over. Then, and where there are more than
four instalments, lending law may ask for disclosures of its own: a notice says so (12 CFR 1026.1(c)(1)(iii) of the US).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.benefits.dates import add_months
from arcada.core.finance.flow import ZERO, Payment
from arcada.core.finance.terms import HUNDRED
from arcada.core.finance.words import day_name
from arcada.core.kernel import Reason, Refusal, money

CENT = Decimal("0.01")
MOST_INSTALMENTS = 60
MOST_RATE = Decimal(60)  # percent a year; more is taken for a slip of the hand. source: judgement
MOST = Decimal(1_000_000)
MONTHS_A_YEAR = 12
TOO_SMALL = "An instalment would be less than a cent. Take fewer."
WITHOUT_DISCLOSURE = 4  # instalments. source: 12 CFR 1026.1(c)(1)(iii)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is agreed: `owed` is the most that may be put into the plan, `begins` and `ends` the treatment's days."""

    total: Decimal
    down: Decimal
    count: int
    agreed_on: date
    first: date
    fee: Decimal = ZERO
    rate: Decimal = ZERO
    owed: Decimal | None = None
    begins: date | None = None
    ends: date | None = None
    currency: str = ""
    owed_currency: str = ""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment; number 0 is what is paid down."""

    number: int
    due: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """All payments in order; `charge` is what the plan costs beyond the work: fee and interest."""

    instalments: tuple[Instalment, ...]
    total: Decimal
    charge: Decimal
    notices: tuple[Reason, ...] = ()

    @property
    def total_of_payments(self) -> Decimal:
        """All that is paid in the end."""
        return sum((one.amount for one in self.instalments), ZERO)

    @property
    def payments(self) -> tuple[Payment, ...]:
        """The same for the cash flow."""
        return tuple(Payment(one.due, one.amount) for one in self.instalments)


def schedule(wish: Wish) -> Schedule | Refusal:
    """The dates and amounts of a plan, or why there is none."""
    wrong = _wrong_amount(wish) or _wrong_total(wish) or _wrong_count(wish) or _wrong_day(wish)
    if wrong is not None:
        return wrong
    parts = tuple(_parts(wish))
    if any(part <= 0 for part in parts):
        return Refusal("too_small", TOO_SMALL, "count")
    down = (Instalment(0, wish.agreed_on, wish.down),) if wish.down else ()
    dated = tuple(
        Instalment(number, add_months(wish.first, number - 1), amount) for number, amount in enumerate(parts, 1)
    )
    charge = sum(parts, ZERO) + wish.down - wish.total
    made = Schedule((*down, *dated), wish.total, charge)
    return Schedule(made.instalments, made.total, made.charge, tuple(_notices(wish, made)))


def _parts(wish: Wish) -> Iterator[Decimal]:
    """The instalments' amounts."""
    financed = wish.total - wish.down + wish.fee
    if not wish.count:
        return
    if wish.rate:
        yield from _level(financed, wish.rate, wish.count)
        return
    cents = int(financed / CENT)
    each, over = divmod(cents, wish.count)
    for number in range(wish.count):
        yield (each + (number < over)) * CENT


def _level(financed: Decimal, rate: Decimal, count: int) -> Iterator[Decimal]:
    """Level payments of an annuity; the last one pays what is left."""
    monthly = rate / HUNDRED / MONTHS_A_YEAR
    level = money(financed * monthly / (1 - (1 + monthly) ** -count))
    left = financed
    for _ in range(count - 1):
        interest = money(left * monthly)
        amount = min(level, left + interest)
        left += interest - amount
        yield amount
    yield left + money(left * monthly)


def _wrong_amount(wish: Wish) -> Refusal | None:
    named = (("total", wish.total), ("down", wish.down), ("fee", wish.fee), ("rate", wish.rate))
    for name, amount in named:
        if not amount.is_finite() or abs(amount) > MOST or amount != money(amount):
            return Refusal("bad_amount", "Write a sum of money with at most two decimals, such as 350.00.", name)
        if amount < 0:
            return Refusal("negative", "A sum below zero cannot be agreed on.", name)
    if wish.rate > MOST_RATE:
        return Refusal("rate_range", f"A rate over {MOST_RATE} percent a year is not taken.", "rate")
    return None


def _wrong_total(wish: Wish) -> Refusal | None:
    if not wish.total:
        return Refusal("zero", "There is nothing to pay in instalments: the sum is zero.", "total")
    if wish.currency != wish.owed_currency:
        text = f"The plan counts in {wish.owed_currency}, the payment plan in {wish.currency}. Nothing is converted."
        return Refusal("currency_mix", text, "currency")
    if wish.owed is not None and wish.total > wish.owed:
        text = f"The plan asks the patient for {wish.owed:,.2f}; more than that cannot be put into instalments."
        return Refusal("over_total", text, "total")
    if wish.down > wish.total:
        return Refusal("over_total", "What is paid now is more than the whole. Lower it.", "down")
    return None


def _wrong_count(wish: Wish) -> Refusal | None:
    rest = wish.total - wish.down + wish.fee
    if not 0 <= wish.count <= MOST_INSTALMENTS:
        text = f"A payment plan has from 1 to {MOST_INSTALMENTS} instalments. Beyond that it is a matter for a lender."
        return Refusal("count_range", text, "count")
    if rest and not wish.count:
        return Refusal("nothing_left_open", f"{rest:,.2f} would stay unpaid. Say in how many instalments.", "count")
    if not rest and wish.count:
        text = "All is paid at once: no instalment is left. Lower what is paid now, or write 0 instalments."
        return Refusal("nothing_to_part", text, "count")
    if wish.count and rest < CENT * wish.count:
        return Refusal("too_small", TOO_SMALL, "count")
    return None


def _wrong_day(wish: Wish) -> Refusal | None:
    if not wish.count:
        return None
    if wish.first < wish.agreed_on:
        return Refusal("first_in_the_past", "The first instalment cannot lie before the agreement.", "first")
    if wish.first > add_months(wish.agreed_on, MONTHS_A_YEAR):
        text = "The first instalment lies more than a year away. Choose an earlier day."
        return Refusal("first_too_late", text, "first")
    last = add_months(wish.first, wish.count - 1)
    if wish.begins is not None and last < wish.begins:
        text = f"Everything would be paid by {day_name(last)}, before the treatment begins on {day_name(wish.begins)}."
        return Refusal("ends_before_treatment", f"{text} Take more instalments.", "count")
    return None


def _notices(wish: Wish, made: Schedule) -> Iterator[Reason]:
    if made.charge:
        text = f"The plan costs {made.charge:,.2f} more than the work: {made.total_of_payments:,.2f} in all."
        yield Reason("charge", text)
    if made.charge or wish.count > WITHOUT_DISCLOSURE:
        why = "a fee or interest" if made.charge else f"more than {WITHOUT_DISCLOSURE} instalments"
        text = f"With {why} local lending law may ask for disclosures. Have the wording checked once by a lawyer."
        yield Reason("lending_law", text)
    last = made.instalments[-1].due
    if wish.ends is not None and last < wish.ends:
        text = f"The last payment falls on {day_name(last)}, before the treatment ends on {day_name(wish.ends)}."
        yield Reason("paid_before_done", text)
