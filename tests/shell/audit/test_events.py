"""Events: who, when, what, why; appended in the acting transaction and never changed."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction

from arcada.audit.actions import System, record, record_read
from arcada.audit.models import Event
from arcada.patients.models import Patient
from arcada.practice.models import Membership, Practice


def test_an_event_says_who_when_what_and_why(
    practice: Practice, member: Callable[[str], Membership], patient: Patient, at: dt.datetime
) -> None:
    by = member("dentist")
    record(
        by=by,
        at=at,
        verb="changed",
        noun="patient",
        noun_id=patient.pk,
        patient_id=patient.pk,
        why="moved house",
    )
    event = Event.objects.get()
    assert (event.kind, event.who, event.role, event.at) == ("write", "Kim Dentist", "dentist", at)
    assert (event.verb, event.noun, event.noun_id) == ("changed", "patient", str(patient.pk))
    assert (event.patient_id, event.why, event.member_id, event.user_id) == (
        patient.pk,
        "moved house",
        by.pk,
        by.user_id,
    )


def test_reading_is_an_event_of_its_own_kind(
    member: Callable[[str], Membership], patient: Patient, at: dt.datetime
) -> None:
    record_read(by=member("desk"), at=at, noun="patient", noun_id=patient.pk, patient_id=patient.pk)
    assert Event.objects.get().kind == "read"


def test_a_job_without_a_person_acts_as_the_system(practice: Practice, at: dt.datetime) -> None:
    record(by=System(practice.pk), at=at, verb="sent", noun="reminder", noun_id="1")
    event = Event.objects.get()
    assert (event.who, event.member_id, event.user_id, event.role) == ("Arcada", None, None, "")


def test_an_act_that_is_rolled_back_leaves_no_event(practice: Practice, at: dt.datetime) -> None:
    def fail_after_recording() -> None:
        with transaction.atomic():
            record(by=System(practice.pk), at=at, verb="sent", noun="reminder", noun_id="1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_recording()
    assert not Event.objects.exists()


@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
@pytest.mark.parametrize(
    "sql",
    ["UPDATE {} SET practice_id = practice_id", "DELETE FROM {}", "TRUNCATE {}"],
    ids=["update", "delete", "truncate"],
)
def test_the_serving_role_can_only_append(practice: Practice, sql: str, table: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(table))
