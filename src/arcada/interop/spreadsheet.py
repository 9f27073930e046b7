"""A table from a file that somebody made: CSV or Excel, read into plain cells, with what was noticed on the way.

    a cell      str        words; '' is an empty cell
                Decimal    a number that Excel kept as one
                date       a day that Excel kept as one
                Unsaved    a formula whose value nobody saved

Nothing here knows what the table is about; `fee_table.py` does. A file that cannot be a table is refused with a
sentence: too big, packed to swell, old Excel, with macros, with a password, no text at all.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from arcada.core.kernel import Refusal
from arcada.interop.spreadsheet_csv import read_csv
from arcada.interop.spreadsheet_table import MOST_BYTES, Book, Cell, Sheet, Unsaved
from arcada.interop.spreadsheet_xlsx import read_xlsx

OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also what wraps an Excel file with a password
ZIP = b"PK\x03\x04"
PAPER = b"%PDF"

__all__ = ["Book", "Cell", "Sheet", "Unsaved", "read_book", "stored", "unstored"]


def read_book(content: bytes, name: str) -> Book | Refusal:
    """Read a file into sheets of cells, or say why it cannot be."""
    if not content.strip():
        return Refusal("file_empty", f"{name} is empty.", "file")
    if len(content) > MOST_BYTES:
        text = f"{name} is larger than {MOST_BYTES // 2**20} MB. Save only the columns that are needed."
        return Refusal("file_too_big", text, "file")
    if content.startswith(OLD_EXCEL):
        text = f"{name} is an old Excel file or has a password. Open it and save it as .xlsx without one, or as CSV."
        return Refusal("file_old", text, "file")
    if content.startswith(PAPER):
        return Refusal("file_no_table", f"{name} is a PDF. Ask for the list as Excel or CSV.", "file")
    return read_xlsx(content, name) if content.startswith(ZIP) else read_csv(content, name)


def stored(book: Book) -> list[dict[str, object]]:
    """A book as plain JSON, to be kept between two clicks."""
    return [
        {
            "name": sheet.name,
            "formulas": sheet.formulas,
            "rows": [[_stored(cell) for cell in row] for row in sheet.rows],
        }
        for sheet in book.sheets
    ]


def unstored(sheets: Sequence[dict[str, object]]) -> tuple[Sheet, ...]:
    """The sheets of a book that was kept."""
    read = []
    for one in sheets:
        rows = one["rows"]
        formulas = one["formulas"]
        if not isinstance(rows, list) or not isinstance(formulas, int):
            message = "a kept book has rows and a count of formulas"
            raise TypeError(message)
        cells = tuple(tuple(_unstored(cell) for cell in row) for row in rows)
        read.append(Sheet(name=str(one["name"]), rows=cells, formulas=formulas))
    return tuple(read)


def _stored(cell: Cell) -> str | list[str]:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return ["n", str(cell)]
    return ["d", cell.isoformat()] if isinstance(cell, date) else ["f", cell.formula]


def _unstored(kept: str | list[str]) -> Cell:
    if isinstance(kept, str):
        return kept
    mark, text = kept
    if mark == "n":
        return Decimal(text)
    return date.fromisoformat(text) if mark == "d" else Unsaved(text)
