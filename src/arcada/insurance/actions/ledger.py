"""Enter what a coverage has paid, owes and counts; take an entry back. Nothing is ever changed in place.

paid, pending, denied ...    a service as the coverage knows it, of this office or of another one
adjustment                   benefit used or deductible met elsewhere, dated in the benefit year it belongs to
reversal                     takes one entry back, by name, with a reason
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal, money
from arcada.core.teeth.notation import universal
from arcada.insurance.actions.consequences import estimates_follow, estimates_stand, under_policies
from arcada.insurance.models import Coverage, EntryKind, LedgerEntry, Source
from arcada.insurance.sound_benefits import CENT, LARGEST_AMOUNT
from arcada.interop.benefit_categories import categories_of
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

AMOUNTS = ("submitted", "allowed", "estimated", "paid", "deductible", "write_off")
QUADRANTS = ("upper_right", "upper_left", "lower_left", "lower_right")
ARCHES = ("upper", "lower")
TO_COME = (EntryKind.PENDING, EntryKind.PREDETERMINATION)
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTold:
    """One entry; `area` names a tooth by its FDI number, surfaces, a quadrant or an arch."""

    kind: str
    on: date
    procedure: str = ""
    area: Mapping[str, Any] = field(default_factory=dict)
    service: str = ""
    submitted: Decimal | None = None
    allowed: Decimal | None = None
    estimated: Decimal | None = None
    paid: Decimal | None = None
    deductible: Decimal | None = None
    write_off: Decimal | None = None
    reason: str = ""
    source: str = Source.TYPED


def enter(*, by: Membership, at: datetime, coverage: Coverage, told: EntryTold) -> LedgerEntry | Refusal:
    """Add an entry to a coverage's ledger; the estimates of everybody under the policy follow."""
    require(by, Permission.PRICE, coverage)
    fault = fault_of_entry(by, at, coverage, told)
    if fault:
        return fault
    with transaction.atomic():
        _stands(by, at, coverage)
        row = keep_entry(by=by, at=at, coverage=coverage, told=told)
        _followed(by, at, coverage, f"{row.get_kind_display()} of {row.on:%d %b %Y} was entered.")
        return row


def take_back(*, by: Membership, at: datetime, entry: LedgerEntry, why: str) -> LedgerEntry | Refusal:
    """Take an entry back; both stay on record."""
    require(by, Permission.PRICE, entry)
    if entry.kind == EntryKind.REVERSAL:
        return Refusal(
            "reversal_of_reversal", "This line takes another one back. Enter that one anew instead.", "entry"
        )
    if not why.strip() or len(why.strip()) > LONGEST_REASON:
        return Refusal("no_reason", f"Say in up to {LONGEST_REASON} letters why the entry is taken back.", "why")
    with transaction.atomic():
        coverage = Coverage.objects.select_for_update(of=("self",)).get(pk=entry.coverage_id)
        if LedgerEntry.objects.filter(reverses=entry).exists():
            return Refusal("taken_back_already", "This entry was taken back already.", "entry")
        _stands(by, at, coverage)
        row = keep_reversal(by=by, at=at, entry=entry, why=why)
        _followed(by, at, coverage, f"{entry.get_kind_display()} of {entry.on:%d %b %Y} was taken back.")
        return row


def keep_entry(*, by: Membership, at: datetime, coverage: Coverage, told: EntryTold) -> LedgerEntry:
    """Write an entry that was found sound, and tell the audit."""
    row = LedgerEntry.objects.create(
        practice_id=by.practice_id,
        coverage=coverage,
        kind=told.kind,
        on=told.on,
        procedure=told.procedure,
        categories=list(_categories(told.procedure)),
        area=dict(told.area),
        service=told.service,
        reason=told.reason.strip(),
        source=told.source,
        at=at,
        by=by,
        **{name: getattr(told, name) for name in AMOUNTS},
    )
    _told(by, at, "entered", row, coverage)
    return row


def keep_reversal(*, by: Membership, at: datetime, entry: LedgerEntry, why: str) -> LedgerEntry:
    """Write the line that takes an entry back, and tell the audit."""
    row = LedgerEntry.objects.create(
        practice_id=by.practice_id,
        coverage_id=entry.coverage_id,
        kind=EntryKind.REVERSAL,
        on=entry.on,
        reason=why.strip(),
        reverses=entry,
        at=at,
        by=by,
    )
    _told(by, at, "took back", row, entry.coverage)
    return row


def fault_of_entry(by: Membership, at: datetime, coverage: Coverage, told: EntryTold) -> Refusal | None:
    """Say what is wrong with an entry, and in which field."""
    return next(_faults(by, at, coverage, told), None)


def _faults(by: Membership, at: datetime, coverage: Coverage, told: EntryTold) -> Iterator[Refusal]:
    adjustment = told.kind == EntryKind.ADJUSTMENT
    if told.kind not in EntryKind.values or told.kind == EntryKind.REVERSAL:
        yield Refusal("unknown_kind", "Say what the entry is: paid, pending, known to the payer, denied.", "kind")
    if told.on < coverage.patient.birth_date:
        yield Refusal("before_birth", "The day lies before the patient was born.", "on")
    if told.on > local_day(at, by.practice) and told.kind not in TO_COME:
        yield Refusal("day_to_come", "The day is still to come. Write the day on which the service was done.", "on")
    if not adjustment and told.procedure not in load_library().procedures:
        yield Refusal("unknown_procedure", "Choose the procedure from the list.", "procedure")
    if adjustment and not (told.paid or told.deductible):
        yield Refusal("nothing_used", "Write how much benefit was used, or how much deductible was met.", "paid")
    if len(told.reason.strip()) > LONGEST_REASON:
        yield Refusal("too_long", f"There is room for {LONGEST_REASON} letters.", "reason")
    yield from _amounts(told)
    yield from _area(told.area)


def _amounts(told: EntryTold) -> Iterator[Refusal]:
    for name in AMOUNTS:
        amount = getattr(told, name)
        if amount is None:
            continue
        if not 0 <= amount <= LARGEST_AMOUNT or amount != amount.quantize(CENT):
            yield Refusal("absurd_amount", f"{amount} cannot be an amount of money here.", name)
    if told.submitted is not None and told.paid is not None and told.paid > told.submitted:
        text = f"More is paid ({money(told.paid)}) than was asked for ({money(told.submitted)}). Check both."
        yield Refusal("paid_above_submitted", text, "paid")


def _area(area: Mapping[str, Any]) -> Iterator[Refusal]:
    for tooth in [area["tooth"]] if area.get("tooth") else list(area.get("teeth") or ()):
        try:
            universal(tooth)
        except (KeyError, ValueError, TypeError):
            yield Refusal("unknown_tooth", f"There is no tooth {tooth}.", "area")
    if area.get("quadrant") and area["quadrant"] not in QUADRANTS:
        yield Refusal("unknown_quadrant", "Choose one of the four quadrants.", "area")
    if area.get("arch") and area["arch"] not in ARCHES:
        yield Refusal("unknown_arch", "Choose the upper or the lower jaw.", "area")


def _categories(procedure: str) -> tuple[str, ...]:
    entry = load_library().procedures.get(procedure)
    return categories_of(procedure, entry.family) if entry else ()


def _stands(by: Membership, at: datetime, coverage: Coverage) -> None:
    estimates_stand(by=by, at=at, patients=under_policies([coverage.policy_id]))


def _followed(by: Membership, at: datetime, coverage: Coverage, text: str) -> None:
    patients = under_policies([coverage.policy_id])
    estimates_follow(by=by, at=at, patients=patients, cause="ledger_changed", text=text)


def _told(by: Membership, at: datetime, verb: str, row: LedgerEntry, coverage: Coverage) -> None:
    amounts = {name: str(getattr(row, name)) for name in AMOUNTS if getattr(row, name) is not None}
    detail = {"kind": row.kind, "on": row.on.isoformat(), "procedure": row.procedure, "why": row.reason, **amounts}
    record(
        by=by,
        at=at,
        verb=verb,
        noun="ledger entry",
        noun_id=row.pk,
        patient_id=coverage.patient_id,
        detail=detail,
    )
