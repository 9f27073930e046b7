"""The signed proposal carries the drawing, the name, the date and the fingerprint, and a seal over all of it."""

from io import BytesIO

import pytest
from planned import STROKES, make_version
from pypdf import PdfReader

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.open_case import open_case
from arcada.cases.actions.present import present
from arcada.cases.actions.sign import Pen
from arcada.cases.models import SignedDocument
from arcada.documents.actions import authority, check_document, print_proposal, sign_proposal
from arcada.documents.seal import verify
from arcada.documents.signature import signature_svg


@pytest.fixture
def proposal(member, patient, at):
    by = member("coordinator")
    case = open_case(by=by, at=at, patient=patient, title="Upper left pain")
    version = make_version(case, by, at)
    made = present(by=by, at=at, alternative=version.alternatives.get(tier="balanced"))
    accept_alternative(by=by, at=at, alternative=made.alternative)
    return made


@pytest.fixture
def document(member, at, proposal):
    return sign_proposal(by=member("coordinator"), at=at, proposal=proposal, pen=Pen(STROKES, "Mara Okafor"))


def test_the_seal_is_good_and_a_changed_byte_breaks_it(document, at):
    kept = bytes(SignedDocument.objects.get(pk=document.pk).content)
    assert check_document(document=document, at=at).good
    middle = len(kept) // 2
    changed = kept[:middle] + bytes([kept[middle] ^ 1]) + kept[middle + 1 :]
    assert not verify(changed, authority=authority(at)).good


def test_the_paper_names_signer_moment_and_fingerprint(document, proposal):
    told = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(bytes(document.content))).pages).split())
    assert "Signature, Mara Okafor" in told
    assert "2 Mar 2026, 9:30" in told
    assert proposal.content_hash in told.replace(" ", "") or proposal.content_hash in told
    assert "I agree to all six visits. I could ask" in told


def test_a_guardian_is_named_as_one(member, at, proposal):
    pen = Pen(STROKES, "Ada Okafor", "guardian")
    document = sign_proposal(by=member("coordinator"), at=at, proposal=proposal, pen=pen)
    told = " ".join(PdfReader(BytesIO(bytes(document.content))).pages[0].extract_text().split())
    assert "Ada Okafor (parent or guardian)" in told


def test_printing_a_proposal_is_seen_in_the_audit(member, at, proposal):
    from arcada.audit.models import Event

    assert print_proposal(by=member("coordinator"), at=at, proposal=proposal).startswith(b"%PDF-")
    event = Event.objects.filter(noun="proposal", kind="read").get()
    assert event.patient_id == proposal.version.case.patient_id


def test_a_drawing_is_cut_to_what_was_drawn():
    svg = signature_svg([[[10, 20, 0], [110, 60, 9]], [[30, 30, 20]]])
    assert 'viewBox="6.0 16.0 108.0 48.0"' in svg
    assert svg.count("<path") == 2
