"""What is missing before planning: said with its age and why, made, ordered or gone on without by who may."""

import datetime as dt

import pytest

from arcada.cases.models import FindingEvidence, Override


@pytest.fixture
def lacking(found, at):
    """Two findings of one tooth that nothing shows, one with an image of four years ago."""
    from arcada.cases.actions.findings import Evidence, add_evidence

    crack = found("cracked tooth", ("36",), "")
    caries = found("cavitated dentine caries", ("26",), "MO")

    def age(days):
        caries.chart.refresh_from_db()
        taken = Evidence("bitewing_radiograph", at.date() - dt.timedelta(days=days))
        revision = caries.chart.revision
        assert add_evidence(by=caries.recorded_by, at=at, finding=caries, expected_revision=revision, evidence=taken).pk

    return crack, caries, age


def test_what_is_missing_is_said_with_its_age_and_why(client_for, room, lacking):
    _, _, age = lacking
    age(4 * 365 + 10)
    page = client_for("dentist").get(room("?numbering=fdi")).text
    told = page.partition('id="chart-records"')[2]
    assert "Periapical image is missing" in told
    assert "It shows the root and the bone at its tip." in told
    assert "Bitewing image is too old, 4 years old (" in told
    assert "cavitated dentine caries. It shows decay between the teeth" in told
    head = page.partition('id="chart-tools"')[2].partition("</a>")[0]
    assert "missing" in head


def test_the_same_is_said_at_the_tooth(client_for, room, lacking):
    card = client_for("dentist").get(room("chosen/?numbering=fdi&teeth=36")).text
    told = card.partition('aria-label="Missing for this tooth"')[2].partition("</ul>")[0]
    assert "Periapical image is missing: cracked tooth" in told
    other = client_for("dentist").get(room("chosen/?numbering=fdi&teeth=11")).text
    assert "Missing for this tooth" not in other


def test_taken_today_proves_all_findings_that_lack_it_and_is_one_undo(client_for, room, lacking, revision, chart):
    crack, _, _ = lacking
    client = client_for("dentist")
    given = {"key": "k", "revision": str(revision()), "evidence": "periapical_radiograph", "finding": [str(crack.pk)]}
    for _ in range(2):
        assert client.post(room("records/taken/"), given).status_code == 302
    assert FindingEvidence.objects.filter(finding__chart=chart).count() == 1
    assert client.post(room("undo/"), {"revision": str(revision())}).status_code == 302
    assert not FindingEvidence.objects.filter(finding__chart=chart).exists()


@pytest.mark.parametrize(
    ("evidence", "finding", "says"),
    [
        ("nothing_known", "own", "There is no such record"),
        ("periapical_radiograph", "nonsense", "None of these findings stands"),
    ],
)
def test_what_cannot_be_taken_is_said(client_for, room, lacking, revision, evidence, finding, says):
    crack, _, _ = lacking
    named = str(crack.pk) if finding == "own" else finding
    given = {"key": "k", "revision": str(revision()), "evidence": evidence, "finding": named}
    page = client_for("dentist").post(room("records/taken/"), given)
    assert page.status_code == 422
    assert says in page.text


def test_without_a_case_there_is_no_place_for_the_reason(client_for, room, lacking):
    crack, _, _ = lacking
    given = {"key": "k", "evidence": "periapical_radiograph", "finding": str(crack.pk), "reason": "seen clearly at 2x"}
    page = client_for("dentist").post(room("records/without/"), given)
    assert page.status_code == 422
    assert "No case is open." in page.text
    assert not Override.objects.exists()


def test_a_dentist_goes_on_without_a_proof_before_there_is_a_plan(client_for, room, lacking, member, patient, at):
    """The reason stands on the chart and before the plans; the first plan takes the proof as shown."""
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.open_case import open_case

    crack, _, _ = lacking
    case = open_case(by=member("coordinator"), at=at, patient=patient, title="Pain on biting")
    given = {"key": "k", "evidence": "periapical_radiograph", "finding": str(crack.pk), "reason": "seen clearly at 2x"}
    client = client_for("dentist")
    assert "Go on without" in client.get(room()).text.partition('id="chart-records"')[2]
    client.post(room("records/without/"), given)
    client.post(room("records/without/"), given)  # sent twice, kept once
    said = Override.objects.get()
    assert (said.case, said.version, said.finding, said.role) == (case, None, crack.fid, "dentist")
    assert said.detail["protocol"].startswith("cracked_tooth@")
    told = "goes on without it: seen clearly at 2x"
    assert told in client.get(room()).text.partition('id="chart-records"')[2]
    assert "Gone on without" in client.get(f"/patients/{patient.pk}/plan/").text
    made = compile_plan(by=member("coordinator"), at=at, case=case)
    waiting = [
        item for one in made.answer["alternatives"] for item in one["items"] if crack.fid in item["for_findings"]
    ]
    assert all("periapical_radiograph" not in item["pending_evidence"] for item in waiting)
    assert waiting


@pytest.mark.parametrize(
    ("evidence", "reason", "says"),
    [
        ("periapical_radiograph", "seen", "at least 10 letters"),
        ("nothing_known", "seen clearly at 2x", "There is no such record"),
    ],
)
def test_what_does_not_hold_without_a_plan(client_for, room, lacking, member, patient, at, evidence, reason, says):
    from arcada.cases.actions.open_case import open_case

    crack, _, _ = lacking
    open_case(by=member("coordinator"), at=at, patient=patient, title="Pain on biting")
    given = {"key": "k", "evidence": evidence, "finding": str(crack.pk), "reason": reason}
    page = client_for("dentist").post(room("records/without/"), given)
    assert page.status_code == 422
    assert says in page.text
    assert not Override.objects.exists()


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "manager", "owner"])
def test_only_a_dentist_goes_on_without_a_proof(client_for, room, lacking, role):
    crack, _, _ = lacking
    given = {"key": "k", "evidence": "periapical_radiograph", "finding": str(crack.pk), "reason": "seen clearly at 2x"}
    assert client_for(role).post(room("records/without/"), given).status_code == 403
    assert not Override.objects.exists()
