"""A fee list out of a table: which row names the columns, which column is what, and each row's fee or what is wrong.

    column      what it holds                                   needed
    code        the clinic's own code; just text to us          code or name
    name        what the clinic calls it                        code or name
    material    material or tier: 'zirconia', 'basic'           no
    procedure   id or name of our catalogue                     no
    amount      the fee                                         yes
    begins      the first day of the fee                        no
    currency    the currency of the row                         no

A row without an amount ('', '-', 'n/a') has no fee, which is not zero. A row is read or has faults, each with its
field; one fault in the file keeps all of it out.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from arcada.core.kernel import Refusal
from arcada.interop.fee_amounts import NO_AMOUNT, Writing, read_amount, writing_of
from arcada.interop.spreadsheet_table import Cell, Sheet, Unsaved

FIELDS = ("code", "name", "material", "procedure", "amount", "begins", "currency")
WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("code", "codes", "id", "nr", "no", "number", "kod", "ziffer", "codigo", "item"),
        "name": ("name", "description", "treatment", "service", "bezeichnung", "leistung", "nombre", "libelle", "text"),
        "material": ("material", "tier", "variant", "option", "werkstoff"),
        "procedure": ("catalogue", "catalog", "arcada"),
        "amount": (
            "fee", "fees", "amount", "price", "allowed", "charge", "cost", "ucr", "copay", "benefit",
            "preis", "honorar", "betrag", "tarif", "prix", "precio", "importe", "cena",
        ),
        "begins": ("effective", "from", "begins", "begin", "start", "since", "ab", "desde"),
        "currency": ("currency", "wahrung", "devise", "moneda"),
    }
)  # fmt: skip
ASKED_FIRST = ("currency", "begins", "procedure", "material", "amount", "code", "name")
LOOKED_AT = 25
LONGEST_CODE, LONGEST_NAME, LONGEST_MATERIAL = 40, 200, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One row of the file; `key` knows it again next time, `number` is its row in the file, counted from 1."""

    number: int
    key: str
    code: str
    name: str
    material: str
    procedure: str
    amount: Decimal | None
    begins: date | None


@dataclass(frozen=True, slots=True)
class FeeTable:
    """What a sheet says: rows that were read, and what is wrong with others, by row and field."""

    rows: tuple[FeeRow, ...]
    faults: tuple[Refusal, ...]
    empty: int
    writing: Writing


def plain(text: str) -> str:
    """Words as they are compared: no accents, no signs, small letters."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", letters))


def key_of(code: str, name: str) -> str:
    """How a row is known again: by its code, else by its name."""
    return f"code:{' '.join(code.casefold().split())}" if code else f"name:{plain(name)}"


def guess_heading(sheet: Sheet) -> int:
    """The row that names the columns, counted from 0: the one with most words that we know; 0 if none has."""
    scores = [len(guess_columns(headings(sheet, place))) for place in range(min(LOOKED_AT, len(sheet.rows)))]
    best = max(scores, default=0)
    return len(scores) - 1 - scores[::-1].index(best) if best else 0


def headings(sheet: Sheet, place: int) -> tuple[str, ...]:
    """What the columns are called; a merged heading above several columns is put before each of them."""
    if not 0 <= place < len(sheet.rows):
        return ()
    width = max((len(row) for row in sheet.rows[place : place + LOOKED_AT]), default=0)
    own = [_words(cell) for cell in _padded(sheet.rows[place], width)]
    above = [_words(cell) for cell in _padded(sheet.rows[place - 1], width)] if place else [""] * width
    if sum(map(bool, above)) < 2 or all(above):  # noqa: PLR2004 - one cell above a table is its title
        return tuple(own)
    group, found = "", []
    for upper, lower in zip(above, own, strict=True):
        group = upper or group
        found.append(lower if not group or group == lower else f"{group} {lower}".strip())
    return tuple(found)


def guess_columns(names: Sequence[str]) -> dict[str, int]:
    """Which column is what, by its heading; each field takes the first column that fits and is not taken."""
    words = [plain(name).split() for name in names]
    found: dict[str, int] = {}
    for field in ASKED_FIRST:
        for place, said in enumerate(words):
            if place not in found.values() and any(word in WORDS[field] for word in said):
                found[field] = place
                break
    return found


def fault_of_columns(columns: Mapping[str, int], width: int) -> Refusal | None:
    """Say what is missing among the columns, if anything."""
    if "amount" not in columns:
        return Refusal("amount_column_missing", "Say which column holds the fee.", "amount")
    if "code" not in columns and "name" not in columns:
        return Refusal("code_column_missing", "Say which column holds your code or the name.", "code")
    if len(set(columns.values())) < len(columns):
        return Refusal("column_twice", "One column cannot be two things.", "columns")
    if any(not 0 <= place < width for place in columns.values()):
        return Refusal("column_unknown", "A column that was chosen is not in the sheet.", "columns")
    return None


def read_fees(sheet: Sheet, heading: int, columns: Mapping[str, int], *, currency: str, decimal: str) -> FeeTable:
    """Read the rows under the heading; `decimal` is the country's sign, used where the file leaves a doubt."""
    body = sheet.rows[heading + 1 :]
    writing = writing_of((_at(row, columns["amount"]) for row in body), decimal)
    rows: list[FeeRow] = []
    faults: list[Refusal] = []
    empty = 0
    for number, row in enumerate(body, heading + 2):
        if not any(cell != "" for cell in row):
            empty += 1
            continue
        read = _read_row(number, row, columns, currency, writing)
        if isinstance(read, FeeRow):
            rows.append(read)
        else:
            faults.extend(one.at(f"row {number}") for one in read)
    return FeeTable(tuple(rows), tuple(faults), empty, writing)


def _read_row(
    number: int, row: Sequence[Cell], columns: Mapping[str, int], currency: str, writing: Writing
) -> FeeRow | list[Refusal]:
    cells = {field: _at(row, columns[field]) if field in columns else "" for field in FIELDS}
    faults = [
        Refusal("formula_unsaved", "holds a formula without its value. Save the file in Excel and try again.", field)
        for field, cell in cells.items()
        if isinstance(cell, Unsaved)
    ]
    if faults:
        return faults
    words = {field: _words(cell) for field, cell in cells.items()}
    amount = read_amount(cells["amount"], currency, writing)
    begins = _day(cells["begins"])
    faults = [*_faults_of_words(words, currency), *(one for one in (amount, begins) if isinstance(one, Refusal))]
    if faults or isinstance(amount, Refusal) or isinstance(begins, Refusal):
        return faults
    return FeeRow(
        number=number,
        key=key_of(words["code"], words["name"]),
        code=words["code"],
        name=words["name"],
        material=words["material"],
        procedure=words["procedure"],
        amount=amount,
        begins=begins,
    )


def _faults_of_words(words: Mapping[str, str], currency: str) -> Iterable[Refusal]:
    if not words["code"] and not words["name"]:
        yield Refusal("row_unnamed", "has an amount but neither code nor name.", "code")
    longest = (("code", LONGEST_CODE), ("name", LONGEST_NAME), ("material", LONGEST_MATERIAL))
    for field, most in longest:
        if len(words[field]) > most:
            yield Refusal("too_long", f"is longer than {most} letters.", field)
    told = words["currency"].upper()
    if told not in ("", currency) and told not in NO_AMOUNT:
        yield Refusal("other_currency", f"is in {told}; this list is in {currency}. Nothing is converted.", "currency")


def _day(cell: Cell) -> date | Refusal | None:
    if isinstance(cell, date):
        return cell
    text = _words(cell)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return Refusal("day_unreadable", f"holds '{text}', which is no day; write one like 2027-01-31.", "begins")


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def _padded(row: Sequence[Cell], width: int) -> list[Cell]:
    return [_at(row, place) for place in range(width)]


def _words(cell: Cell) -> str:
    """A cell as words; a code that Excel took for a number is that number."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if isinstance(cell, Unsaved) else cell
