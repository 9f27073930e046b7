"""The proposal tells what is left to the patient, from what was frozen when it was presented."""

import datetime as dt

import pytest
from insured import make_coverage, make_plan

TOLD = {
    "as_of": "2026-11-21", "charge": "9925.00", "payers": [{"name": "Prairie Dental", "pays": "1500.00"}],
    "insurers": "1500.00", "write_off": "580.00", "patient": "7845.00", "low": "7845.00", "high": "7845.00",
    "complete": True,
}  # fmt: skip


def paper(**changes):
    from planned import content

    from arcada.documents.proposal import paper_of

    return paper_of(content(estimate=TOLD | changes))


def test_the_costs_lead_down_to_the_share():
    assert [(cost.label, cost.amount, cost.total) for cost in paper().costs] == [
        ("All together", "$9,925", False),
        ("Expected from Prairie Dental", "\N{MINUS SIGN}$1,500", False),
        ("Not charged under the contract", "\N{MINUS SIGN}$580", False),
        ("Your share, estimate", "$7,845", True),
    ]


@pytest.mark.parametrize(
    ("changes", "share", "note"),
    [
        pytest.param({"high": "9345.00"}, "$7,845 to $9,345", "A range, because", id="a range"),
        pytest.param({"complete": False}, "$7,845", "no fee yet", id="a line without a fee"),
    ],
)
def test_what_is_not_known_is_said(changes, share, note):
    told = paper(**changes)
    assert told.costs[-1].amount == share
    assert note in told.cost_note


def test_without_insurance_the_paper_is_as_before():
    from planned import content

    from arcada.documents.proposal import paper_of

    told = paper_of(content())
    assert told.costs[-1].label == "All together, estimate"
    assert told.cost_note.startswith("Before insurance.")


def test_presenting_freezes_the_estimate_and_keeps_it(practice, patient, member, at):
    from planned import make_version

    from arcada.cases.actions.open_case import open_case
    from arcada.insurance.actions.present import present_with_estimate

    by = member("coordinator")
    make_coverage(patient, make_plan(practice))
    case = open_case(by=by, at=at, patient=patient, title="Upper left pain")
    premium = make_version(case, by, at).alternatives.get(tier="premium")
    made = present_with_estimate(by=by, at=at, alternative=premium)
    assert made.content["estimate"]["low"] == "8425.00"
    row = premium.estimates.get()
    assert (row.cause, row.current, str(row.patient_pays)) == ("presented", True, "8425.00")
    premium.visits.filter(number=6).update(date=dt.date(2027, 1, 12))
    made.refresh_from_db()
    assert made.content["estimate"]["low"] == "8425.00", "what was presented stays"


def test_presenting_without_a_coverage_keeps_no_estimate(practice, patient, member, at):
    from planned import make_version

    from arcada.cases.actions.open_case import open_case
    from arcada.insurance.actions.present import present_with_estimate

    by = member("coordinator")
    case = open_case(by=by, at=at, patient=patient, title="Upper left pain")
    premium = make_version(case, by, at).alternatives.get(tier="premium")
    made = present_with_estimate(by=by, at=at, alternative=premium)
    assert "estimate" not in made.content
    assert not premium.estimates.exists()
