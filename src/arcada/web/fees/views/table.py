"""One list: searched, changed in place, its fees through time, taken home as a file."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arcada.core.kernel import Refusal
from arcada.core.protocols.catalogue import Procedure
from arcada.display.phrases import Voice
from arcada.display.toasts import toast
from arcada.insurance.actions.fee_changes import list_changed
from arcada.interop.fee_export import written_csv, written_xlsx
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission
from arcada.practice.actions import remove_fee, set_fee
from arcada.practice.fees import holding_on
from arcada.practice.models import Fee, FeeSchedule, Membership
from arcada.practice.queries import visible_to
from arcada.web.fees.frame import LONGEST, OK, UNCLEAR, day_typed, draw, may_change, member_of, own, send, today_of
from arcada.web.fees.presenters.history import exported, fee_history
from arcada.web.fees.presenters.lists import files_of
from arcada.web.fees.presenters.table import GROUPS, Look, cell_of, fee_table, voice_of_list
from arcada.web.people.amounts import read_amount
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "fees:lists"
KINDS_OF_FILE = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@gate(Permission.READ_PRICE)
def show(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Show a list, narrowed by the words that were typed."""
    member = member_of(request)
    schedule: FeeSchedule = own(member, FeeSchedule, schedule_id)
    look = look_of(request, member)
    voice = voice_of(member.practice)
    content = {
        "page": fee_table(member, schedule, voice, look),
        "look": look,
        "groups": [(key or "other", heading) for key, heading in GROUPS.items()],
        "query": _query(look),
        "is_today": look.on == today_of(member),
    }
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "rows":
        return draw(request, "web/fees/rows.html", HERE, content)
    files = files_of(member, voice, schedule, most=3) if may_change(member) else ()
    return draw(request, "web/fees/show.html", HERE, content | {"files": files})


def look_of(request: HttpRequest, member: Membership) -> Look:
    """What was asked for; a day that cannot be read is today."""
    on = day_typed(request.GET.get("on", "")[:10], "on")
    return Look(
        on=on if isinstance(on, date) else today_of(member),
        typed=request.GET.get("q", "")[:LONGEST].strip(),
        group=request.GET.get("group", "")[:LONGEST] if request.GET.get("group") in {*GROUPS, "other"} else "",
        without=request.GET.get("without") == "on",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def cell(request: HttpRequest, schedule_id: UUID, procedure: str) -> HttpResponse:
    """Change a fee where it stands: draw the field, save it, or draw the fee again."""
    member = member_of(request)
    schedule, entry, voice = _asked(request, schedule_id, procedure)
    on = look_of(request, member).on
    wrong, typed = "", None
    if request.method == "POST":
        typed = request.POST.get("amount", "")[:LONGEST]
        refusal = _save(request, schedule, entry, voice, typed, on if on != today_of(member) else None)
        if refusal is None:
            return _cell(request, schedule, entry, voice, on, open_field=False)
        wrong = refusal.text
    open_field = bool(wrong) or request.GET.get("as") != "shown"
    return _cell(request, schedule, entry, voice, on, open_field=open_field, wrong=wrong, typed=typed)


def _cell(
    request: HttpRequest,
    schedule: FeeSchedule,
    entry: Procedure,
    voice: Voice,
    on: date,
    *,
    open_field: bool,
    wrong: str = "",
    typed: str | None = None,
) -> HttpResponse:
    rows = list(Fee.objects.filter(schedule=schedule, procedure=entry.id))
    one = cell_of(entry, rows, on, voice)
    content = {"one": one, "page": {"id": schedule.pk}, "on": on, "wrong": wrong}
    content |= {"typed": one.typed if typed is None else typed, "query": urlencode({"on": on.isoformat()})}
    template = "web/fees/field.html" if open_field else "web/fees/cell.html"
    return draw(request, template, HERE, content, status=UNCLEAR if wrong else OK)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.READ_PRICE)
def fee(request: HttpRequest, schedule_id: UUID, procedure: str) -> HttpResponse:
    """Show a fee through time, and set it from a day on."""
    schedule, entry, voice = _asked(request, schedule_id, procedure)
    if request.method != "POST":
        return _fee(request, schedule, entry, voice)
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in ("amount", "begins")}
    begins = day_typed(typed["begins"], "begins")
    refusal = begins if isinstance(begins, Refusal) else _save(request, schedule, entry, voice, typed["amount"], begins)
    if refusal is not None:
        return _fee(request, schedule, entry, voice, typed=typed, refusal=refusal)
    toast(request, f"{entry.name} is saved.")
    return _back(request, schedule, procedure)


@require_POST
@gate(Permission.SETTINGS)
def remove(request: HttpRequest, schedule_id: UUID, procedure: str) -> HttpResponse:
    """Have no fee for a procedure from today on."""
    schedule, entry, voice = _asked(request, schedule_id, procedure)

    def act(by: Membership, at: Any) -> FeeSchedule:
        row = Fee.objects.filter(holding_on(today_of(by)), schedule=schedule, procedure=procedure).first()
        if row is not None:
            remove_fee(by=by, at=at, fee=row)
            list_changed(by=by, at=at, schedule=schedule)
        return schedule

    sent = send(request, "remove fee", act)
    if sent.refusal:
        return _fee(request, schedule, entry, voice, refusal=sent.refusal)
    if not sent.repeated:
        toast(request, f"{entry.name} has no fee from today on. Plans say so; it is not zero.")
    return _back(request, schedule, procedure)


@require_safe
@gate(Permission.EXPORT)
def export(request: HttpRequest, schedule_id: UUID, form: str) -> HttpResponse:
    """Give the list of a day as a file."""
    member = member_of(request)
    schedule: FeeSchedule = own(member, FeeSchedule, schedule_id)
    if form not in KINDS_OF_FILE:
        raise Http404
    on = look_of(request, member).on
    rows = exported(member, schedule, on)
    content = written_csv(rows) if form == "csv" else written_xlsx(rows, schedule.name)
    answer = HttpResponse(content, content_type=KINDS_OF_FILE[form])
    answer["Content-Disposition"] = f'attachment; filename="{slugify(schedule.name) or "fees"}-{on}.{form}"'
    return answer


def _asked(request: HttpRequest, key: UUID, procedure: str) -> tuple[FeeSchedule, Procedure, Voice]:
    member = member_of(request)
    schedule: FeeSchedule = own(member, FeeSchedule, key)
    entry = load_library().procedures.get(procedure)
    if entry is None:
        raise Http404
    return schedule, entry, voice_of_list(schedule, voice_of(member.practice))


def _save(
    request: HttpRequest, schedule: FeeSchedule, entry: Procedure, voice: Voice, typed: str, begins: date | None
) -> Refusal | None:
    """Set the fee that was typed; None when it is set."""
    amount = read_amount(typed, voice)
    if isinstance(amount, Refusal):
        return amount

    def act(by: Membership, at: datetime) -> Fee | Refusal:
        made = set_fee(by=by, at=at, schedule=schedule, procedure=entry.id, amount=amount, begins=begins)
        if not isinstance(made, Refusal):
            list_changed(by=by, at=at, schedule=schedule)
        return made

    return send(request, "set fee", act).refusal


def _fee(
    request: HttpRequest,
    schedule: FeeSchedule,
    entry: Procedure,
    voice: Voice,
    *,
    typed: dict[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Draw one procedure with its history and its field."""
    member = member_of(request)
    rows = list(visible_to(member, Fee).filter(schedule=schedule, procedure=entry.id))
    one = cell_of(entry, rows, today_of(member), voice)
    content = {
        "one": one,
        "sentence": entry.sentence,
        "page": {"id": schedule.pk, "name": schedule.name, "currency": schedule.currency},
        "history": fee_history(rows, schedule, voice, today_of(member)),
        "typed": typed or {"amount": one.typed, "begins": ""},
        "wrong": {refusal.where: refusal.text} if refusal else {},
        "query": request.POST.get("back", "")[:400] or request.GET.urlencode(),
    }
    return draw(request, "web/fees/fee.html", HERE, content, status=UNCLEAR if refusal else OK)


def _back(request: HttpRequest, schedule: FeeSchedule, procedure: str) -> HttpResponse:
    """Go back to the list as it was searched, to the line that was changed."""
    query = request.POST.get("back", "")[:400]
    where = reverse("fees:show", args=[schedule.pk])
    return redirect(f"{where}{'?' if query else ''}{query}#{procedure}")


def _query(look: Look) -> str:
    """The address line of what is looked at."""
    asked = {"q": look.typed, "group": look.group, "without": "on" if look.without else "", "on": look.on.isoformat()}
    return urlencode({name: value for name, value in asked.items() if value})
