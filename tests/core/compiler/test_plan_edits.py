"""A dentist's edits: followed and reported, or left aside with the reason; never at the cost of a plan that holds."""

from typing import Any

import pytest
from plan_cases import LIBRARY, case, finding, person

from arcada.cli.plan import answer, written
from arcada.core.protocols.protocol import TIERS

Json = dict[str, Any]
SAID = {"why": "agreed with the patient", "by": "Dr Weiss", "on": "2026-11-20", "role": "dentist"}
PULP = finding("a", "36", "irreversible pulpitis", restorable=True)
CAVITY = finding("b", "15", "cavitated dentine caries", icdas=5)


def edit(kind: str, **told: Any) -> Json:
    return SAID | {"edit": kind} | told


def line(procedure: str, *where: str) -> Json:
    return {"procedure": procedure, "where": list(where)}


def plans(*edits: Json, findings: tuple[Json, ...] = (PULP, CAVITY), **told: Any) -> dict[str, Json]:
    found = answer(case(*findings, edits=list(edits), **told), LIBRARY)
    assert "refused" not in found, found
    return {plan["tier"]: plan for plan in found["alternatives"]}


def procedures(plan: Json, place: str = "") -> set[str]:
    return {item["procedure"] for item in plan["items"] if not place or place in item["where"]}


def departures(plan: Json) -> set[str]:
    return {one["kind"] for one in plan.get("deviations", [])}


def test_no_edits_and_an_absent_key_are_the_same() -> None:
    told = case(PULP, CAVITY)
    assert written(answer(told, LIBRARY)) == written(answer(told | {"edits": []}, LIBRARY))
    assert all("deviations" not in plan and "unfollowed" not in plan for plan in plans().values())


def test_a_removed_line_is_gone_in_its_tier_only_and_its_finding_says_why() -> None:
    found = plans(edit("removed", tier="balanced", **line("composite_filling", "15")))
    assert "composite_filling" not in procedures(found["balanced"])
    left = next(one for one in found["balanced"]["unaddressed"] if one["finding"] == "b")
    assert left["reason"] == "not_chosen_in_tier"
    assert "agreed with the patient" in left["text"]
    assert departures(found["balanced"]) == {"removed"}
    assert found["premium"] == plans()["premium"]


def test_a_check_up_goes_with_the_work_that_it_checks() -> None:
    found = plans(
        *(edit("removed", **line(name, "36")) for name in ("root_canal", "core_build_up", "metal_ceramic_crown"))
    )["balanced"]
    assert not procedures(found, "36")


def test_what_other_work_stands_on_cannot_be_taken_out_alone() -> None:
    found = plans(edit("removed", tier="balanced", **line("root_canal", "36")))["balanced"]
    assert "root_canal" in procedures(found)
    assert found["unfollowed"][0]["procedure"] == "root_canal"
    assert "needs" in found["unfollowed"][0]["text"]
    assert departures(found) == set()


def test_an_added_line_is_traced_priced_and_reported() -> None:
    found = plans(edit("added", for_findings=["b"], **line("fluoride_varnish", "mouth")))
    for tier, plan in found.items():
        own = next(item for item in plan["items"] if item["procedure"] == "fluoride_varnish")
        assert own["for_findings"] == ["b"]
        assert own["edited"] == "agreed with the patient"
        assert float(plan["price"]) == float(plans()[tier]["price"]) + float(own["price"])
        assert departures(plan) == {"added"}


def test_work_on_a_lost_tooth_cannot_be_added() -> None:
    lost = finding("g", "46", "missing tooth")
    found = plans(
        edit("added", for_findings=["g"], **line("composite_filling", "46")),
        findings=(PULP, lost),
        missing_teeth=["46"],
    )
    assert all("46" in plan["unfollowed"][0]["text"] or plan["unfollowed"] for plan in found.values())
    assert all("composite_filling" not in procedures(plan, "46") for plan in found.values())


def test_another_strategy_of_the_protocol_is_no_departure() -> None:
    found = plans(edit("chosen", tier="economy", finding="a", strategy="root_canal_and_crown"))["economy"]
    assert {"root_canal", "metal_ceramic_crown"} <= procedures(found, "36")
    assert departures(found) == set()
    assert {item.get("edited") for item in found["items"] if "a" in item["for_findings"]} == {"agreed with the patient"}


def test_a_strategy_that_the_protocol_does_not_offer_here_is_a_departure() -> None:
    found = plans(edit("chosen", finding="b", strategy="extraction"))
    for plan in found.values():
        assert any(item["family"] == "extraction" and item["where"] == ["15"] for item in plan["items"])
        assert departures(plan) == {"chosen"}


def test_a_finding_may_be_left_for_a_reason() -> None:
    left = edit("left", tier="premium", finding="b", reason="patient_does_not_want_treatment", until_day=180)
    plan = plans(left)["premium"]
    own = next(one for one in plan["unaddressed"] if one["finding"] == "b")
    assert (own["reason"], own["until_day"]) == ("patient_does_not_want_treatment", 180)
    assert departures(plan) == {"left"}


def test_a_pinned_order_is_kept_and_is_no_departure() -> None:
    pin = edit("pinned", first=line("composite_filling", "15"), then=line("root_canal", "36"), tier="balanced")
    plan = plans(pin)["balanced"]
    first, then = (next(i for i in plan["items"] if i["procedure"] == p) for p in ("composite_filling", "root_canal"))
    assert (first["last_visit"], first["order_in_visit"]) < (then["visit"], then["order_in_visit"])
    assert departures(plan) == set()


def test_an_order_that_runs_in_a_circle_is_left_aside() -> None:
    pin = edit("pinned", first=line("metal_ceramic_crown", "36"), then=line("root_canal", "36"), tier="balanced")
    plan = plans(pin)["balanced"]
    assert plan["unfollowed"][0]["edit"] == "pinned"
    assert plan["items"] == plans()["balanced"]["items"]


def test_another_role_and_a_named_provider() -> None:
    given = edit("assigned", tier="balanced", to_role="endodontist", provider="p7", **line("root_canal", "36"))
    plan = plans(given)["balanced"]
    own = next(item for item in plan["items"] if item["procedure"] == "root_canal")
    assert (own["role"], own["provider"]) == ("endodontist", "p7")
    assert next(v["role"] for v in plan["visits"] if v["visit"] == own["visit"]) == "endodontist"
    assert departures(plan) == {"assigned"}
    assert departures(plans(given | {"to_role": ""})["balanced"]) == set()


NO_IMAGE = finding("c", "26", "deep dentine caries, pulp vital", evidence=("clinical_examination",))


def test_a_dentist_may_go_on_without_a_proof() -> None:
    wish = edit("accepted", finding="c", evidence="periapical_radiograph")
    for plan in plans(wish, findings=(NO_IMAGE,)).values():
        assert not any("periapical_radiograph" in item["pending_evidence"] for item in plan["items"])
        assert departures(plan) == {"accepted"}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"role": "hygienist"}, "Only a dentist"),
        ({"finding": "z"}, "no such finding"),
        ({"evidence": "inr_result"}, "safety"),
    ],
    ids=["a hygienist", "a finding that is gone", "a safety record"],
)
def test_a_proof_is_not_set_aside(told: Json, says: str) -> None:
    wish = edit("accepted", finding="c", evidence="periapical_radiograph") | told
    for plan in plans(wish, findings=(NO_IMAGE,)).values():
        assert any("periapical_radiograph" in item["pending_evidence"] for item in plan["items"])
        assert says in plan["unfollowed"][0]["text"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (edit("removed", **line("no_such_thing", "15")), "catalogue"),
        (edit("removed", **line("composite_filling", "99")), "no tooth"),
        (edit("removed", **line("composite_filling", "26")), "no such line"),
        (edit("chosen", finding="zz", strategy="extraction"), "not in this case"),
        (edit("chosen", finding="b", strategy="a_spell"), "knows no way"),
        (edit("left", finding="b", reason="bored"), "no reason"),
        (edit("assigned", **line("composite_filling", "15")), "who is to do it"),
        (edit("assigned", to_role="baker", **line("composite_filling", "15")), "no clinical role"),
        (edit("added", for_findings=[], **line("fluoride_varnish", "mouth")), "for which finding"),
        (edit("removed", why=" ", **line("composite_filling", "15")), "reason is missing"),
    ],
)
def test_an_edit_that_cannot_be_is_left_aside_with_its_reason(told: Json, says: str) -> None:
    found = plans(told)
    for tier, plan in found.items():
        assert says in plan["unfollowed"][0]["text"]
        assert plan["items"] == plans()[tier]["items"]


def test_edits_survive_a_new_finding() -> None:
    wishes = (
        edit("removed", tier="balanced", **line("composite_filling", "15")),
        edit("chosen", tier="economy", finding="a", strategy="root_canal_and_crown"),
    )
    new = finding("n", "24", "cavitated dentine caries", icdas=5)
    found = plans(*wishes, findings=(PULP, CAVITY, new))
    assert procedures(found["balanced"], "24")
    assert "composite_filling" not in procedures(found["balanced"], "15")
    assert "metal_ceramic_crown" in procedures(found["economy"], "36")


def test_what_the_history_forbids_is_not_chosen_by_hand() -> None:
    gap = finding("g", "36", "missing tooth")
    told = {"patient": person(results={"blood_pressure": "195/115"}), "missing_teeth": ["36"], "findings": (gap,)}
    found = plans(edit("chosen", finding="g", strategy="implant"), **told)
    assert all(plan["unfollowed"] for plan in found.values())


def test_a_mistyped_edit_is_refused_with_its_field() -> None:
    found = answer(case(CAVITY, edits=[edit("chosen", finding="b", strategy="x"), edit("burned")]), LIBRARY)
    assert found["refused"]["where"] == "edits[1].edit"
    assert "removed" in found["refused"]["text"]
    tierless = answer(case(CAVITY, edits=[edit("left", finding="b", tier="royal")]), LIBRARY)
    assert tierless["refused"]["where"] == "edits[0].tier"
    assert all(tier in tierless["refused"]["text"] for tier in TIERS)
