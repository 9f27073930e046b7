"""Take money in under a payment plan, and take a receipt back. Receipts are written for good."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.core.kernel import Refusal, money
from arcada.insurance.models import PaidBy, PaymentPlan, PaymentPlanState, PaymentReceipt
from arcada.insurance.payments import standing_of
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership, Practice

SHORTEST_REASON = 3
MOST = Decimal(1_000_000)


def receive(
    *, by: Membership, at: datetime, plan: PaymentPlan, amount: Decimal, on: date, way: str, reference: str = ""
) -> PaymentReceipt | Refusal:
    """Write a receipt; it settles the oldest instalment first. The plan is completed with its last cent."""
    require(by, Permission.PRICE, plan)
    today = local_day(at, by.practice)
    refusal = _unsound(amount, on, today, way) or too_long(reference=(reference, 80))
    if refusal is not None:
        return refusal
    with transaction.atomic():
        row = PaymentPlan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
        if row.state != PaymentPlanState.ACTIVE:
            text = "Money is received under a payment plan in force. This one is not, or not any more."
            return Refusal("not_active", text, "plan")
        open_ = standing_of(row, today).open
        if amount > open_:
            return Refusal("over_open", f"Only {open_:,.2f} is still open. Write that or less.", "amount")
        made = _written(by, at, row, amount=amount, received_on=on, way=way, reference=reference.strip())
        if amount == open_:
            row.state, row.ended_by, row.ended_at = PaymentPlanState.COMPLETED, by, at
            row.save(update_fields=["state", "ended_by", "ended_at"])
            _told(by, at, row, "completed", {"number": row.number})
        return made


def reverse(*, by: Membership, at: datetime, receipt: PaymentReceipt, why: str) -> PaymentReceipt | Refusal:
    """Take a receipt back with a reason; a plan that it had completed is in force again."""
    require(by, Permission.PRICE, receipt)
    if len(why.strip()) < SHORTEST_REASON:
        return Refusal("no_reason", "Say why the receipt is taken back.", "why")
    long = too_long(why=(why, 300))
    if long is not None:
        return long
    with transaction.atomic():
        plan = PaymentPlan.objects.select_for_update(of=("self",)).select_related("case").get(pk=receipt.plan_id)
        if receipt.reverses_id or PaymentReceipt.objects.filter(reverses=receipt).exists():
            return Refusal("reversed_already", "This receipt was taken back already.", "receipt")
        newer = PaymentPlan.objects.filter(case=plan.case_id, state=PaymentPlanState.ACTIVE).exclude(pk=plan.pk)
        if newer.exists():
            text = "A newer payment plan counts on this money. Renegotiate that one first, then take the receipt back."
            return Refusal("counted_on", text, "receipt")
        made = _written(
            by,
            at,
            plan,
            amount=-receipt.amount,
            received_on=local_day(at, by.practice),
            way=receipt.way,
            reverses=receipt,
            why=why.strip(),
        )
        if plan.state == PaymentPlanState.COMPLETED:
            plan.state, plan.ended_by, plan.ended_at = PaymentPlanState.ACTIVE, None, None
            plan.save(update_fields=["state", "ended_by", "ended_at"])
            _told(by, at, plan, "opened again", {"number": plan.number})
        return made


def _unsound(amount: Decimal, on: date, today: date, way: str) -> Refusal | None:
    if not amount.is_finite() or abs(amount) > MOST or amount != money(amount):
        return Refusal("bad_amount", "Write a sum of money with at most two decimals, such as 350.00.", "amount")
    if amount <= 0:
        return Refusal(
            "not_positive", "A receipt is for more than nothing. To give money back, take a receipt back.", "amount"
        )
    if on > today:
        return Refusal("later", "Money cannot have been received on a day to come.", "on")
    if (today - on).days > 366:  # noqa: PLR2004 - a year, leap or not
        return Refusal("too_early", "That is more than a year ago. Check the day.", "on")
    if way not in PaidBy.values:
        return Refusal("unknown_way", "Say how it was paid.", "way")
    return None


def _written(by: Membership, at: datetime, plan: PaymentPlan, **values: object) -> PaymentReceipt:
    Practice.objects.select_for_update().get(pk=by.practice_id)  # receipt numbers follow each other without a gap
    last = PaymentReceipt.objects.order_by("-number").values_list("number", flat=True).first() or 0
    made = PaymentReceipt.objects.create(practice_id=by.practice_id, plan=plan, number=last + 1, by=by, at=at, **values)
    verb = "took back" if made.reverses_id else "received"
    detail = {"number": made.number, "amount": str(made.amount), "on": str(made.received_on), "way": made.way}
    record(
        by=by,
        at=at,
        verb=verb,
        noun="payment",
        noun_id=made.pk,
        patient_id=plan.case.patient_id,
        why=made.why,
        detail=detail,
    )
    return made


def _told(by: Membership, at: datetime, plan: PaymentPlan, verb: str, detail: Mapping[str, object]) -> None:
    record(
        by=by, at=at, verb=verb, noun="payment plan", noun_id=plan.pk, patient_id=plan.case.patient_id, detail=detail
    )
