"""Draft a pack: choose the work that is asked about, write its narrative, attach the images."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction
from PIL import Image

from arcada.cases.lengths import too_long
from arcada.cases.models import Alternative, PlanItem
from arcada.core.kernel import Refusal
from arcada.insurance.models import (
    Coverage,
    PaperKind,
    PreAuthAct,
    PreAuthDocument,
    PreAuthLine,
    PreAuthorisation,
    PreAuthState,
    PreAuthUse,
)
from arcada.insurance.preauth.codes import codes_of
from arcada.insurance.preauth.journal import LONGEST_NARRATIVE, Hand, happened, locked, not_in
from arcada.insurance.preauth.narrative import narrative_of
from arcada.practice.access import NotAllowed, Permission, may, require, why_not
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

LARGEST_IMAGE = 12_000_000  # bytes. source: judgement; an intraoral image is far smaller
MOST_PIXELS = 40_000_000
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}


def draft(
    *,
    by: Membership,
    at: datetime,
    alternative: Alternative,
    coverage: Coverage,
    items: Collection[UUID],
    use: str = PreAuthUse.PREDETERMINATION,
) -> PreAuthorisation | Refusal:
    """Make a pack of some items of an alternative, with a narrative from the record."""
    require(by, Permission.PRICE, alternative)
    if coverage.patient_id != alternative.case.patient_id or coverage.removed_at is not None:
        return Refusal("other_patient", "Choose a coverage of this patient.", "coverage")
    if use not in PreAuthUse.values:
        return Refusal("unknown_use", "Say what is asked: what would be paid, or whether it may be done.", "use")
    if not alternative.version.active:
        text = "The plan was made again meanwhile. Ask about the newer one."
        return Refusal("superseded", text, "items")
    rows = list(alternative.items.filter(pk__in=list(items), state="planned").order_by("position"))
    if not rows or len(rows) != len(set(items)):
        return Refusal("no_items", "Choose at least one line of the plan that is still to be done.", "items")
    with transaction.atomic():
        return _made(Hand(by, at), alternative, coverage, rows, use)


def _made(hand: Hand, alternative: Alternative, coverage: Coverage, rows: list[PlanItem], use: str) -> PreAuthorisation:
    case = type(alternative.case).objects.select_for_update(of=("self",)).get(pk=alternative.case_id)
    content = {one["id"]: one for one in alternative.content()["items"]}
    told = [content[row.item] for row in rows]
    pack = PreAuthorisation(
        practice_id=alternative.practice_id,
        case=case,
        alternative=alternative,
        coverage=coverage,
        number=PreAuthorisation.objects.filter(case=case).count() + 1,
        use=use,
        narrative=narrative_of(alternative.version, told),
        made_by=hand.by,
        made_at=hand.at,
    )
    pack.save()
    codes = codes_of(alternative.practice_id, [row.procedure for row in rows])
    PreAuthLine.objects.bulk_create(
        PreAuthLine(
            practice_id=pack.practice_id,
            preauthorisation=pack,
            item=row,
            position=rank,
            procedure=row.procedure,
            family=row.family,
            name=(one.get("name") or row.family.replace("_", " ").capitalize())[:200],
            where=row.where,
            surfaces=row.surfaces,
            code=codes.get(row.procedure, ""),
            fee=row.price,
            findings=[str(fid)[:20] for fid in one["for_findings"]],
        )
        for rank, (row, one) in enumerate(zip(rows, told, strict=True), start=1)
    )
    words = f"Drafted with {len(rows)} line{'s' if len(rows) > 1 else ''} for {coverage.policy.plan.payer}."
    happened(hand, pack, PreAuthAct.DRAFTED, words, {"items": [row.item for row in rows], "use": use})
    return pack


def edit_narrative(
    *, by: Membership, at: datetime, pack: PreAuthorisation, text: str, expected_revision: int
) -> PreAuthorisation | Refusal:
    """Keep the narrative as it was written; the dentist's words, whoever types them."""
    if not (may(by, Permission.PRICE, pack) or may(by, Permission.SIGN_OFF, pack)):
        raise NotAllowed(why_not(by, Permission.PRICE))
    refusal = too_long(narrative=(text, LONGEST_NARRATIVE))
    if refusal is None and not text.strip():
        refusal = Refusal("empty", "A pack without a word is sent back. Write why the work is needed.", "narrative")
    if refusal is not None:
        return refusal
    with transaction.atomic():
        row = locked(pack)
        refusal = not_in(row, PreAuthState.DRAFT)
        if refusal is None and row.revision != expected_revision:
            said = "Somebody else changed this pack meanwhile. Your text is kept: look at theirs, send it again."
            refusal = Refusal("stale", said, "narrative")
        if refusal is not None:
            return refusal
        written = text.replace("\r\n", "\n").strip()
        if written == row.narrative:
            return row
        before = hashlib.sha256(row.narrative.encode()).hexdigest()
        row.narrative, row.narrative_by = written, by
        happened(Hand(by, at), row, PreAuthAct.EDITED, "The narrative was written.", {"before": before})
        return row


def narrative_again(*, by: Membership, at: datetime, pack: PreAuthorisation) -> PreAuthorisation | Refusal:
    """Draw the narrative from the record anew; what was typed is replaced."""
    ids = set(pack.lines.values_list("item__item", flat=True))
    items = [one for one in pack.alternative.content()["items"] if one["id"] in ids]
    text = narrative_of(pack.alternative.version, items)
    return edit_narrative(by=by, at=at, pack=pack, text=text, expected_revision=pack.revision)


@dataclass(frozen=True, slots=True)
class Upload:
    """An image as it was sent: its name, its bytes, what it shows, when it was taken."""

    name: str
    content: bytes
    caption: str
    taken: date | None = None


def attach_image(*, by: Membership, at: datetime, pack: PreAuthorisation, upload: Upload) -> PreAuthDocument | Refusal:
    """Add an image to a draft; the bytes are kept as they came."""
    require(by, Permission.PRICE, pack)
    fault = _unusable(upload, local_day(at, by.practice))
    if isinstance(fault, Refusal):
        return fault
    with transaction.atomic():
        row = locked(pack)
        refusal = not_in(row, PreAuthState.DRAFT)
        if refusal is not None:
            return refusal
        digest = hashlib.sha256(upload.content).hexdigest()
        known = row.documents.filter(kind=PaperKind.IMAGE, sha256=digest, left_out=False).first()
        if known is not None:
            return known
        made = PreAuthDocument.objects.create(
            practice_id=row.practice_id,
            preauthorisation=row,
            kind=PaperKind.IMAGE,
            name=upload.name[-120:] or "image",
            caption=upload.caption.strip(),
            media_type=fault,
            content=upload.content,
            sha256=digest,
            taken_date=upload.taken,
            by=by,
            at=at,
        )
        happened(Hand(by, at), row, PreAuthAct.ATTACHED, f"Image attached: {made.caption}.", {"sha256": digest})
        return made


def _unusable(upload: Upload, today: date) -> str | Refusal:
    """The media type of an image, or why it cannot go along."""
    if not upload.caption.strip():
        return Refusal("no_caption", "Say what the image shows, such as 'Periapical of tooth 3'.", "caption")
    refusal = too_long(caption=(upload.caption, 200))
    if refusal is not None:
        return refusal
    if upload.taken is not None and upload.taken > today:
        return Refusal("not_yet", "The day on which the image was taken lies ahead.", "taken")
    if not 0 < len(upload.content) <= LARGEST_IMAGE:
        return Refusal("image_size", "The image is empty or larger than 12 MB. Export it smaller.", "image")
    try:
        with Image.open(BytesIO(upload.content), formats=list(KINDS)) as found:
            kind, size = str(found.format), found.size
            if size[0] * size[1] <= MOST_PIXELS:
                found.verify()
                return KINDS[kind]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        pass
    return Refusal("no_image", "Only PNG and JPEG images go along, and this one cannot be read.", "image")


def leave_out(*, by: Membership, at: datetime, document: PreAuthDocument) -> PreAuthDocument | Refusal:
    """Leave an image out of a draft; that it was there stays on record."""
    require(by, Permission.PRICE, document)
    with transaction.atomic():
        pack = locked(document.preauthorisation)
        refusal = not_in(pack, PreAuthState.DRAFT)
        if refusal is not None:
            return refusal
        document.left_out = True
        document.save(update_fields=["left_out"])
        happened(Hand(by, at), pack, PreAuthAct.DETACHED, f"Image left out: {document.caption}.")
        return document
