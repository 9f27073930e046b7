"""A record outside one's role: half an hour, with a reason, and the owner knows."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from made import make_member

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.outbox.models import Message
from arcada.patients.actions.break_glass import break_glass
from arcada.patients.models import OpenedRecord, Patient
from arcada.patients.record_access import may_read_record, records_open_to
from arcada.practice.access import NotAllowed, Permission, may
from arcada.practice.models import Membership, Practice
from arcada.store.tenancy import in_practice

AT = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
WHY = "Complaint of this patient arrived by letter"
Member = Callable[[str], Membership]


def test_the_glass_opens_one_record_for_half_an_hour(member: Member, patient: Patient) -> None:
    manager = member("manager")
    other = Patient.objects.create(
        practice_id=patient.practice_id,
        given_name="Ivo",
        family_name="Lang",
        birth_date=dt.date(1990, 1, 1),
        chart_number="1002",
        registered_at=AT,
    )
    assert not may_read_record(manager, patient, at=AT)
    break_glass(by=manager, at=AT, patient=patient, reason=WHY)
    for minutes, readable in ((0, True), (29, True), (30, False)):
        moment = AT + dt.timedelta(minutes=minutes)
        assert may_read_record(manager, patient, at=moment) is readable
        assert not may_read_record(manager, other, at=moment)
        assert list(records_open_to(manager, at=moment)) == ([patient] if readable else [])
    assert not may(manager, Permission.CHART, patient)


def test_the_audit_and_every_owner_are_told_who_whose_and_why(member: Member, patient: Patient) -> None:
    owner = member("owner")
    break_glass(by=member("manager"), at=AT, patient=patient, reason=WHY)
    event = Event.objects.get()
    assert (event.verb, event.patient_id, event.why) == ("broke_glass", patient.pk, WHY)
    message = Message.objects.get()
    assert message.user_id == owner.user_id
    assert message.body == (
        f"Kim Manager (manager) opened the record of chart number 1001 for 30 minutes. Reason given: {WHY}"
    )


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "owner"])
def test_other_roles_may_not(member: Member, patient: Patient, role: str) -> None:
    with pytest.raises(NotAllowed):
        break_glass(by=member(role), at=AT, patient=patient, reason=WHY)
    assert not OpenedRecord.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "because"])
def test_a_reason_is_words(member: Member, patient: Patient, reason: str) -> None:
    answer = break_glass(by=member("manager"), at=AT, patient=patient, reason=reason)
    assert isinstance(answer, Refusal)
    assert answer.code == "reason_missing"
    assert not OpenedRecord.objects.exists()


def test_another_practices_record_stays_shut(
    member: Member, patient: Patient, practice: Practice, other_practice: Practice
) -> None:
    manager = member("manager")
    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "manager")
    with pytest.raises(NotAllowed):
        break_glass(by=stranger, at=AT, patient=patient, reason=WHY)
    break_glass(by=manager, at=AT, patient=patient, reason=WHY)
    assert not may_read_record(stranger, patient, at=AT)


def test_the_database_holds_the_half_hour(member: Member, patient: Patient) -> None:
    with pytest.raises(IntegrityError, match="opened_record_at_most_half_an_hour"), transaction.atomic():
        OpenedRecord.objects.create(
            practice_id=patient.practice_id,
            patient=patient,
            member=member("manager"),
            reason=WHY,
            opened_at=AT,
            until=AT + dt.timedelta(minutes=31),
        )


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk", "manager", "owner"])
def test_predicate_and_list_agree(member: Member, patient: Patient, role: str) -> None:
    here = member(role)
    listed = set(records_open_to(here, at=AT))
    assert listed == {row for row in Patient.objects.all() if may_read_record(here, row, at=AT)}
    assert bool(listed) is (role in {"dentist", "coordinator", "hygienist"})
