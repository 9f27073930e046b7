"""Fees by procedure of our own catalogue, from a day on. A procedure without a fee has none; that is not zero.

A change never writes over the past: the amount that held ends the day before, the new one begins. Only what began on
that very day is corrected in place.

    before   |------- 100.00 -------------------------|-- 120.00 from 1 January --
    set 110.00 from 1 October
    after    |--- 100.00 ---|--- 110.00 --------------|-- 120.00 from 1 January --
"""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import QuerySet

from arcada.audit.actions import record
from arcada.core.kernel import Refusal, money
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.fees import holding_on
from arcada.practice.models import Fee, FeeSchedule, Membership

HIGHEST = Decimal("9999999.99")  # what the column holds
DAY = timedelta(days=1)
FURTHEST = timedelta(days=3 * 366)


def set_fee(
    *,
    by: Membership,
    at: datetime,
    schedule: FeeSchedule,
    procedure: str,
    amount: Decimal | str,
    begins: date | None = None,
) -> Fee | Refusal:
    """Set what a procedure costs from a day on, today if none is given; its first fee holds for all days before too."""
    require(by, Permission.SETTINGS, schedule)
    given = readable(amount)
    if isinstance(given, Refusal):
        return given
    if not procedure:
        return Refusal("procedure_missing", "Say which procedure the fee is for.", "procedure")
    today = local_day(at, by.practice)
    if fault := fault_of_day(begins, today):
        return fault
    with transaction.atomic():
        FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
        kept, before = put_fee(schedule, procedure, given, begins, today)
        detail = {
            "procedure": procedure,
            "before": str(before) if before is not None else None,
            "amount": str(given),
            "begins": str(kept.begins) if kept.begins else None,
        }
        record(by=by, at=at, verb="set", noun="fee", noun_id=kept.pk, detail=detail)
    return kept


def readable(amount: Decimal | str) -> Decimal | Refusal:
    """An amount to the cent, or why it cannot be a fee."""
    try:
        given = money(Decimal(amount))
        possible = 0 <= given <= HIGHEST
    except (InvalidOperation, ValueError):
        return Refusal("fee_unreadable", f"{amount} is no amount; write one like 125.00.", "amount")
    if not possible:
        return Refusal("fee_not_possible", f"A fee lies between 0 and {HIGHEST}.", "amount")
    return given


def fault_of_day(begins: date | None, today: date) -> Refusal | None:
    """Say what is wrong with the first day of a fee, if anything."""
    if begins is not None and abs(begins - today) > FURTHEST:
        return Refusal("day_too_far", f"{begins:%d %b %Y} is more than three years away. Check the year.", "begins")
    return None


def put_fee(
    schedule: FeeSchedule, procedure: str, amount: Decimal, begins: date | None, today: date
) -> tuple[Fee, Decimal | None]:
    """Let an amount begin, nothing asked; the caller holds the list. Gives its row and the amount that held before."""
    rows = Fee.objects.select_for_update().filter(schedule=schedule, procedure=procedure)
    first = begins or today
    held = rows.filter(holding_on(first)).first()
    before = held.amount if held else None
    if held is not None and (held.amount == amount or held.begins == first):
        held.amount = amount
        held.save()
        return held, before
    new = Fee(practice_id=schedule.practice_id, schedule=schedule, procedure=procedure, amount=amount)
    new.begins = begins if held is None and not rows.exists() else first
    new.ends = held.ends if held else _day_before_the_next(rows, first)
    if held is not None:
        held.ends = first - DAY
        held.save()
    new.save()
    return new, before


def _day_before_the_next(rows: QuerySet[Fee], first: date) -> date | None:
    later = rows.filter(begins__gt=first).order_by("begins").values_list("begins", flat=True).first()
    return later - DAY if later else None


def remove_fee(*, by: Membership, at: datetime, fee: Fee, begins: date | None = None) -> None:
    """Have no fee for the procedure from a day on, today if none is given; what it cost before stays to be read."""
    require(by, Permission.SETTINGS, fee)
    first = begins or local_day(at, by.practice)
    with transaction.atomic():
        FeeSchedule.objects.select_for_update().get(pk=fee.schedule_id)
        rows = Fee.objects.filter(schedule_id=fee.schedule_id, procedure=fee.procedure)
        detail = {"procedure": fee.procedure, "before": str(fee.amount), "begins": str(first)}
        rows.filter(begins__gte=first).delete()
        rows.filter(holding_on(first)).update(ends=first - DAY)
        record(by=by, at=at, verb="removed", noun="fee", noun_id=fee.pk, detail=detail)
