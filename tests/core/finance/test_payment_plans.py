"""Payment plans: the sum is exact, dates keep to the month, and what makes no sense is refused by field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.core.finance.payment_plan import Instalment, Schedule, Wish, schedule
from arcada.core.finance.standing import stand
from arcada.core.kernel import Refusal

AGREED = date(2027, 1, 5)
cents = st.integers(0, 2_000_000).map(lambda number: Decimal(number) / 100)


def wish(**changed):
    told = {"total": Decimal(1200), "down": Decimal(200), "count": 10, "agreed_on": AGREED, "first": date(2027, 1, 31)}
    return Wish(**told | changed)


@settings(max_examples=300, deadline=None)
@given(
    cents, cents, st.integers(-1, 65), cents, st.sampled_from((Decimal(0), Decimal("4.9"), Decimal(12), Decimal(59))),
    st.dates(date(2026, 12, 1), date(2028, 2, 1)),
)  # fmt: skip
def test_sums_are_exact_and_nothing_is_negative(total, down, count, fee, rate, first):
    made = schedule(wish(total=total, down=down, count=count, fee=fee, rate=rate, first=first))
    if isinstance(made, Refusal):
        assert made.text
        assert made.where
        return
    amounts = [one.amount for one in made.instalments]
    assert made.total_of_payments == total + made.charge
    assert all(amount > 0 and amount == amount.quantize(Decimal("0.01")) for amount in amounts)
    assert made.charge == fee if not rate else made.charge >= fee
    days = [one.due for one in made.instalments]
    assert days == sorted(days)
    parts = [one.amount for one in made.instalments if one.number]
    if not rate:
        assert not parts or max(parts) - min(parts) <= Decimal("0.01")
    else:
        assert len(set(parts[:-1])) <= 1


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"total": Decimal(-5)}, "negative", "total"),
        ({"total": Decimal(0), "down": Decimal(0)}, "zero", "total"),
        ({"total": Decimal("NaN")}, "bad_amount", "total"),
        ({"total": Decimal("10.005")}, "bad_amount", "total"),
        ({"total": Decimal("1e40")}, "bad_amount", "total"),
        ({"owed": Decimal("1199.99")}, "over_total", "total"),
        ({"down": Decimal(1201)}, "over_total", "down"),
        ({"down": Decimal(-1)}, "negative", "down"),
        ({"count": 0}, "nothing_left_open", "count"),
        ({"count": -3}, "count_range", "count"),
        ({"count": 61}, "count_range", "count"),
        ({"down": Decimal(1200), "count": 3}, "nothing_to_part", "count"),
        ({"total": Decimal("200.05"), "count": 9}, "too_small", "count"),
        ({"first": date(2027, 1, 4)}, "first_in_the_past", "first"),
        ({"first": date(2028, 1, 6)}, "first_too_late", "first"),
        ({"begins": date(2027, 11, 1), "count": 10}, "ends_before_treatment", "count"),
        ({"currency": "USD", "owed_currency": "EUR"}, "currency_mix", "currency"),
        ({"fee": Decimal(-1)}, "negative", "fee"),
        ({"rate": Decimal(61)}, "rate_range", "rate"),
    ],
)
def test_what_is_refused(changed, code, where):
    found = schedule(wish(**changed))
    assert isinstance(found, Refusal)
    assert (found.code, found.where) == (code, where)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"count": 4}, []),
        ({"count": 5}, ["lending_law"]),
        ({"count": 2, "fee": Decimal(20)}, ["charge", "lending_law"]),
        ({"count": 2, "rate": Decimal(6)}, ["charge", "lending_law"]),
        ({"count": 2, "ends": date(2027, 6, 1)}, ["paid_before_done"]),
        ({"down": Decimal(1200), "count": 0}, []),
    ],
)
def test_what_is_noted(changed, codes):
    made = schedule(wish(**changed))
    assert isinstance(made, Schedule)
    assert [one.code for one in made.notices] == codes


PARTS = (
    Instalment(0, AGREED, Decimal(100)),
    Instalment(1, date(2027, 1, 31), Decimal(50)),
    Instalment(2, date(2027, 2, 28), Decimal(50)),
)


@pytest.mark.parametrize(
    ("received", "on", "states", "overdue"),
    [
        ("0", date(2027, 1, 5), "due open open", "0"),
        ("0", date(2027, 1, 11), "late open open", "100"),
        ("100", date(2027, 1, 31), "settled due open", "0"),
        ("120", date(2027, 1, 20), "settled part open", "0"),
        ("120", date(2027, 3, 20), "settled late late", "80"),
        ("200", date(2027, 3, 20), "settled settled settled", "0"),
        ("300", date(2027, 3, 20), "settled settled settled", "0"),
    ],
)
def test_receipts_settle_the_oldest_first(received, on, states, overdue):
    standing = stand(PARTS, Decimal(received), on)
    assert [line.state for line in standing.lines] == states.split()
    assert standing.overdue == Decimal(overdue)
    assert standing.received + standing.open == Decimal(200)


@settings(max_examples=80, deadline=None)
@given(cents, st.dates(date(2027, 1, 1), date(2027, 4, 1)), st.permutations(PARTS))
def test_the_order_of_the_instalments_changes_nothing(received, on, parts):
    assert stand(parts, received, on) == stand(PARTS, received, on)
