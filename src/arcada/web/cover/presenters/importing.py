"""A list of members on its way in: its columns with a sample, what it would do, what is wrong with which row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.insurance.actions.import_files import sheet_of
from arcada.insurance.actions.import_looking import Look
from arcada.insurance.models import CoverageFile, FileKind
from arcada.interop.coverage_csv import CoverageTable
from arcada.interop.spreadsheet_table import Cell
from arcada.practice.models import Membership

COLUMN_NAMES = {
    "chart": "Chart number",
    "payer": "Payer",
    "plan": "Plan",
    "group": "Group number",
    "member_id": "Member ID",
    "relationship": "Patient is",
    "subscriber": "Subscriber",
    "begins": "First day",
    "ends": "Last day",
    "order": "Pays first, second",
    "verified": "Verified on",
    "used": "Used of the maximum",
    "met": "Deductible met",
    "as_of": "Figures as of",
    "currency": "Currency",
}
SAMPLE, SHOWN_FAULTS, SHOWN_NAMES = 6, 60, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column and what it was taken for."""

    place: int
    heading: str
    field: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, with row and field."""

    row: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a list would do."""

    rows: int
    new: int
    known: int
    empty: int
    payers: Sequence[str]
    plans: Sequence[str]
    faults: Sequence[Fault]
    fault_count: int
    may_take: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A list that was brought in before."""

    id: UUID
    name: str
    about: str


def sample_of(file: CoverageFile) -> tuple[Column, ...]:
    """Give the columns with their first cells."""
    sheet, heading = sheet_of(file), int(file.content["heading"])
    rows = sheet.rows[heading + 1 : heading + 1 + SAMPLE]
    fields = {place: name for name, place in file.columns.items()}
    return tuple(
        Column(
            place=place,
            heading=name or f"Column {place + 1}",
            field=fields.get(place, ""),
            cells=tuple(_said(row[place]) if place < len(row) else "" for row in rows),
        )
        for place, name in enumerate(file.headings)
    )


def look_shown(look: Look, table: CoverageTable) -> Shown:
    """Put a look into words."""
    faults = [_fault(one.where, one.text) for one in look.faults[:SHOWN_FAULTS]]
    plans = [f"{payer}: {plan}" + (f", group {group}" if group else "") for payer, plan, group in look.new_plans]
    return Shown(
        rows=look.rows,
        new=len(look.new),
        known=len(look.known),
        empty=table.empty,
        payers=_few(look.new_payers),
        plans=_few(plans),
        faults=faults,
        fault_count=len(look.faults),
        may_take=not look.faults and bool(look.new or look.known),
    )


def file_lines(member: Membership, voice: Voice) -> tuple[FileLine, ...]:
    """List the last files."""
    rows = CoverageFile.objects.filter(practice_id=member.practice_id, kind=FileKind.TABLE).select_related("by__user")
    return tuple(
        FileLine(
            id=row.pk,
            name=row.name,
            about=f"{row.by.user}, {phrases.moment(row.at, voice)}" + ("" if row.taken_at else ", not taken over"),
        )
        for row in rows[:SAMPLE]
    )


def _fault(where: str, text: str) -> Fault:
    row, _, field = where.partition(".")
    return Fault(row=row.capitalize(), field=COLUMN_NAMES.get(field, field), text=text)


def _few(names: Sequence[str]) -> list[str]:
    rest = len(names) - SHOWN_NAMES
    return [*names[:SHOWN_NAMES], *([f"and {rest} more"] if rest > 0 else [])]


def _said(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else cell if isinstance(cell, str) else "formula"
