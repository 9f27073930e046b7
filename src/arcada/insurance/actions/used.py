"""What the payer says is used so far this year, entered so that nothing counts twice.

    the payer says 620 used on 12 May; the ledger holds 200 paid this year until that day
    -> one adjustment of 420, dated 12 May; what the payer pays later comes on top

An earlier figure of the same year is taken back first: the newest word of the payer counts. What lies outside the
general maximum, such as orthodontics, is not part of the payer's figure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from arcada.core.kernel import Refusal, money
from arcada.insurance.actions.consequences import estimates_follow, estimates_stand, under_policies
from arcada.insurance.actions.ledger import EntryTold, fault_of_entry, keep_entry, keep_reversal
from arcada.insurance.meters import Meter, standing_of, year_of
from arcada.insurance.models import Coverage, EntryKind, LedgerEntry, Source
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

ZERO = Decimal(0)
KNOWN = "accumulators"
NEWER = "A newer figure of the payer takes its place."


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedTold:
    """The payer's figures of one benefit year: benefit used, deductible met, on which day they stood so."""

    on: date
    used: Decimal | None = None
    deductible: Decimal | None = None
    source: str = Source.PHONE


def tell_used(*, by: Membership, at: datetime, coverage: Coverage, told: UsedTold) -> Coverage | Refusal:
    """Keep what the payer says is used; the estimates of everybody under the policy follow."""
    require(by, Permission.PRICE, coverage)
    with transaction.atomic():
        row = Coverage.objects.select_for_update(of=("self",)).get(pk=coverage.pk)
        patients = under_policies([row.policy_id])
        estimates_stand(by=by, at=at, patients=patients)
        fault = keep_used(by=by, at=at, coverage=coverage, told=told)
        if fault is not None:
            transaction.set_rollback(True)
            return fault
        row.unknown = [word for word in row.unknown if word != KNOWN]
        row.revision += 1
        row.save(update_fields=["unknown", "revision"])
        text = f"Benefit used until {told.on:%d %b %Y} is known."
        estimates_follow(by=by, at=at, patients=patients, cause="ledger_changed", text=text)
        return row


def keep_used(*, by: Membership, at: datetime, coverage: Coverage, told: UsedTold) -> Refusal | None:
    """Write the difference between the payer's figures and the ledger; the caller holds the transaction."""
    if told.used is None and told.deductible is None:
        return Refusal(
            "nothing_told", "Write how much is used, or how much deductible is met; 0 where none is.", "used"
        )
    probe = EntryTold(kind=EntryKind.ADJUSTMENT, on=told.on, paid=told.used, deductible=told.deductible or Decimal(1))
    fault = fault_of_entry(by, at, coverage, probe)
    if fault is not None:
        return Refusal(fault.code, fault.text, {"paid": "used"}.get(fault.where, fault.where))
    first = year_of(coverage, told.on)
    _take_back_earlier(by, at, coverage, first)
    held = _held(coverage, told.on)
    difference = EntryTold(
        kind=EntryKind.ADJUSTMENT,
        on=told.on,
        paid=_missing(told.used, held["maximum"]),
        deductible=_missing(told.deductible, held["deductible"]),
        reason="As the payer told it.",
        source=told.source,
    )
    for name, amount, word in (("used", told.used, "maximum"), ("deductible", told.deductible, "deductible")):
        if amount is not None and amount < held[word]:
            text = (
                f"The ledger holds {money(held[word])} until that day, more than the {money(amount)} told. "
                "Check the figure and its day, or take an entry back."
            )
            return Refusal("less_than_ledger", text, name)
    if difference.paid or difference.deductible:
        keep_entry(by=by, at=at, coverage=coverage, told=difference)
    return None


def _missing(told: Decimal | None, held: Decimal) -> Decimal | None:
    return None if told is None else max(ZERO, told - held)


def _take_back_earlier(by: Membership, at: datetime, coverage: Coverage, first: date) -> None:
    rows = LedgerEntry.objects.filter(
        coverage=coverage, kind=EntryKind.ADJUSTMENT, on__gte=first, reversals__isnull=True
    ).select_related("coverage")
    for row in rows:
        if year_of(coverage, row.on) == first:
            keep_reversal(by=by, at=at, entry=row, why=NEWER)


def _held(coverage: Coverage, on: date) -> dict[str, Decimal]:
    """What the ledger itself holds for the member in the benefit year of the day."""
    standing = standing_of(coverage, on, until=on)
    found = {"maximum": ZERO, "deductible": ZERO}
    for one in _own(standing.meters if standing else ()):
        found[one.kind] = max(found[one.kind], one.used)
    return found


def _own(meters: tuple[Meter, ...]) -> Iterator[Meter]:
    return (one for one in meters if not one.scope and not one.family and not one.lifetime)
