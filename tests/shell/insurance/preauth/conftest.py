"""A payer with a plan, somebody who is covered by it, and a draft about two crowns."""

import pytest
from pack_made import covered, drafted, version_of


@pytest.fixture
def payer(practice):
    from arcada.insurance.models import Payer

    return Payer.objects.create(practice=practice, name="Blue Harbor Dental", electronic_id="BH100")


@pytest.fixture
def plan(payer):
    from arcada.insurance.models import BenefitPlan

    return BenefitPlan.objects.create(practice_id=payer.practice_id, payer=payer, name="PPO", group_number="G-100")


@pytest.fixture
def coverage(patient, plan):
    return covered(patient, plan)


@pytest.fixture
def alternative(patient, member, at):
    """The balanced plan of an invented version."""
    from arcada.cases.actions.open_case import open_case

    case = open_case(by=member("coordinator"), at=at, patient=patient, title="Upper left pain")
    return version_of(case, member("coordinator"), at).alternatives.get(tier="balanced")


@pytest.fixture
def pack(alternative, coverage, member, at):
    """A draft about the two crowns."""
    return drafted(member("coordinator"), at, alternative, coverage)
