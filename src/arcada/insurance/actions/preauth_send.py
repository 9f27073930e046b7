"""Hand a pack over: by hand with the insurer's number, or as files in a folder that somebody else fetches.

    hand    printed, posted, typed into the payer's website; the number that the payer gave, if it gave one
    files   <folder>/<practice>/<number>/ with the paper as PDF, the request as FHIR, the images

What was sent is kept with its hash, whichever way it went.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from arcada.cases.lengths import too_long
from arcada.core.kernel import Refusal
from arcada.insurance.models import PaperKind, PreAuthAct, PreAuthDocument, PreAuthorisation, PreAuthState, PreAuthWay
from arcada.insurance.preauth.journal import Hand, happened, locked, name_of, not_in
from arcada.insurance.preauth.request import file_of, images_of, request_of
from arcada.insurance.preauth.standing import terms_of
from arcada.interop.fhir_claim_writing import write_claim
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

PDF, FHIR = "application/pdf", "application/fhir+json"
LONGEST_AGO, LONGEST_WAIT = timedelta(days=366), timedelta(days=730)  # source: judgement, else it is a slip of the pen
MakePdf = Callable[[PreAuthorisation], bytes]


@dataclass(frozen=True, slots=True)
class Handing:
    """How it is handed over: the way, the day, the insurer's number, and for files the folder."""

    way: str
    sent: date
    reference: str = ""
    folder: Path | None = None


def send(
    *, by: Membership, at: datetime, pack: PreAuthorisation, handing: Handing, make_pdf: MakePdf
) -> PreAuthorisation | Refusal:
    """Freeze the pack as it is and hand it over; the clock of the answer starts."""
    require(by, Permission.PRICE, pack)
    refusal = _unusable(handing, local_day(at, by.practice))
    if refusal is not None:
        return refusal
    with transaction.atomic():
        row = locked(pack)
        refusal = not_in(row, PreAuthState.DRAFT)
        if refusal is not None:
            return refusal
        row.state, row.way, row.sent_date = PreAuthState.SENT, handing.way, handing.sent
        row.reference = handing.reference.strip()
        row.due_date = handing.sent + timedelta(days=terms_of(row.practice, row).answer_days)
        papers = _papers(Hand(by, at), row, make_pdf)
        if handing.folder is not None:
            _dropped(handing.folder, row, papers)
        happened(Hand(by, at), row, PreAuthAct.SENT, _sentence(row), {name.name: name.sha256 for name in papers})
        return row


def _unusable(handing: Handing, today: date) -> Refusal | None:
    if handing.way not in PreAuthWay.values:
        return Refusal("unknown_way", "Say how it was handed over.", "way")
    if handing.sent > today:
        return Refusal("not_yet", "The day on which it was sent lies ahead.", "sent")
    if handing.sent < today - LONGEST_AGO:
        return Refusal("long_ago", "That day is more than a year ago. Look at the year again.", "sent")
    if (handing.way == PreAuthWay.FILES) != (handing.folder is not None):
        return Refusal("no_folder", "No folder is set for files to insurers. Hand the pack over by hand.", "way")
    return too_long(reference=(handing.reference.strip(), 60))


def _papers(hand: Hand, pack: PreAuthorisation, make_pdf: MakePdf) -> list[PreAuthDocument]:
    """The paper and the request, kept for good."""
    number = name_of(pack)
    made = (
        (PaperKind.PACK, f"{number}.pdf", PDF, make_pdf(pack)),
        (PaperKind.CLAIM, f"{number}.json", FHIR, write_claim(request_of(pack, local_day(hand.at, hand.by.practice)))),
    )
    return [
        PreAuthDocument.objects.create(
            practice_id=pack.practice_id,
            preauthorisation=pack,
            kind=kind,
            name=name,
            media_type=media,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            by=hand.by,
            at=hand.at,
        )
        for kind, name, media, content in made
    ]


def _dropped(folder: Path, pack: PreAuthorisation, papers: list[PreAuthDocument]) -> None:
    """Write all files under other names first, so that who fetches never sees half a pack."""
    home = folder / str(pack.practice_id) / name_of(pack)
    home.mkdir(parents=True, exist_ok=True)
    files = [(paper.name, bytes(paper.content)) for paper in papers]
    files += [(file_of(image), bytes(image.content)) for image in images_of(pack)]
    for name, content in files:
        half = home / f".{name}.half"
        half.write_bytes(content)
        half.replace(home / name)


def _sentence(pack: PreAuthorisation) -> str:
    number = f", its number {pack.reference}" if pack.reference else ""
    return f"Sent to {pack.coverage.policy.plan.payer} {pack.get_way_display().lower()}{number}."


def confirm_receipt(
    *, by: Membership, at: datetime, pack: PreAuthorisation, reference: str = "", due: date | None = None
) -> PreAuthorisation | Refusal:
    """The insurer says that it has the pack: it is pending, under its number, until a day that may have been named."""
    require(by, Permission.PRICE, pack)
    refusal = too_long(reference=(reference.strip(), 60))
    today = local_day(at, by.practice)
    if refusal is None and due is not None and not today <= due <= today + LONGEST_WAIT:
        refusal = Refusal("odd_day", "The answer is expected from today on, and within two years.", "due")
    if refusal is not None:
        return refusal
    with transaction.atomic():
        row = locked(pack)
        refusal = not_in(row, PreAuthState.SENT, PreAuthState.PENDING)
        if refusal is not None:
            return refusal
        row.state = PreAuthState.PENDING
        row.reference = reference.strip() or row.reference
        row.due_date = due or row.due_date
        number = f" Its number is {row.reference}." if row.reference else ""
        happened(Hand(by, at), row, PreAuthAct.RECEIVED, f"The insurer has it.{number}", {"reference": row.reference})
        return row
