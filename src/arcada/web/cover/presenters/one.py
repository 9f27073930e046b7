"""One coverage with its ledger."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.insurance.models import Coverage, EntryKind, LedgerEntry
from arcada.insurance.planned import planned_of
from arcada.insurance.queries import entries_of
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, may_some
from arcada.practice.models import Membership
from arcada.web.cover.presenters.cards import CoverageCard, card


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One line of the ledger."""

    id: UUID
    on: date
    kind: str
    what: str
    where: str
    paid: Decimal | None
    deductible: Decimal | None
    note: str
    by: str
    back: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage:
    """The whole page."""

    card: CoverageCard
    entries: tuple[EntryLine, ...]
    may_change: bool
    plan_name: str


def one_page(member: Membership, row: Coverage, *, today: date, voice: Voice) -> OnePage:
    """Gather the page."""
    may_change = may_some(member, Permission.PRICE)
    rows = entries_of(row)
    gone = {one.reverses_id for one in rows if one.reverses_id}
    return OnePage(
        card=card(row, 0, 1, member=member, today=today, voice=voice, planned=planned_of(row.patient, today)),
        entries=tuple(_line(one, voice, gone=one.pk in gone, may=may_change) for one in rows),
        may_change=may_change,
        plan_name=str(row.policy.plan),
    )


def _line(row: LedgerEntry, voice: Voice, *, gone: bool, may: bool) -> EntryLine:
    entry = load_library().procedures.get(row.procedure)
    what = entry.name if entry else row.procedure.replace("_", " ")
    if row.kind == EntryKind.REVERSAL and row.reverses:
        what = f"takes back: {row.reverses.get_kind_display().lower()}"
    amount = row.estimated if row.kind == EntryKind.PENDING else row.paid
    return EntryLine(
        id=row.pk,
        on=row.on,
        kind=row.get_kind_display(),
        what=what,
        where=phrases.teeth([row.area["tooth"]], voice) if row.area.get("tooth") else "",
        paid=amount,
        deductible=row.deductible,
        note=row.reason,
        by=f"{row.by.user}, {phrases.day(row.at, voice)}",
        back=gone or row.kind == EntryKind.REVERSAL,
        may_take_back=may and not gone and row.kind != EntryKind.REVERSAL,
    )
