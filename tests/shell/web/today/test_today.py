"""Today: the visits of one's own column, what waits for which role, tasks; each one click from where it is done."""

import datetime as dt

import pytest
from django.utils import timezone

from arcada.audit.models import Event
from arcada.cases.models import Alternative, Case, Chart, Finding, PlannedVisit, PlanVersion, Proposal, Signature
from arcada.coordination.models import Task
from arcada.coordination.waiting import waiting
from arcada.patients.models import MedicalHistory
from arcada.practice.models import Chair, Provider, Role, Site
from arcada.schedule.models import Appointment
from arcada.web.today.presenters import since


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def columns(practice, member):
    site = Site.objects.create(practice=practice, name="Riverside")
    chair = Chair.objects.create(practice=practice, site=site, name="Chair 1")
    return {
        role: (
            Provider.objects.create(
                practice=practice, membership=member(role), name=f"Dr {role.title()}", initials=role[:2].upper()
            ),
            chair,
        )
        for role in ("dentist", "hygienist")
    }


def _visit(patient, column, starts_at, by, *, state="planned", title="Fillings", minutes=30):
    provider, chair = column
    return Appointment.objects.create(
        practice=patient.practice,
        patient=patient,
        provider=provider,
        chair=chair,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        state=state,
        title=title,
        booked_by=by,
        booked_at=starts_at,
    )


def _finding(patient, by, at, status, term="fractured filling"):
    chart, _ = Chart.objects.get_or_create(practice=patient.practice, patient=patient)
    return Finding.objects.create(
        practice=patient.practice,
        chart=chart,
        number=chart.findings.count() + 1,
        term=term,
        scope="tooth",
        where=["36"],
        status=status,
        found_date=at.date(),
        recorded_by=by,
        recorded_at=at,
        confirmed_by=by if status == "confirmed" else None,
        confirmed_at=at if status == "confirmed" else None,
    )


def _case(patient, by, at):
    return Case.objects.create(
        practice=patient.practice, patient=patient, number=1, title="Lower left", opened_by=by, opened_at=at
    )


def _plan(case, by, at, *, presented=False):
    version = PlanVersion.objects.create(
        practice=case.practice,
        case=case,
        number=1,
        answer={"alternatives": [], "flags": [], "missing_evidence": []},
        inputs={"case": {"patient": {}, "findings": []}},
        inputs_hash="0",
        protocols_hash="0",
        engine_version="0",
        chart_revision=0,
        start_date=at.date(),
        compiled_by=by,
        compiled_at=at,
        presented_at=at if presented else None,
    )
    return Alternative.objects.create(
        practice=case.practice,
        version=version,
        case=case,
        tier="balanced",
        position=0,
        price="900.00",
        currency="USD",
        last_day=7,
    )


def _sign(alternative, by, at):
    proposal = Proposal.objects.create(
        practice=alternative.practice,
        version=alternative.version,
        alternative=alternative,
        number=1,
        content={},
        content_hash="0",
        valid_until=at.date(),
        presented_by=by,
        presented_at=at,
    )
    Signature.objects.create(
        practice=alternative.practice,
        proposal=proposal,
        alternative=alternative,
        strokes=[[[0, 0, 0], [1, 1, 9]]],
        signer_name="Mara Okafor",
        relation="patient",
        taken_by=by,
        signed_at=at,
    )
    Alternative.objects.filter(pk=alternative.pk).update(state="accepted", decided_at=at, decided_by=by)
    PlannedVisit.objects.create(
        practice=alternative.practice,
        alternative=alternative,
        number=1,
        day=0,
        phase="definitive",
        minutes=40,
        role="dentist",
    )


@pytest.mark.parametrize("role", Role.values)
def test_each_role_has_a_day_even_an_empty_one(client_for, practice, role):
    page = client_for(role).get("/")
    assert page.status_code == 200
    assert "Nothing waits for you" in page.text
    assert "No open tasks" in page.text


def test_a_provider_sees_the_own_column_first_and_all_on_asking(client_for, patient, columns, member, now):
    _visit(patient, columns["hygienist"], now, member("desk"), title="Cleaning")
    mine = client_for("dentist").get("/").text
    assert "Your column is free today" in mine
    assert "Cleaning" in client_for("dentist").get("/?show=all").text
    assert "Cleaning" in client_for("hygienist").get("/").text
    assert "Cleaning" in client_for("desk").get("/").text


def test_a_visit_shows_what_must_be_known_before_it(client_for, patient, columns, member, now):
    _visit(patient, columns["dentist"], now, member("desk"))
    MedicalHistory.objects.create(
        practice=patient.practice,
        patient=patient,
        taken_at=now,
        taken_by=member("dentist"),
        allergies=["latex (hives)"],
    )
    assert "Latex allergy" in client_for("dentist").get("/").text


def test_a_free_day_shows_the_next_one(client_for, patient, columns, member, now):
    _visit(patient, columns["dentist"], now + dt.timedelta(days=3), member("desk"), title="Crown 36")
    page = client_for("dentist").get("/").text
    assert "Your column is free today. The next are on" in page
    assert "Crown 36" in page
    assert "Crown 36" not in client_for("hygienist").get("/").text


def test_a_cancelled_visit_is_no_visit(client_for, patient, columns, member, now):
    _visit(patient, columns["dentist"], now, member("desk"), state="cancelled")
    assert "No visits today" in client_for("desk").get("/").text


KINDS = {
    "confirm": lambda patient, by, at: _finding(patient, by, at, "suspected"),
    "plan": lambda patient, by, at: (_finding(patient, by, at, "confirmed"), _case(patient, by, at)),
    "present": lambda patient, by, at: _plan(_case(patient, by, at), by, at),
    "sign": lambda patient, by, at: _plan(_case(patient, by, at), by, at, presented=True),
    "book": lambda patient, by, at: _sign(_plan(_case(patient, by, at), by, at, presented=True), by, at),
}


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("confirm", {"dentist"}),
        ("plan", {"dentist", "coordinator"}),
        ("present", {"dentist", "coordinator"}),
        ("sign", {"dentist", "coordinator"}),
        ("book", {"dentist", "coordinator", "desk", "manager", "owner"}),
    ],
)
def test_what_waits_is_shown_to_those_who_can_do_it(patient, member, now, kind, roles):
    KINDS[kind](patient, member("dentist"), now)
    seen = {role for role in Role.values if kind in waiting(member(role), now)}
    assert seen == roles
    shown = waiting(member("dentist"), now)
    assert [(row.patient_id, row.since) for row in shown[kind]] == [(patient.pk, now)]
    assert list(shown) == [kind]


def test_a_hygienist_is_asked_about_findings_of_the_own_field(patient, member, now):
    _finding(patient, member("dentist"), now, "suspected")
    assert "confirm" not in waiting(member("hygienist"), now)
    _finding(patient, member("dentist"), now, "suspected", term="gingivitis")
    assert waiting(member("hygienist"), now)["confirm"][0].count == 1
    assert waiting(member("dentist"), now)["confirm"][0].count == 2


def test_a_missed_visit_waits_until_another_is_booked(patient, columns, member, now):
    _visit(patient, columns["dentist"], now - dt.timedelta(days=3), member("desk"), state="missed")
    assert waiting(member("desk"), now)["missed"][0].what == "Fillings"
    _visit(patient, columns["dentist"], now + dt.timedelta(days=3), member("desk"))
    assert not waiting(member("desk"), now)


def test_a_closed_case_and_an_archived_patient_wait_for_nobody(patient, member, now):
    case = _case(patient, member("dentist"), now)
    _plan(case, member("dentist"), now)
    case.closed_at = now
    case.save()
    assert not waiting(member("dentist"), now)
    _finding(patient, member("dentist"), now, "suspected")
    patient.archived_at = now
    patient.save()
    assert not waiting(member("dentist"), now)


def test_each_line_leads_to_the_patient(client_for, patient, member, now):
    KINDS["present"](patient, member("dentist"), now)
    page = client_for("coordinator").get("/").text
    assert "Plans to present" in page
    assert f"/patients/{patient.pk}/" in page


def test_ones_tasks_and_those_of_the_role_stand_there_with_their_day(client_for, patient, member, now):
    today = now.date()
    for title, role, owner, due in (
        ("Call the lab", "desk", None, today - dt.timedelta(days=4)),
        ("Order screws", "desk", member("desk"), today + dt.timedelta(days=4)),
        ("Not mine", "coordinator", None, today),
    ):
        Task.objects.create(
            practice=patient.practice,
            title=title,
            role=role,
            owner=owner,
            due_date=due,
            patient=patient,
            made_by=member("manager"),
            made_at=now,
        )
    page = client_for("desk").get("/").text
    assert page.index("Call the lab") < page.index("Order screws")
    assert "was due" in page
    assert "Not mine" not in page


def test_the_day_is_on_record(client_for, practice):
    client_for("desk").get("/")
    assert Event.objects.get(noun="today").kind == "read"


def test_a_stranger_is_asked_to_sign_in(client, practice):
    assert client.get("/").url.startswith("/account/login/")


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, "today"), (-24, "1\N{NO-BREAK SPACE}day"), (-24 * 34, "34\N{NO-BREAK SPACE}days"), (5, "today")],
)
def test_how_long_it_waits(hours, said):
    from arcada.display.phrases import PLAIN

    noon = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    assert since(noon + dt.timedelta(hours=hours), noon, PLAIN) == said
