"""What an insurance case may not say: each is refused with the field and a sentence, never guessed."""

import copy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arcada.cli.estimate import answer

GOOD: dict[str, Any] = {
    "id": "one",
    "as_of": "2026-06-15",
    "patient": {"id": "P1", "birth_date": "1980-02-29"},
    "currency": "USD",
    "coverages": [
        {
            "id": "A",
            "order": 1,
            "plan_type": "ppo",
            "in_network": True,
            "benefit_year_start_month": 1,
            "percent": [{"scope": "all", "pct": 80}],
        }
    ],
    "procedures": [
        {"id": "1", "proc": "filling", "categories": ["general"], "fee": 100, "date": "2026-06-15", "tooth": "3"}
    ],
    "settings": {},
}
FULL: dict[str, Any] = copy.deepcopy(GOOD) | {
    "coverages": [
        GOOD["coverages"][0]
        | {
            "deductibles": [{"scope": "all", "amount": 50, "level": "individual", "network": "in"}],
            "maximums": [{"scope": "all", "amount": 1000, "period": "calendar_year"}],
            "frequency": [{"scope": "all", "count": 2, "period": {"kind": "interval_months", "n": 6}, "area": "tooth"}],
            "age_limits": [{"scope": "all", "max_age": 80, "last_day": "under"}],
            "waiting_periods": [{"scope": "cat:crowns", "months": 6}],
            "downgrades": [{"from": "filling", "to": "amalgam", "when": "posterior"}],
            "bundles": [{"procs": ["film"], "paid_as": "series", "within_months": 3}],
            "missing_tooth_clause": {"scope": "all", "months": 12},
            "rollover": {"threshold": 500, "amount": 250, "cap": 1000, "expires_years": 2},
            "replacements": [{"scope": "cat:crowns", "years": 5}],
            "preauthorization": [{"scope": "cat:crowns", "penalty_pct": 50}],
            "prior_coverage": {"effective_date": "2020-01-01", "termination_date": "2025-12-31"},
            "fees": {"filling": 90},
            "effective_date": "2026-01-01",
        }
    ],
    "history": [{"coverage": "A", "proc": "crown", "categories": ["general"], "date": "2026-03-01", "paid": 20}],
    "adjustments": [{"coverage": "A", "date": "2026-02-01", "used": 10, "deductible": 5}],
    "settings": {"line_order": "fee_desc", "missing_tooth": "months(12)"},
}
NAMES = ["scope", "amount", "id", "date", "proc", "pct", "count", "period", "n", "kind", "A", "fee", "order"]
BAD = [
    ("percentage above 100", ("coverages", 0, "percent", 0, "pct"), 101, "coverages[0].percent[0].pct"),
    ("percentage below zero", ("coverages", 0, "percent", 0, "pct"), -1, "coverages[0].percent[0].pct"),
    ("amount below zero", ("procedures", 0, "fee"), -5, "procedures[0].fee"),
    ("amount as words", ("procedures", 0, "fee"), "ten", "procedures[0].fee"),
    ("absurd amount", ("procedures", 0, "fee"), 10**12, "procedures[0].fee"),
    ("no such day", ("procedures", 0, "date"), "2026-02-30", "procedures[0].date"),
    ("before birth", ("procedures", 0, "date"), "1979-01-01", "procedures[0].date"),
    ("no such tooth", ("procedures", 0, "tooth"), "33", "procedures[0].tooth"),
    ("no units", ("procedures", 0, "units"), 0, "procedures[0].units"),
    ("half a unit", ("procedures", 0, "units"), Decimal("0.5"), "procedures[0].units"),
    ("no such month", ("coverages", 0, "benefit_year_start_month"), 13, "coverages[0].benefit_year_start_month"),
    ("no such plan type", ("coverages", 0, "plan_type"), "magic", "coverages[0].plan_type"),
    ("no such scope", ("coverages", 0, "percent", 0, "scope"), "everything", "coverages[0].percent[0].scope"),
    ("ends before it begins", ("coverages", 0, "effective_date"), "2027-01-01", "coverages[0].termination_date"),
    ("no such year", ("coverages", 0, "benefit_year"), "lunar", "coverages[0].benefit_year"),
    (
        "no such last day",
        ("coverages", 0, "age_limits"),
        [{"scope": "all", "max_age": 18, "last_day": "soon"}],
        "coverages[0].age_limits[0].last_day",
    ),
    ("first share above 100", ("coverages", 0, "ortho"), {"initial_pct": 101}, "coverages[0].ortho.initial_pct"),
    ("no months of orthodontics", ("coverages", 0, "ortho"), {"months": 0}, "coverages[0].ortho.months"),
    ("bundle of nothing", ("coverages", 0, "bundles"), [{"paid_as": "crown"}], "coverages[0].bundles[0].procs"),
    (
        "space without a length",
        ("coverages", 0, "frequency"),
        [{"scope": "all", "count": 2, "space_between": {}}],
        "coverages[0].frequency[0].space_between.n",
    ),
    ("no such setting", ("settings", "line_order"), "random", "settings.line_order"),
    ("before any calendar of a payer", ("as_of",), "0001-01-01", "as_of"),
    ("a year nobody plans for", ("procedures", 0, "date"), "9999-12-31", "procedures[0].date"),
    (
        "less than no services",
        ("coverages", 0, "frequency"),
        [{"scope": "all", "count": -1}],
        "coverages[0].frequency[0].count",
    ),
    (
        "ages the wrong way round",
        ("coverages", 0, "age_limits"),
        [{"scope": "all", "min_age": 9, "max_age": 3}],
        "coverages[0].age_limits[0].max_age",
    ),
    (
        "a wait below zero",
        ("coverages", 0, "waiting_periods"),
        [{"scope": "all", "months": -6}],
        "coverages[0].waiting_periods[0].months",
    ),
    (
        "a prior plan without an end",
        ("coverages", 0, "prior_coverage"),
        {"effective_date": "2020-01-01"},
        "coverages[0].prior_coverage.termination_date",
    ),
    (
        "a replacement without a length",
        ("coverages", 0, "replacements"),
        [{"scope": "all"}],
        "coverages[0].replacements[0].months",
    ),
    (
        "a penalty above the whole",
        ("coverages", 0, "preauthorization"),
        [{"scope": "all", "penalty_pct": 120}],
        "coverages[0].preauthorization[0].penalty_pct",
    ),
    (
        "a place before the first",
        ("coverages", 0, "orders"),
        [{"scope": "all", "order": 0}],
        "coverages[0].orders[0].order",
    ),
    ("credit from itself", ("coverages", 0, "credit_from"), ["A"], "coverages[0].credit_from"),
    (
        "no such tier",
        ("coverages", 0, "deductibles"),
        [{"scope": "all", "amount": 5, "network": "near"}],
        "coverages[0].deductibles[0].network",
    ),
    (
        "a payment by hand for nobody",
        ("procedures", 0, "overrides"),
        {"Z": {"insurer_pays": 1}},
        "procedures[0].overrides",
    ),
    (
        "a payment by hand below zero",
        ("procedures", 0, "overrides"),
        {"A": {"insurer_pays": -1}},
        "procedures[0].overrides.A.insurer_pays",
    ),
    (
        "an answer that ends before it came",
        ("history",),
        [{"coverage": "A", "proc": "p", "date": "2026-02-01", "status": "predetermination", "expires": "2026-01-01"}],
        "history[0].expires",
    ),
    ("done before birth", ("history",), [{"coverage": "A", "proc": "p", "date": "1970-01-01"}], "history[0].date"),
    ("missing teeth in words", ("settings", "missing_tooth"), "months(x)", "settings.missing_tooth"),
    ("an answer that holds no month", ("settings", "predetermination_months"), 0, "settings.predetermination_months"),
    ("another currency", ("coverages", 0, "currency"), "EUR", "coverages[0].currency"),
    ("settings in words", ("settings",), "the usual", "settings"),
    ("coverages in words", ("coverages",), "delta", "coverages"),
]


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """The good case with one field changed."""
    case = copy.deepcopy(GOOD)
    case["coverages"][0]["termination_date"] = "2026-12-31"
    spot: Any = case
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = value
    return case


@pytest.mark.parametrize(("path", "value", "where"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_refused_with_its_place(path: tuple[str | int, ...], value: object, where: str) -> None:
    refused = answer(changed(path, value))["refused"]
    assert refused["where"] == where
    assert refused["text"].endswith(".")


def test_two_coverages_of_one_order_are_refused() -> None:
    case = copy.deepcopy(GOOD)
    case["coverages"].append(case["coverages"][0] | {"id": "B"})
    assert answer(case)["refused"]["where"] == "coverages"


def test_a_switch_that_nobody_knows_is_named_and_changes_nothing() -> None:
    told = answer(GOOD | {"settings": {"moon_phase": "full"}})
    assert told["settings_not_known"] == ["moon_phase"]
    assert told["lines"] == answer(GOOD)["lines"]


def test_the_answer_names_the_switches_it_was_made_with() -> None:
    used = answer(GOOD | {"settings": {"out_of_network": "MAC", "state": "CA"}})["settings"]
    assert (used["out_of_network"], used["state"], used["cob_granularity"]) == ("mac", "CA", "line")


def test_history_of_an_unknown_coverage_is_refused() -> None:
    case = GOOD | {
        "history": [{"coverage": "Z", "proc": "filling", "categories": [], "date": "2026-01-01", "status": "paid"}]
    }
    assert answer(case)["refused"]["where"] == "history[0].coverage"


def test_unknown_birth_date_is_said_beside_an_age_limit() -> None:
    case = copy.deepcopy(GOOD)
    del case["patient"]["birth_date"]
    case["coverages"][0]["age_limits"] = [{"scope": "all", "max_age": 18}]
    steps = answer(case)["lines"]["1"]["A"]["reasons"]
    assert "birth_date_unknown" in [step["code"] for step in steps]


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-10, 5000)
    | st.sampled_from(
        [
            "",
            "all",
            "cat:crowns",
            "2026-06-15",
            "2026-02-30",
            "A",
            "crown",
            "individual",
            "zero",
            "3",
            "-1",
            "\N{SNOWMAN}",
        ]
    )
    | st.integers(-100, 100_000).map(lambda cents: Decimal(cents) / 100),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)


def spots(case: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """All places of a case."""
    inner = case.items() if isinstance(case, dict) else enumerate(case) if isinstance(case, list) else ()
    return [path, *(spot for key, value in inner for spot in spots(value, (*path, key)))]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_odd_values_are_answered_or_refused_with_their_place_never_a_crash(data: st.DataObject) -> None:
    case = copy.deepcopy(FULL)
    for _ in range(data.draw(st.integers(1, 3))):
        places = [spot for spot in spots(case) if spot and spot != ("id",)]
        path = data.draw(st.sampled_from(places))
        spot = case
        for key in path[:-1]:
            spot = spot[key]
        spot[path[-1]] = data.draw(ODD)
    told = answer(case)
    if "refused" in told:
        assert told["refused"]["text"].endswith(".")
        assert told["refused"]["where"]
    else:
        for line in told["lines"].values():
            assert Decimal(line["patient_pays"]) >= 0
