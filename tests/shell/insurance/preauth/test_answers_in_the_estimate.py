"""An answer is taken into the estimate and into nothing else: no meter moves, and the estimates follow at once."""

from decimal import Decimal

import pytest
from pack_made import answered, sent

from arcada.insurance.models import Estimate
from arcada.insurance.question import case_of


@pytest.fixture
def half(plan):
    """Everything at half of the fee, no deductible, no maximum."""
    plan.benefits = {"plan_type": "ppo", "in_network": True, "percent": [{"scope": "cat:general", "pct": 50}]}
    plan.save()
    return plan


def crowns(alternative, at):
    from arcada.insurance.estimating import estimate_of

    wanted = {row.item for row in alternative.items.all() if row.family == "crown"}
    told = estimate_of(alternative, as_of=at.date())
    return [told.by_item[item].insurers_pay for item in sorted(wanted)]


def test_an_approved_amount_stands_for_the_plans_percentage(half, pack, alternative, member, at):
    by = member("coordinator")
    assert crowns(alternative, at) == [Decimal("645.00"), Decimal("645.00")]
    sent(by, at, pack)
    answered(by, at, pack, "approved", "denied")
    assert crowns(alternative, at) == [Decimal("600.00"), Decimal("0.00")]


def test_a_pack_that_waits_or_is_withdrawn_says_nothing(half, pack, alternative, member, at):
    from arcada.insurance.actions.preauth_decide import withdraw

    by = member("coordinator")
    sent(by, at, pack)
    assert case_of(alternative, as_of=at.date())["history"] == []
    answered(by, at, pack, "denied", "denied")
    assert len(case_of(alternative, as_of=at.date())["history"]) == 2
    withdraw(by=by, at=at, pack=pack, why="Sent to the wrong insurer.")
    assert case_of(alternative, as_of=at.date())["history"] == []


def test_the_estimates_follow_an_answer_in_the_same_moment(half, pack, alternative, member, at):
    by = member("coordinator")
    sent(by, at, pack)
    answered(by, at, pack, "approved", "denied")
    row = Estimate.objects.filter(alternative=alternative, current=True).get()
    assert row.cause == "answer_received"
    assert "Blue Harbor Dental answered" in row.cause_text
