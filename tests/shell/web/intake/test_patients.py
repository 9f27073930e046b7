"""The list of patients, a new one, and what is known of one: for each role, with bad input, re-sent, from outside."""

import datetime as dt

import pytest

from arcada.audit.models import Event
from arcada.patients.models import Patient
from arcada.practice.models import Role
from arcada.store.tenancy import in_practice

TYPED = {
    "key": "k1",
    "given_name": "Leo",
    "family_name": "Fontaine",
    "birth_date": "1990-02-28",
    "phone": "312 555 0100",
    "email": "",
    "preferred_channel": "sms",
    "language": "es",
}


@pytest.fixture
def elsewhere(other_practice, at):
    with in_practice(other_practice.pk):
        return Patient.objects.create(
            practice=other_practice,
            given_name="Ivo",
            family_name="Stern",
            birth_date=dt.date(1990, 1, 1),
            chart_number="1",
            registered_at=at,
        )


@pytest.mark.parametrize("role", Role.values)
def test_each_role_sees_the_list_and_the_patient(client_for, patient, role):
    client = client_for(role)
    assert "Okafor" in client.get("/patients/").text
    page = client.get(f"/patients/{patient.pk}/")
    assert page.status_code == 200
    assert "Mara Okafor" in page.text


def test_typing_narrows_the_rows_alone(client_for, patient):
    rows = client_for("desk").get("/patients/", {"q": "oka"}, headers={"HX-Request": "true"})
    assert "Okafor" in rows.text
    assert "<html" not in rows.text
    nobody = client_for("desk").get("/patients/", {"q": "zzz"}, headers={"HX-Request": "true"})
    assert "Nobody fits “zzz”" in nobody.text


def test_an_empty_practice_says_how_to_begin(client_for, practice):
    assert "No patients yet" in client_for("desk").get("/patients/").text


@pytest.mark.parametrize("page", ["0", "-3", "x", "99999999999"])
def test_a_page_that_is_none_shows_no_error(client_for, patient, page):
    assert client_for("desk").get("/patients/", {"page": page}).status_code == 200


def test_opening_a_patient_is_on_record(client_for, patient):
    client_for("hygienist").get(f"/patients/{patient.pk}/")
    assert Event.objects.get(kind="read", noun="patient").patient_id == patient.pk


def test_a_new_patient_is_registered_once_however_often_it_is_sent(client_for, practice):
    client = client_for("desk")
    first = client.post("/patients/new/", TYPED)
    again = client.post("/patients/new/", TYPED)
    made = Patient.objects.get()
    assert first.url == again.url == f"/patients/{made.pk}/"
    assert (made.given_name, made.preferred_channel, made.language) == ("Leo", "sms", "es")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"given_name": ""}, "Write the patient&#x27;s given name.", id="no name"),
        pytest.param({"birth_date": "2131-01-01"}, "lies in the future", id="born tomorrow"),
        pytest.param({"birth_date": "soon"}, "does not read as a day", id="no date"),
        pytest.param({"email": "leo@"}, "An e-mail address looks like", id="half an e-mail"),
        pytest.param(
            {"phone": "12", "preferred_channel": "phone"},
            "A phone number has 6 to 15 digits",
            id="short phone",
        ),
        pytest.param({"phone": ""}, "To reach the patient by text message", id="no way to reach"),
        pytest.param({"language": "tlh"}, "Select a valid choice", id="a language that is not offered"),
    ],
)
def test_bad_input_says_what_and_keeps_what_was_typed(client_for, practice, change, sentence):
    page = client_for("desk").post("/patients/new/", TYPED | change)
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="Fontaine"' in page.text
    assert not Patient.objects.exists()


def test_a_form_without_its_key_is_not_lost(client_for, practice):
    page = client_for("desk").post("/patients/new/", TYPED | {"key": ""})
    assert page.status_code == 422
    assert 'value="Fontaine"' in page.text


def test_somebody_known_is_shown_beside_what_was_typed(client_for, patient):
    twin = TYPED | {"given_name": "Mara", "family_name": "Okafor", "birth_date": "1984-05-17"}
    client = client_for("desk")
    page = client.post("/patients/new/", twin)
    assert page.status_code == 409
    assert "Open that one" in page.text
    assert f"/patients/{patient.pk}/" in page.text
    assert Patient.objects.count() == 1
    client.post("/patients/new/", twin | {"another_person": "on"})
    assert Patient.objects.count() == 2


def _details(patient, **change):
    values = TYPED | {
        "given_name": "Mara",
        "family_name": "Okafor",
        "birth_date": "1984-05-17",
        "sex": "female",
    }
    return values | {"revision": str(patient.revision), "preferred_name": "Mo"} | change


def test_the_details_are_corrected(client_for, patient):
    client = client_for("desk")
    assert client.get(f"/patients/{patient.pk}/details/").status_code == 200
    assert client.post(f"/patients/{patient.pk}/details/", _details(patient)).status_code == 302
    patient.refresh_from_db()
    assert (patient.preferred_name, patient.revision) == ("Mo", 2)


def test_the_second_editor_sees_it_and_loses_nothing(client_for, patient):
    client_for("desk").post(f"/patients/{patient.pk}/details/", _details(patient))
    late = client_for("dentist").post(f"/patients/{patient.pk}/details/", _details(patient, address="12 Elm Street"))
    assert late.status_code == 422
    assert "Somebody else saved this patient" in late.text
    assert "12 Elm Street" in late.text
    assert 'name="revision" value="2"' in late.text


def test_a_relative_answers_for_the_account(client_for, patient, at):
    child = Patient.objects.create(
        practice=patient.practice,
        given_name="Tomi",
        family_name="Okafor",
        birth_date=dt.date(2017, 4, 2),
        chart_number="1002",
        registered_at=at,
    )
    client = client_for("coordinator")
    typed = _details(child, given_name="Tomi", birth_date="2017-04-02", guarantor="Mara Okafor, No. 1001")
    client.post(f"/patients/{child.pk}/details/", typed)
    assert "Tomi Okafor" in client.get(f"/patients/{patient.pk}/").text
    unknown = client.post(f"/patients/{patient.pk}/details/", _details(patient, guarantor="Nobody Known"))
    assert "No patient fits" in unknown.text


def test_a_record_is_put_away_and_taken_back(client_for, patient):
    client = client_for("manager")
    client.post(f"/patients/{patient.pk}/archive/", {"why": "Moved to another town"})
    assert "put away" in client.get(f"/patients/{patient.pk}/").text
    assert (
        "Okafor" not in client.get("/patients/", {"q": "oka"}, headers={"HX-Request": "true"}).text.split("Nobody")[0]
    )
    assert "Okafor" in client.get("/patients/", {"q": "oka", "archived": "on"}).text
    client.post(f"/patients/{patient.pk}/restore/")
    patient.refresh_from_db()
    assert patient.archived_at is None


def test_a_record_is_not_put_away_without_a_reason(client_for, patient):
    client = client_for("manager")
    client.post(f"/patients/{patient.pk}/archive/", {"why": " "})
    patient.refresh_from_db()
    assert patient.archived_at is None


@pytest.mark.parametrize("page", ["", "details/", "history/", "interview/"])
def test_a_patient_of_another_practice_is_not_there(client_for, elsewhere, page):
    assert client_for("dentist").get(f"/patients/{elsewhere.pk}/{page}").status_code == 404


@pytest.mark.parametrize("role", ["manager", "owner"])
def test_who_may_read_the_audit_sees_what_happened_lately(client_for, patient, role):
    client = client_for(role)
    client.post(f"/patients/{patient.pk}/details/", _details(patient))
    assert "corrected the profile" in client.get(f"/patients/{patient.pk}/").text


@pytest.mark.parametrize("role", ["desk", "dentist", "coordinator", "hygienist"])
def test_others_do_not(client_for, patient, role):
    assert "Lately" not in client_for(role).get(f"/patients/{patient.pk}/").text


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("dentist", True),
        ("coordinator", True),
        ("hygienist", True),
        ("desk", False),
        ("manager", False),
        ("owner", False),
    ],
)
def test_health_and_interview_are_read_by_those_who_treat_and_explain(client_for, patient, member, at, role, reads):
    from arcada.patients.actions import take_history
    from arcada.patients.actions.take_history import Told

    told = Told(conditions=("arthritis",), allergies=("latex (hives)",))
    take_history(by=member("dentist"), at=at, patient=patient, told=told, expected_number=0)
    page = client_for(role).get(f"/patients/{patient.pk}/").text
    assert ("arthritis" in page) is reads
    assert "Latex allergy" in page  # what everybody must know
    assert ("Not part of your role" in page) is not reads
    assert ("Open it with a reason" in page) is (role == "manager")


def test_a_record_opened_with_a_reason_is_read(client_for, patient, member, at):
    from django.utils import timezone

    from arcada.patients.actions.break_glass import break_glass

    reason = "Complaint about the last visit"
    break_glass(by=member("manager"), at=timezone.now(), patient=patient, reason=reason)
    assert "Not part of your role" not in client_for("manager").get(f"/patients/{patient.pk}/").text
