"""A file of fees: brought in, its columns and codes said, looked at, applied all or nothing, undone."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.fee_changes import list_changed
from arcada.interop.fee_table import FIELDS
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission
from arcada.practice.actions import apply_import, choose_columns, drop_import, map_code, start_import, undo_import
from arcada.practice.fees_files import preview_of_import, sheets_of
from arcada.practice.fees_matching import procedure_called
from arcada.practice.models import FeeImport, FeeSchedule, ImportState, Membership
from arcada.web.fees.frame import LONGEST, OK, UNCLEAR, day_typed, draw, member_of, own, send, today_of
from arcada.web.fees.presenters.files import COLUMN_NAMES, preview_shown, sample_of
from arcada.web.fees.presenters.lists import files_of
from arcada.web.fees.presenters.table import voice_of_list
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "fees:lists"
NO_FILE = Refusal("file_missing", "Choose a file first.", "file")
MOST_CODE, MOST_NAME = 60, 220


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def upload(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Take a file for a list."""
    member = member_of(request)
    schedule: FeeSchedule = own(member, FeeSchedule, schedule_id)
    refusal = None
    if request.method == "POST":
        answer = _take(request, schedule)
        if not isinstance(answer, Refusal):
            return redirect("fees:columns", answer)
        refusal = answer
    content = {
        "schedule": {"id": schedule.pk, "name": schedule.name, "currency": schedule.currency},
        "files": files_of(member, voice_of(member.practice), schedule),
        "wrong": refusal.text if refusal else "",
    }
    return draw(request, "web/fees/upload.html", HERE, content, status=UNCLEAR if refusal else OK)


def _take(request: HttpRequest, schedule: FeeSchedule) -> UUID | Refusal:
    """Start the import of the file that was sent; the same file sent twice with one form is one import."""
    sent = request.FILES.get("file")
    if sent is None:
        return NO_FILE
    content, now = sent.read(), timezone.now()
    key = request.POST.get("key", "")[:LONGEST]
    done = once(
        by=member_of(request),
        at=now,
        key=key and hashlib.sha256(key.encode() + content).hexdigest(),
        verb="bring in fees",
        act=lambda: start_import(
            by=member_of(request), at=now, schedule=schedule, file_name=sent.name or "", content=content
        ),
    )
    return done.refusal or done.noun_id or NO_FILE


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def columns(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Say which sheet, row and columns hold what."""
    entry: FeeImport = own(member_of(request), FeeImport, import_id)
    if entry.state != ImportState.DRAFT:
        return redirect("fees:show", entry.schedule_id)
    if request.method != "POST":
        return _columns(request, entry)
    sheet, heading = (_whole(request.POST.get(name, "")) for name in ("sheet", "heading"))
    begins = day_typed(request.POST.get("begins", "")[:10], "begins")
    if isinstance(begins, Refusal):
        return _columns(request, entry, begins)
    moved = (sheet, heading - 1) != (entry.sheet, entry.heading)
    chosen = None if moved or request.POST.get("do") == "look" else _chosen(request)
    if isinstance(chosen, Refusal):
        return _columns(request, entry, chosen)
    sent = send(
        request,
        "choose columns",
        lambda by, at: choose_columns(
            by=by, at=at, entry=entry, sheet=sheet, heading=heading - 1, columns=chosen, begins=begins
        ),
    )
    if sent.refusal:
        entry.refresh_from_db()
        return _columns(request, entry, sent.refusal)
    return redirect("fees:columns" if chosen is None else "fees:preview", entry.pk)


def _chosen(request: HttpRequest) -> dict[str, int] | Refusal:
    """What each column was said to be."""
    found: dict[str, int] = {}
    for name, field in request.POST.items():
        if not name.startswith("col-") or field not in FIELDS:
            continue
        if str(field) in found:
            text = f"Two columns are said to be '{COLUMN_NAMES[str(field)]}'. Choose one."
            return Refusal("column_twice", text, "columns")
        found[str(field)] = _whole(name.removeprefix("col-"))
    return found


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else -1  # noqa: PLR2004 - a row's number


def _columns(request: HttpRequest, entry: FeeImport, refusal: Refusal | None = None) -> HttpResponse:
    sheets = sheets_of(entry)
    content = {
        "entry": {"id": entry.pk, "file": entry.file_name, "notes": entry.notes, "list": entry.schedule.name},
        "schedule_id": entry.schedule_id,
        "begins": request.POST.get("begins", "")[:10] or str(entry.begins or ""),
        "sample": sample_of(entry, sheets),
        "fields": list(COLUMN_NAMES.items()),
        "wrong": refusal.text if refusal else "",
    }
    return draw(request, "web/fees/columns.html", HERE, content, status=UNCLEAR if refusal else OK)


@require_safe
@gate(Permission.SETTINGS)
def preview(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show what the file would change."""
    entry: FeeImport = own(member_of(request), FeeImport, import_id)
    if entry.state != ImportState.DRAFT:
        return redirect("fees:show", entry.schedule_id)
    return _preview(request, entry)


def _preview(request: HttpRequest, entry: FeeImport, refusal: Refusal | None = None) -> HttpResponse:
    member = member_of(request)
    found = preview_of_import(entry, today_of(member))
    if isinstance(found, Refusal):
        return _columns(request, entry, found)
    voice = voice_of_list(entry.schedule, voice_of(member.practice))
    content = {
        "entry": {"id": entry.pk, "file": entry.file_name, "notes": entry.notes},
        "schedule": {"id": entry.schedule_id, "name": entry.schedule.name},
        "begins": entry.begins,
        "found": preview_shown(found, voice),
        "procedures": sorted(one.name for one in load_library().procedures.values()),
        "wrong": refusal.text if refusal else "",
    }
    return draw(request, "web/fees/preview.html", HERE, content, status=UNCLEAR if refusal else OK)


@require_POST
@gate(Permission.SETTINGS)
def code(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Say what one of the clinic's codes stands for, on the way through a file."""
    entry: FeeImport = own(member_of(request), FeeImport, import_id)
    told = {
        name: request.POST.get(name, "")[:most]
        for name, most in (("code", MOST_CODE), ("name", MOST_NAME), ("material", MOST_CODE))
    }
    offered, typed = request.POST.get("procedure", "")[:LONGEST], request.POST.get("typed", "")[:LONGEST]
    chosen = procedure_called(offered or typed)
    if chosen is None and request.POST.get("not_ours") is None:
        return _preview(request, entry, Refusal("procedure_unknown", "Choose a procedure from the list.", "typed"))
    procedure = chosen.id if chosen else ""
    sent = send(
        request,
        "map code",
        lambda by, at: map_code(
            by=by,
            at=at,
            **told,
            procedure=procedure,
            gives_fee=bool(procedure) and request.POST.get("papers") is None,
        ),
    )
    if sent.refusal:
        return _preview(request, entry, sent.refusal)
    return redirect("fees:preview", entry.pk)


@require_POST
@gate(Permission.SETTINGS)
def apply(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Let the file take effect."""
    entry: FeeImport = own(member_of(request), FeeImport, import_id)
    return _act(
        request, entry, "apply fees", apply_import, f"{entry.file_name} is applied. It can be undone below the list."
    )


@require_POST
@gate(Permission.SETTINGS)
def undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Put the list back as it was before a file."""
    entry: FeeImport = own(member_of(request), FeeImport, import_id)
    return _act(request, entry, "undo fees", undo_import, f"The list is as it was before version {entry.number}.")


@require_POST
@gate(Permission.SETTINGS)
def drop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Forget a file."""
    entry: FeeImport = own(member_of(request), FeeImport, import_id)
    return _act(request, entry, "drop fees", drop_import, f"{entry.file_name} is dropped; nothing was changed.")


def _act(request: HttpRequest, entry: FeeImport, verb: str, act: Callable[..., Any], said: str) -> HttpResponse:
    """Do it once; a refusal is told on the page it came from."""

    def done(by: Membership, at: datetime) -> Any:
        made = act(by=by, at=at, entry=entry)
        if not isinstance(made, Refusal):
            list_changed(by=by, at=at, schedule=entry.schedule)
        return made

    sent = send(request, verb, done)
    if sent.refusal is None:
        if not sent.repeated:
            toast(request, said)
    elif entry.state == ImportState.DRAFT:
        return _preview(request, entry, sent.refusal)
    else:
        toast(request, sent.refusal.text)
    return redirect("fees:show", entry.schedule_id)
