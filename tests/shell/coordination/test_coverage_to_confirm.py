"""Coverage to be confirmed again waits on the worklist of the desk until somebody confirms it."""

import datetime as dt
from collections.abc import Callable

import pytest

from arcada.cases.models import Case
from arcada.coordination.waiting import waiting
from arcada.insurance.actions.coverages import verify_coverage
from arcada.insurance.models import BenefitPlan, Coverage, Payer, Policy
from arcada.patients.models import Patient
from arcada.practice.actions import change_house_rules
from arcada.practice.models import Membership

Member = Callable[[str], Membership]
DAY = dt.date


@pytest.fixture
def case(patient: Patient, member: Member, at: dt.datetime) -> Case:
    return Case.objects.create(
        practice_id=patient.practice_id,
        patient=patient,
        number=1,
        title="Pain",
        opened_at=at,
        opened_by=member("dentist"),
    )


@pytest.fixture
def coverage(patient: Patient) -> Coverage:
    practice = patient.practice_id
    payer = Payer.objects.create(practice_id=practice, name="Blue Harbor Dental")
    plan = BenefitPlan.objects.create(practice_id=practice, payer=payer, name="PPO")
    policy = Policy.objects.create(practice_id=practice, plan=plan, subscriber=patient)
    return Coverage.objects.create(practice_id=practice, patient=patient, policy=policy, position=1)


WAITS: list[tuple[str, DAY | None, DAY | None, str]] = [
    ("never confirmed", None, None, "Blue Harbor Dental, never confirmed"),
    ("confirmed 31 days ago", DAY(2026, 1, 30), None, "Blue Harbor Dental, confirmed long ago"),
    ("confirmed 30 days ago", DAY(2026, 1, 31), None, ""),
    ("ends in ten days, asked last month", DAY(2026, 1, 20), DAY(2026, 3, 12), "Blue Harbor Dental ends on 12 Mar"),
    ("ends in ten days, asked since", DAY(2026, 2, 20), DAY(2026, 3, 12), ""),
    ("over already", DAY(2025, 1, 1), DAY(2026, 3, 1), ""),
]


@pytest.mark.parametrize(("verified", "ends", "said"), [row[1:] for row in WAITS], ids=[row[0] for row in WAITS])
def test_when_a_coverage_waits(
    verified: DAY | None, ends: DAY | None, said: str, coverage: Coverage, case: Case, member: Member, at: dt.datetime
) -> None:
    Coverage.objects.update(verified_on=verified, ends=ends)
    assert [one.what for one in waiting(member("desk"), at).get("verify", ())] == ([said] if said else [])


def test_confirming_closes_it_and_others_are_not_asked(
    coverage: Coverage, case: Case, member: Member, at: dt.datetime
) -> None:
    assert "verify" not in waiting(member("hygienist"), at)
    assert len(waiting(member("desk"), at)["verify"]) == 1
    verify_coverage(by=member("desk"), at=at, coverage=coverage, on=DAY(2026, 3, 2), source="phone")
    assert "verify" not in waiting(member("desk"), at)


def test_nobody_is_rung_for_a_patient_who_is_neither_expected_nor_planned_for(
    coverage: Coverage, member: Member, at: dt.datetime
) -> None:
    assert "verify" not in waiting(member("desk"), at)


def test_the_practice_says_after_how_many_days(coverage: Coverage, case: Case, member: Member, at: dt.datetime) -> None:
    Coverage.objects.update(verified_on=DAY(2026, 2, 20))
    assert "verify" not in waiting(member("desk"), at)
    change_house_rules(by=member("owner"), at=at, reverify_days=7)
    desk = Membership.objects.select_related("practice").get(pk=member("desk").pk)
    assert len(waiting(desk, at)["verify"]) == 1
