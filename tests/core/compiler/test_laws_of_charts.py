"""Laws of random charts: plans that hold, or a refusal that names what is wrong; what does not matter changes nothing.

any chart     three tiers, each finding in one state, no step without ground, or a refusal with its place
shuffled      the same bytes
renamed       the same plans under other names
irrelevant    sex, complaint and unknown fields change nothing
one more      a finding elsewhere takes no treatment away
history       what it adds goes when it goes
"""

import json
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from plan_cases import FRESH, LIBRARY, finding
from plan_laws import broken
from plan_rewalk import rewalked
from random_charts import charts

from arcada.cli.plan import answer, written
from arcada.core.protocols.protocol import REASONS, TIERS
from arcada.core.teeth.number import PERMANENT, is_tooth

Json = dict[str, Any]
ENGINE_CODES = {"engine_fault", "lag_conflict", "horizon", "window_empty", "unsound", "not_found"}
ASIDE = {"record", "talk", "review"}


def law(count: int) -> settings:
    """So many charts, always the same; one that fails is shown as it is, because to shrink it takes minutes."""
    return settings(
        max_examples=count,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
    )


def two_states(plan: Json) -> set[str]:
    """Findings that are treated and left out at once."""
    work = [one for one in plan["items"] if LIBRARY.families[one["family"]].kind not in ASIDE]
    return {fid for one in work for fid in one["for_findings"]} & {one["finding"] for one in plan["unaddressed"]}


@law(30)
@given(charts())
def test_any_chart_has_plans_that_hold_or_a_refusal_that_names_what_is_wrong(told: Json) -> None:
    found = answer(told, LIBRARY)
    if "refused" in found:
        assert found["refused"]["code"] not in ENGINE_CODES, found["refused"]
        assert found["refused"]["where"]
        assert "|" not in found["refused"]["text"]
        return
    assert broken(told, found) == []
    assert [plan["tier"] for plan in found["alternatives"]] == list(TIERS)
    for plan in found["alternatives"]:
        assert list(rewalked(LIBRARY, plan)) == []
        assert two_states(plan) == set()
        assert all(one["reason"] in REASONS and one["text"] for one in plan["unaddressed"])
    assert found["alternatives"] or found["status"] in {"no_treatment_needed", "partial_pending_evidence"}


@law(30)
@given(charts(most=12))
def test_what_coincides_says_so(told: Json) -> None:
    plans = answer(told, LIBRARY).get("alternatives", [])
    named = {plan["tier"]: plan for plan in plans}
    for plan in plans:
        twin = named.get(plan["same_as"])
        if twin is not None:
            assert [one["procedure"] for one in twin["items"]] == [one["procedure"] for one in plan["items"]]
            assert twin["price"] == plan["price"]
    for one, other in pairwise(plans):
        same = [(i["procedure"], i["where"], i["start_day"]) for i in one["items"]]
        if same == [(i["procedure"], i["where"], i["start_day"]) for i in other["items"]]:
            assert other["same_as"] is not None


@law(25)
@given(charts(most=12), st.randoms(use_true_random=False))
def test_the_order_of_charting_changes_nothing(told: Json, chance: Any) -> None:
    other = json.loads(json.dumps(told))
    for key in ("findings", "missing_teeth", "patient_wishes"):
        chance.shuffle(other[key])
    for one in other["findings"]:
        chance.shuffle(one["evidence"])
    assert essence(answer(told, LIBRARY)) == essence(answer(other, LIBRARY))


@law(25)
@given(charts(most=12))
def test_what_findings_are_called_changes_nothing(told: Json) -> None:
    other = json.loads(json.dumps(told))
    names = {one["fid"]: f"z{len(told['findings']) - rank:03d}" for rank, one in enumerate(told["findings"])}
    for one in other["findings"]:
        one["fid"] = names[one["fid"]]
    assert essence(answer(told, LIBRARY)) == essence(answer(other, LIBRARY))


def essence(found: Json) -> Any:
    """Plans without the names of findings."""
    if "refused" in found:
        return found["refused"]["code"]
    return [
        (
            [
                (i["procedure"], i["where"], i["start_day"], i["end_day"], i["price"], i["because"])
                for i in plan["items"]
            ],
            sorted((one["reason"], one["until_day"] or 0) for one in plan["unaddressed"]),
            plan["price"],
        )
        for plan in found["alternatives"]
    ]


@law(15)
@given(charts(most=8))
def test_sex_complaint_and_unknown_fields_change_nothing(told: Json) -> None:
    assume(not told["patient"].get("pregnancy_weeks"))
    other = json.loads(json.dumps(told)) | {"chief_complaint": "sent by a neighbour", "insurance": "a good one"}
    other["patient"] |= {"sex": "male", "shoe_size": 44}
    assert written(answer(told, LIBRARY)) == written(answer(other, LIBRARY))


LOCAL = ("cavitated dentine caries", "initial enamel caries lesion", "defective restoration", "root caries")
WIDE = {"ill-fitting denture", "edentulous arch", "missing tooth", "denture stomatitis"}


@law(25)
@given(charts(most=8), st.sampled_from(LOCAL), st.data())
def test_a_finding_elsewhere_takes_no_treatment_away(told: Json, term: str, data: st.DataObject) -> None:
    """Teeth in an arch that was told as toothless are no 'elsewhere', so charts with dentures are left out."""
    assume(not any(one["finding"] in WIDE and one["scope"] != "tooth" for one in told["findings"]))
    taken = {place for one in told["findings"] for place in one["where"] if is_tooth(place)} | {*told["missing_teeth"]}
    free = [t for t in PERMANENT if t[1] != "8" and not {t, str(int(t) + 1), str(int(t) - 1)} & taken]
    assume(free)
    before = answer(told, LIBRARY)
    assume("refused" not in before and before["status"] != "urgent_only")
    added = finding("new", data.draw(st.sampled_from(free)), term, FRESH)
    after = answer(told | {"findings": [*told["findings"], added]}, LIBRARY)
    assert "refused" not in after
    for one in told["findings"]:
        assert treatment(before, one["fid"]) == treatment(after, one["fid"]), (one["fid"], one["finding"])


def treatment(found: Json, fid: str) -> list[list[str]]:
    """Families that answer a finding, tier by tier; prices may change which tier is called what."""
    return sorted(
        sorted(
            {
                item["family"]
                for item in plan["items"]
                if fid in item["for_findings"] and LIBRARY.families[item["family"]].kind not in ASIDE
            }
        )
        for plan in found["alternatives"]
    )


@law(10)
@given(charts(most=6))
def test_what_the_history_adds_goes_when_the_history_goes(told: Json) -> None:
    healthy = json.loads(json.dumps(told))
    healthy["patient"] |= {"medications": [], "conditions": [], "results": {}}
    thinned = json.loads(json.dumps(healthy))
    thinned["patient"] |= {"medications": ["warfarin"]}
    first, second = answer(healthy, LIBRARY), answer(thinned, LIBRARY)
    assume("refused" not in first and "refused" not in second)
    flags = [{one["flag"] for one in found["flags"]} for found in (first, second)]
    assert "anticoagulant_bleeding_plan" not in flags[0]
    removal = any(item["family"] == "extraction" for plan in second["alternatives"] for item in plan["items"])
    assert not removal or "anticoagulant_bleeding_plan" in flags[1]
    assert written(answer(healthy, LIBRARY)) == written(first)


def test_an_empty_chart_needs_no_treatment() -> None:
    found = answer({"id": "empty", "patient": {}}, LIBRARY)
    assert (found["status"], found["alternatives"]) == ("no_treatment_needed", [])
    assert found["recall_months"] > 0
