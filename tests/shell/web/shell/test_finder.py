"""Ctrl K: patients, actions and pages, each a link, each only for those whom it opens to."""

import pytest

from arcada.audit.models import Event
from arcada.patients.models import Patient
from arcada.practice.models import Role
from arcada.store.tenancy import in_practice


@pytest.mark.parametrize("role", Role.values)
def test_each_role_finds_a_patient_by_name(client_for, patient, role):
    page = client_for(role).get("/find/", {"q": "oka"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "Mara Okafor" in page.text
    assert "<html" not in page.text


def test_without_a_script_the_answers_are_a_page(client_for, patient):
    page = client_for("desk").get("/find/", {"q": "oka"})
    assert "<html" in page.text
    assert "Mara Okafor" in page.text


def test_nothing_found_says_what_to_try(client_for, patient):
    page = client_for("desk").get("/find/", {"q": "zzz"}, headers={"HX-Request": "true"})
    assert "Nothing fits “zzz”" in page.text


def test_what_was_typed_is_shown_and_never_run(client_for, patient):
    page = client_for("desk").get("/find/", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.text


def test_a_patient_of_another_practice_is_never_found(client_for, other_practice, at):
    with in_practice(other_practice.pk):
        Patient.objects.create(
            practice=other_practice,
            given_name="Ivo",
            family_name="Stern",
            birth_date=at.date(),
            chart_number="1",
            registered_at=at,
        )
    page = client_for("owner").get("/find/", {"q": "stern"}, headers={"HX-Request": "true"})
    assert "Ivo" not in page.text


def test_a_search_that_showed_patients_is_on_record(client_for, patient):
    client_for("desk").get("/find/", {"q": "oka"}, headers={"HX-Request": "true"})
    assert Event.objects.get(verb="searched").detail == {"typed": "oka"}


def test_a_stranger_is_asked_to_sign_in(client, practice):
    assert client.get("/find/").status_code == 302


def test_the_menu_under_the_name_signs_out_by_a_form(client_for, patient):
    page = client_for("desk").get("/find/").text
    assert '<form method="post" action="/account/logout/">' in page
    assert 'popovertarget="account"' in page


def test_a_tooth_of_the_patient_at_hand_opens_in_the_chart(client_for, patient):
    client = client_for("dentist")
    before = client.get("/find/", {"q": "14"}, headers={"HX-Request": "true"}).text
    assert "?teeth=" not in before
    client.get(f"/patients/{patient.pk}/")
    after = client.get("/find/", {"q": "14"}, headers={"HX-Request": "true"}).text
    assert "upper left first molar" in after  # this practice shows Universal numbers
    assert f"/patients/{patient.pk}/chart/?teeth=26" in after


def test_before_anything_is_typed_it_offers_what_can_be_done(client_for, patient):
    client = client_for("desk")
    client.get(f"/patients/{patient.pk}/")
    offered = client.get("/find/", {"q": ""}, headers={"HX-Request": "true"}).text
    assert "New patient" in offered
    assert "With Mara Okafor" in offered
    assert "Chart a finding" not in offered


@pytest.mark.parametrize(
    ("typed", "page", "others"),
    [
        ("fee", "/settings/fees/", ("dentist", "coordinator", "desk")),
        ("staff", "/settings/people/", ()),
        ("audit", "/audit/", ()),
    ],
)
def test_the_settings_are_found_by_those_whom_they_open_to(client_for, practice, typed, page, others):
    found = {role: f'href="{page}"' in client_for(role).get("/find/", {"q": typed}).text for role in Role.values}
    assert found == {role: role in ("manager", "owner", *others) for role in Role.values}
