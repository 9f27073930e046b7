"""Excel files (.xlsx), row by row, never trusting what the package says of its own size.

A cell with a formula gives the value that Excel saved beside it, and the sheet counts such cells; without a saved value
it stays an `Unsaved` and its row is asked about. Files with macros are refused: a list of fees needs none.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from arcada.core.kernel import Refusal
from arcada.interop.spreadsheet_table import MOST_COLUMNS, MOST_ROWS, Book, Cell, Sheet, Unsaved, tidy

MOST_UNPACKED = 200 * 2**20
MOST_PARTS = 2_000
MOST_SHEETS = 40
BROKEN = (
    AttributeError,
    DefusedXmlException,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    OSError,
    ParseError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)


def read_xlsx(content: bytes, name: str) -> Book | Refusal:
    """Read all sheets, or say why not."""
    try:
        if fault := _fault_of_package(content, name):
            return fault
        return _read(content, name)
    except BROKEN:
        text = f"{name} cannot be read as Excel. Open it, save it as .xlsx once more, or as CSV."
        return Refusal("file_broken", text, "file")


def _fault_of_package(content: bytes, name: str) -> Refusal | None:
    """Look at the package before anything in it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        text = f"{name} unpacks to more than {MOST_UNPACKED // 2**20} MB; it was not opened. Save it as CSV."
        return Refusal("file_swells", text, "file")
    if any(one.endswith("vbaproject.bin") for one in names):
        return Refusal("file_has_macros", f"{name} has macros; it was not opened. Save it as .xlsx.", "file")
    if "xl/workbook.xml" not in names:
        return Refusal("file_no_table", f"{name} is no Excel file. Save the list as .xlsx or CSV.", "file")
    return None


def _read(content: bytes, name: str) -> Book | Refusal:
    sheets = []
    for place, (title, cells) in enumerate(_sheets(content, saved=False)):
        rows = list(cells)
        if len(rows) > MOST_ROWS:
            return Refusal("file_too_long", f"{name}, sheet {title}, has more than {MOST_ROWS} rows. Split it.", title)
        formulas = sum(isinstance(cell, Unsaved) for row in rows for cell in row)
        if formulas:
            rows, formulas = _with_saved(content, place, rows)
        sheets.append(Sheet(title, tuple(rows), formulas))
    if not sheets:
        return Refusal("file_broken", f"{name} has no sheet with a table. Save the list as .xlsx or CSV.", "file")
    return Book(tuple(sheets))


def _sheets(content: bytes, *, saved: bool) -> Iterator[tuple[str, Iterator[tuple[Cell, ...]]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=saved, keep_links=False)
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            sheet.reset_dimensions()  # what the file says of its own size is not believed
            yield sheet.title, _rows(sheet, saved=saved)
    finally:
        book.close()


def _rows(sheet: Any, *, saved: bool) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if number > MOST_ROWS:
            return
        width = max((place for place, value in enumerate(row, 1) if value is not None), default=0)
        yield tuple(_cell(value, saved=saved) for value in row[:width])


def _with_saved(content: bytes, place: int, rows: list[tuple[Cell, ...]]) -> tuple[list[tuple[Cell, ...]], int]:
    """Put the saved values in the place of the formulas; gives how many had one."""
    again: list[tuple[Cell, ...]] = []
    for number, (_, cells) in enumerate(_sheets(content, saved=True)):
        if number == place:
            again = list(cells)
            break
    found, counted = [], 0
    for row, values in zip(rows, again, strict=False):
        saved = (*values, *[""] * (len(row) - len(values)))
        known = tuple(
            value if isinstance(cell, Unsaved) and value != "" else cell
            for cell, value in zip(row, saved, strict=False)
        )
        counted += sum(isinstance(cell, Unsaved) for cell in row) - sum(isinstance(cell, Unsaved) for cell in known)
        found.append(known)
    return found, counted


def _cell(value: Any, *, saved: bool) -> Cell:
    """One value of Excel as a cell; a number to the ten thousandth, so that 0.1 + 0.2 is 0.3."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(getattr(value, "text", value))
    return Unsaved(tidy(text)) if text.startswith("=") and not saved else tidy(text)


def _number(value: float) -> Cell:
    try:
        exact = Decimal(str(value)).quantize(Decimal("0.0001"))
    except InvalidOperation:
        return str(value)
    return exact.to_integral_value() if exact == exact.to_integral_value() else exact.normalize()
