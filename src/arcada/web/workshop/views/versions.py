"""The versions of a protocol: their history, one with its difference, and the steps from draft to in force."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.audit.actions import record_read
from arcada.cases.actions.activate_protocol import activate_protocol, retire_active_protocol
from arcada.cases.actions.rehearse import MOST, USUAL, last_rehearsal
from arcada.cases.left_behind import left_behind
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.interop.knowledge.own import shipped_text
from arcada.practice.access import Permission, may
from arcada.practice.actions import approve_protocol, retire_protocol, send_back_protocol, submit_protocol
from arcada.practice.models import ON_ITS_WAY, Membership, ProtocolVersion, VersionState
from arcada.practice.protocols import own_in_force, own_of, with_one
from arcada.web.people.sections import send
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of
from arcada.web.workshop.frame import OK, UNCLEAR, Standing, draw, member_of, note_of, standing, version_or_404
from arcada.web.workshop.presenters.changes import changes, diff, told_once
from arcada.web.workshop.presenters.rehearsal import rehearsal_page
from arcada.web.workshop.presenters.versions import left_lines, version_line, version_lines

SAID = {
    "submit": "Version {} waits for approval now.",
    "send_back": "Version {} is a draft again.",
    "approve": "Version {} is approved. It is not in force yet.",
    "activate": "Version {} is in force: the next plan that is made follows it.",
    "retire": "Version {} is retired.",
}


@require_safe
@gate(Permission.READ_PROTOCOLS)
def versions(request: HttpRequest, name: str) -> HttpResponse:
    """List the versions of a protocol."""
    member = member_of(request)
    here = standing(member, name)
    content = {"name": name, "title": here.title, "lines": version_lines(member, name)}
    return draw(request, "web/workshop/versions.html", content | {"in_force": here.active is not None})


@require_safe
@gate(Permission.READ_PROTOCOLS)
def version(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Show one version: what it changes, and what may be done with it."""
    return _page(request, version_or_404(member_of(request), name, number))


@require_POST
@gate(Permission.APPROVE_CLINICAL)
def move(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Take a version one step on, or back."""
    row = version_or_404(member_of(request), name, number)
    act = request.POST.get("act", "")
    note = note_of(request)
    step = _steps(row, note).get(act)
    if step is None:
        return _page(request, row, refusal="Choose one of the buttons.")
    sent = send(request, f"{act} protocol", step)
    if sent.refusal:
        row.refresh_from_db()
        return _page(request, row, refusal=sent.refusal.text, note=note, act=act)
    if not sent.repeated:
        toast(request, SAID[act].format(number))
    return redirect("workshop:version", name, number)


def _steps(row: ProtocolVersion, note: str) -> dict[str, Callable[[Membership, datetime], ProtocolVersion | Refusal]]:
    def retire(by: Membership, at: datetime) -> ProtocolVersion | Refusal:
        if row.state == VersionState.ACTIVE:
            return retire_active_protocol(by=by, at=at, version=row, note=note)
        return retire_protocol(by=by, at=at, version=row, note=note)

    return {
        "submit": lambda by, at: submit_protocol(by=by, at=at, version=row),
        "send_back": lambda by, at: send_back_protocol(by=by, at=at, version=row, note=note),
        "approve": lambda by, at: approve_protocol(by=by, at=at, version=row),
        "activate": lambda by, at: activate_protocol(by=by, at=at, version=row),
        "retire": retire,
    }


def _page(
    request: HttpRequest, row: ProtocolVersion, *, refusal: str = "", note: str = "", act: str = ""
) -> HttpResponse:
    member = member_of(request)
    here = standing(member, row.protocol)
    against, label = _against(request, row, here)
    content: dict[str, Any] = {
        "name": row.protocol,
        "title": here.title,
        "one": version_line(row),
        "refusal": refusal,
        "typed": note,
        "act": act,
        "against": label,
        "choices": _choices(row, label),
        "changes": told_once(changes(against, row.text)),
        "diff": diff(against, row.text),
        "usual": USUAL,
        "most": MOST,
    }
    if may(member, Permission.APPROVE_CLINICAL) and row.state in ON_ITS_WAY:
        content |= _last(member, row)
    return draw(request, "web/workshop/version.html", content, status=UNCLEAR if refusal else OK)


def _against(request: HttpRequest, row: ProtocolVersion, here: Standing) -> tuple[str, str]:
    """The text that a version is held against: what is in force, else the shipped one; or the one that is asked for."""
    wanted = request.GET.get("with", "")
    if wanted.isdecimal() and len(wanted) < len("100000"):
        other = version_or_404(member_of(request), row.protocol, int(wanted))
        return other.text, f"version {other.number}"
    if wanted != "shipped" and here.active is not None and here.active.pk != row.pk:
        return here.active.text, f"version {here.active.number}"
    return shipped_text(row.protocol), "the shipped text"


def _choices(row: ProtocolVersion, label: str) -> list[tuple[str, str, bool]]:
    """What a version may be held against."""
    numbers = ProtocolVersion.objects.filter(practice_id=row.practice_id, protocol=row.protocol).exclude(pk=row.pk)
    found = [(str(number), f"version {number}") for number in numbers.values_list("number", flat=True)]
    return [(value, said, said == label) for value, said in [("shipped", "the shipped text"), *found]]


def _last(member: Membership, row: ProtocolVersion) -> dict[str, Any]:
    """What the last rehearsal of this very text showed."""
    last = last_rehearsal(member.practice_id, own_of(row))
    if last is None:
        return {"coming": True, "last": None, "last_at": None}
    shown = rehearsal_page(member, last, version=row.number, sees_chart=False, sees_price=False)
    return {"coming": True, "last": shown, "last_at": last.started_at}


@require_safe
@gate(Permission.APPROVE_CLINICAL)
def open_plans(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Say whose open plans a version would leave without an answer: a part of its page that takes its time."""
    member, now = member_of(request), timezone.now()
    row = version_or_404(member, name, number)
    then = with_one(own_in_force(member.practice_id), own_of(row))
    left = left_lines(left_behind(member.practice_id, then, now), voice_of(member.practice))
    for one in left:
        record_read(by=member, at=now, noun="open plan", noun_id=one.patient_id, patient_id=one.patient_id)
    return render(request, "web/workshop/open_plans.html", {"left": left})
