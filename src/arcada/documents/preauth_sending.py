"""Send a pack or an appeal with its paper: the paper is made in the moment of sending and kept."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from arcada.audit.actions import record_read
from arcada.core.kernel import Refusal
from arcada.documents.preauthorisation import appeal_pdf, pack_pdf
from arcada.insurance.actions.preauth_appeal import send_appeal
from arcada.insurance.actions.preauth_send import Handing, send
from arcada.insurance.models import PreAuthorisation, PreAuthWay
from arcada.practice.clock import local_day
from arcada.practice.models import Membership


def folder() -> Path:
    """Where files for insurers are dropped: a setting, else a folder of the house."""
    return Path(settings.PREAUTH_FOLDER)


def send_pack(
    *, by: Membership, at: datetime, pack: PreAuthorisation, way: str, sent: date, reference: str = ""
) -> PreAuthorisation | Refusal:
    """Hand a pack over by hand or as files."""
    handing = Handing(way, sent, reference, folder() if way == PreAuthWay.FILES else None)
    return send(by=by, at=at, pack=pack, handing=handing, make_pdf=lambda row: pack_pdf(row, sent))


def appeal(*, by: Membership, at: datetime, pack: PreAuthorisation, sent: date) -> PreAuthorisation | Refusal:
    """Send the letter of an appeal."""
    return send_appeal(by=by, at=at, pack=pack, sent=sent, make_pdf=lambda row: appeal_pdf(row, sent))


def print_pack(*, by: Membership, at: datetime, pack: PreAuthorisation, letter: bool = False) -> bytes:
    """The paper as it would be sent now, to be read before."""
    record_read(
        by=by,
        at=at,
        verb="printed a draft of",
        noun="appeal" if letter else "pre-authorisation",
        noun_id=pack.pk,
        patient_id=pack.case.patient_id,
    )
    today = local_day(at, by.practice)
    return appeal_pdf(pack, today) if letter else pack_pdf(pack, today)
