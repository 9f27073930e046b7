"""The audit: read it, walk its chain, take it away as a file. Each of these is recorded itself."""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.audit.actions import record, record_read
from arcada.audit.queries import verify
from arcada.display.toasts import toast
from arcada.practice.access import Permission, may, require
from arcada.web.people.sections import OK, UNCLEAR, draw
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, voice_of
from arcada.web.trail.chain_state import chain_state
from arcada.web.trail.presenters import event_lines, patients_named
from arcada.web.trail.search import FilterForm, Wanted, events, older_than
from arcada.web.trail.sheet import sheet

HERE = "trail:show"
A_PAGE = 50
MOST_IN_A_FILE = 50_000


@require_safe
@gate(Permission.READ_AUDIT)
def show(request: HttpRequest) -> HttpResponse:
    """Show the events that are wanted, the newest first."""
    return _page(request)


@require_safe
@gate(Permission.READ_AUDIT)
def export(request: HttpRequest) -> HttpResponse:
    """Give the events that are wanted as a file."""
    member = request.membership  # type: ignore[attr-defined]
    require(member, Permission.EXPORT)
    now = timezone.now()
    form = FilterForm(request.GET, member=member)
    if not form.is_valid():
        return _page(request)
    wanted = form.wanted()
    rows = list(events(member, wanted)[: MOST_IN_A_FILE + 1])
    if len(rows) > MOST_IN_A_FILE:
        text = f"These are more than {MOST_IN_A_FILE:,} events, too many for one file. Choose fewer days, then export."
        return _page(request, note=text, status=UNCLEAR)
    text = sheet(rows, patients_named(member, rows), ZoneInfo(member.practice.time_zone))
    _record(request, wanted, "exported", events=len(rows))
    name = f"audit-{local_date(now, member.practice).isoformat()}.csv"
    return HttpResponse(
        text.encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@require_POST
@gate(Permission.READ_AUDIT)
def check(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain and say what does not hold."""
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    faults = verify(member.practice_id, at=now)
    links = chain_state(member.practice_id, now).sealed
    told = {"links": links, "faults": [fault.code for fault in faults]}
    record(by=member, at=now, verb="checked", noun="audit", noun_id=member.practice_id, detail=told)
    if faults:
        return _page(request, walked=tuple(f"{fault.text[:1].upper()}{fault.text[1:]}." for fault in faults))
    toast(request, f"Walked {links:,} links: each event is as it was sealed, and none is missing.")
    return redirect(HERE)


def _record(request: HttpRequest, wanted: Wanted, verb: str = "read", **more: Any) -> None:
    member = request.membership  # type: ignore[attr-defined]
    record_read(
        by=member,
        at=timezone.now(),
        verb=verb,
        noun="audit",
        noun_id=member.practice_id,
        patient_id=wanted.patient.pk if wanted.patient else None,
        detail=wanted.told() | more,
    )


def _page(request: HttpRequest, *, walked: tuple[str, ...] = (), note: str = "", status: int = OK) -> HttpResponse:
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    form = FilterForm(request.GET, member=member)
    chain = chain_state(member.practice_id, now)
    before = request.GET.get("before", "")
    rows: list[Any] = []
    if form.is_valid():
        found = events(member, form.wanted())
        rows = list((older_than(found, member, before) if before else found)[: A_PAGE + 1])
        _record(request, form.wanted())
    else:
        status = UNCLEAR
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    content = {
        "form": form,
        "chain": chain,
        "walked": walked,
        "note": note,
        "lines": event_lines(member, rows[:A_PAGE], voice_of(member.practice)),
        "older": urlencode(asked | {"before": rows[A_PAGE - 1].pk}) if len(rows) > A_PAGE else "",
        "query": urlencode(asked),
        "asked": bool(asked),
        "begun": bool(before),
        "may_export": may(member, Permission.EXPORT),
    }
    return draw(request, "web/trail/show.html", HERE, content, status=status)
