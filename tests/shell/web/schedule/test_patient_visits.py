"""A patient's schedule: dates offered for the accepted plan, booked at one click, taken out again."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from arcada.audit.models import Event
from arcada.patients.models import Patient
from arcada.practice.models import Role
from arcada.schedule.actions.appointments import Slot, book
from arcada.schedule.models import Appointment
from arcada.store.tenancy import in_practice


def _url(patient, more=""):
    return f"/patients/{patient.pk}/schedule/{more}"


def _field(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def _book(client, patient, **changes):
    page = client.get(_url(patient)).text
    given = {"key": _field(page[page.index("schedule/book/") :], "key"), "seen": _field(page, "seen")} | changes
    return client.post(_url(patient, "book/"), given), given


@pytest.mark.parametrize("role", Role.values)
def test_every_role_sees_the_visits(client_for, role, clinic, accepted, patient):
    page = client_for(role).get(_url(patient))
    assert page.status_code == 200
    assert page.text.count("Offered") >= 6
    assert ("Book all 6 visits" in page.text) is (role != "hygienist")
    assert ("$" in page.text) is (role != "hygienist")


def test_the_offer_says_why_a_visit_is_not_earlier(client_for, clinic, accepted, patient):
    page = client_for("desk").get(_url(patient)).text
    assert "The first free time" in page
    assert re.search(r"\d+ days? after visit \d", page)


def test_one_click_books_what_was_shown(client_for, clinic, accepted, patient):
    desk = client_for("desk")
    answer, _ = _book(desk, patient)
    assert answer.status_code == 302
    assert Appointment.objects.count() == 6
    page = desk.get(_url(patient)).text
    assert "6 visits" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Offered" not in page
    assert "Take all visits out again" in page


def test_sent_twice_it_books_once(client_for, clinic, accepted, patient):
    desk = client_for("desk")
    _, given = _book(desk, patient)
    assert desk.post(_url(patient, "book/"), given).status_code == 302
    assert Appointment.objects.count() == 6


def test_dates_that_nobody_has_seen_are_not_booked(client_for, clinic, accepted, patient, member, tomorrow):
    other = Patient.objects.create(
        practice=patient.practice, given_name="Ivo", family_name="Kessler", birth_date=dt.date(1980, 1, 1),
        chart_number="1002", registered_at=timezone.now(),
    )  # fmt: skip
    desk = client_for("desk")
    shown = desk.get(_url(patient)).text
    start = tomorrow.replace(hour=8)
    for chair, provider in zip(clinic["chairs"], clinic["providers"], strict=True):
        for hour in range(10):
            book(
                by=member("desk"), at=timezone.now(), patient=other,
                slot=Slot(provider, chair, start + dt.timedelta(hours=hour), 60),
            )  # fmt: skip
    before = Appointment.objects.count()
    given = {"key": _field(shown[shown.index("schedule/book/") :], "key"), "seen": _field(shown, "seen")}
    page = desk.post(_url(patient, "book/"), given)
    assert (page.status_code, "has changed since these dates were shown" in page.text) == (409, True)
    assert Appointment.objects.count() == before


@pytest.mark.parametrize(("role", "status"), [("hygienist", 403), ("dentist", 302), ("manager", 302)])
def test_who_books_a_plan(client_for, role, status, clinic, accepted, patient):
    page = client_for("desk").get(_url(patient)).text
    answer = client_for(role).post(_url(patient, "book/"), {"key": "b1", "seen": _field(page, "seen")})
    assert answer.status_code == status
    assert Appointment.objects.exists() is (status == 302)


def test_it_is_taken_out_again_until_one_is_confirmed(client_for, clinic, accepted, patient):
    desk = client_for("desk")
    _book(desk, patient)
    assert desk.post(_url(patient, "unbook/")).status_code == 302
    assert set(Appointment.objects.values_list("state", flat=True)) == {"cancelled"}
    assert not accepted.visits.filter(date__isnull=False).exists()
    assert desk.post(_url(patient, "unbook/")).status_code == 302  # sent again, nothing more happens
    _book(desk, patient)
    Appointment.objects.filter(state="planned", visit__number=2).update(state="confirmed")
    page = desk.post(_url(patient, "unbook/"))
    assert (page.status_code, "Visit 2 is confirmed already" in page.text) == (409, True)
    assert "Take all visits out again" not in desk.get(_url(patient)).text


def test_a_visit_without_a_provider_says_so_and_offers_what_can_be_booked(client_for, clinic, accepted, patient):
    accepted.visits.filter(number=5).update(role="periodontist")
    desk = client_for("desk")
    page = desk.get(_url(patient)).text
    assert "cannot be booked as a whole" in page
    assert "Book up to visit 4" in page
    answer = desk.post(_url(patient, "book/"), {"key": "b1", "upto": _field(page, "upto")})
    assert (answer.status_code, Appointment.objects.count()) == (302, 4)


def test_a_day_that_was_asked_for_is_waited_for(client_for, clinic, accepted, patient):
    far = (timezone.now() + dt.timedelta(days=30)).date()
    page = client_for("desk").get(_url(patient), {"from": far.isoformat()}).text
    assert f'name="not_before" value="{far.isoformat()}"' in page
    assert client_for("desk").get(_url(patient), {"from": "soon"}).text.count("is no day") == 1


def test_without_a_plan_the_page_says_what_comes_first(client_for, clinic, patient):
    assert "No plan yet" in client_for("desk").get(_url(patient)).text


def test_nothing_accepted_books_nothing(client_for, clinic, patient):
    page = client_for("desk").post(_url(patient, "book/"), {"key": "b1"})
    assert (page.status_code, "nothing to book yet" in page.text) == (409, True)


def test_a_plan_that_is_not_signed_says_so(client_for, clinic, accepted, patient):
    assert "not signed yet" in client_for("desk").get(_url(patient)).text


def test_the_reading_is_on_record(client_for, clinic, accepted, patient):
    client_for("desk").get(_url(patient))
    assert Event.objects.filter(kind="read", noun="schedule", patient_id=patient.pk).count() == 1


@pytest.mark.parametrize("more", ["", "book/", "unbook/"])
def test_another_practices_patient_is_not_there(client_for, clinic, other_practice, more):
    with in_practice(other_practice.pk):
        stranger = Patient.objects.create(
            practice=other_practice, given_name="Ivo", family_name="Kessler", birth_date=dt.date(1980, 1, 1),
            chart_number="1", registered_at=timezone.now(),
        )  # fmt: skip
    desk = client_for("desk")
    answer = desk.post(_url(stranger, more), {"key": "b1"}) if more else desk.get(_url(stranger))
    assert answer.status_code == 404
