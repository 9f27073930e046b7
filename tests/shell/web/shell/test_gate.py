"""The gate: a role passes or is told why not; a record opened with a reason is read, not changed."""

from django.utils import timezone

from arcada.patients.actions.break_glass import break_glass


def _chart(patient, more=""):
    return f"/patients/{patient.pk}/chart/{more}"


def test_a_role_that_may_not_is_told_who_may(client_for, patient):
    page = client_for("desk").get(_chart(patient))
    assert page.status_code == 403
    assert "These roles may: dentist, treatment coordinator, hygienist" in page.text


def test_a_record_opened_with_a_reason_is_read_and_not_changed(client_for, patient, member):
    client = client_for("manager")
    assert client.get(_chart(patient)).url.startswith(f"/patients/{patient.pk}/open/?next=")
    reason = "Complaint about the last visit"
    break_glass(by=member("manager"), at=timezone.now(), patient=patient, reason=reason)
    page = client.get(_chart(patient))
    assert page.status_code == 200
    assert f'href="{_chart(patient)}"' in page.text
    assert client.post(_chart(patient, "add/"), {"typed": "36 o car"}).status_code == 403


def test_the_opened_record_is_that_patients_alone(client_for, patient, member, at):
    from arcada.patients.models import Patient

    other = Patient.objects.create(
        practice=patient.practice,
        given_name="Ivo",
        family_name="Stern",
        birth_date=at.date(),
        chart_number="1002",
        registered_at=at,
    )
    break_glass(by=member("manager"), at=timezone.now(), patient=patient, reason="Complaint about a visit")
    assert client_for("manager").get(_chart(other)).url.startswith(f"/patients/{other.pk}/open/")


def test_the_gate_opens_no_other_practice(client_for, other_practice, at):
    from arcada.patients.models import Patient
    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        other = Patient.objects.create(
            practice=other_practice,
            given_name="Ivo",
            family_name="Stern",
            birth_date=at.date(),
            chart_number="1",
            registered_at=at,
        )
    assert client_for("dentist").get(_chart(other)).status_code == 404
    assert client_for("manager").get(_chart(other)).status_code == 403
