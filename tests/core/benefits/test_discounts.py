"""What is given off after the contract's write-off, how totals are rounded, and the tax on a service."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.benefits.discount import Discount, Share, rounded_down, settle, spread
from arcada.core.benefits.tax import rate_of, taxed

D = Decimal


def line(name, fee, insurers="0", write_off="0", **more):
    return Share(line=name, fee=D(fee), insurers=D(insurers), write_off=D(write_off), **more)


def test_the_case_of_the_books():
    """Fee 204.00, insurance 80.00, discount 54.00: the patient pays 70.00."""
    settled = settle([line("a", "204.00", "80.00")], [Discount(name="Courtesy", amount=D("54.00"))])
    assert (settled.total, settled.discounts) == (D("70.00"), D("54.00"))


@pytest.mark.parametrize(
    ("description", "shares", "discounts", "round_to", "total"),
    [
        ("the write-off comes first", [line("a", 200, 80, 40)], [Discount(name="x", percent=D(10))], "0.01", "72.00"),
        (
            "one after another",
            [line("a", 100)],
            [Discount(name="x", percent=D(10)), Discount(name="y", percent=D(10))],
            "0.01",
            "81.00",
        ),
        (
            "percent, then amount",
            [line("a", 100)],
            [Discount(name="x", percent=D(10)), Discount(name="y", amount=D(50))],
            "0.01",
            "40.00",
        ),
        ("never below zero", [line("a", 30)], [Discount(name="x", amount=D(50))], "0.01", "0.00"),
        ("nothing owed, nothing given", [line("a", 30, 30)], [Discount(name="x", amount=D(50))], "0.01", "0.00"),
        ("paid above the fee by mistake", [line("a", 30, 40)], [Discount(name="x", percent=D(50))], "0.01", "0.00"),
        ("rounded down to whole fives", [line("a", 104)], [], "5", "100.00"),
        ("rounded down to a twentieth", [line("a", "104.04")], [], "0.05", "104.00"),
        ("half a cent is given", [line("a", "0.05")], [Discount(name="x", percent=D(50))], "0.01", "0.02"),
    ],
)
def test_what_the_patient_pays(description, shares, discounts, round_to, total):
    assert settle(shares, discounts, round_to=D(round_to)).total == D(total), description


def test_an_amount_is_spread_in_the_measure_of_the_shares():
    assert spread(D(10), {"a": D(30), "b": D(60), "c": D(0)}) == {"a": D("3.33"), "b": D("6.67"), "c": D(0)}


def test_a_membership_takes_the_narrowest_percent_and_includes_services_for_the_year():
    plan = Discount(
        name="Smile plan",
        percent=D(10),
        percents={"crowns": D(20), "general": D(15)},
        included={"cleaning": 2},
    )
    shares = [
        line("crown", 1000, procedure="crown_ceramic", categories=("general", "crowns")),
        line("filling", 200, procedure="composite_filling", categories=("general", "restorative")),
        line("aligners", 3000, procedure="aligners_limited", categories=("ortho",)),
        line("cleaning 1", 90, procedure="cleaning", categories=("general", "preventive")),
        line("cleaning 2", 90, procedure="cleaning", categories=("general", "preventive")),
    ]
    settled = settle(shares, [plan], used={"cleaning": 1})
    assert settled.patient == {
        "crown": D("800.00"),
        "filling": D("170.00"),
        "aligners": D("2700.00"),
        "cleaning 1": D("0.00"),
        "cleaning 2": D("76.50"),
    }
    assert {one.discount for one in settled.given} == {"Smile plan"}


CENTS = st.integers(0, 500_000).map(lambda cents: D(cents) / 100)
SHARES = st.lists(st.tuples(CENTS, CENTS, CENTS), max_size=6).map(
    lambda rows: [
        Share(line=str(n), fee=fee, insurers=min(paid, fee), write_off=min(off, fee - min(paid, fee)))
        for n, (fee, paid, off) in enumerate(rows)
    ]
)
DISCOUNTS = st.lists(
    st.one_of(
        st.integers(0, 100).map(lambda one: Discount(name="percent", percent=D(one))),
        CENTS.map(lambda one: Discount(name="amount", amount=one)),
    ),
    max_size=4,
)
STEPS = st.sampled_from([D("0.01"), D("0.05"), D(1), D(5)])


@given(SHARES, DISCOUNTS, STEPS)
def test_insurers_write_offs_discounts_and_patient_are_the_fee(shares, discounts, step):
    settled = settle(shares, discounts, round_to=step)
    for share in shares:
        off = sum((one.amount for one in settled.given if one.line == share.line), D(0))
        assert share.insurers + share.write_off + off + settled.patient[share.line] == share.fee
        assert settled.patient[share.line] >= 0
    paid = sum((share.insurers + share.write_off for share in shares), D(0))
    assert paid + settled.discounts + settled.total == sum((share.fee for share in shares), D(0))
    assert settled.total % step == 0


@given(SHARES, DISCOUNTS, st.integers(1, 99))
def test_one_more_discount_never_costs_the_patient_more(shares, discounts, percent):
    more = [*discounts, Discount(name="more", percent=D(percent))]
    assert settle(shares, more).total <= settle(shares, discounts).total


@given(CENTS, st.dictionaries(st.text(max_size=3), CENTS, max_size=5))
def test_what_is_spread_comes_out_to_the_cent(amount, left):
    parts = spread(amount, left)
    assert sum(parts.values(), D(0)) == min(amount, sum(left.values(), D(0)))
    assert all(0 <= part <= left[one] for one, part in parts.items())


def test_a_step_of_nothing_rounds_nothing():
    assert rounded_down(D("12.34"), D(0)) == D("12.34")


@pytest.mark.parametrize(
    ("amount", "percent", "included", "net", "tax", "gross"),
    [
        ("100.00", "19", False, "100.00", "19.00", "119.00"),
        ("119.00", "19", True, "100.00", "19.00", "119.00"),
        ("10.00", "7.7", True, "9.29", "0.71", "10.00"),
        ("10.00", "0", True, "10.00", "0.00", "10.00"),
    ],
)
def test_the_tax_on_a_service(amount, percent, included, net, tax, gross):
    found = taxed(D(amount), D(percent), included=included)
    assert (found.net, found.tax, found.gross) == (D(net), D(tax), D(gross))


@given(CENTS, st.integers(0, 100), st.booleans())
def test_net_and_tax_are_the_gross(amount, percent, included):
    found = taxed(amount, D(percent), included=included)
    assert found.net + found.tax == found.gross
    assert found.tax >= 0


def test_the_rate_of_the_narrowest_category_counts_and_without_one_it_is_exempt():
    rates = {"cosmetic": D(19), "whitening": D(7)}
    assert rate_of(("general", "cosmetic", "whitening"), rates) == 7
    assert rate_of(("general", "crowns"), rates) == 0
