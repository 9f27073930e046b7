"""A list of fees as a file that a clinic opens in Excel, and that comes back in as it went out.

A cell that a spreadsheet would take for a formula ('=1+2', '+1', '-x', '@x') is written as words: in CSV with an
apostrophe in front, in Excel as a text cell. Otherwise a name typed here could run in somebody's spreadsheet.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

HEADINGS = ("Code", "Name", "Catalogue", "Fee", "From", "Until", "Currency")
RISKY = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (12, 46, 34, 12, 12, 12, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One row; an empty amount is no fee."""

    code: str
    name: str
    procedure: str
    amount: Decimal | None
    begins: date | None
    ends: date | None
    currency: str

    def cells(self) -> tuple[str | Decimal | date | None, ...]:
        """The cells in the order of the headings."""
        return (self.code, self.name, self.procedure, self.amount, self.begins, self.ends, self.currency)


def written_csv(rows: Iterable[Exported]) -> bytes:
    """The rows as CSV with a mark, so that Excel reads accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([_harmless(cell) for cell in row.cells()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def written_xlsx(rows: Sequence[Exported], title: str) -> bytes:
    """The rows as an Excel file: amounts are numbers, days are days, the headings stay in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(one for one in title if one not in "[]:*?/\\")[:31] or "Fees")
    sheet.freeze_panes = "A2"
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFG"[place]].width = width
    headings = [WriteOnlyCell(sheet, value=name) for name in HEADINGS]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=_moment(cell)) for cell in row.cells()]
        for cell, value in zip(cells, row.cells(), strict=True):
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _moment(cell: str | Decimal | date | None) -> Any:
    """A cell as openpyxl takes it; it writes a day as well as a moment."""
    return cell


def _harmless(cell: str | Decimal | date | None) -> str:
    if cell is None:
        return ""
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(RISKY) else text
