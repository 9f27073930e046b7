"""The papers to an insurer: the pack (cover sheet, lines, narrative, evidence, images) and the letter of an appeal.

Both are drawn from the rows of the pack as they stand; what was sent is kept with its hash by who sends it. Images that
do not go on a paper as they are (very large ones) are drawn smaller; the kept bytes stay what came.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, cast
from zoneinfo import ZoneInfo

from PIL import Image

from arcada.cases.actions.present import practice_value
from arcada.core.teeth.notation import Notation
from arcada.display.phrases import Voice, day, money
from arcada.documents.papers import LOGO
from arcada.documents.render import drawing_address, html_of, pdf_of
from arcada.insurance.models import LineState, PreAuthDocument, PreAuthLine, PreAuthorisation, PreAuthUse
from arcada.insurance.preauth.journal import name_of
from arcada.insurance.preauth.narrative import place_words, proofs_of
from arcada.insurance.preauth.request import images_of, insurance_of
from arcada.practice.models import Practice

WIDEST = 1400  # pixels of an image on paper: 180 mm at about 200 to the inch
TITLES = {
    PreAuthUse.PREDETERMINATION: "Request for a predetermination of benefits",
    PreAuthUse.PREAUTHORIZATION: "Request for pre-authorisation",
}
ASKS = {
    PreAuthUse.PREDETERMINATION: "Please tell us, line by line, what you would pay, and until which day that holds.",
    PreAuthUse.PREAUTHORIZATION: "Please tell us, line by line, whether you approve, and until which day that holds.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line on paper."""

    number: int
    code: str
    name: str
    where: str
    surfaces: str
    fee: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One image on paper."""

    address: str
    caption: str
    taken: str


def voice_of(practice: Practice) -> Voice:
    """How the practice writes."""
    return Voice(
        currency=practice.currency,
        country=practice.country,
        zone=ZoneInfo(practice.time_zone),
        notation=cast(Notation, practice.numbering),
    )


def pack_html(pack: PreAuthorisation, on: date) -> str:
    """The pack as HTML."""
    return html_of("preauthorisation.html", _pack(pack, on))


def pack_pdf(pack: PreAuthorisation, on: date) -> bytes:
    """The pack as PDF."""
    return pdf_of("preauthorisation.html", _pack(pack, on), sheet="preauthorisation.css")


def appeal_pdf(pack: PreAuthorisation, on: date) -> bytes:
    """The letter of an appeal as PDF."""
    return pdf_of("preauth_appeal.html", _appeal(pack, on), sheet="preauthorisation.css")


def appeal_html(pack: PreAuthorisation, on: date) -> str:
    """The letter of an appeal as HTML."""
    return html_of("preauth_appeal.html", _appeal(pack, on))


def _shared(pack: PreAuthorisation, on: date) -> dict[str, Any]:
    patient = pack.case.patient
    practice = patient.practice
    voice = voice_of(practice)
    return {
        "size": "letter" if practice.paper == "letter" else "a4",
        "language": "en",
        "practice": practice_value(practice),
        "logo": drawing_address(LOGO),
        "number": name_of(pack),
        "reference": pack.reference,
        "dated": day(pack.sent_date or on, voice, style="year"),
        "dentist": pack.case.dentist.name if pack.case.dentist else practice.name,
        "patient": f"{patient.given_name} {patient.family_name}",
        "born": day(patient.birth_date, voice, style="year"),
        "insurance": insurance_of(pack.coverage),
        "relation": pack.coverage.get_relationship_display().lower(),
        "address": pack.coverage.policy.plan.payer.address,
    }


def _pack(pack: PreAuthorisation, on: date) -> dict[str, Any]:
    voice = voice_of(pack.case.patient.practice)
    lines = list(pack.lines.all())
    fees = [line.fee for line in lines]
    total = money(sum((fee for fee in fees if fee is not None), Decimal(0)), voice, exact=True)
    ids = {line.item.item for line in pack.lines.select_related("item")}
    items = [one for one in pack.alternative.content()["items"] if one["id"] in ids]
    use = PreAuthUse(pack.use)
    return _shared(pack, on) | {
        "title": TITLES[use],
        "asks": ASKS[use],
        "rows": [_row(line, voice) for line in lines],
        "codes": any(line.code for line in lines),
        "surfaces": any(line.surfaces for line in lines),
        "total": total if None not in fees else "",
        "narrative": paragraphs(pack.narrative),
        "proofs": [
            {"what": one.what, "where": one.where, "finding": one.finding, "on": day(one.taken, voice, style="year")}
            for one in proofs_of(pack.alternative.version, items)
        ],
        "pictures": [_picture(image, voice) for image in images_of(pack)],
    }


def _row(line: PreAuthLine, voice: Voice) -> Row:
    return Row(
        number=line.position,
        code=line.code,
        name=line.name,
        where=place_words(line.where, voice.notation),
        surfaces=line.surfaces,
        fee=money(line.fee, voice, exact=True),
        answer=line.reason,
    )


def _appeal(pack: PreAuthorisation, on: date) -> dict[str, Any]:
    voice = voice_of(pack.case.patient.practice)
    denied = [line for line in pack.lines.all() if line.state == LineState.DENIED]
    return _shared(pack, on) | {
        "title": "Appeal",
        "dated": day(pack.appealed_date or on, voice, style="year"),
        "answered": day(pack.answered_date, voice, style="year"),
        "rows": [_row(line, voice) for line in denied],
        "letter": paragraphs(pack.appeal),
    }


def paragraphs(text: str) -> Sequence[str]:
    """A text by its paragraphs."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _picture(image: PreAuthDocument, voice: Voice) -> Picture:
    return Picture(_address(image), image.caption, day(image.taken_date, voice, style="year"))


def _address(image: PreAuthDocument) -> str:
    """The image itself, no larger than paper shows."""
    with Image.open(BytesIO(bytes(image.content))) as found:
        shown = found.convert("RGB")
        shown.thumbnail((WIDEST, WIDEST))
        made = BytesIO()
        shown.save(made, "JPEG", quality=88)
    return f"data:image/jpeg;base64,{b64encode(made.getvalue()).decode('ascii')}"
