"""Who is covered by what: added, ordered, ended, removed, and what cannot be true is refused with its field."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.insurance.actions.coverages import (
    CoverageTold,
    add_coverage,
    change_coverage,
    end_coverage,
    order_coverages,
    remove_coverage,
    verify_coverage,
)
from arcada.insurance.actions.ledger import EntryTold, enter, take_back
from arcada.insurance.actions.plans import PlanTold, change_plan, write_plan
from arcada.insurance.models import BenefitPlan, Coverage, LedgerEntry, Payer, Policy
from arcada.insurance.queries import coverages_of, may_see, policies_of_family, visible_to
from arcada.patients.models import Patient
from arcada.practice.access import NotAllowed
from arcada.practice.models import Membership

Member = Callable[[str], Membership]
DAY = dt.date


def _second(plan: BenefitPlan, by: Membership, at: dt.datetime) -> BenefitPlan:
    made = write_plan(
        by=by, at=at, payer=plan.payer, told=PlanTold(name="Extra", group_number="G-2", benefits=plan.benefits)
    )
    assert isinstance(made, BenefitPlan)
    return made


def test_coverages_come_in_the_order_in_which_they_pay(
    coverage: Coverage, member: Member, patient: Patient, plan: BenefitPlan, at: dt.datetime
) -> None:
    desk = member("desk")
    later = add_coverage(
        by=desk,
        at=at,
        patient=patient,
        plan=_second(plan, desk, at),
        told=CoverageTold(relationship="spouse", subscriber_name="Ike Okafor"),
    )
    assert isinstance(later, Coverage)
    assert coverages_of(patient, DAY(2026, 3, 2)) == (coverage, later)
    assert order_coverages(by=desk, at=at, patient=patient, order=[later.pk, coverage.pk]) == patient
    assert coverages_of(patient, DAY(2026, 3, 2)) == (later, coverage)
    ended = end_coverage(by=desk, at=at, coverage=later, ends=DAY(2026, 3, 1))
    assert isinstance(ended, Coverage)
    assert coverages_of(patient, DAY(2026, 3, 1)) == (later, coverage)
    assert coverages_of(patient, DAY(2026, 3, 2)) == (coverage,)


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("before birth", {"begins": DAY(1984, 5, 16)}, "before_birth", "begins"),
    ("ends before it begins", {"begins": DAY(2026, 2, 1), "ends": DAY(2026, 1, 31)}, "ends_before_it_begins", "ends"),
    ("a year of long ago", {"begins": DAY(2226, 1, 1)}, "absurd_day", "begins"),
    ("the same plan at the same time", {"begins": DAY(2026, 1, 1)}, "overlapping_coverage", "begins"),
    ("the same plan, open at both ends", {}, "overlapping_coverage", "begins"),
    ("a dependant of nobody", {"relationship": "child", "ends": DAY(2024, 12, 31)}, "no_subscriber", "subscriber_name"),
    ("a word that is no relationship", {"relationship": "neighbour"}, "unknown_relationship", "relationship"),
    (
        "a child of somebody younger",
        {"relationship": "child", "subscriber_name": "Tim", "subscriber_birth_date": DAY(1999, 1, 1)},
        "child_older_than_subscriber",
        "relationship",
    ),
    ("verified on a day to come", {"verified_on": DAY(2026, 3, 3)}, "verified_later", "verified_on"),
    ("150 percent for the member", {"overrides": {"percent": [{"scope": "all", "pct": 150}]}}, "unreadable_field", ""),
    (
        "a negative maximum for the member",
        {"overrides": {"maximums": [{"scope": "all", "amount": -1}]}},
        "unreadable_field",
        "maximums[0].amount",
    ),
    ("an unknown nobody knows", {"unknown": ("weather",)}, "unknown_word", "unknown"),
    ("a member id longer than any", {"member_id": "x" * 41}, "too_long", "member_id"),
]


@pytest.mark.parametrize(("told", "code", "where"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_cannot_be_true_is_refused_with_its_field(
    told: dict[str, Any],
    code: str,
    where: str,
    coverage: Coverage,
    member: Member,
    patient: Patient,
    plan: BenefitPlan,
    at: dt.datetime,
) -> None:
    found = add_coverage(by=member("desk"), at=at, patient=patient, plan=plan, told=CoverageTold(**told))
    assert isinstance(found, Refusal)
    assert (found.code, found.where or where) == (code, where or found.where)
    assert Coverage.objects.count() == Policy.objects.count() == 1


def test_nobody_depends_on_themselves(
    coverage: Coverage, member: Member, patient: Patient, plan: BenefitPlan, at: dt.datetime
) -> None:
    told = CoverageTold(policy=coverage.policy, relationship="spouse")
    found = add_coverage(by=member("desk"), at=at, patient=patient, plan=plan, told=told)
    assert isinstance(found, Refusal)
    assert (found.code, found.where) == ("circular_dependence", "relationship")


def test_a_daughter_comes_under_the_familys_policy(
    coverage: Coverage, member: Member, relative: Patient, plan: BenefitPlan, at: dt.datetime
) -> None:
    assert policies_of_family(relative) == (coverage.policy,)
    told = CoverageTold(policy=coverage.policy, relationship="child")
    made = add_coverage(by=member("desk"), at=at, patient=relative, plan=plan, told=told)
    assert isinstance(made, Coverage)
    assert made.policy == coverage.policy
    assert Policy.objects.count() == 1
    own = CoverageTold(policy=coverage.policy, relationship="self")
    found = add_coverage(by=member("desk"), at=at, patient=relative, plan=plan, told=own)
    assert isinstance(found, Refusal)
    assert found.code == "not_the_subscriber"


@pytest.mark.parametrize(
    ("begins", "code"), [(DAY(2024, 2, 29), "leap_day_year"), (DAY(2024, 2, 28), ""), (DAY(2024, 3, 1), "")]
)
def test_a_benefit_year_from_29_february_is_asked_about(
    begins: DAY, code: str, member: Member, patient: Patient, plan: BenefitPlan, at: dt.datetime
) -> None:
    plan.benefits = {**plan.benefits, "benefit_year": "member_anniversary"}
    plan.save()
    found = add_coverage(by=member("desk"), at=at, patient=patient, plan=plan, told=CoverageTold(begins=begins))
    assert (found.code if isinstance(found, Refusal) else "") == code


def test_the_order_names_each_coverage_once(
    coverage: Coverage, member: Member, patient: Patient, plan: BenefitPlan, at: dt.datetime
) -> None:
    desk = member("desk")
    doubled = order_coverages(by=desk, at=at, patient=patient, order=[coverage.pk, coverage.pk])
    assert isinstance(doubled, Refusal)
    assert doubled.code == "doubled_order"
    other = order_coverages(by=desk, at=at, patient=patient, order=[plan.pk])
    assert isinstance(other, Refusal)
    assert other.code == "other_coverages"


def test_a_mistake_is_taken_out_and_the_later_ones_move_up(
    coverage: Coverage, member: Member, patient: Patient, plan: BenefitPlan, at: dt.datetime
) -> None:
    desk = member("desk")
    later = add_coverage(by=desk, at=at, patient=patient, plan=_second(plan, desk, at), told=CoverageTold())
    assert isinstance(later, Coverage)
    told = EntryTold(kind="paid", on=DAY(2026, 1, 12), procedure="cleaning", paid=Decimal(90))
    entry = enter(by=desk, at=at, coverage=coverage, told=told)
    assert isinstance(entry, LedgerEntry)
    refused = remove_coverage(by=desk, at=at, coverage=coverage, why="Wrong patient")
    assert isinstance(refused, Refusal)
    assert refused.code == "ledger_not_empty"
    assert isinstance(take_back(by=desk, at=at, entry=entry, why="Wrong patient"), LedgerEntry)
    assert isinstance(remove_coverage(by=desk, at=at, coverage=coverage, why="Wrong patient"), Coverage)
    assert [(one.pk, one.position) for one in coverages_of(patient, DAY(2026, 3, 2))] == [(later.pk, 1)]


def test_two_windows_the_second_is_told(coverage: Coverage, plan: BenefitPlan, member: Member, at: dt.datetime) -> None:
    desk = member("desk")
    told = CoverageTold(member_id="M-2", begins=coverage.begins)
    first = change_coverage(by=desk, at=at, coverage=coverage, told=told, revision=0)
    assert isinstance(first, Coverage)
    assert (first.revision, first.policy.member_id) == (1, "M-2")
    second = change_coverage(by=desk, at=at, coverage=coverage, told=told, revision=0)
    assert isinstance(second, Refusal)
    assert second.code == "stale_coverage"
    written = PlanTold(name="PPO", group_number="G-100", benefits=plan.benefits, unknown=("cob",))
    assert isinstance(change_plan(by=desk, at=at, plan=plan, told=written, revision=0), BenefitPlan)
    stale = change_plan(by=desk, at=at, plan=plan, told=written, revision=0)
    assert isinstance(stale, Refusal)
    assert stale.code == "stale_plan"


def test_verifying_says_when_how_and_who(coverage: Coverage, member: Member, at: dt.datetime) -> None:
    row = verify_coverage(by=member("desk"), at=at, coverage=coverage, on=DAY(2026, 3, 2), source="phone")
    assert isinstance(row, Coverage)
    assert (row.verified_on, row.source, row.verified_by) == (DAY(2026, 3, 2), "phone", member("desk"))
    assert Event.objects.filter(noun="coverage", verb="verified", patient_id=coverage.patient_id).count() == 1


def test_who_may(coverage: Coverage, member: Member, patient: Patient, plan: BenefitPlan, at: dt.datetime) -> None:
    assert may_see(member("dentist"), coverage)
    assert not may_see(member("hygienist"), coverage)
    assert list(visible_to(member("dentist"))) == [coverage]
    assert list(visible_to(member("hygienist"))) == []
    with pytest.raises(NotAllowed):
        add_coverage(by=member("dentist"), at=at, patient=patient, plan=plan, told=CoverageTold())


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"percent": [{"scope": "all", "pct": 101}]}, "percent[0].pct"),
        ({"maximums": [{"scope": "all", "amount": -5}]}, "maximums[0].amount"),
        ({"maximums": [{"scope": "all", "amount": 15_000_000}]}, "maximums[0].amount"),
        ({"maximums": [{"scope": "all", "amount": 900_000}]}, "maximums[0].amount"),
        ({"benefit_year_start_month": 13}, "benefit_year_start_month"),
        ({"waiting_periods": [{"scope": "all", "months": 600}]}, "waiting_periods[0].months"),
        ({"age_limits": [{"scope": "all", "max_age": 500}]}, "age_limits[0].max_age"),
        ({"percent": [{"scope": "all", "pct": 80}, {"scope": "all", "pct": 50}]}, "percent"),
        ({"percentages": []}, "percentages"),
        ({"cob": "perhaps"}, "cob"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_its_field(
    change: dict[str, Any], where: str, payer: Payer, member: Member, at: dt.datetime
) -> None:
    found = write_plan(by=member("desk"), at=at, payer=payer, told=PlanTold(name="New", benefits=change))
    assert isinstance(found, Refusal)
    assert found.where == where
    assert not BenefitPlan.objects.exists()
