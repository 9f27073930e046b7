"""One finding on the page: who changes it, its scales, its evidence, confirming, withdrawing, two people at once."""

import pytest

from arcada.cases.models import Finding

POSTS = {
    "details": {"severity_icdas": "5", "note": "soft floor"},
    "evidence": {"type": "bitewing_radiograph", "taken_date": "2026-02-20"},
    "confirm": {},
    "withdraw": {"why": "staining, no cavity"},
}


@pytest.fixture
def send(client_for, room, revision):
    def post(one, form, role="dentist", **fields):
        given = {"key": f"{form}-1", "revision": str(revision())} | POSTS[form] | fields
        return client_for(role).post(room(f"findings/{one.pk}/{form}/?numbering=fdi"), given)

    return post


@pytest.mark.parametrize("form", POSTS)
@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 302), ("hygienist", 403), ("coordinator", 403), ("desk", 403), ("manager", 403), ("owner", 403)],
)
def test_who_changes_a_cavity(send, found, form, role, status):
    one = found(confirmed=False)
    assert send(one, form, role).status_code == status
    one.refresh_from_db()
    assert (one.status != "suspected") is (status == 302 and form in ("confirm", "withdraw"))


@pytest.mark.parametrize("form", ["evidence", "confirm", "withdraw"])
def test_a_hygienist_keeps_findings_of_the_gums(send, found, form):
    one = found("gingivitis", ("mouth",), "", confirmed=False)
    assert send(one, form, "hygienist").status_code == 302


@pytest.mark.parametrize("form", POSTS)
def test_sent_twice_it_has_one_effect(send, found, chart, form, revision):
    one = found(confirmed=False)
    before = revision()
    for _ in range(2):
        assert send(one, form).status_code == 302
    assert revision() == before + 1


@pytest.mark.parametrize("form", POSTS)
def test_who_comes_second_sees_what_changed_and_keeps_what_was_typed(send, found, form, revision):
    one = found(confirmed=False)
    seen = revision()
    found("discoloration", ("11",), "")
    page = send(one, form, revision=str(seen))
    assert page.status_code == 422
    assert "Somebody else was first" in page.text
    assert "discoloration on 11" in page.text
    for name, value in POSTS[form].items():
        shown = page.text.partition('id="detail"')[2]
        assert value in shown, name


def test_details_are_kept_on_their_scales(send, found):
    one = found()
    send(one, "details", severity_cleansable="no", severity_depth="outer half", severity_icdas="5")
    one.refresh_from_db()
    assert one.severity == {"icdas": 5, "cleansable": False, "depth": "outer half"}
    assert one.note == "soft floor"
    send(one, "details", key="again", severity_icdas="", severity_cleansable="", severity_depth="")
    one.refresh_from_db()
    assert one.severity == {}


def test_a_severity_that_does_not_read_is_said_at_its_field(send, found):
    one = found()
    page = send(one, "details", severity_icdas="deep", severity_depth="outer half")
    assert page.status_code == 422
    told = page.text.partition('id="severity_icdas-error"')[2].partition("</div>")[0]
    assert "is not on the scale. It is one of 0, 1, 2, 3, 4, 5, 6." in told
    assert 'value="outer half"' in page.text
    one.refresh_from_db()
    assert one.severity == {}


def test_a_word_off_the_scale_is_said(send, found):
    one = found("periodontitis", ("mouth",), "")
    page = send(one, "details", severity_stage="VII")
    assert page.status_code == 422
    assert "is not on the scale" in page.text


def test_stages_are_offered_once_each(client_for, room, found):
    one = found("periodontitis", ("mouth",), "")
    page = client_for("dentist").get(room(f"?finding={one.pk}")).text
    stage = page.partition('id="severity_stage"')[2].partition("</select>")[0]
    assert stage.count("<option") == 5
    assert '<option value="iii">III: 5 mm and more, at most 4 teeth lost</option>' in stage
    extent = page.partition('id="severity_extent"')[2].partition("</select>")[0]
    assert extent.count("ocalis") == 2
    assert "ocaliz" not in extent


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"taken_date": "31.02.2026"}, "does not read as a day", id="no such day"),
        pytest.param({"taken_date": "2131-01-01"}, "still to come", id="an image of tomorrow"),
        pytest.param({"type": "x-ray"}, "Choose what shows the finding", id="unknown evidence"),
    ],
)
def test_evidence_that_cannot_be(send, found, fields, sentence):
    one = found()
    page = send(one, "evidence", evidence_note="mesial", **fields)
    assert page.status_code == 422
    assert sentence in page.text.partition('id="evidence-error"')[2].partition("</p>")[0]
    assert 'value="mesial"' in page.text
    assert not one.evidence.exists()


def test_evidence_closes_the_lack(client_for, room, send, found):
    one = found("non-restorable tooth", ("24",), "", shown_by="")
    assert "Periapical image is missing" in client_for("dentist").get(room()).text
    send(one, "evidence", type="periapical_radiograph")
    assert "Periapical image is missing" not in client_for("dentist").get(room()).text


def test_withdrawing_needs_a_reason_that_stays(client_for, room, send, found):
    one = found()
    page = send(one, "withdraw", why="  ")
    assert page.status_code == 422
    assert "Say why the finding is withdrawn" in page.text.partition('id="withdraw-error"')[2].partition("</div>")[0]
    send(one, "withdraw")
    assert "staining, no cavity" in client_for("dentist").get(room()).text
    assert Finding.objects.get(pk=one.pk).status == "withdrawn"


def test_a_finding_of_somebody_else_is_not_there(client_for, room, found, practice, at, dentist):
    import datetime as dt

    from arcada.cases.actions.findings import Found, record_finding
    from arcada.cases.actions.open_case import chart_of
    from arcada.patients.models import Patient

    other = Patient.objects.create(
        practice=practice,
        given_name="Ines",
        family_name="Vidal",
        birth_date=dt.date(1990, 1, 1),
        chart_number="1002",
        registered_at=at,
    )
    theirs = chart_of(by=dentist, patient=other)
    one = record_finding(
        by=dentist, at=at, chart=theirs, expected_revision=0, found=Found(term="discoloration", where=("11",))
    )
    answer = client_for("dentist").post(room(f"findings/{one.pk}/confirm/"), {"key": "a", "revision": "0"})
    assert answer.status_code == 404
    one.refresh_from_db()
    assert one.status == "suspected"
