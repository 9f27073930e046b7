"""Add a payer, change what is known of one, stop offering it, offer it again."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.core.kernel import Refusal
from arcada.insurance.models import Payer
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

LENGTHS = {"name": 120, "electronic_id": 40, "phone": 40, "website": 200, "address": 500, "note": 2000}
STALE = (
    "Somebody else saved this after you opened the page. What you typed is still here: compare it with what is on "
    "record and save again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerTold:
    """What is known of an insurer or programme."""

    name: str
    electronic_id: str = ""
    phone: str = ""
    address: str = ""
    website: str = ""
    note: str = ""


def add_payer(*, by: Membership, at: datetime, told: PayerTold) -> Payer | Refusal:
    """Add a payer; its name is not taken yet."""
    require(by, Permission.PRICE)
    fault = _fault(by, told, None)
    if fault:
        return fault
    with transaction.atomic():
        row = Payer.objects.create(practice_id=by.practice_id, **_columns(told))
        record(by=by, at=at, verb="added", noun="payer", noun_id=row.pk, detail={"name": row.name})
        return row


def change_payer(*, by: Membership, at: datetime, payer: Payer, told: PayerTold, revision: int) -> Payer | Refusal:
    """Change what is known of a payer; refused when somebody else saved in the meantime."""
    require(by, Permission.PRICE, payer)
    fault = _fault(by, told, payer)
    if fault:
        return fault
    with transaction.atomic():
        row = Payer.objects.select_for_update().get(pk=payer.pk)
        if row.revision != revision:
            return Refusal("stale_payer", STALE, "revision")
        columns = _columns(told)
        before = {name: getattr(row, name) for name, value in columns.items() if getattr(row, name) != value}
        if before:
            for name in before:
                setattr(row, name, columns[name])
            row.revision += 1
            row.save(update_fields=[*before, "revision"])
            record(by=by, at=at, verb="changed", noun="payer", noun_id=row.pk, detail={"before": before})
        return row


def retire_payer(*, by: Membership, at: datetime, payer: Payer) -> Payer | Refusal:
    """Offer a payer no longer; whoever is covered by it stays so."""
    return _offer(by=by, at=at, payer=payer, active=False)


def bring_back_payer(*, by: Membership, at: datetime, payer: Payer) -> Payer | Refusal:
    """Offer a payer again."""
    return _offer(by=by, at=at, payer=payer, active=True)


def _offer(*, by: Membership, at: datetime, payer: Payer, active: bool) -> Payer | Refusal:
    require(by, Permission.PRICE, payer)
    with transaction.atomic():
        row = Payer.objects.select_for_update().get(pk=payer.pk)
        if row.active != active:
            row.active, row.revision = active, row.revision + 1
            row.save(update_fields=["active", "revision"])
            verb = "brought back" if active else "retired"
            record(by=by, at=at, verb=verb, noun="payer", noun_id=row.pk, detail={"name": row.name})
        return row


def _columns(told: PayerTold) -> dict[str, str]:
    return {name: value.strip() for name, value in asdict(told).items()}


def _fault(by: Membership, told: PayerTold, own: Payer | None) -> Refusal | None:
    name = told.name.strip()
    if not name:
        return Refusal("no_name", "Write the payer's name as it stands on the member's card.", "name")
    long = too_long(**{field: (getattr(told, field), most) for field, most in LENGTHS.items()})
    if long is not None:
        return long
    same = Payer.objects.filter(practice_id=by.practice_id, name__iexact=name)
    known = same.exclude(pk=own.pk).first() if own else same.first()
    if known is not None:
        return Refusal("known_payer", f"{known.name} is on the list already. Use that one.", "name")
    return None
