"""Record that a lender was asked, and what it answered. The credit is the lender's decision alone."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.cases.models import Case
from arcada.core.kernel import Refusal, money
from arcada.insurance.models import FinancingRequest, FinancingState
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

MOST = Decimal(1_000_000)
LONGEST_AGO = 731  # days. source: judgement
GRANTS = (FinancingState.APPROVED, FinancingState.PARTLY)


def ask_lender(
    *,
    by: Membership,
    at: datetime,
    case: Case,
    lender: str,
    amount: Decimal,
    on: date,
    reference: str = "",
    note: str = "",
) -> FinancingRequest | Refusal:
    """Record a hand-off to a lender."""
    require(by, Permission.PRICE, case)
    if not lender.strip():
        return Refusal("no_lender", "Write the lender's name.", "lender")
    refusal = _no_sum(amount, "amount") or too_long(lender=(lender, 120), reference=(reference, 80), note=(note, 300))
    if refusal is not None:
        return refusal
    if on > local_day(at, by.practice):
        return Refusal("later", "The lender cannot have been asked on a day to come.", "on")
    if (local_day(at, by.practice) - on).days > LONGEST_AGO:
        return Refusal("too_early", "That is more than two years ago. Check the day.", "on")
    with transaction.atomic():
        made = FinancingRequest.objects.create(
            practice_id=by.practice_id,
            case=case,
            lender=lender.strip(),
            amount=amount,
            currency=by.practice.currency,
            asked_on=on,
            reference=reference.strip(),
            note=note.strip(),
            asked_by=by,
            asked_at=at,
        )
        detail = {"lender": made.lender, "amount": str(amount), "on": str(on)}
        _told(by, at, made, "asked a lender", detail)
        return made


def answer_lender(
    *,
    by: Membership,
    at: datetime,
    financing: FinancingRequest,
    state: str,
    on: date,
    granted: Decimal | None = None,
    reference: str = "",
) -> FinancingRequest | Refusal:
    """Record what the lender said; once."""
    require(by, Permission.PRICE, financing)
    with transaction.atomic():
        row = FinancingRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=financing.pk)
        if row.state != FinancingState.ASKED:
            return Refusal("answered", "This request was answered already. Record a new one.", "state")
        refusal = _unsound(row, state, on, granted, local_day(at, by.practice)) or too_long(reference=(reference, 80))
        if refusal is not None:
            return refusal
        row.state, row.answered_on, row.answered_by, row.answered_at = state, on, by, at
        row.granted = granted if state in GRANTS else None
        row.reference = reference.strip() or row.reference
        row.save(update_fields=["state", "answered_on", "answered_by", "answered_at", "granted", "reference"])
        detail = {"state": state, "on": str(on), "granted": None if row.granted is None else str(row.granted)}
        _told(by, at, row, "recorded a lender's answer", detail)
        return row


def _unsound(row: FinancingRequest, state: str, on: date, granted: Decimal | None, today: date) -> Refusal | None:
    if state not in FinancingState.values or state == FinancingState.ASKED:
        return Refusal("unknown_state", "Say what the lender answered.", "state")
    if not row.asked_on <= on <= today:
        text = f"The answer came between {row.asked_on}, when the lender was asked, and today."
        return Refusal("day_range", text, "on")
    return _unsound_grant(row, state, granted) if state in GRANTS else None


def _unsound_grant(row: FinancingRequest, state: str, granted: Decimal | None) -> Refusal | None:
    if granted is None:
        return Refusal("no_sum", "Write the sum that the lender pays.", "granted")
    refusal = _no_sum(granted, "granted")
    if refusal is not None:
        return refusal
    if granted > row.amount:
        return Refusal("over_asked", f"The lender was asked for {row.amount:,.2f}; it grants that or less.", "granted")
    if (state == FinancingState.PARTLY) != (granted < row.amount):
        text = "Approved means the whole sum; anything less is approved in part."
        return Refusal("state_and_sum", text, "granted")
    return None


def _no_sum(amount: Decimal, where: str) -> Refusal | None:
    if not amount.is_finite() or not 0 < amount <= MOST or amount != money(amount):
        return Refusal("bad_amount", "Write a sum of money above zero, such as 2500.00.", where)
    return None


def _told(by: Membership, at: datetime, row: FinancingRequest, verb: str, detail: Mapping[str, object]) -> None:
    record(by=by, at=at, verb=verb, noun="financing", noun_id=row.pk, patient_id=row.case.patient_id, detail=detail)
