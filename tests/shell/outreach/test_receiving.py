"""What a patient writes stops the machine at once, is read, and reaches a person or is carried out."""

import datetime as dt

import pytest

from arcada.audit.models import Event
from arcada.outreach.actions.receive import Incoming, receive, whose
from arcada.outreach.models import Inbound, Outbound, Silence, Thread
from arcada.outreach.queries import consents_of, silences_of
from arcada.patients.models import Patient


def sms(text, provider_id="m1", address="+1 312 555 0142", **more):
    return Incoming("sms", provider_id, address, text, **more)


@pytest.mark.parametrize(
    ("text", "route", "state"),
    [
        ("my cheek is swollen and I can hardly open", "handoff_clinical", "human"),
        ("how much is it with my insurance", "handoff_financial", "human"),
        ("you charged me twice and nobody called", "handoff_complaint", "human"),
        ("hm maybe, it depends", "handoff_unclear", "human"),
        ("STOP", "stop_opt_out", "opted_out"),
        ("wrong number", "stop_wrong_person", "wrong_person"),
    ],
)
def test_a_message_is_read_and_its_thread_follows(text, route, state, practice, thread, outbound, at):
    row = receive(practice=practice, incoming=sms(text), at=at)
    thread.refresh_from_db()
    assert (row.route, row.thread, row.patient) == (route, thread, thread.patient)
    assert thread.state == state
    assert thread.events.all()[0].name == "inbound"


def test_every_thread_of_the_patient_rests_and_nothing_waiting_goes_out(practice, thread, second_thread, outbound, at):
    receive(practice=practice, incoming=sms("is there parking"), at=at)
    second_thread.refresh_from_db()
    assert second_thread.state == "paused"
    assert [one.state for one in Outbound.objects.order_by("key")] == ["sent", "dropped"]


def test_a_wish_for_silence_reaches_every_thread_and_channel(practice, thread, second_thread, outbound, at):
    row = receive(practice=practice, incoming=sms("no more of these please"), at=at)
    states = set(Thread.objects.values_list("state", "suppressed"))
    assert states == {("opted_out", True)}
    assert silences_of(thread.patient) == {"all"}
    assert row.due_at is None
    assert {one.words for one in Silence.objects.all()} == {"no more of these please"}


def test_an_emergency_with_a_wish_for_silence_is_both(practice, thread, outbound, at):
    row = receive(practice=practice, incoming=sms("STOP - my gum is bleeding and will not stop"), at=at)
    assert (row.route, row.due_at - at) == ("handoff_clinical", dt.timedelta(minutes=15))
    assert silences_of(thread.patient) == {"all"}


def test_the_same_message_twice_is_one(practice, thread, outbound, at):
    first = receive(practice=practice, incoming=sms("call me"), at=at)
    again = receive(practice=practice, incoming=sms("call me"), at=at + dt.timedelta(minutes=3))
    assert (first, Inbound.objects.count(), thread.events.count()) == (again, 1, 2)


def test_a_stranger_reaches_a_person_and_touches_nobody(practice, thread, outbound, at):
    row = receive(practice=practice, incoming=sms("yes please", address="+1 773 555 0100"), at=at)
    thread.refresh_from_db()
    assert (row.patient, row.thread, thread.state) == (None, None, "touched")
    assert row.due_at is not None


def test_of_a_family_on_one_telephone_the_one_who_was_written_to_is_meant(practice, thread, outbound, at, reachable):
    other = Patient.objects.get(pk=reachable.pk)
    other.pk, other.chart_number, other.given_name = None, "9999", "Noor"
    other._state.adding = True
    from arcada.store.keys import uuid7

    other.pk = uuid7()
    other.save(force_insert=True)
    assert whose(practice, sms("call me")) == reachable


def test_a_child_is_never_answered_by_a_machine(practice, thread, outbound, at):
    thread.patient.birth_date = at.date() - dt.timedelta(days=14 * 365)
    thread.patient.save()
    assert receive(practice=practice, incoming=sms("yes 1"), at=at).route == "handoff_sensitive"


@pytest.mark.parametrize("text", ["", "🙂" * 3000, "x" * 9000, "1; DROP TABLE patients; --", "\x00a"])
def test_odd_messages_are_kept_and_reach_a_person(text, practice, thread, outbound, at):
    row = receive(practice=practice, incoming=sms(text), at=at)
    assert row.route.startswith("handoff")
    assert len(row.text) <= 5000


def test_consent_counts_for_the_address_that_is_on_file(reachable):
    assert consents_of(reachable) == {"sms", "email"}
    reachable.phone = "(312) 555-0199"
    assert consents_of(reachable) == {"email"}


def test_what_came_in_is_audited_without_its_words(practice, thread, outbound, at):
    receive(practice=practice, incoming=sms("my tooth hurts"), at=at)
    event = Event.objects.get(verb="received")
    assert event.detail["route"] == "handoff_clinical"
    assert "hurts" not in str(event.why)
