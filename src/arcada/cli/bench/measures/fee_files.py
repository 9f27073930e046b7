"""Files of fees: how long a person waits for what a list of 50,000 rows says."""

import io

from arcada.cli.bench.registry import Taken, Target, measurement, timed
from arcada.core.kernel import Refusal
from arcada.interop.fee_table import guess_columns, guess_heading, headings, read_fees
from arcada.interop.spreadsheet import read_book

ROWS = 50_000
SAMPLES = 3


def in_excel(rows: int = ROWS) -> bytes:
    """A list in Excel with a code, a name and a fee in each row."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.create_sheet("Fees", 0)
    sheet.append(["Code", "Description", "Fee"])
    for number in range(rows):
        sheet.append([f"EX-{number}", f"Service {number}", 100 + number % 900 + 0.5])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def in_csv(rows: int = ROWS) -> bytes:
    """The same with semicolons and decimal commas."""
    lines = (f"EX-{number};Service {number};{100 + number % 900},50" for number in range(rows))
    return "\n".join(("Code;Description;Fee", *lines)).encode()


def read(content: bytes, name: str) -> int:
    """Read a file to its rows; gives how many."""
    book = read_book(content, name)
    if isinstance(book, Refusal):
        raise TypeError(book.text)
    sheet = book.sheets[0]
    heading = guess_heading(sheet)
    columns = guess_columns(headings(sheet, heading))
    return len(read_fees(sheet, heading, columns, currency="USD", decimal=".").rows)


@measurement("fees_excel", "50,000 fees from Excel", Target("mean", 5000, "ms"))
def excel() -> Taken:
    """Once for each upload; what was read is kept for the steps that follow."""
    content = in_excel()
    return timed(lambda: read(content, "fees.xlsx"), samples=SAMPLES)


@measurement("fees_csv", "50,000 fees from CSV", Target("mean", 2000, "ms"))
def comma_separated() -> Taken:
    """The same from CSV."""
    content = in_csv()
    return timed(lambda: read(content, "fees.csv"), samples=SAMPLES)
