"""Laws of orthodontic instalments: nothing is lost to rounding, nothing is paid after the coverage."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from arcada.core.benefits.coverage import Coverage, Ortho
from arcada.core.benefits.ortho import instalments

BEGINS = date(2026, 1, 31)
totals = st.integers(min_value=1, max_value=500_000).map(lambda cents: Decimal(cents) / 100)
plans = st.builds(
    Ortho,
    initial=st.integers(min_value=0, max_value=100).map(lambda share: Decimal(share) / 100),
    initial_amount=st.none() | totals,
    months=st.integers(min_value=1, max_value=48),
    every=st.sampled_from([1, 3]),
)


@given(totals, plans)
def test_all_parts_together_are_the_benefit(total: Decimal, plan: Ortho) -> None:
    parts = instalments(Coverage("A", 1, ortho=plan), total, BEGINS)
    assert sum(one.amount for one in parts) == total
    assert all(one.amount > 0 for one in parts)
    assert [one.on for one in parts] == sorted({one.on for one in parts})


@given(totals, plans, st.integers(min_value=0, max_value=2000))
def test_no_part_falls_after_the_coverage(total: Decimal, plan: Ortho, days: int) -> None:
    ends = BEGINS + timedelta(days=days)
    whole = instalments(Coverage("A", 1, ortho=plan), total, BEGINS)
    parts = instalments(Coverage("A", 1, ortho=plan, termination=ends), total, BEGINS)
    assert parts == tuple(one for one in whole if one.on <= ends)
