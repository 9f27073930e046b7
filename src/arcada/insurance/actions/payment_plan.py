"""Agree on a payment plan: write it as a draft, throw it away, sign it, end it.

A draft is written anew whenever its figures change; the one before is withdrawn. Signing a newer version replaces the
one in force, and what was received under that counts as received. How the paper is made and sealed is the caller's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.actions.present import practice_value
from arcada.cases.actions.sign import Pen, guardian_signs, unusable
from arcada.cases.lengths import too_long
from arcada.cases.mapping import digest
from arcada.cases.models import Alternative, Case
from arcada.cases.models.consent import Relation
from arcada.cases.models.plan import AlternativeState
from arcada.core.finance.payment_plan import Schedule, Wish, schedule
from arcada.core.kernel import Refusal
from arcada.insurance.models import PaymentPlan, PaymentPlanState, PaymentSignature, PlanInstalment
from arcada.insurance.payments import Owed, owed_of, received_under
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

SHORTEST_REASON = 3
Seal = Callable[[PaymentPlan, PaymentSignature], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What coordinator and patient have agreed on; `why` where a plan in force is renegotiated."""

    total: Decimal
    down: Decimal = Decimal(0)
    count: int
    first: date
    fee: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)
    currency: str = ""
    why: str = ""


def wish_of(alternative: Alternative, agreed: Agreed, owed: Owed, today: date) -> Wish:
    """The agreement as core reads it, beside what the patient owes."""
    return Wish(
        total=agreed.total,
        down=agreed.down,
        count=agreed.count,
        agreed_on=today,
        first=agreed.first,
        fee=agreed.fee,
        rate=agreed.rate,
        owed=owed.most,
        begins=owed.begins,
        ends=owed.ends,
        currency=agreed.currency or alternative.currency,
        owed_currency=alternative.currency,
    )


def draft_plan(*, by: Membership, at: datetime, alternative: Alternative, agreed: Agreed) -> PaymentPlan | Refusal:
    """Write a payment plan that waits for its signature; a draft before it is withdrawn."""
    require(by, Permission.PRICE, alternative)
    today = local_day(at, by.practice)
    with transaction.atomic():
        case = (
            Case.objects.select_for_update(of=("self",)).select_related("patient__practice").get(pk=alternative.case_id)
        )
        active = PaymentPlan.objects.filter(case=case, state=PaymentPlanState.ACTIVE).first()
        refusal = _why_no_draft(alternative, agreed, active)
        if refusal is not None:
            return refusal
        owed = owed_of(alternative, today)
        if isinstance(owed, Refusal):
            return owed
        made = schedule(wish_of(alternative, agreed, owed, today))
        if isinstance(made, Refusal):
            return made
        for old in PaymentPlan.objects.filter(case=case, state=PaymentPlanState.DRAFT):
            _end(old, PaymentPlanState.WITHDRAWN, by, at, "A newer draft was written.")
        plan = _kept(by, at, alternative, agreed, made, active, owed)
        detail = {"number": plan.number, "total": str(plan.total), "instalments": plan.count, "why": plan.why}
        if active is not None:
            detail["replaces"] = active.number
        record(
            by=by,
            at=at,
            verb="drafted",
            noun="payment plan",
            noun_id=plan.pk,
            patient_id=case.patient_id,
            detail=detail,
        )
        return plan


def _why_no_draft(alternative: Alternative, agreed: Agreed, active: PaymentPlan | None) -> Refusal | None:
    if alternative.state == AlternativeState.RETIRED or not alternative.version.active:
        text = "This plan is no longer offered. Open the plan in force and make the payment plan for that."
        return Refusal("superseded", text, "alternative")
    if active is not None and len(agreed.why.strip()) < SHORTEST_REASON:
        text = "A payment plan is in force. Say why it is renegotiated; the new one replaces it once it is signed."
        return Refusal("no_reason", text, "why")
    return too_long(why=(agreed.why, 300))


def _kept(
    by: Membership,
    at: datetime,
    alternative: Alternative,
    agreed: Agreed,
    made: Schedule,
    active: PaymentPlan | None,
    owed: Owed,
) -> PaymentPlan:
    case, today = alternative.case, local_day(at, by.practice)
    last = PaymentPlan.objects.filter(case=case).order_by("-number").first()
    number = last.number + 1 if last else 1
    content = frozen(by, alternative, agreed, made, number, owed, today)
    plan = PaymentPlan.objects.create(
        practice_id=by.practice_id,
        case=case,
        alternative=alternative,
        number=number,
        currency=alternative.currency,
        total=agreed.total,
        paid_before=owed.received,
        down=agreed.down,
        count=agreed.count,
        first_date=agreed.first,
        fee=agreed.fee,
        rate=agreed.rate,
        total_of_payments=made.total_of_payments,
        agreed_on=today,
        why=agreed.why.strip(),
        replaces=active,
        content=content,
        content_hash=digest(content),
        made_by=by,
        made_at=at,
    )
    PlanInstalment.objects.bulk_create(
        PlanInstalment(practice_id=by.practice_id, plan=plan, number=one.number, due_date=one.due, amount=one.amount)
        for one in made.instalments
    )
    return plan


def frozen(
    by: Membership,
    alternative: Alternative,
    agreed: Agreed,
    made: Schedule,
    number: int,
    owed: Owed,
    today: date,
) -> dict[str, Any]:
    """All that the paper of a payment plan shows."""
    case, patient = alternative.case, alternative.case.patient
    return {
        "practice": practice_value(patient.practice) | {"currency": alternative.currency},
        "patient": {
            "name": f"{patient.given_name} {patient.family_name}",
            "birth_date": patient.birth_date.isoformat(),
            "chart_number": patient.chart_number,
        },
        "case": {"number": case.number, "title": case.title, "version": alternative.version.number},
        "tier": alternative.tier,
        "number": number,
        "agreed_on": today.isoformat(),
        "presenter": by.user.name,
        "total": f"{agreed.total:.2f}",
        "share": f"{owed.most + owed.received:.2f}",
        "received": f"{owed.received:.2f}",
        "fee": f"{agreed.fee:.2f}",
        "rate": f"{agreed.rate:.2f}",
        "charge": f"{made.charge:.2f}",
        "total_of_payments": f"{made.total_of_payments:.2f}",
        "instalments": [
            {"number": one.number, "due": one.due.isoformat(), "amount": f"{one.amount:.2f}"}
            for one in made.instalments
        ],
        "notices": [one.text for one in made.notices],
        "why": agreed.why.strip(),
    }


def withdraw_plan(*, by: Membership, at: datetime, plan: PaymentPlan, reason: str = "") -> PaymentPlan | Refusal:
    """Throw a draft away, or end a plan in force with a reason."""
    require(by, Permission.PRICE, plan)
    with transaction.atomic():
        row = PaymentPlan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
        if row.state not in (PaymentPlanState.DRAFT, PaymentPlanState.ACTIVE):
            return Refusal("not_open", "This payment plan is over already.", "plan")
        if row.state == PaymentPlanState.ACTIVE and len(reason.strip()) < SHORTEST_REASON:
            return Refusal("no_reason", "Say why the payment plan ends; the patient has signed it.", "reason")
        long = too_long(reason=(reason, 300))
        if long is not None:
            return long
        _end(row, PaymentPlanState.WITHDRAWN, by, at, reason.strip())
        return row


def sign_plan(
    *, by: Membership, at: datetime, plan: PaymentPlan, pen: Pen, make_sealed: Seal
) -> PaymentSignature | Refusal:
    """Keep the signature and the sealed paper; from now on the plan is in force and never changes."""
    require(by, Permission.PRICE, plan)
    bad = unusable(pen)
    if bad is not None:
        return bad
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=plan.case_id)
        row = PaymentPlan.objects.select_related("case__patient__practice", "alternative__version__case__patient").get(
            pk=plan.pk
        )
        refusal = _why_not_signed(row, pen, at)
        if refusal is not None:
            return refusal
        signature = _signed(by, at, row, pen, make_sealed)
        for old in PaymentPlan.objects.filter(case=row.case, state=PaymentPlanState.ACTIVE):
            _end(old, PaymentPlanState.REPLACED, by, at, row.why)
        row.state = PaymentPlanState.ACTIVE
        row.save(update_fields=["state"])
        detail = {"sha256": signature.sha256, "relation": pen.relation, "way": pen.way, "content": row.content_hash}
        record(
            by=by,
            at=at,
            verb="took a signature",
            noun="payment plan",
            noun_id=row.pk,
            patient_id=row.case.patient_id,
            detail=detail,
        )
        return signature


def _why_not_signed(plan: PaymentPlan, pen: Pen, at: datetime) -> Refusal | None:
    if plan.state != PaymentPlanState.DRAFT:
        return Refusal(
            "not_draft", "This payment plan is signed or withdrawn already. Look at the page as it is now.", "plan"
        )
    if plan.alternative.state != AlternativeState.ACCEPTED:
        return Refusal(
            "not_accepted", "The patient has not accepted this plan yet. Accept it first, then sign.", "plan"
        )
    today = local_day(at, plan.case.patient.practice)
    if plan.agreed_on != today:
        text = "The draft is of another day, and its dates count from then. Save it anew, then sign."
        return Refusal("stale_draft", text, "plan")
    if guardian_signs(plan.alternative.version, today) and pen.relation == Relation.PATIENT:
        return Refusal("guardian_signs", "The patient is a minor: a parent or guardian signs.", "relation")
    if plan.paid_before != received_under(plan.case):
        text = "Money was received since this draft was written. Save it anew, so that it counts, then sign."
        return Refusal("stale_draft", text, "plan")
    return None


def _signed(by: Membership, at: datetime, plan: PaymentPlan, pen: Pen, make_sealed: Seal) -> PaymentSignature:
    signature = PaymentSignature(
        practice_id=plan.practice_id,
        plan=plan,
        strokes=[[list(point) for point in stroke] for stroke in pen.strokes],
        signer_name=pen.signer_name.strip(),
        relation=pen.relation,
        way=pen.way,
        taken_by=by,
        signed_at=at,
    )
    signature.document = make_sealed(plan, signature)
    signature.sha256 = sha256(signature.document).hexdigest()
    signature.save(force_insert=True)
    return signature


def _end(plan: PaymentPlan, state: str, by: Membership, at: datetime, reason: str) -> None:
    plan.state, plan.ended_by, plan.ended_at, plan.end_reason = state, by, at, reason
    plan.save(update_fields=["state", "ended_by", "ended_at", "end_reason"])
    record(
        by=by,
        at=at,
        verb=str(state),
        noun="payment plan",
        noun_id=plan.pk,
        patient_id=plan.case.patient_id,
        why=reason,
        detail={"number": plan.number},
    )
