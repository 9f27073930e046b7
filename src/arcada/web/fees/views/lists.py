"""The fee lists: all of them, a new one, where and when one holds."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.practice.actions import change_fee_schedule, make_fee_schedule
from arcada.practice.models import FeeKind, FeeSchedule, Membership, Provider, Site
from arcada.practice.queries import visible_to
from arcada.web.fees.frame import OK, UNCLEAR, day_typed, draw, may_change, member_of, own, send, today_of
from arcada.web.fees.presenters.lists import SAID, files_of, kinds_of_lists, procedures_in_catalogue
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "fees:lists"


@require_safe
@gate(Permission.READ_PRICE)
def lists(request: HttpRequest) -> HttpResponse:
    """Show all lists by kind, and the last files."""
    member = member_of(request)
    voice = voice_of(member.practice)
    content = {
        "kinds": kinds_of_lists(member, voice, today_of(member)),
        "files": files_of(member, voice) if may_change(member) else (),
        "total": procedures_in_catalogue(),
    }
    return draw(request, "web/fees/lists.html", HERE, content)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def new(request: HttpRequest) -> HttpResponse:
    """Start a list."""
    member = member_of(request)
    if request.method != "POST":
        first = not visible_to(member, FeeSchedule).filter(usual=True).exists()
        typed: dict[str, Any] = {"name": "Usual fees" if first else "", "kind": FeeKind.OFFICE, "usual": first}
        return _form(request, typed | {"currency": member.practice.currency})
    typed = _typed(request)
    reach = _reach(member, typed)
    if isinstance(reach, Refusal):
        return _form(request, typed, reach)
    sent = send(
        request,
        "start fee list",
        lambda by, at: make_fee_schedule(
            by=by,
            at=at,
            name=typed["name"],
            kind=typed["kind"],
            currency=typed["currency"],
            usual=typed["usual"],
            **reach,
        ),
    )
    if sent.refusal:
        return _form(request, typed, sent.refusal)
    if not sent.repeated:
        toast(request, f"{typed['name'].strip()} is started. No procedure has a fee in it yet.")
    return redirect("fees:show", sent.noun_id)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def edit(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Change a list's name and reach."""
    member = member_of(request)
    schedule: FeeSchedule = own(member, FeeSchedule, schedule_id)
    if request.method != "POST":
        kept = {
            "name": schedule.name,
            "usual": schedule.usual,
            "site": str(schedule.site_id or ""),
            "provider": str(schedule.provider_id or ""),
            "begins": str(schedule.begins or ""),
            "ends": str(schedule.ends or ""),
        }
        return _form(request, kept, schedule=schedule)
    typed = _typed(request)
    reach = _reach(member, typed)
    if isinstance(reach, Refusal):
        return _form(request, typed, reach, schedule)
    sent = send(
        request,
        "change fee list",
        lambda by, at: change_fee_schedule(
            by=by, at=at, schedule=schedule, name=typed["name"], usual=typed["usual"], **reach
        ),
    )
    if sent.refusal:
        return _form(request, typed, sent.refusal, schedule)
    if not sent.repeated:
        toast(request, f"{typed['name'].strip()} is saved.")
    return redirect("fees:show", schedule.pk)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in the form."""
    read = {name: request.POST.get(name, "")[:120] for name in ("name", "kind", "currency", "site", "provider")}
    days = {name: request.POST.get(name, "")[:10] for name in ("begins", "ends")}
    currency = read["currency"].strip().upper()[:3] or member_of(request).practice.currency
    return read | days | {"usual": request.POST.get("usual") == "on", "currency": currency}


def _reach(member: Membership, typed: dict[str, Any]) -> dict[str, Any] | Refusal:
    """The site, provider and days that were chosen."""
    days = {name: day_typed(typed[name], name) for name in ("begins", "ends")}
    for day in days.values():
        if isinstance(day, Refusal):
            return day
    found: dict[str, Any] = {}
    for name, kind in (("site", Site), ("provider", Provider)):
        rows = {str(row.pk): row for row in visible_to(member, kind)}
        if typed[name] and typed[name] not in rows:
            return Refusal("unknown_choice", "Choose from the list.", name)
        found[name] = rows.get(typed[name])
    return found | days


def _form(
    request: HttpRequest, typed: dict[str, Any], refusal: Refusal | None = None, schedule: FeeSchedule | None = None
) -> HttpResponse:
    member = member_of(request)
    content = {
        "typed": typed,
        "wrong": {refusal.where: refusal.text} if refusal else {},
        "schedule": {"id": schedule.pk, "name": schedule.name, "office": schedule.kind == FeeKind.OFFICE}
        if schedule
        else None,
        "kinds": [(kind.value, kind.label, SAID[kind]) for kind in FeeKind],
        "sites": [(str(row.pk), row.name) for row in visible_to(member, Site).order_by("name")],
        "providers": [(str(row.pk), row.name) for row in visible_to(member, Provider).filter(active=True)],
    }
    return draw(request, "web/fees/form.html", HERE, content, status=UNCLEAR if refusal else OK)
