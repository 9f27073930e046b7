"""What is planned for teeth, row by row of the table of rules, in all three plans."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from plan_cases import LIBRARY, case
from tooth_rules import RULES, Part, ToothRule

from arcada.cli.plan import answer

Plan = dict[str, Any]


@pytest.fixture(params=RULES, ids=[rule.says for rule in RULES])
def rule(request: pytest.FixtureRequest) -> ToothRule:
    found: ToothRule = request.param
    return found


def plans_of(rule: ToothRule) -> list[Plan]:
    found = answer(case(*rule.findings, **rule.told), LIBRARY)
    assert "refused" not in found, found
    alternatives: list[Plan] = found["alternatives"]
    return alternatives


def planned(plan: Plan, part: Part) -> list[dict[str, Any]]:
    """The items of the families at the place; work for the whole mouth lies at each tooth too."""
    families, place = part[0].split("|"), part[1]
    return [
        one
        for one in plan["items"]
        if one["family"] in families and (place in one["where"] or one["where"] == ["mouth"])
    ]


def done(item: dict[str, Any]) -> tuple[int, int]:
    return item["last_visit"], item["order_in_visit"]


def begun(item: dict[str, Any]) -> tuple[int, int]:
    return item["visit"], item["order_in_visit"]


def test_each_plan_holds_what_belongs_there_and_nothing_else(rule: ToothRule) -> None:
    plans = plans_of(rule)
    assert [plan["tier"] for plan in plans] == ["premium", "balanced", "economy"]
    for plan in plans:
        told = [(one["family"], one["where"]) for one in plan["items"]]
        for part in rule.everywhere:
            assert planned(plan, part), (part, plan["tier"], told)
        for part in rule.nowhere:
            assert not planned(plan, part), (part, plan["tier"], told)
    for part in rule.somewhere:
        assert any(planned(plan, part) for plan in plans), part


def test_order_and_days_are_kept(rule: ToothRule) -> None:
    for plan in plans_of(rule):
        for before, after in rule.order:
            for one in planned(plan, before):
                assert all(done(one) < begun(other) for other in planned(plan, after)), (before, after, plan["tier"])
        for start, end, least, most in rule.days:
            for one in planned(plan, start):
                gaps = [other["start_day"] - one["end_day"] for other in planned(plan, end)]
                assert all(least <= gap and (most is None or gap <= most) for gap in gaps), (start, end, gaps)
        for part in rule.first_day:
            assert min(one["start_day"] for one in planned(plan, part)) == 0, (part, plan["tier"])


def test_what_is_left_has_its_reason_and_what_may_come_has_its_branch(rule: ToothRule) -> None:
    found = answer(case(*rule.findings, **rule.told), LIBRARY)
    assert set(rule.flags) <= {one["flag"] for one in found["flags"]}
    for plan in found["alternatives"]:
        reasons = {one["finding"]: one["reason"] for one in plan["unaddressed"]}
        assert rule.left.items() <= reasons.items(), plan["tier"]
    branches = {
        (line["family"], place)
        for plan in found["alternatives"]
        for branch in plan["contingencies"]
        for line in branch["items"]
        for place in line["where"]
    }
    assert set(rule.if_so) <= branches


def test_the_plans_grow_cheaper_where_there_is_a_choice(rule: ToothRule) -> None:
    prices = [Decimal(plan["price"]) for plan in plans_of(rule)]
    for dearer, cheaper in pairwise(prices):
        assert dearer > cheaper if rule.cheaper_each_tier else dearer >= cheaper, prices


def test_the_table_names_a_source_for_each_rule() -> None:
    assert all(rule.source for rule in RULES)
    assert len({rule.says for rule in RULES}) == len(RULES)
