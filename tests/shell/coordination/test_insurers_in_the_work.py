"""What waits for insurers stands on the list of those who ask them, and ticks its step of the journey by itself."""

import datetime as dt

import pytest
from pack_made import answered, covered, drafted, sent, version_of

from arcada.coordination.insurers import settled
from arcada.coordination.waiting import waiting
from arcada.insurance.actions.preauth_terms import Terms, set_terms
from arcada.insurance.models import BenefitPlan, Payer

DAYS = dt.timedelta(days=1)


@pytest.fixture
def by(member):
    return member("coordinator")


@pytest.fixture
def plan(practice):
    payer = Payer.objects.create(practice=practice, name="Blue Harbor Dental")
    return BenefitPlan.objects.create(practice=practice, payer=payer, name="PPO")


@pytest.fixture
def alternative(patient, by, at):
    from arcada.cases.actions.open_case import open_case

    case = open_case(by=by, at=at, patient=patient, title="Upper left pain")
    return version_of(case, by, at).alternatives.get(tier="balanced")


def said(by, at):
    return [one.what for one in waiting(by, at).get("insurer", ())]


def test_only_what_somebody_can_do_is_work(alternative, patient, plan, by, member, at):
    pack = drafted(by, at, alternative, covered(patient, plan))
    assert said(by, at) == ["drafted for Blue Harbor Dental, not sent"]
    sent(by, at, pack)
    assert said(by, at) == []
    assert said(by, at + 31 * DAYS) == ["Blue Harbor Dental has not answered, it is late"]
    answered(by, at, pack, "denied", "approved")
    assert said(by, at) == ["Blue Harbor Dental denied it: appeal or adjust"]
    answered(by, at, pack, "approved", "approved")
    assert said(by, at) == []
    assert said(by, at + 160 * DAYS) == ["the approval of Blue Harbor Dental ends"]
    assert said(member("hygienist"), at + 160 * DAYS) == []


def test_the_step_ticks_itself_once_everything_is_released(alternative, patient, plan, by, at):
    today = at.date()
    assert settled(alternative, today)[1] == "No insurance is on record; if there is none, say so."
    coverage = covered(patient, plan)
    assert settled(alternative, today) == (
        False,
        "Nobody was asked. Ask for what costs much, or say that it is not needed.",
    )
    set_terms(by=by, at=at, payer=plan.payer, plan=plan, terms=Terms(ask_for=("single_crowns",)))
    assert settled(alternative, today) == (False, "The insurer wants to be asked first: crown.")
    pack = drafted(by, at, alternative, coverage)
    assert settled(alternative, today) == (False, "Pack 1 is drafted, not sent.")
    sent(by, at, pack)
    assert settled(alternative, today) == (False, "Crown: Blue Harbor Dental has not answered yet.")
    answered(by, at, pack, "approved", "approved")
    assert settled(alternative, today) == (True, "Everything that the insurer was asked about is released.")
    assert settled(alternative, today + 181 * DAYS)[0] is False
