"""A file on its way in: its columns with a sample, and what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.kernel import Refusal
from arcada.core.kernel import money as cents
from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.interop.fee_table import FIELDS, FeeRow, headings
from arcada.interop.knowledge import load_library
from arcada.interop.spreadsheet import Cell, Sheet, Unsaved
from arcada.practice.fees_matching import suggested
from arcada.practice.fees_preview import Line, Preview
from arcada.practice.models import FeeImport
from arcada.web.fees.presenters.history import percent

COLUMN_NAMES = {
    "code": "Your code",
    "name": "Name",
    "material": "Material or tier",
    "procedure": "Catalogue procedure",
    "amount": "Fee",
    "begins": "First day",
    "currency": "Currency",
}
SAMPLE = 8
MOST_COLUMNS = 24
MOST_FAULTS, MOST_UNMAPPED, MOST_LINES = 100, 40, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the sheet and what it was taken for."""

    place: int
    heading: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The first rows of a sheet, with the columns above them."""

    sheets: Sequence[tuple[int, str, int]]
    columns: Sequence[Column]
    rows: Sequence[tuple[int, Sequence[str]]]
    heading: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fee that the file sets."""

    row: int
    code: str
    name: str
    procedure: str
    begins: str
    before: str
    after: str
    change: str
    large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A row whose code stands for nothing yet, with what it may mean."""

    row: int
    key: str
    code: str
    name: str
    material: str
    amount: str
    offers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, where."""

    row: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything a file would do, cut to what a person can read; the counts are whole."""

    changed: Sequence[Change]
    new: Sequence[Change]
    asked: Sequence[Asked]
    faults: Sequence[Fault]
    counts: dict[str, int]
    codes_asked: int
    large: int
    empty: int
    applies: int


def sample_of(entry: FeeImport, sheets: Sequence[Sheet]) -> Sample:
    """The sheet that was chosen, as a person knows it again."""
    sheet = sheets[entry.sheet]
    names = headings(sheet, entry.heading)[:MOST_COLUMNS]
    taken = {place: field for field, place in entry.columns.items() if field in FIELDS}
    body = sheet.rows[entry.heading + 1 : entry.heading + 1 + SAMPLE]
    return Sample(
        sheets=tuple((place, one.name or "The file", len(one.rows)) for place, one in enumerate(sheets)),
        columns=tuple(
            Column(place=place, heading=name or f"Column {place + 1}", field=taken.get(place, ""))
            for place, name in enumerate(names)
        ),
        rows=tuple(
            (entry.heading + 2 + number, tuple(shown(_at(row, place)) for place in range(len(names))))
            for number, row in enumerate(body)
        ),
        heading=entry.heading + 1,
        total=max(len(sheet.rows) - entry.heading - 1, 0),
    )


def shown(cell: Cell) -> str:
    """A cell as it is read on a page."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.formula if isinstance(cell, Unsaved) else cell


def preview_shown(found: Preview, voice: Voice) -> Shown:
    """Put a preview into words."""
    asked = list({row.key: row for row in found.unmapped}.values())
    return Shown(
        changed=tuple(_change(line, voice) for line in found.changed[:MOST_LINES]),
        new=tuple(_change(line, voice) for line in found.new[:MOST_LINES]),
        asked=tuple(_asked(row, voice) for row in asked[:MOST_UNMAPPED]),
        faults=tuple(_fault(one) for one in found.faults[:MOST_FAULTS]),
        counts=found.counts,
        codes_asked=len(asked),
        large=sum(line.large for line in found.changed),
        empty=found.empty,
        applies=len(found.new) + len(found.changed),
    )


def _change(line: Line, voice: Voice) -> Change:
    return Change(
        row=line.row.number,
        code=line.row.code,
        name=line.row.name,
        procedure=load_library().procedures[line.procedure].name,
        begins=phrases.day(line.begins, voice, style="year"),
        before="" if line.before is None else phrases.money(line.before, voice, exact=True),
        after=phrases.money(line.after, voice, exact=True),
        change="" if line.share is None else percent(cents(line.share * 100)),
        large=line.large,
    )


def _asked(row: FeeRow, voice: Voice) -> Asked:
    return Asked(
        row=row.number,
        key=row.key,
        code=row.code,
        name=row.name,
        material=row.material,
        amount=phrases.money(row.amount, voice, exact=True),
        offers=tuple((one.id, one.name) for one in suggested(f"{row.name} {row.material}", limit=3)),
    )


def _fault(one: Refusal) -> Fault:
    row, _, field = one.where.partition(".")
    return Fault(row=row, field=COLUMN_NAMES.get(field, field), text=one.text)


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""
