"""One appointment of no plan: who may book it, whom it finds, and what it says to what cannot be."""

import datetime as dt

import pytest

from arcada.practice.models import Role
from arcada.schedule.models import Appointment

URL = "/daybook/new/"


def _given(clinic, tomorrow, **changes):
    return {
        "key": "n1", "patient": "1001", "kind": "exam", "title": "Check-up", "day": tomorrow.date().isoformat(),
        "time": "09:00", "minutes": "30", "provider": str(clinic["providers"][0].pk),
        "chair": str(clinic["chairs"][0].pk),
    } | changes  # fmt: skip


@pytest.mark.parametrize("role", Role.values)
def test_who_books_into_a_dentists_column(client_for, role, clinic, patient, tomorrow):
    status = 403 if role == "hygienist" else 302
    assert client_for(role).get(URL).status_code == 200
    assert client_for(role).post(URL, _given(clinic, tomorrow)).status_code == status
    assert Appointment.objects.exists() is (status == 302)


def test_a_hygienist_books_into_her_own(client_for, clinic, patient, tomorrow):
    hygienist = client_for("hygienist")
    assert "your own column" in hygienist.get(URL).text
    own = str(clinic["providers"][1].pk)
    assert hygienist.post(URL, _given(clinic, tomorrow, provider=own)).status_code == 302


def test_what_was_booked_opens_on_its_day(client_for, clinic, patient, tomorrow):
    desk = client_for("desk")
    page = desk.post(URL, _given(clinic, tomorrow), follow=True)
    assert page.status_code == 200
    assert "Mara Okafor booked for" in page.text
    row = Appointment.objects.get()
    assert (row.kind, row.title, row.starts_at) == ("exam", "Check-up", tomorrow - dt.timedelta(hours=1))
    assert desk.post(URL, _given(clinic, tomorrow)).status_code == 302
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("typed", ["1001", "Okafor", "Mara Okafor, No. 1001", "555-0142"])
def test_a_patient_is_found_by_what_is_at_hand(client_for, clinic, patient, tomorrow, typed):
    assert client_for("desk").post(URL, _given(clinic, tomorrow, patient=typed)).status_code == 302


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"patient": "Nobody Known"}, 422, "No patient fits"),
        ({"patient": ""}, 422, "Write the patient"),
        ({"title": ""}, 422, "Say in a few words"),
        ({"kind": "party"}, 422, "valid choice"),
        ({"minutes": "9000"}, 422, "less than or equal"),
        ({"key": ""}, 409, "without its key"),
    ],
)
def test_what_cannot_be_is_said_and_the_rest_stays(client_for, clinic, patient, tomorrow, changes, status, words):
    page = client_for("desk").post(URL, _given(clinic, tomorrow, **changes))
    assert (page.status_code, words in page.text) == (status, True)
    assert 'value="09:00"' in page.text
    assert not Appointment.objects.exists()


def test_a_taken_time_says_by_whom_it_was_taken(client_for, appointment, clinic, patient, tomorrow):
    page = client_for("desk").post(URL, _given(clinic, tomorrow, time="10:20"))
    assert (page.status_code, "Mara Okafor is with Dr Amara Osei at 10:00" in page.text) == (409, True)


def test_what_was_missed_is_booked_again_with_all_that_is_known(client_for, appointment):
    Appointment.objects.filter(pk=appointment.pk).update(state="missed")
    desk = client_for("desk")
    page = desk.get(f"/daybook/?open={appointment.pk}").text
    assert "Find a new time" in page
    again = desk.get(URL, {"patient": str(appointment.patient_id), "title": "filling", "minutes": "40"}).text
    for words in ("Mara Okafor, No. 1001", 'value="filling"', 'value="40"'):
        assert words in again
