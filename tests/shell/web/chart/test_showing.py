"""The chart page: who reads it, what it shows, how it is looked at."""

import re

import pytest

from arcada.audit.models import Event
from arcada.cases.actions.snapshot import take_snapshot


@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 200), ("coordinator", 200), ("hygienist", 200), ("desk", 403), ("owner", 403)],
)
def test_who_reads_the_chart(client_for, room, chart, role, status):
    assert client_for(role).get(room()).status_code == status


def test_a_manager_is_asked_for_a_reason_first(client_for, room, chart):
    answer = client_for("manager").get(room())
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_an_opened_record_is_read_and_not_written(client_for, member, room, chart, patient, found):
    from django.utils import timezone

    from arcada.patients.actions.break_glass import break_glass

    one = found()
    break_glass(by=member("manager"), at=timezone.now(), patient=patient, reason="Complaint to answer today")
    client = client_for("manager")
    page = client.get(room("?numbering=fdi&teeth=26"))
    assert page.status_code == 200
    assert "Cavitated dentine caries" in page.text
    assert 'id="entry"' not in page.text
    sent = {"key": "a", "revision": "1"}
    assert client.post(room(f"findings/{one.pk}/confirm/"), sent).status_code == 403
    assert client.post(room("records/"), sent).status_code == 403


def test_a_patient_of_another_practice_is_not_there(client_for, other_practice, at):
    import datetime as dt

    from arcada.patients.models import Patient
    from arcada.store.tenancy import in_practice

    client = client_for("dentist")
    with in_practice(other_practice.pk):
        theirs = Patient.objects.create(
            practice=other_practice,
            given_name="Ines",
            family_name="Vidal",
            birth_date=dt.date(1990, 1, 1),
            chart_number="1",
            registered_at=at,
        )
    for path in ("", "chosen/", "suggest/?q=26"):
        assert client.get(f"/patients/{theirs.pk}/chart/{path}").status_code == 404
    for path in ("add/", "teeth/", "undo/", "snapshots/", "records/"):
        assert client.post(f"/patients/{theirs.pk}/chart/{path}").status_code == 404


def test_reading_it_goes_on_record(client_for, room, patient, member):
    client_for("hygienist").get(room())
    assert Event.objects.filter(noun="chart", patient_id=patient.pk, member_id=member("hygienist").pk).exists()


def test_findings_and_existing_work_are_drawn_and_listed(client_for, room, found):
    found(shown_by="bitewing_radiograph")
    page = client_for("coordinator").get(room("?numbering=fdi&teeth=26")).text
    assert 'aria-label="26 upper left first molar: cavity on mesial and occlusal"' in page
    assert "Cavitated dentine caries" in page
    assert "BW 20 Feb" in page
    assert "confirmed, Kim Dentist" in page


@pytest.mark.parametrize(
    ("numbering", "shown"), [("fdi", ">26</text>"), ("universal", ">14</text>"), ("palmer", ">6</text>")]
)
def test_numbers_are_shown_as_chosen(client_for, room, chart, numbering, shown):
    page = client_for("dentist").get(room(f"?numbering={numbering}")).text
    assert re.search(rf'data-tooth="26".*?{re.escape(shown)}', page, re.DOTALL)


@pytest.mark.parametrize(("dentition", "there", "not_there"), [("primary", "55", "16"), ("permanent", "16", "55")])
def test_dentitions_are_drawn_as_chosen(client_for, room, chart, dentition, there, not_there):
    page = client_for("dentist").get(room(f"?dentition={dentition}")).text
    assert f'data-tooth="{there}"' in page
    assert f'data-tooth="{not_there}"' not in page


def test_a_layer_can_be_left_out(client_for, room, found):
    found()
    client = client_for("dentist")
    shown, hidden = "cavity on mesial", "26 upper left first molar: nothing charted"
    assert shown in client.get(room("?numbering=fdi")).text
    without = client.get(room("?numbering=fdi&layers=chosen&show=existing&show=planned&show=bone")).text
    assert hidden in without
    assert "Cavitated dentine caries" in without


@pytest.mark.parametrize(
    "query",
    ["?teeth=99", "?visit=9999999", "?visit=²", "?finding=nonsense", "?numbering=roman&dentition=x", "?tier=gold"],
)
def test_nonsense_in_the_address_is_passed_over(client_for, room, found, query):
    found()
    assert client_for("dentist").get(room(query)).status_code == 200


def test_order_is_by_severity_or_by_tooth(client_for, room, found):
    found("discoloration", ("11",), "")
    found("irreversible pulpitis", ("46",), "")
    client = client_for("dentist")

    def order(query):
        page = client.get(room(query)).text
        return page.index(">Discoloration") < page.index(">Irreversible pulpitis")

    assert not order("")
    assert order("?sort=tooth")


def test_suspected_findings_are_told_apart(client_for, room, found):
    found(confirmed=False)
    page = client_for("dentist").get(room("?numbering=fdi&teeth=26")).text
    assert "suspected cavity on mesial and occlusal" in page
    assert ", suspected</span>" in page


def test_what_is_missing_before_planning_is_said_with_the_way_out(client_for, room, found, patient):
    found("irreversible pulpitis", ("46",), "", shown_by="periapical_radiograph")
    page = client_for("dentist").get(room("?numbering=fdi")).text
    assert "Records incomplete" in page
    assert re.search(r"<b>46</b>\s*Pulp sensibility test is missing", page)
    assert f"/patients/{patient.pk}/history/" in page


def test_complete_records_say_so(client_for, room, found, patient, dentist, at):
    from arcada.patients.actions import take_history
    from arcada.patients.actions.take_history import Told

    take_history(by=dentist, at=at, patient=patient, told=Told(), expected_number=0)
    found(shown_by="bitewing_radiograph")
    assert "Records are complete" in client_for("dentist").get(room()).text


def test_the_card_of_one_tooth_and_of_several(client_for, room, found):
    found()
    client = client_for("dentist")
    one = client.get(room("chosen/?numbering=fdi&teeth=26")).text
    assert "upper left first molar" in one
    assert "cavitated dentine caries MO" in one
    several = client.get(room("chosen/?numbering=fdi&teeth=26&teeth=14")).text
    assert "2 teeth chosen" in several
    assert "What you add goes to all of them" in several
    assert "No tooth chosen" in client.get(room("chosen/")).text


def test_only_who_charts_gets_the_forms(client_for, room, found):
    found()
    assert 'id="entry"' not in client_for("coordinator").get(room()).text
    assert 'id="entry"' in client_for("hygienist").get(room()).text
    teeth = "What stands here already"
    assert teeth in client_for("dentist").get(room("?teeth=26")).text
    assert teeth not in client_for("hygienist").get(room("?teeth=26")).text


def test_a_snapshot_is_read_only_and_compared_with_today(client_for, room, found, chart, dentist, at):
    found()
    kept = take_snapshot(by=dentist, at=at, chart=chart, label="Before gum treatment")
    found("discoloration", ("11",), "")
    page = client_for("dentist").get(room(f"?numbering=fdi&snapshot={kept.pk}")).text
    assert "The chart as it was on" in page
    assert "“Before gum treatment”" in page
    assert "new: discoloration 11" in page
    assert 'id="entry"' not in page
    assert 'role="button"' not in page.partition('id="mouth"')[2].partition("legend")[0]


def test_an_unknown_snapshot_is_not_there(client_for, room, chart):
    missing = "01a1ffdd-c4a0-77c4-98bf-8eef2221635d"
    assert client_for("dentist").get(room(f"?snapshot={missing}")).status_code == 404
