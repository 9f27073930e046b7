"""The plan form: what is typed becomes rules and comes back as typed; what no cell says is kept."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.insurance.plain_benefits import others_of, read_typed, typed_of
from arcada.insurance.plain_cells import Unreadable, often_said, often_typed
from arcada.insurance.sound_benefits import fault_of_benefits
from arcada.insurance.templates import Template, TemplateFault, read_templates, templates


def _rules(benefits: Any) -> Any:
    """Benefits without the order of rules and of their fields."""
    if isinstance(benefits, dict):
        return {key: _rules(value) for key, value in sorted(benefits.items())}
    if isinstance(benefits, list | tuple):
        return sorted((_rules(one) for one in benefits), key=str)
    return benefits


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.id)
def test_every_template_survives_the_form(template: Template) -> None:
    read = read_typed(typed_of(template.benefits, template.unknown), template.benefits)
    assert read.faults == ()
    assert _rules(read.benefits) == _rules(dict(template.benefits))


def test_a_rule_that_no_cell_can_say_is_kept() -> None:
    odd = {
        "percent": [{"scope": "proc:ceramic_crown", "pct": 40}, {"scope": "cat:crowns", "pct": 50}],
        "rollover": {"threshold": 500, "amount": 250, "cap": 1000},
        "bundles": [{"procs": ["bitewing_images", "intraoral_image"], "paid_as": "full_mouth_images"}],
    }
    assert set(others_of(odd)) == {"percent", "rollover", "bundles"}
    typed = typed_of(odd, ()) | {"pays_crowns": "60", "deductible": "none", "maximum": "none"}
    read = read_typed(typed, odd)
    assert read.benefits["percent"] == [{"scope": "proc:ceramic_crown", "pct": 40}, {"scope": "cat:crowns", "pct": 60}]
    assert read.benefits["rollover"] == odd["rollover"]
    assert read.benefits["bundles"] == odd["bundles"]


TYPED: list[tuple[str, str, Any]] = [
    ("2 a year", "frequency", {"count": 2, "period": {"kind": "calendar_year"}}),
    ("2/year", "frequency", {"count": 2, "period": {"kind": "calendar_year"}}),
    ("2 per benefit year", "frequency", {"count": 2, "period": {"kind": "benefit_year"}}),
    ("1 in 6 months", "frequency", {"count": 1, "period": {"kind": "interval_months", "n": 6}}),
    ("once every 5 years", "frequency", {"count": 1, "period": {"kind": "interval_months", "n": 60}}),
    ("3 in 12 months", "frequency", {"count": 3, "period": {"kind": "rolling_months", "n": 12}}),
    ("once in a lifetime", "frequency", {"count": 1, "period": {"kind": "lifetime"}}),
    ("no", "frequency", None),
]


@pytest.mark.parametrize(("said", "_key", "rule"), TYPED, ids=[row[0] for row in TYPED])
def test_how_often_in_plain_words(said: str, _key: str, rule: Any) -> None:
    assert often_typed(said) == rule


@pytest.mark.parametrize("said", ["0 a year", "twice", "2", "a year", "-1 a year", "2 a fortnight", "200 a year"])
def test_how_often_that_is_not_clear_is_asked_about(said: str) -> None:
    with pytest.raises(Unreadable):
        often_typed(said)


@given(st.integers(1, 52), st.sampled_from(["calendar_year", "benefit_year", "lifetime", "months"]), st.integers(1, 99))
def test_how_often_is_read_as_it_was_said(count: int, kind: str, n: int) -> None:
    months = {"kind": "interval_months" if count == 1 else "rolling_months", "n": n}
    rule = {"count": count, "period": months if kind == "months" else {"kind": kind}}
    assert often_typed(often_said(rule)) == rule


CELLS: list[tuple[str, str, str, Any]] = [
    ("pays_crowns", "50 %", "percent", [{"scope": "cat:crowns", "pct": 50}]),
    ("pays_crowns", "37,5", "percent", [{"scope": "cat:crowns", "pct": Decimal("37.5")}]),
    ("pays_implants", "no", "exclusions", ["cat:implants"]),
    ("maximum", "$1,500", "maximums", [{"scope": "cat:general", "amount": 1500}]),
    (
        "ortho_maximum",
        "2000.50",
        "maximums",
        [{"scope": "cat:ortho", "period": "lifetime", "amount": Decimal("2000.5")}],
    ),
    ("wait_crowns", "12 months", "waiting_periods", [{"scope": "cat:crowns", "months": 12}]),
    ("age_fluoride", "through 14", "age_limits", [{"scope": "cat:fluoride", "max_age": 14}]),
    ("free_preventive", "on", "deductibles", [{"scope": "cat:preventive", "amount": 0}]),
]


@pytest.mark.parametrize(("field", "said", "key", "rules"), CELLS, ids=[f"{row[0]} {row[1]}" for row in CELLS])
def test_one_cell_is_one_rule(field: str, said: str, key: str, rules: Any) -> None:
    read = read_typed(typed_of({}, ()) | {"plan_type": "ppo", field: said}, {})
    assert read.faults == ()
    assert read.benefits[key] == rules
    assert fault_of_benefits(read.benefits) is None


BAD = [("pays_crowns", "120"), ("pays_crowns", "half"), ("maximum", "-50"), ("maximum", "1.500,00"),
       ("maximum", "=1+1"), ("wait_crowns", "soon"), ("age_ortho", "adult"), ("cob", "sometimes"),
       ("silver_fee", "cheap"), ("year", "29 February")]  # fmt: skip


@pytest.mark.parametrize(("field", "said"), BAD, ids=[" ".join(row) for row in BAD])
def test_what_cannot_be_read_is_told_at_its_cell(field: str, said: str) -> None:
    read = read_typed(typed_of({}, ()) | {field: said}, {})
    assert [one.where for one in read.faults] == [field]


def test_an_empty_share_is_unknown_and_never_zero() -> None:
    read = read_typed(typed_of({}, ()) | {"maximum": "?", "cob": "?", "often_cleanings": "?", "deductible": "none"}, {})
    assert {"percent:crowns", "maximums", "cob", "frequency:cleanings"} <= set(read.unknown)
    assert "deductibles" not in read.unknown
    assert "percent" not in read.benefits
    again = typed_of(read.benefits, read.unknown)
    assert (again["cob"], again["often_cleanings"], again["pays_crowns"]) == ("?", "?", "")


def test_a_plan_that_pays_listed_copays_asks_for_no_percentages() -> None:
    read = read_typed(typed_of({}, ()) | {"plan_type": "capitation", "deductible": "no", "maximum": "no"}, {})
    assert read.unknown == ()


def test_white_fillings_are_paid_as_silver_ones_where_the_payers_fee_is_known() -> None:
    read = read_typed(typed_of({}, ()) | {"white_fillings": "yes", "silver_fee": "118"}, {})
    assert read.benefits["fees"] == {"amalgam_filling": 118}
    assert {one["from"] for one in read.benefits["downgrades"]} == {"composite_filling", "composite_filling_layered"}
    assert typed_of(read.benefits, ())["silver_fee"] == "118"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("templates: 3", "expected a list"),
        ("templates: [{id: x}]", "x: expected exactly the fields"),
        (
            (
                "templates: [{id: x, name: X, says: X, plan_name: X, source: judgement, unknown: [], settings: {}, "
                "benefits: {percent: [{scope: all, pct: 130}]}}]"
            ),
            r"x, percent\[0\].pct: Expected 0 to 100",
        ),
        (
            (
                "templates: [{id: x, name: X, says: X, plan_name: X, source: judgement, unknown: [fog], settings: {}, "
                "benefits: {}}]"
            ),
            "'fog' is nothing",
        ),
    ],
)
def test_a_template_that_cannot_be_used_is_told_with_its_field(text: str, said: str) -> None:
    with pytest.raises(TemplateFault, match=said):
        read_templates(text)
