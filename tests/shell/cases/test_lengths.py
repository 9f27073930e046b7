"""A text that is too long gets a sentence, not a crash; nothing of it is kept."""

import datetime as dt

import pytest

from arcada.cases.actions.findings import Evidence, Found, record_finding, withdraw_finding
from arcada.cases.actions.open_case import open_case
from arcada.cases.actions.snapshot import take_snapshot
from arcada.cases.lengths import too_long
from arcada.cases.models import Case

LONG = "x" * 2000


def test_the_sentence_says_how_long_and_how_much_room():
    refusal = too_long(title=("abcdef", 5))
    assert (refusal.where, refusal.text) == ("title", "The title has 6 letters; there is room for 5. Shorten it.")
    assert too_long(title=(" abcde ", 5)) is None


def test_long_titles_and_labels(coordinator, dentist, at, patient, chart):
    assert open_case(by=coordinator, at=at, patient=patient, title=LONG).code == "too_long"
    assert take_snapshot(by=dentist, at=at, chart=chart, label=LONG).code == "too_long"
    assert not Case.objects.exists()


def test_long_reasons_and_notes(dentist, at, chart):
    evidence = (Evidence("bitewing_radiograph", dt.date(2026, 3, 1), LONG),)
    found = Found("cavitated dentine caries", ["26"], evidence=evidence)
    refusal = record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=found)
    assert (refusal.code, refusal.where) == ("too_long", "evidence[0].note")
    kept = Found("cavitated dentine caries", ["26"], note=LONG)
    made = record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=kept)
    assert made.note == LONG
    assert withdraw_finding(by=dentist, at=at, finding=made, expected_revision=1, why=LONG).code == "too_long"


def test_a_finding_on_every_tooth_fits_its_sentence(dentist, at, chart):
    from arcada.core.teeth.number import PERMANENT

    found = Found("initial enamel caries lesion", PERMANENT)
    made = record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=found, confirmed=True)
    assert len(made.where) == 32


@pytest.mark.parametrize("kind", ["crystal_ball", "", "Bitewing"])
def test_an_unknown_proof_is_refused(kind, dentist, at, chart):
    found = Found("cavitated dentine caries", ["26"], evidence=(Evidence(kind, dt.date(2026, 3, 1)),))
    refusal = record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=found)
    assert (refusal.code, refusal.where) == ("unknown_evidence", "evidence[0].type")
