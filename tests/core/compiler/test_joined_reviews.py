"""Check-ups that fall due together are one; each keeps its wait, and two looks at one place stay two."""

from typing import Any

from plan_cases import LIBRARY, case, finding

from arcada.cli.plan import answer
from arcada.core.teeth.number import PERMANENT

TERMS = ("non-restorable tooth", "irreversible pulpitis", "deep dentine caries, pulp vital")


def full_mouth(count: int) -> list[dict[str, Any]]:
    return [finding(f"f{rank}", tooth, TERMS[rank % 3]) for rank, tooth in enumerate(PERMANENT[:count])]


def checks(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in plan["items"] if one["family"] in {"post_surgical_review", "monitoring_review"}]


def plans(*findings: dict[str, Any]) -> list[dict[str, Any]]:
    found = answer(case(*findings), LIBRARY)
    assert "refused" not in found, found
    return list(found["alternatives"])


def test_a_full_mouth_is_looked_at_a_few_times_and_not_tooth_by_tooth() -> None:
    for plan in plans(*full_mouth(28)):
        removals = [one for one in plan["items"] if one["family"] == "extraction"]
        healing = [one for one in checks(plan) if one["procedure"] == "healing_review"]
        assert len(removals) > 2 * len(healing) > 0


def test_every_finding_stays_traced_to_its_check() -> None:
    for plan in plans(*full_mouth(12)):
        removed = {fid for one in plan["items"] if one["family"] == "extraction" for fid in one["for_findings"]}
        looked = {fid for one in checks(plan) for fid in one["for_findings"]}
        assert removed <= looked


def test_a_joined_check_keeps_the_wait_of_every_member() -> None:
    for plan in plans(*full_mouth(28)):
        items = {one["id"]: one for one in plan["items"]}
        for check in checks(plan):
            for after in check["after"]:
                days = check["start_day"] - items[after["item"]]["end_day"]
                assert days >= after["min_days"]
                assert after["max_days"] is None or days <= after["max_days"]


def test_one_joined_check_costs_one_fee_and_names_its_places() -> None:
    plan = plans(*full_mouth(28))[-1]
    alone = next(one for one in checks(plans(full_mouth(3)[1])[-1]))
    wide = max(checks(plan), key=lambda one: len(one["where"]))
    same = next((one for one in checks(plan) if one["procedure"] == alone["procedure"]), None)
    assert len(wide["where"]) > 3
    assert same is None or same["price"] == alone["price"]
    assert wide["because"].endswith(".")


def test_nothing_is_looked_at_twice_in_one_check() -> None:
    for plan in plans(*full_mouth(28)):
        for check in checks(plan):
            assert len(check["where"]) == len(set(check["where"]))
