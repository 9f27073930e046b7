"""What an insurer was asked about waits, and it alone: the rest of the plan is booked."""

import datetime as dt

import pytest
from pack_made import answered, covered, drafted, sent, version_of

from arcada.core.daybook.timetable import Booking
from arcada.core.kernel import Refusal
from arcada.insurance.actions.preauth_decide import Informed, meet_condition, treat_without
from arcada.insurance.models import BenefitPlan, Payer
from arcada.schedule.actions.book_alternative import book_alternative, propose
from arcada.schedule.mapping import number_of
from arcada.schedule.waiting import held


@pytest.fixture
def by(member):
    return member("coordinator")


@pytest.fixture
def plan_in_force(practice, patient, by, at):
    """Six visits: crown 16 and 26 begun in visit 4 beside the post, finished in visit 5 beside an implant."""
    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present

    case = open_case(by=by, at=at, patient=patient, title="Upper left pain")
    version = version_of(case, by, at)
    proposal = present(by=by, at=at, alternative=version.alternatives.get(tier="balanced"))
    return accept_alternative(by=by, at=at, alternative=proposal.alternative)


@pytest.fixture
def coverage(practice, patient):
    payer = Payer.objects.create(practice=practice, name="Blue Harbor Dental")
    return covered(patient, BenefitPlan.objects.create(practice=practice, payer=payer, name="PPO"))


def offered(alternative, at):
    found = propose(alternative=alternative, at=at)
    return [number_of(one.visit) for one in found.placements] if isinstance(found, Booking) else found.code


@pytest.mark.parametrize(
    ("families", "visits"),
    [
        (("crown",), [1, 2, 3, 4, 5, 6]),  # every visit has other work too
        (("implant_crown",), [1, 2, 3, 4, 5]),
        (("crown", "implant_placement"), [1, 2, 3, 4, 6]),
        (("crown", "post_and_core", "implant_placement", "root_canal_treatment"), [1, 2, 3, 6]),
    ],
)
def test_a_visit_of_waiting_work_alone_is_not_offered(clinic, plan_in_force, coverage, by, at, families, visits):
    pack = drafted(by, at, plan_in_force, coverage, families)
    assert offered(plan_in_force, at) == [1, 2, 3, 4, 5, 6], "a draft keeps nothing waiting"
    sent(by, at, pack)
    assert offered(plan_in_force, at) == visits


def test_booking_the_plan_books_the_rest_and_says_what_waits(clinic, plan_in_force, coverage, by, at):
    pack = sent(by, at, drafted(by, at, plan_in_force, coverage, ("implant_crown",)))
    made = book_alternative(by=by, at=at, alternative=plan_in_force)
    assert [row.visit.number for row in made] == [1, 2, 3, 4, 5]
    again = book_alternative(by=by, at=at, alternative=plan_in_force)
    assert isinstance(again, Refusal)
    assert again.code == "waits_for_insurer"
    assert "Implant crown 19 (Blue Harbor Dental has not answered yet)" in again.text
    answered(by, at, pack, "approved")
    assert [row.visit.number for row in book_alternative(by=by, at=at, alternative=plan_in_force)] == [6]


@pytest.mark.parametrize(("state", "kind"), [("denied", "denied"), ("conditional", "conditional"), ("approved", "")])
def test_which_answer_releases(clinic, plan_in_force, coverage, by, at, state, kind):
    pack = sent(by, at, drafted(by, at, plan_in_force, coverage, ("implant_crown",)))
    answered(by, at, pack, state)
    assert [one.kind for one in held(plan_in_force, at).pauses] == ([kind] if kind else [])
    if state == "conditional":
        line = pack.lines.get()
        meet_condition(by=by, at=at, line=line, how="The implant has healed for four months.")
        assert held(plan_in_force, at).pauses == ()


def test_an_approval_that_has_ended_keeps_waiting_again(clinic, plan_in_force, coverage, by, at):
    pack = sent(by, at, drafted(by, at, plan_in_force, coverage, ("implant_crown",)))
    answered(by, at, pack, "approved", valid_until=at.date() + dt.timedelta(days=10))
    assert held(plan_in_force, at + dt.timedelta(days=10)).pauses == ()
    assert [one.kind for one in held(plan_in_force, at + dt.timedelta(days=11)).pauses] == ["expired"]


def test_the_patient_need_not_wait(clinic, plan_in_force, coverage, by, at):
    pack = sent(by, at, drafted(by, at, plan_in_force, coverage, ("implant_crown",)))
    informed = Informed("Leaves the country in June.", "Mara Okafor", agrees=True)
    treat_without(by=by, at=at, line=pack.lines.get(), informed=informed)
    assert offered(plan_in_force, at) == [1, 2, 3, 4, 5, 6]


def test_what_rests_on_waiting_work_waits_with_it(clinic, plan_in_force, coverage, by, at):
    told = plan_in_force.content()["items"]
    placement = next(one for one in told if one["family"] == "implant_placement")
    crown = next(one for one in told if one["family"] == "implant_crown")
    crown["after"] = [{"item": placement["id"], "min_days": 90, "max_days": None}]
    sent(by, at, drafted(by, at, plan_in_force, coverage, ("implant_placement",)))
    assert [one.kind for one in held(plan_in_force, at).pauses] == ["waiting", "rests"]
    assert offered(plan_in_force, at) == [1, 2, 3, 4, 5]


def test_two_insurers_both_have_to_release(clinic, practice, patient, plan_in_force, coverage, by, at):
    other = Payer.objects.create(practice=practice, name="Lakeside")
    second = covered(patient, BenefitPlan.objects.create(practice=practice, payer=other, name="HMO"), 2)
    first = sent(by, at, drafted(by, at, plan_in_force, coverage, ("implant_crown",)))
    sent(by, at, drafted(by, at, plan_in_force, second, ("implant_crown",)))
    answered(by, at, first, "approved")
    assert [one.text for one in held(plan_in_force, at).pauses] == ["Lakeside has not answered yet"]
