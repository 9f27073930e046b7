"""Work that is done on several teeth together: one item, one sentence about all of them, one fee for one look."""

from decimal import Decimal
from typing import Any

import pytest
from plan_cases import LIBRARY, case, finding

from arcada.cli.plan import answer
from arcada.core.planning.phrases import of_several


def items(plan: dict[str, Any], family: str) -> list[dict[str, Any]]:
    return [one for one in plan["items"] if one["family"] == family]


def premium(*findings: dict[str, Any], **told: Any) -> dict[str, Any]:
    plan: dict[str, Any] = answer(case(*findings, **told), LIBRARY)["alternatives"][0]
    return plan


def test_one_look_at_several_teeth_costs_one_fee() -> None:
    one = premium(finding("a", "36", "initial enamel caries lesion", icdas=2))
    many = premium(finding("a", "16 26 36 46", "initial enamel caries lesion", icdas=2))
    single, joined = (items(plan, "monitoring_review") for plan in (one, many))
    assert len(joined) == 1
    assert set(joined[0]["where"]) == {"16", "26", "36", "46"}
    assert joined[0]["price"] == single[0]["price"]
    assert joined[0]["minutes"] > single[0]["minutes"]


def test_sealants_of_one_jaw_are_one_item_at_the_price_of_each_tooth() -> None:
    one = items(premium(finding("a", "36", "initial enamel caries lesion", icdas=2)), "fissure_sealant")
    both = items(premium(finding("a", "36 46", "initial enamel caries lesion", icdas=2)), "fissure_sealant")
    assert [set(item["where"]) for item in both] == [{"36", "46"}]
    assert Decimal(both[0]["price"]) == 2 * Decimal(one[0]["price"])
    assert "These teeth" in both[0]["because"] or "these teeth" in both[0]["because"]


def test_more_teeth_than_a_series_takes_are_parted_by_front_and_back() -> None:
    plan = premium(finding("a", "mouth", "attrition", twi=3))
    sets = [set(one["where"]) for one in items(plan, "direct_restoration")]
    assert {"13", "12", "11", "21", "22", "23"} in sets
    assert {"43", "42", "41", "31", "32", "33"} in sets
    assert all(len(one) <= 6 for one in sets)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The lower left first molar is sealed.", "These teeth are sealed."),
        ("The decay on the lower left first molar is shallow.", "The decay on these teeth is shallow."),
        ("Soon the lower left first molar needs a look.", "Soon these teeth need a look."),
    ],
)
def test_a_sentence_about_one_tooth_is_said_of_its_set(said: str, expected: str) -> None:
    assert of_several(said, "36") == expected


def test_a_child_asleep_is_prepared_first_and_then_treated_in_one_session() -> None:
    young = {
        "age_years": 3, "sex": "male", "weight_kg": 14, "growth_complete": False, "asa": 1,
        "smoking_cigarettes_per_day": 0, "medications": [], "allergies": [], "conditions": ["uncooperative"],
        "results": {},
    }  # fmt: skip
    plan = premium(
        finding("a", "mouth", "early childhood caries"),
        finding("b", "85", "acute apical abscess", restorable=False),
        finding("c", "54 64", "cavitated dentine caries", surfaces=2),
        patient=young,
    )
    asleep = items(plan, "sedation_or_general_anaesthesia")[0]
    assert asleep["depth"] == "general"
    worked = {one["visit"] for family in ("extraction", "preformed_crown") for one in items(plan, family)}
    assert worked == {asleep["visit"]}
    assert items(plan, "caries_risk_management")[0]["visit"] <= asleep["visit"]
