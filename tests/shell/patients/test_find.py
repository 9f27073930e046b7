"""Finding patients by what people type, and noticing that somebody is already known."""

import datetime as dt

import pytest

from arcada.patients.models import Patient
from arcada.patients.queries import find, look_alikes, may_see, one, visible_to
from arcada.store.tenancy import in_practice

PEOPLE = (
    ("Mara", "Okafor", dt.date(1984, 5, 17), "3125550142", "1001"),
    ("Jonas", "Vidal-Brandt", dt.date(1972, 3, 12), "3125550199", "1002"),
    ("Anne Marie", "de Groot", dt.date(2016, 9, 2), "", "1003"),
)


@pytest.fixture
def people(practice, at):
    for given, family, born, digits, number in PEOPLE:
        Patient.objects.create(
            practice=practice,
            given_name=given,
            family_name=family,
            birth_date=born,
            phone=digits,
            phone_digits=digits,
            chart_number=number,
            registered_at=at,
        )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("oka", ["1001"], id="beginning of the family name"),
        pytest.param("mar oka", ["1001"], id="both names, either order"),
        pytest.param("oka mar", ["1001"], id="both names, other order"),
        pytest.param("marie", ["1003"], id="second given name"),
        pytest.param("groot", ["1003"], id="family name after its particle"),
        pytest.param("brandt", ["1002"], id="second half of a double name"),
        pytest.param("0142", ["1001"], id="last digits of the phone"),
        pytest.param("(312) 555-0199", ["1002"], id="phone as it is written"),
        pytest.param("312 555", ["1001", "1002"], id="beginning of a phone"),
        pytest.param("1003", ["1003"], id="chart number"),
        pytest.param("17 May 1984", ["1001"], id="birth date in words"),
        pytest.param("1972-03-12", ["1002"], id="birth date as ISO"),
        pytest.param("5/17/1984", ["1001"], id="birth date, American"),
        pytest.param("12.03.1972 jon", ["1002"], id="birth date, European, and a name"),
        pytest.param("okafor jonas", [], id="names of two people"),
        pytest.param("%", [], id="a sign of the database's own language"),
        pytest.param("  ", ["1001", "1002", "1003"], id="nothing typed"),
    ],
)
def test_find(people, member, typed, found):
    assert sorted(find(member("desk"), typed).values_list("chart_number", flat=True)) == found


def test_an_archived_patient_is_found_only_when_asked_for(patient, member, at):
    patient.archived_at = at
    patient.save()
    assert not find(member("desk"), "okafor").exists()
    assert find(member("desk"), "okafor", archived=True).exists()


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        pytest.param({"given_name": "Mara", "family_name": "Okafor"}, ("name",), id="same name"),
        pytest.param({"given_name": "marian", "family_name": "OKAFOR"}, ("name",), id="near given name"),
        pytest.param({"given_name": "Okafor", "family_name": "Mara"}, ("name",), id="names swapped"),
        pytest.param(
            {
                "given_name": "M.",
                "family_name": "Other",
                "birth_date": dt.date(1984, 5, 17),
                "phone": "555-0142",
            },
            ("birth date", "phone"),
            id="birth date and phone",
        ),
        pytest.param({"given_name": "Tom", "family_name": "Okafor", "phone": "555 0142"}, None, id="a relative"),
        pytest.param(
            {"given_name": "Tom", "family_name": "Other", "birth_date": dt.date(1984, 5, 17)},
            None,
            id="a stranger",
        ),
    ],
)
def test_look_alikes(patient, member, typed, alike):
    found = look_alikes(member("desk"), **typed)
    assert [one.alike for one in found] == ([alike] if alike else [])


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk", "manager", "owner"])
def test_who_may_see_one_sees_it_in_the_list(patient, member, role):
    somebody = member(role)
    assert may_see(somebody, patient) is (patient in visible_to(somebody)) is True


def test_a_patient_of_another_practice_is_not_there(member, other_practice, at):
    somebody = member("owner")
    with in_practice(other_practice.pk):
        other = Patient.objects.create(
            practice=other_practice,
            given_name="Ivo",
            family_name="Stern",
            birth_date=dt.date(1990, 1, 1),
            chart_number="1",
            registered_at=at,
        )
    assert not may_see(somebody, other)
    assert one(somebody, other.pk) is None
    assert not look_alikes(somebody, given_name="Ivo", family_name="Stern")
