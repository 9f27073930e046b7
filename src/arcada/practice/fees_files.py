"""A file of fees between two clicks: what was read is kept packed with the import, and read again in a moment."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from datetime import date

from arcada.core.kernel import Refusal
from arcada.interop.fee_table import fault_of_columns, headings, plain, read_fees
from arcada.interop.spreadsheet import Book, Sheet, stored, unstored
from arcada.practice.fees_preview import Preview, known_codes, preview_of
from arcada.practice.models import FeeImport

FAST = 1
COMMA_COUNTRIES = frozenset(
    {"AT", "BE", "BG", "BR", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IT", "LT", "LV", "NL", "NO"}
    | {"PL", "PT", "RO", "RU", "SE", "SI", "SK", "TR", "UA"}
)


def packed(book: Book) -> bytes:
    """A book as it is kept."""
    return zlib.compress(json.dumps(stored(book)).encode(), FAST)


def sheets_of(entry: FeeImport) -> tuple[Sheet, ...]:
    """The sheets of a file that was kept; none once it was applied or dropped."""
    content = bytes(entry.content)
    return unstored(json.loads(zlib.decompress(content))) if content else ()


def signature_of(sheet: Sheet, heading: int) -> str:
    """The same for files with the same headings: their columns are known next time."""
    return hashlib.sha256(json.dumps([plain(one) for one in headings(sheet, heading)]).encode()).hexdigest()


def decimal_sign(country: str) -> str:
    """How a country parts the cents, where a file leaves a doubt."""
    return "," if country in COMMA_COUNTRIES else "."


def preview_of_import(entry: FeeImport, today: date, sheets: Sequence[Sheet] | None = None) -> Preview | Refusal:
    """What the file would do to its list now; a refusal where its columns are not chosen yet."""
    kept = sheets_of(entry) if sheets is None else sheets
    if entry.sheet >= len(kept):
        return Refusal("file_gone", "The file is not kept any more. Upload it again.", "file")
    sheet = kept[entry.sheet]
    if fault := fault_of_columns(entry.columns, len(headings(sheet, entry.heading))):
        return fault
    country = entry.schedule.practice.country
    table = read_fees(
        sheet,
        entry.heading,
        entry.columns,
        currency=entry.schedule.currency,
        decimal=decimal_sign(country),
    )
    return preview_of(table, entry.schedule, known_codes(entry.practice_id), entry.begins or today)
