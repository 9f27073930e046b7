"""Gums, gaps, dentures and implants by example: each mouth with the rule and the source that its plans follow."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from gap_examples import GAPS
from growth_and_denture_examples import GROWTH_AND_DENTURES
from gum_examples import GUMS
from mouth_examples import LOWER, UPPER, WISDOM, Example, Wait
from plan_cases import LIBRARY, case, finding, person

from arcada.cli.plan import answer

Plan = dict[str, Any]
EXAMPLES = (*GUMS, *GAPS, *GROWTH_AND_DENTURES)
BROAD = {"mouth", "upper_arch", "lower_arch"}
SEEN = ("clinical_examination", "panoramic_radiograph")
"""What is known of a gap before anybody has taken a scan."""


def plans(told: dict[str, Any]) -> dict[str, Plan]:
    found = answer(told, LIBRARY)
    assert "refused" not in found, found
    return {plan["tier"]: plan for plan in found["alternatives"]}


def items(plan: Plan, asked: str) -> list[dict[str, Any]]:
    """Items of one of the families, at the place where one is named; wide items cover the places inside them."""
    found = []
    for one in asked.split("|"):
        family, _, place = one.partition("@")
        found += [
            item
            for item in plan["items"]
            if item["family"] == family and (not place or place in item["where"] or item["where"] == ["mouth"])
        ]
    return found


def share(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two items touch: a common place, or one of them speaks of a whole mouth or jaw."""
    places, others = set(one["where"]), set(other["where"])
    return bool(places & others) or bool((places | others) & BROAD)


def broken(plan: Plan, wait: Wait) -> list[tuple[str, str, int]]:
    """Pairs that stand too close or, where a latest day is named, befores that nothing follows in time."""
    found = []
    for after in items(plan, wait.after):
        gaps = [
            (before["title"], after["title"], after["start_day"] - before["end_day"])
            for before in items(plan, wait.before)
            if share(before, after)
        ]
        found += [gap for gap in gaps if gap[2] < wait.least]
        if gaps and wait.most is not None and min(gap[2] for gap in gaps) > wait.most:
            found += gaps
    return found


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.says)
def test_example(one: Example) -> None:
    told = plans(one.told)
    assert set(told) == {"premium", "balanced", "economy"}
    for tier, plan in told.items():
        for asked in one.held:
            assert items(plan, asked), (asked, tier, one.rule)
        for asked in one.never:
            assert not items(plan, asked), (asked, tier, one.rule)
        for wait in one.waits:
            assert broken(plan, wait) == [], (tier, one.rule)
        for family in one.provisional:
            assert all(item["provisional"] for item in items(plan, family)), (family, tier, one.rule)
        assert plan["visit_count"] <= one.most_visits.get(tier, 60), (tier, one.rule)
        for family, least in one.days_apart.items():
            days = sorted({item["start_day"] for item in items(plan, family)})
            assert all(later - day >= least for day, later in pairwise(days)), (family, tier, one.rule)
    for asked in one.somewhere:
        assert any(items(plan, asked) for plan in told.values()), (asked, one.rule)


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.says)
def test_what_an_example_says_beside_its_items(one: Example) -> None:
    found = answer(one.told, LIBRARY)
    reasons = {(left["finding"], left["reason"]) for plan in found["alternatives"] for left in plan["unaddressed"]}
    branched = {
        item["family"] for plan in found["alternatives"] for branch in plan["contingencies"] for item in branch["items"]
    }
    assert set(one.left) <= reasons, one.rule
    assert set(one.branches) <= branched, one.rule
    assert set(one.flags) <= {flag["flag"] for flag in found["flags"]}, one.rule
    assert one.recall[0] <= found["recall_months"] <= one.recall[1], one.rule


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.says)
def test_a_dearer_plan_costs_no_less_and_contingencies_are_priced_apart(one: Example) -> None:
    told = plans(one.told)
    prices = [Decimal(told[tier]["price"]) for tier in ("premium", "balanced", "economy")]
    assert prices == sorted(prices, reverse=True)
    for plan in told.values():
        assert Decimal(plan["price"]) == sum(Decimal(item["price"]) for item in plan["items"])


def test_a_whole_clearance_reads_as_one_course() -> None:
    told = plans(case(finding("a", f"{UPPER} {LOWER}", "hopeless tooth", mobility=3), missing_teeth=WISDOM))
    for plan in told.values():
        assert "Remove all teeth" in plan["summary"]
        removals = items(plan, "extraction")
        assert {tooth for one in removals for tooth in one["where"]} == set(f"{UPPER} {LOWER}".split())
        assert len(removals) <= 6, "back right, back left and front of each jaw"
        assert len(items(plan, "post_surgical_review")) <= 6
        for one in removals:
            assert one["title"].startswith("Removal of the teeth")
            assert "these teeth" in one["because"]


def test_one_front_place_has_one_pair_of_words_but_never_two_plates() -> None:
    growing = person(age_years=10, growth_complete=False)
    told = plans(case(finding("a", "12 22", "congenitally missing tooth"), patient=growing, missing_teeth=["12", "22"]))
    for plan in told.values():
        assert len(items(plan, "interim_removable_prosthesis")) <= 1


def test_the_scan_of_an_arch_serves_all_its_gaps() -> None:
    told = plans(
        case(
            finding("a", "15 25", "missing tooth", evidence=SEEN, span="bounded"),
            finding("b", "46", "missing tooth", evidence=SEEN, span="bounded"),
            missing_teeth=["15", "25", "46"],
        )
    )
    scans = items(told["premium"], "cbct_scan")
    assert sorted(sorted(one["where"]) for one in scans) == [["15", "25"], ["46"]]


def test_what_is_refused_changes_the_way_and_leaves_no_front_gap() -> None:
    told = plans(
        case(
            finding("a", "21", "missing tooth"),
            missing_teeth=["21"],
            patient_wishes=["no surgery", "nothing removable"],
        )
    )
    for plan in told.values():
        assert items(plan, "resin_bonded_bridge@21")
        assert not items(plan, "implant_placement|removable_partial_denture|interim_removable_prosthesis")


@pytest.mark.parametrize("gums", ["periodontitis", "gingivitis", "calculus and plaque"])
def test_a_tooth_is_taken_out_after_the_first_hygiene_and_before_the_fillings(gums: str) -> None:
    told = plans(
        case(
            finding("gums", "mouth", gums, stage="II", grade="B"),
            finding("decay", "14 25 36", "cavitated dentine caries", icdas=5),
            finding("lost", "17", "non-restorable tooth", cause="caries", symptoms="none"),
        )
    )
    for plan in told.values():
        (removal,) = items(plan, "extraction@17")
        hygiene = items(plan, "professional_cleaning|subgingival_instrumentation")
        fillings = items(plan, "direct_restoration")
        assert min(one["visit"] for one in hygiene) < removal["visit"], "R13: not the first act"
        assert max(one["visit"] for one in fillings) > removal["visit"], "R13: not the last act"
