"""Write down what an insurer answered: line by line, or from its electronic answer.

The state of the pack follows from its lines; the estimates of the patient follow in the same transaction.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from arcada.cases.lengths import too_long
from arcada.core.kernel import Refusal
from arcada.insurance.models import (
    LineState,
    PaperKind,
    PreAuthAct,
    PreAuthDocument,
    PreAuthLine,
    PreAuthorisation,
    PreAuthState,
)
from arcada.insurance.models.preauthorisation import ANSWERED
from arcada.insurance.preauth.journal import Hand, before, follow, happened, locked, not_in
from arcada.insurance.preauth.request import asked_of
from arcada.insurance.preauth.standing import state_of_lines, terms_of
from arcada.interop.fhir_claim import Answer
from arcada.interop.fhir_claim_reading import read_response
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

LONGEST = 2000
OPEN = (PreAuthState.SENT, PreAuthState.PENDING, *ANSWERED)
LONGEST_APPROVAL = 3660  # days; source: judgement, longer is a slip of the pen


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What was said of the line at a position of the pack."""

    position: int
    state: str
    approved: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A whole answer as a person wrote it down or a file told it; lines that are not named keep what they have."""

    lines: Sequence[LineSaid]
    answered: date
    valid_until: date | None = None
    reference: str = ""
    text: str = ""


def record_answer(*, by: Membership, at: datetime, pack: PreAuthorisation, said: Said) -> PreAuthorisation | Refusal:
    """Take down an answer line by line."""
    require(by, Permission.PRICE, pack)
    with transaction.atomic():
        row = locked(pack)
        refusal = not_in(row, *OPEN) or _unusable(row, said, local_day(at, by.practice))
        if refusal is not None:
            return refusal
        _taken(Hand(by, at), row, said, PreAuthAct.ANSWERED, {})
        return row


def import_answer(
    *, by: Membership, at: datetime, pack: PreAuthorisation, content: bytes, name: str
) -> PreAuthorisation | Refusal:
    """Take an electronic answer as a whole, or refuse it with the field; the same file twice takes effect once."""
    require(by, Permission.PRICE, pack)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        row = locked(pack)
        known = PreAuthDocument.objects.filter(kind=PaperKind.RESPONSE, sha256=digest).first()
        if known is not None and known.preauthorisation_id == row.pk:
            return row
        if known is not None:
            return Refusal("file_of_another_pack", "This file was taken as the answer to another pack.", "file")
        refusal = not_in(row, *OPEN)
        if refusal is not None:
            return refusal
        answer = read_response(content, asked_of(row))
        if isinstance(answer, Refusal):
            return answer
        said = said_by(answer)
        refusal = _unusable(row, said, local_day(at, by.practice))
        if refusal is None and row.answered_date is not None and answer.created < row.answered_date:
            text = f"A newer answer of {row.answered_date} is on record already; this one is of {answer.created}."
            refusal = Refusal("older_answer", text, "created")
        if refusal is not None:
            return refusal
        _kept(Hand(by, at), row, content, name, digest)
        _taken(Hand(by, at), row, said, PreAuthAct.IMPORTED, {"file": digest, "dropped": list(answer.dropped)})
        return row


def said_by(answer: Answer) -> Said:
    """A file's answer as an answer."""
    return Said(
        lines=tuple(LineSaid(one.sequence, one.decision, one.amount, one.text[:LONGEST]) for one in answer.lines),
        answered=answer.created,
        valid_until=answer.valid_until,
        reference=answer.reference,
        text=answer.text,
    )


def _unusable(pack: PreAuthorisation, said: Said, today: date) -> Refusal | None:
    if said.answered > today:
        return Refusal("not_yet", "The day of the answer lies ahead.", "answered")
    if pack.sent_date is not None and said.answered < pack.sent_date:
        text = f"The pack was sent on {pack.sent_date}; the answer cannot be older."
        return Refusal("before_asking", text, "answered")
    until = said.valid_until
    if until is not None and not said.answered <= until <= said.answered + timedelta(days=LONGEST_APPROVAL):
        return Refusal("odd_day", "The approval ends after the answer, and within ten years.", "valid_until")
    lines = {row.position: row for row in pack.lines.all()}
    if not said.lines or not {one.position for one in said.lines} <= set(lines):
        return Refusal("no_lines", "Say what the insurer answered to at least one line.", "lines")
    for one in said.lines:
        refusal = _odd_line(one, lines[one.position])
        if refusal is not None:
            return refusal
    return too_long(text=(said.text, LONGEST), reference=(said.reference.strip(), 60))


def _odd_line(one: LineSaid, line: PreAuthLine) -> Refusal | None:
    """What cannot be true of a line; the field is named with the position."""
    if one.state not in LineState.values:
        text = "Say whether it is approved, has conditions or is denied."
        return Refusal("unknown_state", text, f"state-{one.position}")
    if one.state in (LineState.DENIED, LineState.CONDITIONAL) and not one.reason.strip():
        which = "the insurer's reason" if one.state == LineState.DENIED else "the condition as the insurer wrote it"
        return Refusal("no_reason", f"Write down {which}.", f"reason-{one.position}")
    return _odd_amount(one, line) or too_long(**{f"reason-{one.position}": (one.reason, LONGEST)})


def _odd_amount(one: LineSaid, line: PreAuthLine) -> Refusal | None:
    where = f"approved-{one.position}"
    if one.approved is None:
        return None
    if one.state in (LineState.DENIED, LineState.WAITING):
        return Refusal("amount_without_approval", "An amount goes with an approval; leave it empty here.", where)
    if one.approved < 0:
        return Refusal("negative_amount", "An amount cannot be less than nothing.", where)
    if line.fee is not None and one.approved > line.fee:
        return Refusal("more_than_asked", f"Only {line.fee} was asked for this line.", where)
    return None


def _taken(hand: Hand, pack: PreAuthorisation, said: Said, act: PreAuthAct, detail: Mapping[str, object]) -> None:
    before(hand, pack)
    lines = {row.position: row for row in pack.lines.all()}
    for one in said.lines:
        _written(lines[one.position], one)
    terms = terms_of(pack.practice, pack)
    states = [row.state for row in lines.values()]
    pack.state = state_of_lines(states)
    pack.answered_date = said.answered
    pack.reference = said.reference.strip() or pack.reference
    pack.conditions = said.text.strip()
    usual = said.answered + timedelta(days=terms.valid_days)
    pack.valid_until = said.valid_until or (usual if set(states) - {LineState.DENIED, LineState.WAITING} else None)
    if LineState.DENIED in states and pack.appeal_until is None:
        pack.appeal_until = said.answered + timedelta(days=terms.appeal_days)
    text = f"{pack.coverage.policy.plan.payer} answered: {pack.get_state_display().lower()}."
    told = {str(one.position): one.state for one in said.lines}
    happened(hand, pack, act, text, {"lines": told, **detail})
    follow(hand, pack, text)


def _written(row: PreAuthLine, one: LineSaid) -> None:
    if (row.state, row.reason) != (one.state, one.reason.strip()):
        row.met = ""
    row.state, row.approved, row.reason = LineState(one.state), one.approved, one.reason.strip()
    row.save(update_fields=["state", "approved", "reason", "met"])


def _kept(hand: Hand, pack: PreAuthorisation, content: bytes, name: str, digest: str) -> None:
    PreAuthDocument.objects.create(
        practice_id=pack.practice_id,
        preauthorisation=pack,
        kind=PaperKind.RESPONSE,
        name=name[-120:] or "answer.json",
        media_type="application/fhir+json",
        content=content,
        sha256=digest,
        by=hand.by,
        at=hand.at,
    )
