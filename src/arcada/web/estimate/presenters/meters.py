"""The meters of each coverage, benefit year by benefit year: what is used, pending, taken by this plan, left.

Prairie Dental 2026   maximum 1,500   used 420 | pending 180 | this plan 700 | left 200   deductible 50, met
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.estimate import estimate
from arcada.display.phrases import Voice, day, money
from arcada.insurance.estimating import EstimateNow

ZERO = Decimal(0)
YEAR = 12
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a meter: its name, amount in words, and width in percent."""

    kind: str
    label: str
    amount: str
    width: str


@dataclass(frozen=True, slots=True)
class YearMeter:
    """One coverage in one benefit year."""

    payer: str
    year: str
    maximum: str
    pieces: tuple[Piece, ...]
    deductible: str
    known: bool
    full: bool


def meters(now: EstimateNow, payers: dict[str, str], voice: Voice) -> tuple[YearMeter, ...]:
    """Each coverage in each benefit year that the plan touches, and in the one of today."""
    unknown = {one.unknown.coverage for one in now.widened if one.unknown.code in {"accumulators", "maximums"}}
    return tuple(
        _meter(now, coverage, on, payers[coverage.id], voice, known=coverage.id not in unknown)
        for coverage in sorted(now.question.coverages, key=lambda one: one.order)
        for on in _days(now, coverage)
    )


def _days(now: EstimateNow, coverage: Coverage) -> Iterator[date]:
    """A day in each benefit year of the plan, the first line's; today's year first."""
    found: dict[date, date] = {}
    for on in sorted((now.question.as_of, *(line.on for line in now.question.lines))):
        ended = coverage.termination is not None and on > coverage.termination
        if on >= now.question.as_of and not ended:
            found.setdefault(coverage.year_of(on), on)
    yield from found.values()


def _meter(now: EstimateNow, coverage: Coverage, on: date, payer: str, voice: Voice, *, known: bool) -> YearMeter:
    told = estimate(replace(now.question, as_of=on)).accumulators[coverage.id]
    general = [one for one in coverage.maximums if one.scope.is_general and one.amount is not None]
    used, pending = told.maximum_used or ZERO, told.maximum_pending or ZERO
    planned, left = told.maximum_planned or ZERO, told.maximum_after or ZERO
    begins = coverage.year_of(on)
    pieces: Sequence[tuple[str, str, Decimal]] = (
        ("used", "used", used),
        ("pending", "pending", pending),
        ("plan", "this plan", planned),
        ("left", "left", left),
    )
    whole = sum((amount for _, _, amount in pieces), ZERO)
    return YearMeter(
        payer=payer,
        year=_year(begins, voice),
        maximum=money(whole, voice) if general else "",
        pieces=tuple(
            Piece(kind, label, money(amount, voice), f"{amount * WHOLE / whole:.2f}" if whole else "0")
            for kind, label, amount in pieces
        )
        if general
        else (),
        deductible=_deductible(told.deductible_before, told.deductible_after, voice),
        known=known,
        full=bool(general) and left == 0,
    )


def _year(begins: date, voice: Voice) -> str:
    if (begins.month, begins.day) == (1, 1):
        return str(begins.year)
    ends = add_months(begins, YEAR) - timedelta(days=1)
    return f"{day(begins, voice, style='year')} to {day(ends, voice, style='year')}"


def _deductible(before: Decimal | None, after: Decimal | None, voice: Voice) -> str:
    if before is None:
        return ""
    if before == 0:
        return "The deductible is met."
    taken = before - (after if after is not None else before)
    if taken == 0:
        return f"{money(before, voice)} of the deductible is still open."
    rest = before - taken
    end = "then it is met" if rest == 0 else f"{money(rest, voice)} stays open"
    return f"{money(taken, voice)} of the deductible falls on this plan; {end}."
