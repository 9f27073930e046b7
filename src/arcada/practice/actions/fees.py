"""Fees by procedure of our own catalogue. A procedure without a fee has none; that is not zero."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal, money
from arcada.practice.access import Permission, require
from arcada.practice.models import Fee, FeeSchedule, Membership

HIGHEST = Decimal("9999999.99")  # what the column holds


def make_fee_schedule(
    *, by: Membership, at: datetime, name: str, currency: str, usual: bool = False
) -> FeeSchedule | Refusal:
    """Start a list of fees; a new usual one takes the place of the old."""
    require(by, Permission.SETTINGS)
    if not name.strip():
        return Refusal("name_missing", "Give the fee schedule a name.", "name")
    with transaction.atomic():
        own = FeeSchedule.objects.filter(practice_id=by.practice_id)
        if own.filter(name__iexact=name.strip()).exists():
            return Refusal("name_taken", f"There is already a fee schedule called {name.strip()}.", "name")
        if usual:
            own.filter(usual=True).update(usual=False)
        made = FeeSchedule.objects.create(practice_id=by.practice_id, name=name.strip(), currency=currency, usual=usual)
        record(by=by, at=at, verb="made", noun="fee_schedule", noun_id=made.pk, detail={"name": made.name})
    return made


def set_fee(
    *, by: Membership, at: datetime, schedule: FeeSchedule, procedure: str, amount: Decimal | str
) -> Fee | Refusal:
    """Set what a procedure costs; the audit keeps what it cost before."""
    require(by, Permission.SETTINGS, schedule)
    try:
        given = money(Decimal(amount))
        possible = 0 <= given <= HIGHEST
    except (InvalidOperation, ValueError):
        return Refusal("fee_unreadable", f"{amount} is no amount; write one like 125.00.", "amount")
    if not possible:
        return Refusal("fee_not_possible", f"A fee lies between 0 and {HIGHEST}.", "amount")
    if not procedure:
        return Refusal("procedure_missing", "Say which procedure the fee is for.", "procedure")
    with transaction.atomic():
        kept = Fee.objects.select_for_update().filter(schedule=schedule, procedure=procedure).first()
        before = kept.amount if kept else None
        if kept is None:
            kept = Fee(practice_id=by.practice_id, schedule=schedule, procedure=procedure)
        kept.amount = given
        kept.save()
        detail = {
            "procedure": procedure,
            "before": str(before) if before is not None else None,
            "amount": str(given),
        }
        record(by=by, at=at, verb="set", noun="fee", noun_id=kept.pk, detail=detail)
    return kept


def remove_fee(*, by: Membership, at: datetime, fee: Fee) -> None:
    """Have no fee for the procedure any more."""
    require(by, Permission.SETTINGS, fee)
    with transaction.atomic():
        detail = {"procedure": fee.procedure, "before": str(fee.amount)}
        record(by=by, at=at, verb="removed", noun="fee", noun_id=fee.pk, detail=detail)
        fee.delete()
