"""Registering, correcting, taking the history and the interview: what is kept, what is refused, what is audited."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.patients.actions import correct_patient, hold_interview, register_patient, take_history
from arcada.patients.actions.interview import Said
from arcada.patients.actions.profile import Profile
from arcada.patients.actions.take_history import Told
from arcada.patients.models import Patient
from arcada.practice.access import NotAllowed

NEW = Profile(given_name="Leo", family_name="Fontaine", birth_date=dt.date(1990, 2, 28), phone="312 555 0100")


def test_a_registered_patient_has_the_next_number_and_an_event(patient, member, at):
    made = register_patient(by=member("desk"), at=at, profile=NEW)
    assert (made.chart_number, made.phone_digits) == ("1002", "3125550100")
    assert Event.objects.filter(verb="registered", patient_id=made.id).count() == 1


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"family_name": " "}, "no_name", "family_name"),
        ({"birth_date": dt.date(2031, 1, 1)}, "birth_date_in_future", "birth_date"),
        ({"birth_date": dt.date(1884, 5, 17)}, "birth_date_too_old", "birth_date"),
        ({"phone": "12"}, "phone_not_possible", "phone"),
        ({"guardian_phone": "x"}, "phone_not_possible", "guardian_phone"),
        ({"preferred_channel": "email"}, "channel_without_address", "email"),
        ({"preferred_channel": "sms", "phone": ""}, "channel_without_address", "phone"),
    ],
)
def test_what_cannot_be_is_refused_in_its_place(member, at, change, code, where):
    refusal = register_patient(by=member("desk"), at=at, profile=replace(NEW, **change))
    assert (refusal.code, refusal.where) == (code, where)
    assert not Patient.objects.exists()


def test_somebody_known_is_asked_about_once(patient, member, at):
    twin = Profile(given_name="Mara", family_name="Okafor", birth_date=dt.date(1984, 5, 17))
    refusal = register_patient(by=member("desk"), at=at, profile=twin)
    assert refusal.code == "maybe_known"
    assert "Mara Okafor" in refusal.text
    made = register_patient(by=member("desk"), at=at, profile=twin, another_person=True)
    assert Event.objects.get(noun_id=str(made.id)).detail == {"another_person": True}


def test_the_second_editor_is_told_and_nothing_is_overwritten(patient, member, at):
    first = Profile(given_name="Mara", family_name="Okafor", birth_date=patient.birth_date, phone="312 555 0143")
    saved = correct_patient(by=member("desk"), at=at, patient=patient, profile=first, expected_revision=1)
    assert saved.revision == 2
    late = replace(first, phone="312 555 0999")
    refusal = correct_patient(by=member("dentist"), at=at, patient=patient, profile=late, expected_revision=1)
    assert refusal.code == "stale_patient"
    patient.refresh_from_db()
    assert patient.phone_digits == "3125550143"


def test_a_correction_keeps_what_was_before_in_the_audit(patient, member, at):
    profile = Profile(given_name="Mara", family_name="Brandt", birth_date=patient.birth_date, phone=patient.phone)
    correct_patient(by=member("desk"), at=at, patient=patient, profile=profile, expected_revision=1)
    before = Event.objects.get(verb="corrected").detail["before"]
    assert before["family_name"] == "Okafor"


def test_nobody_answers_for_themselves_or_for_a_stranger(patient, member, at):
    profile = Profile(given_name="Mara", family_name="Okafor", birth_date=patient.birth_date, guarantor_id=patient.pk)
    own = correct_patient(by=member("desk"), at=at, patient=patient, profile=profile, expected_revision=1)
    assert own.code == "own_guarantor"


def test_a_history_is_added_never_changed(patient, member, at):
    told = Told(
        allergies=("penicillin (rash)", "penicillin (rash)", " "),
        results={"blood_pressure": "152 / 94", "inr": "2,8"},
        result_dates={"inr": dt.date(2026, 2, 27)},
        weight_kg=Decimal(71),
    )
    first = take_history(by=member("hygienist"), at=at, patient=patient, told=told, expected_number=0)
    take_history(by=member("dentist"), at=at, patient=patient, told=Told(), expected_number=1)
    first.refresh_from_db()
    assert first.allergies == ["penicillin (rash)"]
    assert first.results == {"blood_pressure": "152/94", "inr": 2.8}
    assert first.result_dates == {"inr": "2026-02-27"}
    assert [one.number for one in patient.histories.all()] == [2, 1]


@pytest.mark.parametrize(
    ("told", "where"),
    [
        (Told(results={"blood_pressure": "152"}), "results.blood_pressure"),
        (Told(results={"blood_pressure": "84/138"}), "results.blood_pressure"),
        (Told(results={"inr": "28"}), "results.inr"),
        (Told(results={"hba1c_percent": "about 7"}), "results.hba1c_percent"),
        (Told(results={"cholesterol": "5"}), "results.cholesterol"),
        (Told(results={"inr": "2"}, result_dates={"inr": dt.date(2026, 3, 9)}), "results.inr"),
        (Told(weight_kg=Decimal(710)), "weight_kg"),
        (Told(pregnancy_weeks=60), "pregnancy_weeks"),
        (Told(smoking_cigarettes_per_day=500), "smoking_cigarettes_per_day"),
    ],
)
def test_a_result_that_cannot_be_is_refused_in_its_place(patient, member, at, told, where):
    refusal = take_history(by=member("dentist"), at=at, patient=patient, told=told, expected_number=0)
    assert isinstance(refusal, Refusal)
    assert refusal.where == where


def test_two_histories_at_once_do_not_hide_each_other(patient, member, at):
    take_history(by=member("dentist"), at=at, patient=patient, told=Told(), expected_number=0)
    second = take_history(by=member("hygienist"), at=at, patient=patient, told=Told(), expected_number=0)
    assert second.code == "stale_history"


def test_the_desk_takes_no_history_and_holds_no_interview(patient, member, at):
    with pytest.raises(NotAllowed):
        take_history(by=member("desk"), at=at, patient=patient, told=Told(), expected_number=0)
    with pytest.raises(NotAllowed):
        hold_interview(by=member("desk"), at=at, patient=patient, said=Said(), expected_number=0)


def test_an_interview_keeps_words_times_and_budget(patient, member, at):
    said = Said(
        complaint="Pain when chewing",
        wishes=("whitening", "whitening", ""),
        budget_monthly=Decimal(250),
        anxiety="strong",
        times=("fri pm", "mon am"),
    )
    made = hold_interview(by=member("coordinator"), at=at, patient=patient, said=said, expected_number=0)
    assert (made.wishes, made.times, made.number) == (["whitening"], ["mon am", "fri pm"], 1)
    again = hold_interview(by=member("coordinator"), at=at, patient=patient, said=said, expected_number=0)
    assert again.code == "stale_interview"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        (Said(budget=Decimal(-1)), "budget"),
        (Said(anxiety="terrified"), "anxiety"),
        (Said(times=("mon noon",)), "times"),
    ],
)
def test_an_interview_that_cannot_be_is_refused_in_its_place(patient, member, at, said, where):
    refusal = hold_interview(by=member("dentist"), at=at, patient=patient, said=said, expected_number=0)
    assert refusal.where == where
