"""The values that every room speaks: money to the cent, half-open periods, refusals that say where."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.kernel import Period, Refusal, money

DAYS = st.integers(-500, 500)


@pytest.mark.parametrize(
    ("amount", "expected", "why"),
    [
        ("40", "40.00", "whole amounts get two places"),
        ("0.005", "0.01", "half a cent goes up"),
        ("-0.005", "-0.01", "and away from zero for a refund"),
        ("12.344", "12.34", "less than half goes down"),
        (7, "7.00", "whole numbers are exact"),
    ],
)
def test_money_is_to_the_cent(amount: str | int, expected: str, why: str) -> None:
    assert str(money(amount)) == expected, why


def test_a_binary_fraction_is_not_money() -> None:
    with pytest.raises(TypeError, match="binary fraction"):
        money(0.1)  # type: ignore[arg-type]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_rounding_moves_less_than_a_cent_and_is_stable(amount: Decimal) -> None:
    assert abs(money(amount) - amount) <= Decimal("0.005")
    assert money(money(amount)) == money(amount)


@pytest.mark.parametrize(
    ("period", "days"),
    [(Period(3, 6), 3), (Period(3, 3), 0), (Period(date(2026, 2, 27), date(2026, 3, 2)), 3)],
)
def test_length_is_the_difference(period: Period[int] | Period[date], days: int) -> None:
    assert period.days == days


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(4, 3)


@given(DAYS, st.integers(0, 30), DAYS, st.integers(0, 30))
def test_overlap_is_a_common_day(first: int, length: int, other: int, other_length: int) -> None:
    one, two = Period(first, first + length), Period(other, other + other_length)
    common = [day for day in range(first, first + length) if day in two]
    shared = one.shared(two)
    assert one.overlaps(two) == two.overlaps(one) == bool(common)
    assert (shared.days if shared else 0) == len(common)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("where", "findings[2]", "findings[2].where"),
        ("", "findings[2]", "findings[2]"),
        ("where", "", "where"),
    ],
)
def test_a_refusal_tells_its_whole_place(inner: str, outer: str, expected: str) -> None:
    assert Refusal("unknown_tooth", "There is no tooth 19.", inner).at(outer).where == expected
