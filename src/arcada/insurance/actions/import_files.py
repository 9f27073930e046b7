"""Keep a list of members that was uploaded, and the columns that a person chose for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.insurance.models import CoverageFile, FileKind
from arcada.interop.coverage_csv import MOST_ROWS, CoverageTable, fault_of_columns, guess_columns, read_coverages
from arcada.interop.fee_table import headings
from arcada.interop.spreadsheet import read_book, stored, unstored
from arcada.interop.spreadsheet_table import LONGEST_CELL, Sheet
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

LONGEST_NAME = 200
LOOKED_AT = 10


def keep_list(*, by: Membership, at: datetime, name: str, content: bytes) -> CoverageFile | Refusal:
    """Read a CSV or Excel file and keep it; columns are those of the last list with the same headings, else guessed."""
    require(by, Permission.PRICE)
    book = read_book(content, name)
    if isinstance(book, Refusal):
        return book
    sheet = next((one for one in book.sheets if one.rows), None)
    if sheet is None:
        return Refusal("file_empty", f"{name} has no rows.", "file")
    if len(sheet.rows) > MOST_ROWS + LOOKED_AT:
        text = f"{name} has {len(sheet.rows):,} rows; {MOST_ROWS:,} are read at once. Split it."
        return Refusal("too_many_rows", text, "file")
    place = _heading(sheet)
    names = [one[:LONGEST_CELL] for one in headings(sheet, place)]
    with transaction.atomic():
        row = CoverageFile.objects.create(
            practice_id=by.practice_id,
            kind=FileKind.TABLE,
            name=name[-LONGEST_NAME:],
            content={"sheets": stored(book)[:1] if book.sheets[0] is sheet else stored(book), "heading": place},
            headings=names,
            columns=_remembered(by, names) or guess_columns(names),
            by=by,
            at=at,
        )
        record(by=by, at=at, verb="uploaded", noun="coverage file", noun_id=row.pk, detail={"name": row.name})
        return row


def choose_columns(*, by: Membership, file: CoverageFile, columns: Mapping[str, int]) -> CoverageFile | Refusal:
    """Say which column is what."""
    require(by, Permission.PRICE, file)
    fault = fault_of_columns(columns, len(file.headings))
    if fault is not None:
        return fault
    with transaction.atomic():
        row = CoverageFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if row.taken_at is not None:
            return Refusal("taken_already", "This list was taken over already.", "file")
        row.columns = dict(columns)
        row.save(update_fields=["columns"])
        return row


def table_of(file: CoverageFile, *, currency: str, decimal: str, month_first: bool) -> CoverageTable | Refusal:
    """The rows of a kept list under its columns; a list that was taken over is no longer kept."""
    if file.taken_at is not None:
        return Refusal("taken_already", "This list was taken over already.", "file")
    fault = fault_of_columns(file.columns, len(file.headings))
    if fault is not None:
        return fault
    sheet = sheet_of(file)
    heading = int(file.content["heading"])
    return read_coverages(sheet, heading, file.columns, currency=currency, decimal=decimal, month_first=month_first)


def sheet_of(file: CoverageFile) -> Sheet:
    """The sheet of a kept list."""
    content: dict[str, Any] = file.content
    return next(one for one in unstored(content["sheets"]) if one.rows)


def _heading(sheet: Sheet) -> int:
    """The row that names the columns: the one of the first rows with most words that we know."""
    scores = [len(guess_columns(headings(sheet, place))) for place in range(min(LOOKED_AT, len(sheet.rows)))]
    return scores.index(max(scores))


def _remembered(by: Membership, names: list[str]) -> dict[str, int]:
    rows = CoverageFile.objects.filter(practice_id=by.practice_id, kind=FileKind.TABLE, taken_at__isnull=False)
    last = rows.filter(headings=names).order_by("-taken_at").first()
    return dict(last.columns) if last else {}
