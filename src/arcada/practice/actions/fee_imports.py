"""A file of fees into a list: started, its columns chosen, applied all or nothing, undone as the next version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.interop.fee_table import fault_of_columns, guess_columns, guess_heading, headings
from arcada.interop.spreadsheet import Sheet, read_book
from arcada.practice.access import Permission, require
from arcada.practice.actions.fees import fault_of_day, put_fee
from arcada.practice.clock import local_day
from arcada.practice.fees_files import packed, preview_of_import, sheets_of, signature_of
from arcada.practice.fees_preview import Line, Preview
from arcada.practice.models import Fee, FeeImport, FeeSchedule, ImportState, Membership

LONGEST_FILE_NAME = 200
NAMED = 5


def start_import(
    *, by: Membership, at: datetime, schedule: FeeSchedule, file_name: str, content: bytes
) -> FeeImport | Refusal:
    """Read a file and keep what it says; nothing of the list changes."""
    require(by, Permission.SETTINGS, schedule)
    name = file_name.strip()[:LONGEST_FILE_NAME] or "The file"
    book = read_book(content, name)
    if isinstance(book, Refusal):
        return book
    place = _likeliest(book.sheets)
    heading = guess_heading(book.sheets[place])
    notes = list(book.notes)
    if formulas := sum(one.formulas for one in book.sheets):
        notes.append(f"{formulas} cells hold a formula; the values that were saved with the file are read.")
    with transaction.atomic():
        entry = FeeImport(
            practice_id=by.practice_id,
            schedule=schedule,
            number=_next_number(schedule),
            file_name=name,
            content=packed(book),
            notes=notes,
            sheet=place,
            heading=heading,
            started_by=by,
            started_at=at,
        )
        _keep_columns(entry, book.sheets[place], None)
        entry.save()
        record(by=by, at=at, verb="uploaded", noun="fee_import", noun_id=entry.pk, detail=_told(entry))
    return entry


def choose_columns(
    *,
    by: Membership,
    at: datetime,
    entry: FeeImport,
    sheet: int,
    heading: int,
    columns: Mapping[str, int] | None,
    begins: date | None = None,
) -> FeeImport | Refusal:
    """Say which sheet, row and columns hold what, and from when the fees hold; None guesses the columns anew."""
    require(by, Permission.SETTINGS, entry)
    sheets = sheets_of(entry)
    if entry.state != ImportState.DRAFT or not 0 <= sheet < len(sheets):
        return Refusal("file_gone", "The file is not kept any more. Upload it again.", "file")
    if not 0 <= heading < max(len(sheets[sheet].rows), 1):
        return Refusal("heading_unknown", "The row of headings is not in the sheet.", "heading")
    if fault := fault_of_day(begins, local_day(at, by.practice)):
        return fault
    width = len(headings(sheets[sheet], heading))
    if columns is not None and (fault := fault_of_columns(columns, width)):
        return fault
    with transaction.atomic():
        entry.sheet, entry.heading, entry.begins = sheet, heading, begins
        _keep_columns(entry, sheets[sheet], columns)
        entry.save()
        record(by=by, at=at, verb="chose columns", noun="fee_import", noun_id=entry.pk, detail=_told(entry))
    return entry


def apply_import(*, by: Membership, at: datetime, entry: FeeImport) -> FeeImport | Refusal:
    """Let all that the file says take effect, or nothing of it."""
    require(by, Permission.SETTINGS, entry)
    today = local_day(at, by.practice)
    with transaction.atomic():
        FeeSchedule.objects.select_for_update().get(pk=entry.schedule_id)
        kept = FeeImport.objects.select_for_update(of=("self",)).select_related("schedule__practice").get(pk=entry.pk)
        if kept.state != ImportState.DRAFT:
            return Refusal("import_over", f"This file is {kept.get_state_display().lower()} already.", "file")
        preview = preview_of_import(kept, today)
        if isinstance(preview, Refusal):
            return preview
        if fault := _fault_of(preview):
            return fault
        lines = _take_effect(kept, preview, today)
        kept.state, kept.applied_by, kept.applied_at, kept.content = ImportState.APPLIED, by, at, b""
        kept.counts = preview.counts
        kept.save()
        detail = _told(kept) | {"fees": [_changed(line) for line in lines]}
        record(by=by, at=at, verb="applied", noun="fee_import", noun_id=kept.pk, detail=detail)
    return kept


def _take_effect(entry: FeeImport, preview: Preview, today: date) -> list[Line]:
    """Write the amounts, earlier days first, so that a later one ends the earlier; keep what was before and after."""
    lines = sorted((*preview.new, *preview.changed), key=lambda line: (line.procedure, line.begins))
    touched = sorted({line.procedure for line in lines})
    entry.before = _written(entry.schedule, touched)
    for line in lines:
        put_fee(entry.schedule, line.procedure, line.after, line.row.begins or entry.begins, today)
    entry.after = _written(entry.schedule, touched)
    return lines


def undo_import(*, by: Membership, at: datetime, entry: FeeImport) -> FeeImport | Refusal:
    """Put the list back as it was before a file, as its next version; refused where it was changed since."""
    require(by, Permission.SETTINGS, entry)
    with transaction.atomic():
        schedule = FeeSchedule.objects.select_for_update().get(pk=entry.schedule_id)
        kept = FeeImport.objects.select_for_update().get(pk=entry.pk)
        if kept.state != ImportState.APPLIED:
            return Refusal("import_not_applied", "Only a file that was applied can be undone, and only once.", "file")
        touched = sorted({row[0] for row in (*kept.before, *kept.after)})
        now = _written(schedule, touched)
        if now != kept.after:
            return _changed_since(kept.after, now)
        _put_back(schedule, touched, kept.before)
        kept.state = ImportState.UNDONE
        kept.save(update_fields=["state"])
        made = FeeImport.objects.create(
            practice_id=by.practice_id,
            schedule=schedule,
            number=_next_number(schedule),
            state=ImportState.APPLIED,
            before=kept.after,
            after=kept.before,
            undoes=kept,
            started_by=by,
            started_at=at,
            applied_by=by,
            applied_at=at,
        )
        detail = {"undoes": kept.number, "number": made.number, "procedures": touched}
        record(by=by, at=at, verb="undid", noun="fee_import", noun_id=made.pk, detail=detail)
    return made


def drop_import(*, by: Membership, at: datetime, entry: FeeImport) -> FeeImport | Refusal:
    """Forget a file that was not applied."""
    require(by, Permission.SETTINGS, entry)
    with transaction.atomic():
        kept = FeeImport.objects.select_for_update().get(pk=entry.pk)
        if kept.state == ImportState.DRAFT:
            kept.state, kept.content = ImportState.DROPPED, b""
            kept.save()
            record(by=by, at=at, verb="dropped", noun="fee_import", noun_id=kept.pk, detail=_told(kept))
    return kept


def _likeliest(sheets: tuple[Sheet, ...]) -> int:
    """The sheet whose headings we know most of; of equals the first."""
    known = [len(guess_columns(headings(one, guess_heading(one)))) for one in sheets]
    return max(range(len(sheets)), key=lambda place: (known[place], bool(sheets[place].rows), -place))


def _keep_columns(entry: FeeImport, sheet: Sheet, chosen: Mapping[str, int] | None) -> None:
    """Keep the columns that were chosen; else those of the last file with the same headings; else a guess."""
    entry.signature = signature_of(sheet, entry.heading)
    if chosen is not None:
        entry.columns = dict(chosen)
        return
    earlier = FeeImport.objects.filter(practice_id=entry.practice_id, signature=entry.signature).exclude(pk=entry.pk)
    last = earlier.exclude(columns={}).order_by("-started_at").first()
    entry.columns = dict(last.columns) if last else guess_columns(headings(sheet, entry.heading))


def _next_number(schedule: FeeSchedule) -> int:
    """The list is held by the caller or the number's own constraint speaks."""
    FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
    return 1 + (FeeImport.objects.filter(schedule=schedule).aggregate(last=Max("number"))["last"] or 0)


def _fault_of(preview: Preview) -> Refusal | None:
    if preview.faults:
        first = preview.faults[0]
        where = first.where.partition(".")[0]
        rest = f", and {len(preview.faults) - 1} more" if len(preview.faults) > 1 else ""
        return Refusal("file_has_faults", f"Nothing was changed: {where} {first.text.rstrip('.')}{rest}.", first.where)
    if not (preview.new or preview.changed):
        return Refusal("nothing_to_apply", "The file changes no fee: say first what your codes stand for.", "file")
    return None


def _changed(line: Line) -> dict[str, Any]:
    before = None if line.before is None else str(line.before)
    return {"procedure": line.procedure, "before": before, "after": str(line.after), "begins": str(line.begins)}


def _written(schedule: FeeSchedule, procedures: list[str]) -> list[list[str | None]]:
    """The rows of some procedures, as they are kept for an undo."""
    rows = Fee.objects.filter(schedule=schedule, procedure__in=procedures)
    return [
        [row.procedure, str(row.amount), *(str(day) if day else None for day in (row.begins, row.ends))] for row in rows
    ]


def _put_back(schedule: FeeSchedule, procedures: list[str], rows: list[list[Any]]) -> None:
    Fee.objects.filter(schedule=schedule, procedure__in=procedures).delete()
    Fee.objects.bulk_create(
        Fee(
            practice_id=schedule.practice_id,
            schedule=schedule,
            procedure=procedure,
            amount=amount,
            begins=begins,
            ends=ends,
        )
        for procedure, amount, begins, ends in rows
    )


def _changed_since(after: list[list[Any]], now: list[list[Any]]) -> Refusal:
    ours, theirs = {tuple(row) for row in after}, {tuple(row) for row in now}
    names = sorted({row[0].replace("_", " ") for row in ours ^ theirs})
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    text = f"The list was changed since: {', '.join(names[:NAMED])}{more}. Change those by hand."
    return Refusal("changed_since", text, "file")


def _told(entry: FeeImport) -> dict[str, Any]:
    return {
        "file": entry.file_name,
        "number": entry.number,
        "columns": entry.columns,
        "begins": str(entry.begins) if entry.begins else None,
        "list": str(entry.schedule_id),
    }
