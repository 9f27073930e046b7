"""Paid beside estimated: what explains a group, and what stays unexplained."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.core.finance.explain import explained
from arcada.core.finance.learning import Outcome, groups, paces


def row(number, estimated, paid, **more):
    told = {"categories": ("general", "fillings"), "on": date(2027, 1, 1 + number), "coverage": f"c{number}"}
    told |= {"percent": Decimal(80)} | {
        key: Decimal(value) if key in {"allowed", "submitted", "deductible", "write_off"} else value
        for key, value in more.items()
    }
    return Outcome(
        id=f"o{number}",
        plan="p",
        payer="A",
        procedure="filling",
        estimated=Decimal(estimated),
        paid=Decimal(paid),
        **told,
    )


def codes(rows):
    return [one.code for group in explained(groups(rows)) for one in group.proposals]


@pytest.mark.parametrize(
    ("why", "rows", "told"),
    [
        ("as expected", [row(n, 120, 118, allowed=150) for n in range(5)], []),
        ("too few", [row(n, 120, 105, allowed=150) for n in range(2)], []),
        ("another share", [row(n, 120 + 8 * n, 105 + 7 * n, allowed=150 + 10 * n) for n in range(4)], ["percent"]),
        ("another share, allowed unknown", [row(n, 120, 75) for n in range(3)], ["percent"]),
        ("share unknown on file", [row(n, 60, 105, allowed=150, percent=None) for n in range(3)], ["percent"]),
        ("smaller fee", [row(n, 160, 96, allowed=120) for n in range(3)], ["smaller_fee"]),
        ("deductible", [row(n, 120, 80, allowed=150, deductible=50) for n in range(3)], ["deductible"]),
        ("a word", [row(n, 160, 96, reason="Alternate benefit applied") for n in range(3)], ["downgrade"]),
        ("the maximum", [row(n, 160, 10 * n, reason="Annual maximum reached") for n in range(3)], ["maximum"]),
        (
            "nothing paid, nothing written off",
            [row(n, 120, 0, reason="Frequency limitation", allowed=150, submitted=200, write_off=0) for n in range(3)],
            ["frequency", "write_off"],
        ),
        ("no rule", [row(n, 120, 120 - 11 * n, allowed=150) for n in range(1, 8)], []),
        ("corrected since", [row(n, 120, 105, allowed=150, settled=n < 3) for n in range(5)], []),
        ("again since", [row(n, 120, 105, allowed=150, settled=n < 3) for n in range(6)], ["percent"]),
        ("mostly as expected", [row(n, 120, 120 if n < 4 else 105, allowed=150) for n in range(7)], []),
    ],
)  # fmt: skip
def test_what_explains_a_difference(why, rows, told):
    assert codes(rows) == told, why


def test_a_deductible_on_another_line_of_the_day():
    """Estimated: 50.00 off the filling at 80 percent. The payer: 50.00 off the cleaning at 100 percent."""
    rows = []
    for n in range(3):
        day = {"on": date(2027, 2, 1 + n), "coverage": f"c{n}", "allowed": 150}
        rows.append(row(2 * n, 80, 120, **day))
        rows.append(
            row(2 * n + 1, 150, 100, **day, deductible=50, percent=Decimal(100), categories=("general", "preventive"))
        )
    assert codes(rows) == ["line_order", "line_order"]


def test_groups_stand_by_what_they_weigh_and_are_measured():
    rows = [row(n, 100, 70) for n in range(2)] + [row(n, 100, 95, categories=("crowns",)) for n in range(2, 5)]
    first, second = groups(rows)
    assert (first.kind, first.count, first.mean, first.spread, first.near) == (
        "fillings",
        2,
        Decimal(-30),
        Decimal(0),
        0,
    )
    assert (second.kind, second.count, second.near) == ("crowns", 3, 3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=8), st.randoms(use_true_random=False))
def test_groups_hold_every_service_once_in_whatever_order(pairs, dice):
    rows = [row(n, *pair) for n, pair in enumerate(pairs)]
    shuffled = list(rows)
    dice.shuffle(shuffled)
    assert explained(groups(shuffled)) == explained(groups(rows))
    assert sum(group.count for group in groups(rows)) == len(rows)
    assert sum(group.paid - group.estimated for group in groups(rows)) == sum(one.difference for one in rows)


def test_how_long_a_payer_takes_is_the_middle_of_its_answers():
    rows = [row(n, 1, 1, recorded=date(2027, 1, 1 + n + days)) for n, days in enumerate((10, 12, 25))]
    (pace,) = paces(rows)
    assert (pace.payer, pace.days, pace.count) == ("A", 12, 3)
    assert paces(rows[:2]) == ()
