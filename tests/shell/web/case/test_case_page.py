"""The journey page: opening a case, what comes next, ticks by hand with who and when, tasks, the audit."""

import datetime as dt

import pytest
from django.utils import timezone

from arcada.audit.models import Event
from arcada.cases.actions.open_case import open_case
from arcada.cases.models import Case
from arcada.coordination.models import Task, Tick
from arcada.patients.models import Interview, Patient
from arcada.practice.models import Role
from arcada.store.tenancy import in_practice
from arcada.web.case.presenters import STRETCHES
from arcada.web.shell.journey import WORK, journey_here

HAND = "fetch_insurance_coverage"


@pytest.fixture
def case(patient, member, at):
    return open_case(by=member("coordinator"), at=at, patient=patient, title="Upper left pain")


@pytest.fixture
def known(patient, member, at):
    """The profile is complete, so the steps after it are open."""
    from arcada.patients.actions import take_history
    from arcada.patients.actions.take_history import Told

    take_history(by=member("dentist"), at=at, patient=patient, told=Told(), expected_number=0)


def _url(patient, more=""):
    return f"/patients/{patient.pk}/case/{more}"


@pytest.mark.parametrize("role", Role.values)
def test_each_role_sees_the_journey(client_for, patient, case, role):
    page = client_for(role).get(_url(patient))
    assert page.status_code == 200
    assert "Retrieve the patient profile" in page.text
    assert "Step 1 of 21" in page.text or "of 21:" in page.text


def test_every_step_of_the_journey_stands_in_a_stretch_and_leads_somewhere(patient, case, member, at):
    steps = [one.step.id for one in journey_here(member("dentist"), patient, at).steps]
    laid = [step for _, ids in STRETCHES for step in ids]
    assert sorted(steps) == sorted(laid)
    assert len(steps) == 21
    assert set(WORK) <= set(steps)


@pytest.mark.parametrize(("role", "status"), [("dentist", 302), ("coordinator", 302), ("desk", 403), ("owner", 403)])
def test_who_opens_a_case(client_for, patient, role, status):
    page = client_for(role).post(_url(patient, "open/"), {"title": "Upper left pain", "key": "c1"})
    assert page.status_code == status
    assert Case.objects.exists() is (status == 302)


def test_a_case_begins_with_what_the_patient_said(client_for, patient, member, at):
    Interview.objects.create(
        practice=patient.practice,
        patient=patient,
        taken_at=at,
        taken_by=member("coordinator"),
        complaint="It hurts when I chew",
        wishes=["whitening"],
    )
    client = client_for("coordinator")
    assert "It hurts when I chew" in client.get(_url(patient)).text
    for _ in range(2):
        client.post(_url(patient, "open/"), {"title": "Upper left pain", "key": "c1"})
    made = Case.objects.get()
    assert (made.complaint, made.wishes) == ("It hurts when I chew", ["whitening"])


def test_a_case_without_a_name_is_not_opened(client_for, patient):
    page = client_for("coordinator").post(_url(patient, "open/"), {"title": " ", "key": "c1"})
    assert page.status_code == 422
    assert "Give the case a name" in page.text


def test_what_comes_next_is_one_thing_with_its_reason(client_for, patient, case):
    page = client_for("coordinator").get(_url(patient)).text
    assert page.count('class="next"') == 1
    assert "The medical history has not been taken yet." in page


def test_a_step_is_ticked_by_hand_with_who_and_when_and_taken_back(client_for, patient, case, known):
    client = client_for("coordinator")
    client.post(_url(patient, f"steps/{HAND}/tick/"))
    said = client.get(_url(patient)).text
    assert "Kim Coordinator said done on" in said
    assert f"steps/{HAND}/untick/" in said
    client.post(_url(patient, f"steps/{HAND}/untick/"))
    assert Tick.objects.get().undone_by is not None


def test_ticked_twice_it_is_one_tick(client_for, patient, case, known):
    client = client_for("coordinator")
    for _ in range(2):
        assert client.post(_url(patient, f"steps/{HAND}/tick/")).status_code == 302
    assert Tick.objects.count() == 1


def test_not_needed_needs_a_reason(client_for, patient, case, known):
    client = client_for("coordinator")
    refused = client.post(_url(patient, f"steps/{HAND}/tick/"), {"not_needed": "on", "why": " "})
    assert "Say why this case does not need the step." in refused.text
    client.post(_url(patient, f"steps/{HAND}/tick/"), {"not_needed": "on", "why": "Pays alone"})
    assert "said not needed on" in client.get(_url(patient)).text


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        pytest.param("calculate_co_pay", "cannot be done yet", id="a step before it is open"),
        pytest.param("document_treatment_options", "is ticked by the dentist", id="somebody else's step"),
        pytest.param("brew_coffee", "has no step", id="no such step"),
    ],
)
def test_a_step_that_cannot_be_ticked_says_why(client_for, patient, case, known, step, sentence):
    page = client_for("coordinator").post(_url(patient, f"steps/{step}/tick/"))
    assert page.status_code in (403, 422)
    assert sentence in page.text
    assert not Tick.objects.exists()


def test_a_step_read_from_the_record_is_not_ticked(client_for, patient, case, known):
    page = client_for("dentist").post(_url(patient, "steps/update_risk_assessment/tick/"))
    assert page.status_code == 422
    assert "is read from the record" in page.text


def test_a_tick_without_a_case_says_so(client_for, patient):
    page = client_for("coordinator").post(_url(patient, f"steps/{HAND}/tick/"))
    assert page.status_code == 409
    assert "No case is open" in page.text


def _todo(**change):
    due = timezone.now().date() + dt.timedelta(days=3)
    return {"title": "Call about the crown", "who": "desk", "due_date": due.isoformat(), "key": "t1"} | change


def test_a_task_is_given_once_and_done_and_opened_again(client_for, patient, case):
    client = client_for("coordinator")
    for _ in range(2):
        client.post(_url(patient, "tasks/"), _todo())
    row = Task.objects.get()
    assert (row.patient, row.case, row.role) == (patient, case, "desk")
    client_for("desk").post(f"/tasks/{row.pk}/done/")
    row.refresh_from_db()
    assert row.done_by is not None
    client_for("desk").post(f"/tasks/{row.pk}/reopen/")
    row.refresh_from_db()
    assert row.done_by is None


def test_a_task_for_a_person_has_that_persons_role(client_for, patient, case, member):
    client_for("coordinator").post(_url(patient, "tasks/"), _todo(who=str(member("hygienist").pk)))
    assert (Task.objects.get().owner, Task.objects.get().role) == (member("hygienist"), "hygienist")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": " "}, "Say what is to be done."),
        ({"due_date": "2020-01-01"}, "The day is past already"),
        ({"due_date": "soon"}, "Choose a day."),
        ({"who": "janitor"}, "Select a valid choice"),
    ],
)
def test_a_bad_task_says_what_and_keeps_what_was_typed(client_for, patient, case, change, sentence):
    page = client_for("coordinator").post(_url(patient, "tasks/"), _todo() | change)
    assert page.status_code == 422
    assert sentence in page.text
    assert "Call about the crown" in page.text or "title" in change
    assert not Task.objects.exists()


@pytest.mark.parametrize("role", Role.values)
def test_who_did_and_saw_what_is_for_those_who_read_the_audit(client_for, patient, case, role):
    page = client_for(role).get(_url(patient)).text
    assert ("Who did and saw what" in page) is (role in ("manager", "owner"))


def test_another_practice_has_nothing_here(client_for, other_practice, at):
    with in_practice(other_practice.pk):
        other = Patient.objects.create(
            practice=other_practice,
            given_name="Ivo",
            family_name="Stern",
            birth_date=dt.date(1990, 1, 1),
            chart_number="1",
            registered_at=at,
        )
        from tests.conftest import make_member

        task = Task.objects.create(
            practice=other_practice,
            title="Theirs",
            role="desk",
            due_date=at.date(),
            made_by=make_member(other_practice, "desk"),
            made_at=at,
        )
    client = client_for("dentist")
    assert client.get(_url(other)).status_code == 404
    assert client.post(_url(other, f"steps/{HAND}/tick/")).status_code == 404
    assert client.post(_url(other, "tasks/"), _todo()).status_code == 404
    assert client.post(f"/tasks/{task.pk}/done/").status_code == 404


def _talk(patient, member, at, number, **said):
    return Interview.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=member("coordinator"), number=number, **said
    )


def test_what_a_later_interview_says_is_taken_over_once(client_for, patient, case, member, at):
    _talk(patient, member, at, 1, complaint="It hurts when I chew", wishes=["implants"])
    client = client_for("coordinator")
    assert "The interview says otherwise" in client.get(_url(patient)).text
    assert "The interview says otherwise" not in client_for("desk").get(_url(patient)).text
    for _ in range(2):
        client.post(_url(patient, "restate/"))
    case.refresh_from_db()
    assert (case.complaint, case.wishes) == ("It hurts when I chew", ["implants"])
    assert Event.objects.filter(verb="restated").count() == 1
    assert "The interview says otherwise" not in client.get(_url(patient)).text


def test_who_does_not_present_does_not_restate(client_for, patient, case):
    assert client_for("desk").post(_url(patient, "restate/")).status_code == 403
