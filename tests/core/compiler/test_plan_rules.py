"""Rules of planning as examples: what is done, what is left, in which order, and why."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from plan_cases import FRESH, LIBRARY, case, finding, person

from arcada.cli.plan import answer

Plan = dict[str, Any]


def plans(*findings: dict[str, Any], **told: Any) -> dict[str, Plan]:
    """The alternatives by tier."""
    found = answer(case(*findings, **told), LIBRARY)
    assert "refused" not in found, found
    return {plan["tier"]: plan for plan in found["alternatives"]}


def families(plan: Plan, place: str = "") -> set[str]:
    return {item["family"] for item in plan["items"] if not place or place in item["where"]}


def reasons(plan: Plan) -> dict[str, str]:
    return {one["finding"]: one["reason"] for one in plan["unaddressed"]}


def item(plan: Plan, family: str, place: str) -> dict[str, Any]:
    return next(one for one in plan["items"] if one["family"] == family and place in one["where"])


def test_a_tooth_that_goes_gets_nothing_else_and_answers_all_its_findings() -> None:
    for plan in plans(
        finding("a", "46", "non-restorable tooth"), finding("b", "46", "cavitated dentine caries", icdas=6)
    ).values():
        assert not families(plan, "46") & {"direct_restoration", "root_canal_treatment", "crown"}
        assert item(plan, "extraction", "46")["for_findings"] == ["a", "b"]


def test_what_two_findings_ask_for_is_done_once() -> None:
    for plan in plans(
        finding("a", "mouth", "gingivitis"),
        finding("b", "mouth", "calculus and plaque"),
        finding("c", "mouth", "crowding"),
    ).values():
        instructions = [one for one in plan["items"] if one["family"] == "oral_hygiene_instruction"]
        cleanings = [one for one in plan["items"] if one["family"] == "professional_cleaning" and not one["repeat"]]
        assert len(instructions) == len(cleanings) == 1
        assert set(cleanings[0]["for_findings"]) == {"a", "b"}


def test_a_crown_makes_the_filling_of_the_same_tooth_superfluous() -> None:
    plan = plans(
        finding("a", "36", "irreversible pulpitis", restorable=True), finding("b", "36", "cavitated dentine caries")
    )["balanced"]
    assert "direct_restoration" not in families(plan, "36")
    assert "b" in item(plan, "crown", "36")["for_findings"]


def test_root_canal_then_core_then_crown_within_120_days() -> None:
    for tier in ("premium", "balanced"):
        plan = plans(
            finding("a", "36", "pulp necrosis", restorable=True), finding("b", "mouth", "periodontitis", stage="II")
        )[tier]
        canal, core, crown = (item(plan, name, "36") for name in ("root_canal_treatment", "core_build_up", "crown"))
        assert canal["end_day"] <= core["start_day"] <= crown["start_day"] <= canal["end_day"] + 120
        gate = next(one for one in plan["items"] if one["family"] == "periodontal_re_evaluation")
        assert gate["start_day"] <= crown["start_day"]


@pytest.mark.parametrize("tier", ["premium", "balanced", "economy"])
def test_suspicion_is_never_treated_and_its_image_is_taken(tier: str) -> None:
    plan = plans(finding("a", "26", "cavitated dentine caries", evidence=(), suspected=True))[tier]
    assert families(plan) == {"intraoral_radiographs"}
    assert reasons(plan) == {"a": "no_evidence"}


def test_treatment_waits_for_a_proof_that_is_missing() -> None:
    without_image = tuple(
        name for name in FRESH if name not in {"periapical_radiograph", "full_mouth_radiographs", "cbct"}
    )
    found = answer(case(finding("a", "46", "missing cusp", evidence=without_image, cusps_lost=2)), LIBRARY)
    assert found["missing_evidence"] == [{"finding": "a", "evidence": "periapical_radiograph", "state": "missing"}]
    plan = found["alternatives"][0]
    cover = item(plan, "onlay_or_inlay", "46")
    image = item(plan, "intraoral_radiographs", "46")
    assert cover["pending_evidence"] == ["periapical_radiograph"]
    assert (image["visit"], image["order_in_visit"]) < (cover["visit"], cover["order_in_visit"])


def test_an_emergency_stops_everything_else() -> None:
    found = answer(
        case(finding("a", "mouth", "spreading infection"), finding("b", "14", "cavitated dentine caries")), LIBRARY
    )
    assert found["status"] == "urgent_only"
    for plan in found["alternatives"]:
        assert families(plan) == {"emergency_hospital_referral"}
        assert reasons(plan) == {"b": "deferred_until_emergency_resolved"}


def test_a_suspicious_lesion_holds_up_elective_work_and_wishes_but_not_disease_control() -> None:
    for plan in plans(
        finding("a", "mouth", "suspicious mucosal lesion"), finding("b", "14", "cavitated dentine caries"),
        finding("c", "36", "missing tooth"), missing_teeth=["36"], patient_wishes=["whitening"],
    ).values():  # fmt: skip
        assert "biopsy" in families(plan)
        assert "direct_restoration" in families(plan)
        assert reasons(plan) == {"c": "deferred_clinical", "wish:whitening": "deferred_clinical"}


WISHES: list[tuple[str, list[dict[str, Any]], dict[str, Any], Callable[[Plan], bool]]] = [
    ("a veneer without a finding is not indicated", [], {"patient_wishes": ["veneers"]},
     lambda plan: reasons(plan) == {"wish:veneers": "not_indicated"}),
    ("whitening may be wished for alone", [], {"patient_wishes": ["whiter teeth"]},
     lambda plan: "tooth_whitening" in families(plan)),
    ("a child's teeth are not whitened", [], {"patient_wishes": ["whitening"], "patient": person(age_years=12)},
     lambda plan: reasons(plan) == {"wish:whitening": "not_indicated"}),
    ("refused surgery is not planned", [finding("a", "24", "peri-implantitis")], {"patient_wishes": ["no surgery"]},
     lambda plan: "peri_implant_surgery" not in families(plan)),
    ("a refused extraction is told as refused", [finding("a", "36", "non-restorable tooth")],
     {"patient_wishes": ["keep my teeth"]},
     lambda plan: reasons(plan) == {"a": "patient_does_not_want_treatment"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "findings", "told", "holds"), WISHES, ids=[row[0] for row in WISHES])
def test_wishes(what: str, findings: list[dict[str, Any]], told: dict[str, Any], holds: Callable[[Plan], bool]) -> None:
    for plan in plans(*findings, **told).values():
        assert holds(plan), (what, plan["tier"], families(plan), reasons(plan))


def test_an_unknown_wish_is_asked_about() -> None:
    found = answer(case(finding("a", "mouth", "gingivitis"), patient_wishes=["a golden aura"]), LIBRARY)
    assert [one["about"] for one in found["questions"]] == ["patient_wishes"]


def test_a_cleared_arch_gets_its_denture_on_the_day_of_the_front_teeth() -> None:
    teeth = "17 16 13 12 11 21 22 23 26"
    missing = ["18", "15", "14", "24", "25", "27", "28"]
    for plan in plans(finding("a", teeth, "hopeless tooth"), missing_teeth=missing).values():
        denture = item(plan, "immediate_denture", "upper_arch")
        front = item(plan, "extraction", "11")
        assert set(front["where"]) == {"13", "12", "11", "21", "22", "23"}
        assert denture["end_day"] == front["start_day"]
        assert item(plan, "extraction", "17")["start_day"] <= front["start_day"]


def test_general_anaesthesia_holds_all_work_on_teeth() -> None:
    toddler = person(age_years=3, weight_kg=14, growth_complete=False, conditions=["uncooperative"])
    plan = plans(
        finding("a", "mouth", "early childhood caries"),
        finding("b", "54 64 74", "cavitated dentine caries", surfaces=2),
        finding("c", "51", "non-restorable tooth"), patient=toddler,
    )["premium"]  # fmt: skip
    asleep = item(plan, "sedation_or_general_anaesthesia", "mouth")
    assert asleep["depth"] == "general"
    work = {one["visit"] for one in plan["items"] if one["where"][0].isdigit()}
    assert work == {asleep["visit"]}


HISTORIES: list[tuple[str, dict[str, Any], Callable[[dict[str, Any]], bool]]] = [
    ("a graft is not laid into a jaw that may not heal", person(medications=["denosumab 60 mg every 6 months"]),
     lambda found: all("socket_graft" not in families(plan) for plan in found["alternatives"])),
    ("a root is kept where the bone may not heal",
     person(medications=["zoledronate monthly"], conditions=["bone metastases"]),
     lambda found: all("extraction" not in families(plan) for plan in found["alternatives"])),
    ("an old INR makes surgery wait", person(medications=["warfarin"], results={"inr": 2.5, "inr_age_days": 9}),
     lambda found: {"finding": "a", "evidence": "inr_result", "state": "stale"} in found["missing_evidence"]),
    ("a fresh INR is enough", person(medications=["warfarin"], results={"inr": 2.5, "inr_age_days": 1}),
     lambda found: found["missing_evidence"] == []),
    ("a wound that bleeds longer is packed", person(medications=["apixaban"]),
     lambda found: all("haemostatic_measures" in families(plan, "36") for plan in found["alternatives"])),
    ("dangerous pressure is dealt with first", person(results={"blood_pressure": "200/120"}),
     lambda found: all(item(plan, "extraction", "36")["start_day"] >= 7 for plan in found["alternatives"])),
    ("a prosthetic joint changes nothing", person(conditions=["hip replacement"]),
     lambda found: not any("prophylaxis" in one["flag"] for one in found["flags"])),
]  # fmt: skip


@pytest.mark.parametrize(("what", "patient", "holds"), HISTORIES, ids=[row[0] for row in HISTORIES])
def test_history(what: str, patient: dict[str, Any], holds: Callable[[dict[str, Any]], bool]) -> None:
    found = answer(case(finding("a", "36", "non-restorable tooth"), patient=patient), LIBRARY)
    assert holds(found), (what, found)


def test_surgery_ends_two_weeks_before_radiotherapy() -> None:
    events = [{"event": "EVENT_radiotherapy_start", "in_days": 24}]
    for plan in plans(finding("a", "46 47", "non-restorable tooth"), external_events=events).values():
        assert all(one["end_day"] <= 10 for one in plan["items"] if one["family"] == "extraction")


def test_a_deadline_that_cannot_be_met_is_told_as_such() -> None:
    events = [{"event": "EVENT_radiotherapy_start", "in_days": 5}]
    for plan in plans(finding("a", "48", "non-restorable tooth"), external_events=events).values():
        assert reasons(plan) == {"a": "deferred_clinical"}
        assert "medical_consultation" in families(plan), "the oncologist is asked whether the date can move"
        text = plan["unaddressed"][0]["text"]
        assert "9 days before the plan begins" in text
        assert "days too late" in text
        assert "If the radiotherapy start moved by" in text


def test_cosmetic_work_waits_for_birth() -> None:
    events = [{"event": "EVENT_birth", "in_days": 126}]
    pregnant = person(pregnancy_weeks=22)
    for plan in plans(
        finding("a", "mouth", "discoloration"), finding("b", "36", "cavitated dentine caries"),
        patient=pregnant, external_events=events, patient_wishes=["whitening"],
    ).values():  # fmt: skip
        assert reasons(plan)["a"] == "deferred_medical"
        assert "direct_restoration" in families(plan)
        assert next(one for one in plan["unaddressed"] if one["finding"] == "a")["until_day"] == 126


def test_a_fee_that_is_missing_is_never_zero() -> None:
    fees = {name: fee for name, fee in LIBRARY.fees.fees.items() if name != "composite_filling"}
    library = replace(LIBRARY, fees=replace(LIBRARY.fees, fees=fees))
    found = answer(case(finding("a", "14", "cavitated dentine caries")), library)["alternatives"]
    told = [plan for plan in found if any(one["price"] is None for one in plan["items"])]
    assert len(told) == 1
    assert told[0]["price_complete"] is False
    assert told[0]["price"] == "110.00", "the rest of the plan: the prevention programme and home care"
    assert all("price_complete" not in plan for plan in found if plan is not told[0])


def test_a_lost_front_tooth_is_replaced_on_the_day_it_goes() -> None:
    for plan in plans(finding("a", "11", "non-restorable tooth")).values():
        assert (
            item(plan, "interim_removable_prosthesis", "11")["end_day"] == item(plan, "extraction", "11")["start_day"]
        )


def test_a_lost_back_tooth_is_replaced_when_that_is_wished_for() -> None:
    without = plans(finding("a", "36", "non-restorable tooth"))["premium"]
    flat = tuple(name for name in FRESH if name != "cbct")
    wished = plans(finding("a", "36", "non-restorable tooth", evidence=flat), patient_wishes=["implant"])["premium"]
    assert "implant_placement" not in families(without)
    implant, removal = item(wished, "implant_placement", "36"), item(wished, "extraction", "36")
    graft = item(wished, "socket_graft", "36")
    assert implant["for_findings"] == ["a"]
    assert 90 <= implant["start_day"] - graft["end_day"] <= 270
    waited = implant["start_day"] - removal["end_day"]
    assert 84 <= waited <= 112 or waited > 180
    assert item(wished, "cbct_scan", "36")["start_day"] < implant["start_day"]


def test_a_wisdom_tooth_is_never_replaced() -> None:
    for plan in plans(finding("a", "48", "non-restorable tooth"), patient_wishes=["implant"]).values():
        assert families(plan, "48") == {"extraction", "post_surgical_review"}
        assert reasons(plan) == {"wish:implant": "not_indicated"}


def test_veneers_of_an_arch_are_one_set() -> None:
    plan = plans(finding("a", "12 11 21 22", "tooth shape anomaly"))["premium"]
    sets = [one for one in plan["items"] if one["family"] == "ceramic_veneer"]
    assert [one["where"] for one in sets] == [["12", "11", "21", "22"]]
    assert sets[0]["price"] == f"{4 * LIBRARY.fees.fees['ceramic_veneer']:.2f}"


UPPER_LOST = finding("a", "17 15 13 12 11 21 22 23 25 27", "hopeless tooth", mobility=3, bone_loss_percent=80)
UPPER_GAPS = ["18", "16", "14", "24", "26", "28"]


def test_who_refuses_a_denture_is_still_not_left_without_teeth_and_is_told_where_one_stays() -> None:
    refused = "no removable denture"
    found = plans(UPPER_LOST, missing_teeth=UPPER_GAPS, patient_wishes=[refused])
    assert "full_arch_implant_prosthesis" in families(found["premium"], "upper_arch")
    assert f"wish:{refused}" not in reasons(found["premium"])
    for tier in ("balanced", "economy"):
        assert families(found[tier], "upper_arch") & {"implant_overdenture", "immediate_denture", "complete_denture"}
        assert reasons(found[tier])[f"wish:{refused}"] == "not_chosen_in_tier"


def test_the_denture_of_the_healing_time_does_not_count_against_the_refusal() -> None:
    premium = plans(UPPER_LOST, missing_teeth=UPPER_GAPS, patient_wishes=["no removable denture"])["premium"]
    healing = item(premium, "immediate_denture", "upper_arch")
    assert "only until the fixed teeth are in" in healing["because"]
    assert healing["start_day"] < item(premium, "full_arch_implant_prosthesis", "upper_arch")["start_day"]


def test_a_refused_kind_of_treatment_is_left_out_where_something_else_can_be_done() -> None:
    gap = finding("a", "35", "missing tooth", span="bounded")
    for plan in plans(gap, missing_teeth=["35"], patient_wishes=["no removable denture"]).values():
        assert not families(plan) & {"removable_partial_denture", "interim_removable_prosthesis"}


def test_decay_that_reaches_nearly_to_the_nerve_may_be_removed_in_two_steps() -> None:
    found = plans(finding("a", "36", "deep dentine caries, pulp vital", depth="extremely deep", pulp="reversible"))
    steps = [item(plan, "indirect_pulp_treatment", "36") for plan in found.values()]
    lasts = sorted(one["end_day"] - one["start_day"] for one in steps)
    assert lasts[:2] == [0, 0]
    assert 180 <= lasts[2] <= 365
    told = {one["trigger"] for one in found["balanced"]["contingencies"]}
    assert any("opened while the decay is removed" in text for text in told)
