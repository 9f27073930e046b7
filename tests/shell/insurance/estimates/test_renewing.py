"""Whatever moves the figures keeps a new estimate, and says for each line what changed for the patient and why."""

import datetime as dt
from decimal import Decimal

import pytest
from insured import make_contract, make_coverage, make_plan


def renewed(patient, member, at, cause="visit_moved", text="Visit 5 was moved."):
    from arcada.insurance.actions.renew import renew_estimates

    return renew_estimates(patient=patient, cause=cause, cause_text=text, by=member("desk"), at=at)


def of_premium(found):
    return next(one for one in found if one.row.alternative.tier == "premium")


@pytest.fixture
def covered(patient, premium, member, at):
    cover = make_coverage(patient)
    renewed(patient, member, at, "first", "First.")
    return cover


def test_a_patient_without_coverage_keeps_nothing(patient, premium, member, at):
    assert renewed(patient, member, at) == ()


def test_the_first_estimate_of_each_alternative_is_kept_without_a_difference(patient, premium, member, at):
    make_coverage(patient)
    found = renewed(patient, member, at)
    assert {one.row.alternative.tier for one in found} == {"premium", "balanced", "economy"}
    assert all(one.before is None and one.lines == () and one.row.cause == "first" for one in found)


def test_nothing_new_is_kept_while_the_figures_are_the_same(patient, covered, premium, member, at):
    premium.visits.filter(number=2).update(date=dt.date(2026, 3, 18))
    assert renewed(patient, member, at) == ()


def test_a_visit_over_new_year_says_so(patient, covered, premium, member, at):
    premium.visits.filter(number=6).update(date=dt.date(2027, 1, 12))
    one = of_premium(renewed(patient, member, at))
    assert one.difference == Decimal("-967.50")
    crown = next(line for line in one.lines if line.item == "p-i14")
    assert (crown.before, crown.after, crown.moved) == (Decimal("1985.00"), Decimal("1017.50"), True)
    assert crown.reasons == ("moved into 2027", "a new yearly maximum", "a new deductible")


def test_moving_back_restores_the_figures(patient, covered, premium, member, at):
    premium.visits.filter(number=6).update(date=dt.date(2027, 1, 12))
    there = of_premium(renewed(patient, member, at))
    premium.visits.filter(number=6).update(date=dt.date(2026, 8, 17))
    back = of_premium(renewed(patient, member, at))
    assert back.row.patient_pays == there.before.patient_pays
    assert back.difference == -there.difference
    assert back.row.number == there.row.number + 1


def test_one_estimate_is_current(patient, covered, premium, member, at):
    premium.visits.filter(number=6).update(date=dt.date(2027, 1, 12))
    renewed(patient, member, at)
    assert list(premium.estimates.order_by("number").values_list("number", "current")) == [(1, False), (2, True)]


@pytest.mark.parametrize(
    ("change", "item", "reason"),
    [
        pytest.param({"ends": dt.date(2026, 3, 10)}, "p-i3", "the coverage has ended by then", id="ended"),
        pytest.param({"begins": dt.date(2026, 3, 12)}, "p-i2", "the coverage has not begun by then", id="not begun"),
        pytest.param(
            {"overrides": {"percent": [{"scope": "cat:perio", "pct": 50}]}},
            "p-i3",
            "the plan pays 50%, not 80%",
            id="another share",
        ),
        pytest.param(
            {"overrides": {"waiting_periods": [{"scope": "cat:perio", "months": 24}]}},
            "p-i3",
            "the waiting period is not over",
            id="waiting",
        ),
    ],
)
def test_a_changed_coverage_is_told_line_by_line(patient, covered, premium, member, at, change, item, reason):
    for name, value in change.items():
        setattr(covered, name, value)
    covered.save()
    one = of_premium(renewed(patient, member, at, "coverage_changed", "The coverage was changed."))
    line = next(line for line in one.lines if line.item == item)
    assert reason in line.reasons


def test_a_second_coverage_and_an_agreed_fee_are_told(patient, covered, premium, member, at):
    make_contract(covered.policy.plan.payer, {"extraction": "150.00"})
    one = of_premium(renewed(patient, member, at, "fee_changed", "A contract was loaded."))
    assert "the contract writes off another amount" in next(x for x in one.lines if x.item == "p-i2").reasons
    make_coverage(patient, make_plan(patient.practice, payer="Lakeside"), position=2)
    one = of_premium(renewed(patient, member, at, "coverage_changed", "A second coverage."))
    assert "another coverage counts" in one.lines[0].reasons


def test_the_patient_s_own_alternative_is_the_only_one_once_accepted(patient, covered, version, member, at):
    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.present import present
    from arcada.insurance.actions.renew import open_alternatives

    balanced = version.alternatives.get(tier="balanced")
    present(by=member("coordinator"), at=at, alternative=balanced)
    accept_alternative(by=member("coordinator"), at=at, alternative=balanced)
    assert [one.tier for one in open_alternatives(patient)] == ["balanced"]


def test_the_figures_of_a_kept_estimate_never_change(patient, covered, premium):
    from django.db import IntegrityError, transaction

    row = premium.estimates.get()
    with pytest.raises(IntegrityError, match="for good"), transaction.atomic():
        premium.estimates.filter(pk=row.pk).update(patient_pays=1)
