"""Agreed fees that change renew the estimates of those whom they touch, as a job enqueued with the change."""

import datetime as dt

import pytest
from insured import make_contract, make_coverage
from procrastinate.contrib.django.models import ProcrastinateJob

from arcada.insurance.actions.fee_changes import list_changed
from arcada.insurance.models import Estimate
from arcada.practice import actions
from arcada.practice.models import Fee, FeeSchedule

TASK = "insurance.renew_after_fees"


@pytest.fixture
def priced(patient, premium, member, at):
    """A covered patient under a contract, with estimates on record."""
    from arcada.insurance.actions.renew import renew_estimates

    payer = make_coverage(patient).policy.plan.payer
    make_contract(payer, {"extraction": "150.00"})
    renew_estimates(patient=patient, cause="first", cause_text="First.", by=member("desk"), at=at)
    return payer


def jobs():
    return list(ProcrastinateJob.objects.filter(task_name=TASK).values_list("args", flat=True))


def test_a_list_under_a_contract_enqueues_one_job_and_an_office_list_none(priced, practice, member, at):
    office = FeeSchedule.objects.create(practice=practice, name="Usual", usual=True)
    list_changed(by=member("owner"), at=at, schedule=office)
    assert jobs() == []
    list_changed(by=member("owner"), at=at, schedule=priced.contracts.get().schedule)
    assert [one["payers"] for one in jobs()] == [[str(priced.pk)]]


def test_the_job_keeps_the_new_figures_with_their_cause(priced, patient, member, at, practice):
    from arcada.insurance.tasks import renew_after_fees

    schedule = priced.contracts.get().schedule
    before = Estimate.objects.count()
    Fee.objects.filter(schedule=schedule).update(amount="90.00")
    args = {"practice_id": str(practice.pk), "payers": [str(priced.pk)], "member_id": str(member("owner").pk)}
    renew_after_fees(**args, at=at.isoformat())
    assert Estimate.objects.filter(current=True, cause="fees").exists()
    assert Estimate.objects.count() > before
    renew_after_fees(**args, at=(at + dt.timedelta(hours=1)).isoformat())
    assert Estimate.objects.filter(cause="fees").count() == Estimate.objects.filter(cause="fees", current=True).count()


def test_a_fee_that_is_typed_brings_its_job(priced, client_for, member, at):
    schedule = priced.contracts.get().schedule
    client_for("owner").post(f"/settings/fees/{schedule.pk}/of/cleaning/cell/", {"amount": "80", "key": "k"})
    assert len(jobs()) == 1
    actions.set_fee(by=member("owner"), at=at, schedule=schedule, procedure="cleaning", amount="81")
    assert len(jobs()) == 1
