"""Cash flow: when money moves, month by month.

    prepaid    asked of the patient before the work is done: deposit, share of laboratory work
    patient    asked of the patient on the day the work is done
    insurer    expected of a payer so many days after the service
    work       worth of the work completed in the month
    balance    what was received up to the month's end less the work done up to then; below zero the practice has laid
               that much out, above zero it holds money for work to come

Months without money stand between those with some. A line without a fee is named in `unknown` and counted nowhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from arcada.core.benefits.dates import add_months
from arcada.core.finance.share import Course, Share
from arcada.core.finance.terms import HUNDRED, Budget, Terms
from arcada.core.kernel import Refusal, money

ZERO = Decimal(0)
PATIENT, PREPAID, INSURER, WORK = "patient", "prepaid", "insurer", "work"


@dataclass(frozen=True, slots=True)
class Movement:
    """Money on a day, or work done (kind `work`); `visit` is the one that it hangs on, empty for a deposit."""

    on: date
    kind: str
    amount: Decimal
    line: str = ""
    visit: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the plan; `first` is its first day."""

    first: date
    patient: Decimal = ZERO
    prepaid: Decimal = ZERO
    insurer: Decimal = ZERO
    work: Decimal = ZERO
    balance: Decimal = ZERO

    @property
    def due(self) -> Decimal:
        """What the patient is asked for."""
        return self.patient + self.prepaid


@dataclass(frozen=True, slots=True)
class Flow:
    """The months of a plan, in order, and the lines that have no fee."""

    months: tuple[Month, ...]
    budget: Budget
    movements: tuple[Movement, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def patient_total(self) -> Decimal:
        """All that the patient is asked for."""
        return sum((month.due for month in self.months), ZERO)

    @property
    def insurer_total(self) -> Decimal:
        """All that payers are expected to pay."""
        return sum((month.insurer for month in self.months), ZERO)

    @property
    def worst(self) -> Decimal:
        """The most that any month asks for."""
        return max((month.due for month in self.months), default=ZERO)

    @property
    def excess(self) -> Decimal:
        """What all months together ask for beyond the monthly budget."""
        limit = self.budget.monthly
        return ZERO if limit is None else sum((max(ZERO, month.due - limit) for month in self.months), ZERO)


@dataclass(frozen=True, slots=True)
class Payment:
    """What the patient has agreed to pay on a day."""

    on: date
    amount: Decimal


def cash_flow(course: Course, terms: Terms, budget: Budget, *, payments: Sequence[Payment] | None = None) -> Flow:
    """The months of a course; with `payments` (a payment plan) the patient pays those instead of by visit."""
    ordered = course.in_order()
    days = {visit.id: visit.on for visit in ordered.visits}
    found = [one for share in ordered.shares for one in movements_of(share, days, terms, course.begins)]
    if payments is not None:
        found = [one for one in found if one.kind not in {PATIENT, PREPAID}]
        found += [Movement(one.on, PATIENT, one.amount) for one in payments]
    found.sort(key=lambda one: (one.on, one.kind, one.line, one.payer, one.amount))
    unknown = tuple(share.line for share in ordered.shares if share.patient is None)
    return Flow(tuple(_months(found)), budget, tuple(found), unknown)


def movements_of(share: Share, days: dict[str, date], terms: Terms, begins: date) -> Iterator[Movement]:
    """The money of one line."""
    if share.patient is None:
        return
    done, worth = days[share.done], share.patient
    deposit, lab = _before(share, terms)
    rest = share.patient - deposit - lab
    if deposit:
        yield Movement(min(begins, done), PREPAID, deposit, share.line)
    if lab:
        asked = asked_on(days[share.ordered], terms, begins)
        yield Movement(min(asked, done), PREPAID, lab, share.line, share.ordered)
    if rest:
        yield Movement(done, PATIENT, rest, share.line, share.done)
    for one in share.insurers:
        worth += one.amount
        if one.amount:
            on = one.on or done + timedelta(days=terms.days_of(one.payer))
            yield Movement(on, INSURER, one.amount, share.line, "" if one.on else share.done, one.payer)
    if worth:
        yield Movement(done, WORK, worth, share.line, share.done)


def asked_on(sitting: date, terms: Terms, begins: date) -> date:
    """When the laboratory share of a sitting is asked for: so many days before it, not before the plan begins."""
    return max(min(begins, sitting), sitting - timedelta(days=terms.lab_days_before))


def _before(share: Share, terms: Terms) -> tuple[Decimal, Decimal]:
    """Deposit and laboratory share of a line, to the cent and never more than its whole."""
    whole = share.patient or ZERO
    deposit = money(whole * terms.deposit_percent / HUNDRED)
    early = share.by_lab and (share.ordered != share.done or terms.lab_days_before > 0)
    lab = min(whole - deposit, money(whole * terms.lab_percent / HUNDRED)) if early else ZERO
    return deposit, lab


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def _months(movements: Sequence[Movement]) -> Iterator[Month]:
    if not movements:
        return
    sums: dict[date, Month] = {}
    for one in movements:
        month = sums.setdefault(month_of(one.on), Month(month_of(one.on)))
        sums[month.first] = replace(month, **{one.kind: getattr(month, one.kind) + one.amount})
    first, last, balance = min(sums), max(sums), ZERO
    while first <= last:
        month = sums.get(first, Month(first))
        balance += month.due + month.insurer - month.work
        yield replace(month, balance=balance)
        first = add_months(first, 1)


def check_budget(budget: Budget) -> Refusal | None:
    """A budget is a sum of money, or was not told."""
    for name, amount in (("monthly", budget.monthly), ("total", budget.total)):
        if amount is not None and (not amount.is_finite() or amount < 0):
            return Refusal("bad_amount", "Write a sum of money, such as 350.00.", name)
    return None
