"""Appeal a denial: a letter from the same narrative and the insurer's own reason, sent before its day."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from arcada.cases.lengths import too_long
from arcada.core.kernel import Refusal
from arcada.insurance.models import (
    LineState,
    PaperKind,
    PreAuthAct,
    PreAuthDocument,
    PreAuthorisation,
    PreAuthState,
)
from arcada.insurance.preauth.journal import LONGEST_NARRATIVE, Hand, happened, locked, name_of, not_in
from arcada.insurance.preauth.standing import may_appeal, terms_of
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

MakePdf = Callable[[PreAuthorisation], bytes]
DENIED = (PreAuthState.DENIED, PreAuthState.PARTLY)


def appeal_of(pack: PreAuthorisation) -> str:
    """The words to begin with: what was denied and why, and the narrative as it was sent; nothing is added."""
    denied = [row for row in pack.lines.all() if row.state == LineState.DENIED]
    told = [f"{row.name}: you denied it, saying: {row.reason}" for row in denied]
    asked = "We ask you to look at this again. The findings and the reasons for the work are these:"
    return "\n\n".join([*told, asked, pack.narrative])


def write_appeal(*, by: Membership, at: datetime, pack: PreAuthorisation, text: str) -> PreAuthorisation | Refusal:
    """Keep the letter while it is written."""
    require(by, Permission.PRICE, pack)
    with transaction.atomic():
        row = locked(pack)
        refusal = not_in(row, *DENIED) or _unusable(text)
        if refusal is not None:
            return refusal
        row.appeal = text.replace("\r\n", "\n").strip()
        happened(Hand(by, at), row, PreAuthAct.EDITED, "The letter of the appeal was written.")
        return row


def send_appeal(
    *, by: Membership, at: datetime, pack: PreAuthorisation, sent: date, make_pdf: MakePdf
) -> PreAuthorisation | Refusal:
    """The letter went out: the pack is pending again, and the clock of the appeal starts."""
    require(by, Permission.PRICE, pack)
    today = local_day(at, by.practice)
    with transaction.atomic():
        row = locked(pack)
        refusal = not_in(row, *DENIED) or _late(row, sent, today) or _unusable(row.appeal)
        if refusal is not None:
            return refusal
        row.appealed_date, row.state = sent, PreAuthState.PENDING
        row.due_date = sent + timedelta(days=terms_of(row.practice, row).appeal_answer_days)
        content = make_pdf(row)
        digest = hashlib.sha256(content).hexdigest()
        PreAuthDocument.objects.create(
            practice_id=row.practice_id,
            preauthorisation=row,
            kind=PaperKind.APPEAL,
            name=f"{name_of(row)}-appeal.pdf",
            media_type="application/pdf",
            content=content,
            sha256=digest,
            by=by,
            at=at,
        )
        happened(Hand(by, at), row, PreAuthAct.APPEALED, "The appeal was sent.", {"file": digest})
        return row


def _late(pack: PreAuthorisation, sent: date, today: date) -> Refusal | None:
    if pack.appealed_date is not None:
        return Refusal("appealed_already", f"An appeal was sent on {pack.appealed_date}.", "sent")
    if sent > today:
        return Refusal("not_yet", "The day on which it was sent lies ahead.", "sent")
    if pack.answered_date is not None and sent < pack.answered_date:
        return Refusal("before_the_answer", "An appeal cannot be older than the answer.", "sent")
    if not may_appeal(pack, sent):
        return Refusal("too_late", f"The last day for an appeal was {pack.appeal_until}.", "sent")
    return None


def _unusable(text: str) -> Refusal | None:
    if not text.strip():
        return Refusal("empty", "Write the letter first.", "appeal")
    return too_long(appeal=(text, LONGEST_NARRATIVE))
