"""A list of members from a file: brought in, its columns said, looked at, taken over all or nothing."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.import_coverages import take_coverages
from arcada.insurance.actions.import_files import choose_columns, keep_list, table_of
from arcada.insurance.actions.import_looking import look_at
from arcada.insurance.models import CoverageFile, FileKind
from arcada.interop.coverage_csv import FIELDS, CoverageTable
from arcada.practice.access import Permission
from arcada.web.cover.presenters.importing import COLUMN_NAMES, file_lines, look_shown, sample_of
from arcada.web.people.sections import OK, UNCLEAR, draw, own
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "cover:payers"
LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file."""
    member = request.membership  # type: ignore[attr-defined]
    wrong = ""
    if request.method == "POST":
        sent, now = request.FILES.get("file"), timezone.now()
        content = sent.read() if sent else b""
        key = request.POST.get("key", "")[:LONGEST]
        done = once(
            by=member,
            at=now,
            key=key and hashlib.sha256(key.encode() + content).hexdigest(),
            verb="bring in coverage",
            act=lambda: keep_list(by=member, at=now, name=(sent.name or "the file") if sent else "", content=content),
        )
        if sent and done.noun_id:
            return redirect("cover:file", done.noun_id)
        wrong = done.refusal.text if sent and done.refusal else "Choose a file first."
    content_ = {"wrong": wrong, "columns": COLUMN_NAMES, "files": file_lines(member, voice_of(member.practice))}
    return draw(request, "web/cover/upload.html", HERE, content_, status=UNCLEAR if wrong else OK)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show what a list would do; sent, change what its columns are."""
    row = _list(request, file_id)
    if row.taken_at is not None:
        return draw(request, "web/cover/taken.html", HERE, {"name": row.name, "summary": row.summary})
    wrong = ""
    if request.method == "POST":
        chosen = choose_columns(by=request.membership, file=row, columns=_columns(request, row))  # type: ignore[attr-defined]
        if not isinstance(chosen, Refusal):
            return redirect("cover:file", row.pk)
        wrong = chosen.text
    return _looked(request, row, wrong)


@require_POST
@gate(Permission.PRICE)
def take(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take the list over; sent again, show what came of it."""
    row = _list(request, file_id)
    if row.taken_at is not None:
        return redirect("cover:file", row.pk)
    table = _table(request, row)
    if isinstance(table, Refusal):
        return _looked(request, row, table.text)
    member = request.membership  # type: ignore[attr-defined]
    outcome = take_coverages(by=member, at=timezone.now(), file=row, table=table)
    if isinstance(outcome, Refusal):
        return _looked(request, row, outcome.text)
    toast(request, "The list is taken over. The estimates count with it.")
    return redirect("cover:file", row.pk)


def _list(request: HttpRequest, key: UUID) -> CoverageFile:
    row: CoverageFile = own(request.membership, CoverageFile, key)  # type: ignore[attr-defined]
    if row.kind != FileKind.TABLE:
        raise Http404
    return row


def _looked(request: HttpRequest, row: CoverageFile, wrong: str) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    table = _table(request, row)
    content: dict[str, Any] = {
        "file": {"id": row.pk, "name": row.name},
        "sample": sample_of(row),
        "fields": [("", "not used"), *COLUMN_NAMES.items()],
        "wrong": wrong or (table.text if isinstance(table, Refusal) else ""),
    }
    if not isinstance(table, Refusal):
        content["look"] = look_shown(look_at(by=member, at=timezone.now(), table=table), table)
    return draw(request, "web/cover/file.html", HERE, content, status=UNCLEAR if wrong else OK)


def _table(request: HttpRequest, row: CoverageFile) -> CoverageTable | Refusal:
    practice = request.membership.practice  # type: ignore[attr-defined]
    decimal = voice_of(practice).customs.decimal
    return table_of(row, currency=practice.currency, decimal=decimal, month_first=practice.country == "US")


def _columns(request: HttpRequest, row: CoverageFile) -> dict[str, int]:
    """What each column was said to be; one thing said twice is kept, so that it can be refused."""
    found: dict[str, int] = {}
    for place in range(len(row.headings)):
        field = request.POST.get(f"column-{place}", "")
        if field in FIELDS:
            twice = field in found
            found[f"{field} " if twice else field] = place
    return found
