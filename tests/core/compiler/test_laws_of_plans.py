"""Laws of all plans, tried on random mouths: nothing falls out, nothing slips in, and order changes nothing."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from plan_cases import LIBRARY, mouths
from plan_laws import broken

from arcada.cli.plan import answer, written
from arcada.core.protocols.protocol import TIERS

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ENGINE_CODES = {"engine_fault", "lag_conflict", "horizon", "unsound"}


@SLOW
@given(mouths())
def test_any_mouth_has_plans_that_keep_the_laws(told: dict[str, Any]) -> None:
    found = answer(told, LIBRARY)
    if "refused" in found:
        assert found["refused"]["code"] not in ENGINE_CODES, found["refused"]
        return
    assert broken(told, found) == []
    assert [plan["tier"] for plan in found["alternatives"]] == list(TIERS[: len(found["alternatives"])])
    prices = [float(plan["price"]) for plan in found["alternatives"]]
    assert prices == sorted(prices, reverse=True)


@SLOW
@given(mouths())
def test_the_order_of_charting_changes_nothing(told: dict[str, Any]) -> None:
    shuffled = dict(told)
    shuffled["findings"] = told["findings"][1::2] + told["findings"][::2][::-1]
    shuffled["missing_teeth"] = told["missing_teeth"][::-1]
    assert written(answer(told, LIBRARY)) == written(answer(shuffled, LIBRARY))


@SLOW
@given(mouths())
def test_complaint_and_sex_change_nothing(told: dict[str, Any]) -> None:
    other = json.loads(json.dumps(told))
    other["patient"]["sex"] = "male"
    other["chief_complaint"] = "a friend sent me"
    assert written(answer(told, LIBRARY)) == written(answer(other, LIBRARY))
