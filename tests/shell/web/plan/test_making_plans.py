"""From a chart to plans: what is ready, the run and its progress, a queue that nobody works in."""

import datetime as dt

import pytest

from arcada.cases.models import CompileRun, PlanVersion


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def run(client_for, charted, address):
    client_for("coordinator").post(address("compile"))
    return CompileRun.objects.get()


def later(run, seconds):
    CompileRun.objects.filter(pk=run.pk).update(started_at=run.started_at - dt.timedelta(seconds=seconds))


def test_before_plans_the_page_says_what_is_there(client_for, charted, address):
    said = text(client_for("coordinator").get(address("show")))
    for part in ("2 confirmed findings on the chart", "Medical history is on record", "Make the three plans"):
        assert part in said, part


def test_what_is_missing_stands_there_with_the_way_out(client_for, case, member, patient, at, address):
    from arcada.cases.actions.findings import Found, record_finding
    from arcada.cases.actions.open_case import chart_of

    dentist = member("dentist")
    chart = chart_of(by=dentist, patient=patient)
    found = Found("cavitated dentine caries", ["15"])
    record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=found, confirmed=True)
    said = text(client_for("coordinator").get(address("show")))
    for part in ("bitewing radiograph is missing", "Add it to the finding", "No medical history", "Take the history"):
        assert part in said, part


@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 302), ("coordinator", 302), ("hygienist", 403), ("desk", 403), ("manager", 403), ("owner", 403)],
)
def test_who_may_make_plans(role, status, client_for, charted, address):
    assert client_for(role).post(address("compile")).status_code == status
    assert CompileRun.objects.exists() == (status == 302)


def test_two_clicks_make_one_run(client_for, charted, address):
    client = client_for("coordinator")
    for _ in range(2):
        client.post(address("compile"))
    assert CompileRun.objects.count() == 1


def test_without_a_case_nothing_is_made(client_for, patient, address):
    answer = client_for("coordinator").post(address("compile"))
    assert (answer.status_code, "open one first" in text(answer)) == (409, True)


def test_a_run_under_way_is_shown_and_asked_for_again(client_for, run, address):
    client = client_for("coordinator")
    assert "Waiting for its turn" in text(client.get(address("show")))
    answer = client.get(address("progress", run.pk))
    said = text(answer)
    assert 'hx-trigger="every 700ms"' in said
    assert "The page can be left" in said
    assert "HX-Refresh" not in answer.headers


def test_a_run_that_is_over_draws_the_page_anew(client_for, run, address):
    CompileRun.objects.filter(pk=run.pk).update(state="done")
    assert client_for("coordinator").get(address("progress", run.pk)).headers["HX-Refresh"] == "true"


def test_where_nobody_works_the_page_does_it_itself(client_for, run, address):
    later(run, 6)
    client = client_for("coordinator")
    said = text(client.get(address("progress", run.pk)))
    assert "Nobody is working in the queue" in said
    assert "Make them here" in said
    assert "every 700ms" not in said
    assert client.post(address("compile_here", run.pk), HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"
    run.refresh_from_db()
    assert (run.state, PlanVersion.objects.count()) == ("done", 1)
    assert "Three plans from 2 findings" in text(client.get(address("show")))


def test_a_worker_that_comes_late_does_not_do_it_again(client_for, run, address, practice):
    from arcada.cases.tasks import compile_case

    client_for("coordinator").post(address("compile_here", run.pk))
    done = CompileRun.objects.get()
    compile_case(practice_id=str(practice.pk), run_id=str(run.pk), at=run.started_at.isoformat())
    assert CompileRun.objects.get().version_id == done.version_id
    assert PlanVersion.objects.count() == 1


def test_a_run_that_died_does_not_stand_in_the_way(client_for, run, address):
    CompileRun.objects.filter(pk=run.pk).update(state="running", started_at=run.started_at - dt.timedelta(minutes=3))
    client_for("coordinator").post(address("compile"))
    assert sorted(CompileRun.objects.values_list("state", flat=True)) == ["failed", "waiting"]


def test_a_refused_run_says_why(client_for, run, address):
    CompileRun.objects.filter(pk=run.pk).update(state="refused", message="'dragon' is not a known finding.")
    said = text(client_for("coordinator").get(address("show")))
    assert "No plans were made." in said
    assert "dragon" in said
    assert "Make the three plans" in said


def test_another_patients_run_is_not_there(client_for, run, practice, at):
    from django.urls import reverse

    from arcada.patients.models import Patient

    other = Patient.objects.create(
        practice=practice, given_name="Ida", family_name="Lund", birth_date=dt.date(1990, 1, 1), sex="female",
        chart_number="1002", registered_at=at,
    )  # fmt: skip
    path = reverse("plan:progress", args=[other.pk, run.pk])
    assert client_for("coordinator").get(path).status_code == 404
