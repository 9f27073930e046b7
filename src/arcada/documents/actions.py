"""Make the papers of a proposal: the page to read, and the one that is signed and sealed."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from arcada.audit.actions import record_read
from arcada.cases.actions.sign import Pen, sign
from arcada.cases.models import Proposal, Signature, SignedDocument
from arcada.cases.models.consent import Relation, Way
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, moment
from arcada.documents.authority import Authority, ensure_authority
from arcada.documents.papers import Signed, proposal_pdf
from arcada.documents.proposal import paper_of
from arcada.documents.render import drawing_address
from arcada.documents.seal import Verdict, seal, verify
from arcada.documents.signature import signature_svg, typed_svg
from arcada.practice.models import Membership

FOLDER = "seal"


def authority(at: datetime) -> Authority:
    """The signing authority of this installation; made at the first call."""
    return ensure_authority(Path(settings.HOME) / FOLDER, at=at)


def print_proposal(*, by: Membership, at: datetime, proposal: Proposal) -> bytes:
    """The proposal as a PDF to read or print."""
    record_read(
        by=by,
        at=at,
        verb="printed",
        noun="proposal",
        noun_id=proposal.id,
        patient_id=proposal.version.case.patient_id,
    )
    return proposal_pdf(proposal.content)


def sign_proposal(*, by: Membership, at: datetime, proposal: Proposal, pen: Pen) -> SignedDocument | Refusal:
    """Sign the presented proposal; the paper with the signature is sealed and kept for good."""
    keys = authority(at)

    def make_sealed(presented: Proposal, signature: Signature) -> bytes:
        pdf = proposal_pdf(presented.content, _signed(presented, signature))
        return seal(pdf, reason=f"Signed by {signature.signer_name}", authority=keys)

    return sign(by=by, at=at, proposal=proposal, pen=pen, make_sealed=make_sealed)


def check_document(*, document: SignedDocument, at: datetime) -> Verdict:
    """What the seal of a kept document tells."""
    return verify(bytes(document.content), authority=authority(at))


def _hand(signature: Signature) -> str:
    """The signature as a drawing; a typed one is the name as it was typed."""
    typed = signature.way == Way.TYPED
    return typed_svg(signature.signer_name) if typed else signature_svg(signature.strokes)


def _signed(proposal: Proposal, signature: Signature) -> Signed:
    practice = proposal.version.case.patient.practice
    voice = Voice(country=practice.country, zone=ZoneInfo(practice.time_zone))
    who = "" if signature.relation == Relation.PATIENT else signature.get_relation_display().lower()
    how = "by typing the name" if signature.way == Way.TYPED else ""
    return Signed(
        name=signature.signer_name,
        relation=", ".join(part for part in (who, how) if part),
        at=moment(signature.signed_at, voice, style="year"),
        drawing=drawing_address(_hand(signature)),
        agreed=f"{paper_of(proposal.content).agree}. I could ask, and I know that I may change my mind.",
        fingerprint=proposal.content_hash,
    )
