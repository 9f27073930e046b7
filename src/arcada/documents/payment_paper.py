"""The paper of a payment plan: what is paid when, signed and sealed; made from what was frozen with the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from arcada.audit.actions import record_read
from arcada.cases.actions.sign import Pen
from arcada.cases.models.consent import Relation, Way
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, count, day, moment, money
from arcada.documents.actions import authority
from arcada.documents.papers import LOGO, Signed
from arcada.documents.render import drawing_address, pdf_of
from arcada.documents.seal import seal
from arcada.documents.signature import signature_svg, typed_svg
from arcada.insurance.actions.payment_plan import sign_plan
from arcada.insurance.models import PaymentPlan, PaymentSignature
from arcada.practice.models import Membership

AGREED = (
    "I agree to pay on these days. I know that the cost of treatment rests on an estimate, not a guarantee, and that "
    "this plan changes only by a new one that I sign."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One payment."""

    name: str
    due: str
    amount: str
    left: str


@dataclass(frozen=True, slots=True)
class Paper:
    """All that the paper says."""

    title: str
    practice: Mapping[str, str]
    patient: str
    born: str
    reference: str
    dated: str
    by: str
    story: str
    rows: tuple[Row, ...]
    sums: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    agreed: str
    size: str


def paper_of(content: Mapping[str, Any]) -> Paper:
    """Write the paper from what was frozen."""
    practice = content["practice"]
    voice = Voice(currency=practice.get("currency", "USD"), country=practice["country"])
    return Paper(
        title="Payment plan",
        practice=practice,
        patient=content["patient"]["name"],
        born=_day(content["patient"]["birth_date"], voice),
        reference=f"No. {content['patient']['chart_number']}, payment plan {content['number']}",
        dated=_day(content["agreed_on"], voice),
        by=f"{practice['name']}, {content['presenter']}",
        story=_story(content),
        rows=tuple(_rows(content, voice)),
        sums=tuple(_sums(content, voice)),
        notices=tuple(content["notices"]),
        agreed=AGREED,
        size=practice["paper"],
    )


def _story(content: Mapping[str, Any]) -> str:
    case = content["case"]
    text = f"For the treatment '{case['title']}', {content['tier']} plan, version {case['version']}."
    if content["why"]:
        return f"{text} It takes the place of the payment plan before it: {content['why']}"
    return text


def _rows(content: Mapping[str, Any], voice: Voice) -> list[Row]:
    left, rows = Decimal(content["total_of_payments"]), []
    for one in content["instalments"]:
        left -= Decimal(one["amount"])
        name = "Paid at signing" if not one["number"] else f"Instalment {one['number']}"
        rows.append(Row(name, _day(one["due"], voice), _sum(one["amount"], voice), _sum(left, voice)))
    return rows


def _sums(content: Mapping[str, Any], voice: Voice) -> list[tuple[str, str]]:
    parts = count(len(content["instalments"]), "payment")
    found = [("The patient's part of the treatment in this plan", _sum(content["total"], voice))]
    if content["received"] != "0.00":
        found.append(("Received before, not in this plan", _sum(content["received"], voice)))
    if content["fee"] != "0.00":
        found.append(("Fee", _sum(content["fee"], voice)))
    if content["rate"] != "0.00":
        found.append(("Interest, percent a year", content["rate"]))
    if content["charge"] != "0.00":
        found.append(("Fee and interest together", _sum(content["charge"], voice)))
    return [*found, (f"Total of {parts}", _sum(content["total_of_payments"], voice))]


def _sum(amount: Any, voice: Voice) -> str:
    return money(amount, voice, exact=True)


def _day(text: str, voice: Voice) -> str:
    return day(date.fromisoformat(text), voice, style="year")


def payment_pdf(content: Mapping[str, Any], signed: Signed | None = None) -> bytes:
    """The payment plan as a PDF; with a signature, ready to be sealed."""
    context = {"paper": paper_of(content), "logo": drawing_address(LOGO), "signature": signed}
    return pdf_of("payment_plan.html", context, sheet="payment_plan.css")


def print_payment_plan(*, by: Membership, at: datetime, plan: PaymentPlan) -> bytes:
    """The sealed paper where the plan is signed, else the paper as it would be signed."""
    record_read(by=by, at=at, verb="printed", noun="payment plan", noun_id=plan.pk, patient_id=plan.case.patient_id)
    signature = plan.signatures.first()
    return bytes(signature.document) if signature is not None else payment_pdf(plan.content)


def sign_payment_plan(*, by: Membership, at: datetime, plan: PaymentPlan, pen: Pen) -> PaymentSignature | Refusal:
    """Sign a payment plan; the paper with the signature is sealed and kept for good."""
    keys = authority(at)

    def make_sealed(agreed: PaymentPlan, signature: PaymentSignature) -> bytes:
        pdf = payment_pdf(agreed.content, _signed(agreed, signature))
        return seal(pdf, reason=f"Signed by {signature.signer_name}", authority=keys)

    return sign_plan(by=by, at=at, plan=plan, pen=pen, make_sealed=make_sealed)


def _signed(plan: PaymentPlan, signature: PaymentSignature) -> Signed:
    practice = plan.case.patient.practice
    voice = Voice(country=practice.country, zone=ZoneInfo(practice.time_zone))
    typed = signature.way == Way.TYPED
    who = "" if signature.relation == Relation.PATIENT else signature.get_relation_display().lower()
    how = "by typing the name" if typed else ""
    drawing = typed_svg(signature.signer_name) if typed else signature_svg(signature.strokes)
    return Signed(
        name=signature.signer_name,
        relation=", ".join(part for part in (who, how) if part),
        at=moment(signature.signed_at, voice, style="year"),
        drawing=drawing_address(drawing),
        agreed=AGREED,
        fingerprint=plan.content_hash,
    )
