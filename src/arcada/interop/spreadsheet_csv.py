"""CSV as the world writes it: any separator, with or without marks at the front, in the encodings of old exports.

encoding    UTF-8 or UTF-16 by its mark; else UTF-8; else the Windows one of Western Europe, and said
separator   the one of , ; tab | that gives most columns in most rows; 'sep=;' in the first row is obeyed
"""

import csv
import io
from collections import Counter

from arcada.core.kernel import Refusal
from arcada.interop.spreadsheet_table import MOST_COLUMNS, MOST_ROWS, Book, Sheet, tidy

SEPARATORS = ",;\t|"
LOOKED_AT = 40
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
OLD = "The file is not in UTF-8; it was read as an export of Windows. Look at names with accents."


def read_csv(content: bytes, name: str) -> Book | Refusal:
    """Read the one sheet of a CSV file."""
    decoded = _text(content)
    if decoded is None or "\0" in decoded[0]:
        return Refusal("file_no_table", f"{name} holds no text. Save the list as CSV or as .xlsx.", "file")
    text, notes = decoded
    rows: list[tuple[str, ...]] = []
    try:
        separator, text = _separator(text)
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) >= MOST_ROWS:
                text = f"{name} has more than {MOST_ROWS} rows. Split it."
                return Refusal("file_too_long", text, f"row {MOST_ROWS + 1}")
            rows.append(tuple(tidy(cell) for cell in row[:MOST_COLUMNS]))
    except csv.Error:
        where = f"row {len(rows) + 1}"
        return Refusal("quote_open", f"{name}: a quotation mark in {where} is not closed.", where)
    return Book((Sheet("", tuple(rows)),), notes)


def _text(content: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text and what to say of its encoding; None where it is none."""
    named = next((encoding for mark, encoding in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(named), ()
    except UnicodeDecodeError:
        if named != "utf-8" or b"\0" in content:
            return None
    try:
        return content.decode("cp1252"), (OLD,)
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line that names it."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and len(told) == len("sep=;"):
        return first.strip().strip('"')[-1], rest
    sample = [line for line in text.splitlines()[: LOOKED_AT * 2] if line.strip()][:LOOKED_AT]
    return max(SEPARATORS, key=lambda one: _columns(sample, one)), text


def _columns(sample: list[str], separator: str) -> tuple[int, int]:
    """How many rows have the commonest number of columns, if it is more than one; then that number."""
    widths = Counter(len(row) for row in csv.reader(sample, delimiter=separator) if len(row) > 1)
    if not widths:
        return (0, 0)
    width, rows = max(widths.items(), key=lambda each: (each[1], each[0]))
    return (rows, width)
