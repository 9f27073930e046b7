"""A payer with a plan on file, and a patient's coverage by it."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from arcada.insurance.models import BenefitPlan, Coverage, Payer
    from arcada.patients.models import Patient
    from arcada.practice.models import Membership

BENEFITS = {
    "plan_type": "ppo",
    "in_network": True,
    "benefit_year_start_month": 1,
    "percent": [{"scope": "cat:preventive", "pct": 100}, {"scope": "cat:crowns", "pct": 50}],
    "deductibles": [{"scope": "cat:general", "amount": 50}],
    "maximums": [{"scope": "cat:general", "amount": 1500}],
}


@pytest.fixture
def payer(practice: object, member: "Callable[[str], Membership]", at: dt.datetime) -> "Payer":
    from arcada.insurance.actions.payers import PayerTold, add_payer
    from arcada.insurance.models import Payer

    made = add_payer(by=member("desk"), at=at, told=PayerTold(name="Blue Harbor Dental", phone="(800) 555-0131"))
    assert isinstance(made, Payer)
    return made


@pytest.fixture
def plan(payer: "Payer", member: "Callable[[str], Membership]", at: dt.datetime) -> "BenefitPlan":
    from arcada.insurance.actions.plans import PlanTold, write_plan
    from arcada.insurance.models import BenefitPlan

    told = PlanTold(name="PPO", group_number="G-100", benefits=BENEFITS, unknown=("percent:endo",))
    made = write_plan(by=member("desk"), at=at, payer=payer, told=told)
    assert isinstance(made, BenefitPlan)
    return made


@pytest.fixture
def coverage(
    patient: "Patient", plan: "BenefitPlan", member: "Callable[[str], Membership]", at: dt.datetime
) -> "Coverage":
    from arcada.insurance.actions.coverages import CoverageTold, add_coverage
    from arcada.insurance.models import Coverage

    told = CoverageTold(member_id="M-1", begins=dt.date(2025, 1, 1), unknown=("accumulators",))
    made = add_coverage(by=member("desk"), at=at, patient=patient, plan=plan, told=told)
    assert isinstance(made, Coverage)
    return made
