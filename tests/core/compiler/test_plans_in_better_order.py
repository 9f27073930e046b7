"""A better order changes when, never what: same work, same price, every law kept, whatever names and order are used."""

import json
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from plan_cases import LIBRARY, mouths
from plan_laws import broken

from arcada.cli.plan import answer, written

SLOW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def work(plan: dict[str, Any]) -> list[tuple[str, list[str], list[str], str | None]]:
    return sorted((item["procedure"], item["where"], item["for_findings"], item["price"]) for item in plan["items"])


@SLOW
@given(mouths())
def test_a_better_order_keeps_the_laws_and_the_work(told: dict[str, Any]) -> None:
    first, best = answer(told, LIBRARY), answer(told, LIBRARY, None)
    if "refused" in first:
        assert best == first
        return
    assert broken(told, best) == []
    for old, new in zip(first["alternatives"], best["alternatives"], strict=True):
        event(f"{new['visit_count'] - old['visit_count']} visits")
        assert (new["tier"], new["price"], work(new)) == (old["tier"], old["price"], work(old))
        assert new["visit_count"] <= old["visit_count"]


@SLOW
@given(mouths())
def test_charting_order_and_names_change_nothing_in_the_best_order(told: dict[str, Any]) -> None:
    other = json.loads(json.dumps(told))
    other["findings"] = other["findings"][1::2] + other["findings"][::2][::-1]
    assert written(answer(told, LIBRARY, None)) == written(answer(other, LIBRARY, None))
    names = {one["fid"]: f"z{rank}" for rank, one in enumerate(reversed(told["findings"]))}
    for one in other["findings"]:
        one["fid"] = names[one["fid"]]
    assert course(answer(told, LIBRARY, None)) == course(answer(other, LIBRARY, None))


def course(found: dict[str, Any]) -> list[list[tuple[str, list[str], int, int]]]:
    """What is done when, without the names of findings."""
    return [
        sorted((item["procedure"], item["where"], item["start_day"], item["end_day"]) for item in plan["items"])
        for plan in found.get("alternatives", ())
    ]
