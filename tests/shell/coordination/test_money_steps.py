"""The co-pay and the estimates are ticked where the record tells, and say what is missing where it does not."""

import datetime as dt

import pytest
from insured import make_coverage, make_plan
from planned import make_version

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.open_case import open_case
from arcada.cases.models import PlannedVisit
from arcada.coordination.estimates import follows_visits, share_known
from arcada.insurance.actions.present import present_with_estimate
from arcada.insurance.actions.renew import renew_estimates


@pytest.fixture
def version(patient, member, at):
    case = open_case(by=member("coordinator"), at=at, patient=patient, title="Upper left pain")
    return make_version(case, member("coordinator"), at)


def estimated(patient, member, at, **plan):
    make_coverage(patient, make_plan(patient.practice, **plan))
    renew_estimates(patient=patient, cause="coverage_changed", cause_text="Typed in.", by=member("desk"), at=at)


def test_the_share_of_each_plan_is_known(patient, version, member, at):
    estimated(patient, member, at)
    fact = share_known(None, list(version.alternatives.all()))
    assert fact.holds
    assert "premium 8,425.00" in fact.why


@pytest.mark.parametrize(
    ("prepare", "why"),
    [
        pytest.param(None, "No estimate with an insurer", id="nobody insures the patient"),
        pytest.param({"unknown": ["accumulators"]}, "only known as a range", id="a range"),
    ],
)
def test_the_share_is_not_known_and_the_step_says_why(patient, version, member, at, prepare, why):
    if prepare is not None:
        estimated(patient, member, at, **prepare)
    fact = share_known(None, list(version.alternatives.all()))
    assert not fact.holds
    assert why in fact.why


def test_the_estimates_follow_once_every_visit_has_its_date(patient, version, member, at):
    assert not follows_visits(None).holds
    make_coverage(patient, make_plan(patient.practice))
    premium = version.alternatives.get(tier="premium")
    by = member("coordinator")
    proposal = present_with_estimate(by=by, at=at, alternative=premium)
    accepted = accept_alternative(by=by, at=at, alternative=proposal.alternative)
    assert "Visits without a date: 1, 2, 3, 4, 5, 6." in follows_visits(accepted).why
    for visit in PlannedVisit.objects.filter(alternative=accepted):
        PlannedVisit.objects.filter(pk=visit.pk).update(date=dt.date(2026, 3, 3) + dt.timedelta(days=visit.day))
    fact = follows_visits(accepted)
    assert fact.holds
    assert "8,425.00 for the patient" in fact.why
