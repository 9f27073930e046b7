"""The fee list: search, set a fee, have none; start a list."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice
from arcada.display.toasts import toast
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission
from arcada.practice.actions import make_fee_schedule, remove_fee, set_fee
from arcada.practice.clock import local_day
from arcada.practice.fees import holding_on
from arcada.practice.models import Fee, FeeSchedule, Membership
from arcada.web.people.amounts import read_amount
from arcada.web.people.presenters.fees import fee_line, fee_page, lists_of, voice_of_list
from arcada.web.people.sections import OK, UNCLEAR, draw, own, send
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "people:fees"
LONGEST = 80


@require_safe
@gate(Permission.SETTINGS)
def fees(request: HttpRequest) -> HttpResponse:
    """Show a list, narrowed by the words that were typed."""
    member = request.membership  # type: ignore[attr-defined]
    lists = lists_of(member)
    wanted = request.GET.get("list", "")
    schedule = next((row for row in lists if str(row.pk) == wanted), lists[0] if lists else None)
    if schedule is None:
        return _beginning(request)
    typed, without = request.GET.get("q", "")[:LONGEST].strip(), request.GET.get("without") == "on"
    voice = voice_of(member.practice)
    content = {
        "page": fee_page(member, schedule, lists, voice, typed=typed, without=without, on=_today(member)),
        "typed": typed,
        "without": without,
        "query": _query(schedule, typed, without=without),
        "differs": schedule.currency != voice.currency,
    }
    template = "web/people/fee_rows.html" if request.headers.get("HX-Request") else "web/people/fees.html"
    return draw(request, template, HERE, content)


@require_POST
@gate(Permission.SETTINGS)
def start(request: HttpRequest) -> HttpResponse:
    """Start the practice's usual list, with no fee in it."""
    name = request.POST.get("name", "")[:120]
    currency = request.membership.practice.currency  # type: ignore[attr-defined]
    sent = send(
        request,
        "start fee list",
        lambda by, at: make_fee_schedule(by=by, at=at, name=name, currency=currency, usual=True),
    )
    if sent.refusal:
        return _beginning(request, typed=name, wrong=sent.refusal.text, status=UNCLEAR)
    if not sent.repeated:
        toast(request, f"{name.strip()} is your usual fee list now. No procedure has a fee yet.")
    return redirect(HERE)


def _beginning(request: HttpRequest, *, typed: str = "Usual fees", wrong: str = "", status: int = OK) -> HttpResponse:
    content = {"typed": typed, "wrong": wrong}
    return draw(request, "web/people/no_fees.html", HERE, content, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def fee(request: HttpRequest, schedule_id: UUID, procedure: str) -> HttpResponse:
    """Ask for the fee of a procedure, or set it."""
    schedule, voice = _schedule(request, schedule_id, procedure)
    if request.method != "POST":
        return _fee(request, schedule, procedure, voice)
    typed = request.POST.get("amount", "")[:LONGEST]
    amount = read_amount(typed, voice)
    refusal = amount if isinstance(amount, Refusal) else None
    if not isinstance(amount, Refusal):
        sent = send(
            request,
            "set fee",
            lambda by, at: set_fee(by=by, at=at, schedule=schedule, procedure=procedure, amount=amount),
        )
        if not sent.refusal:
            if sent.made:
                line = fee_line(load_library().procedures[procedure], sent.made.amount, voice)
                toast(request, f"{line.name}: {line.amount}.")
            return _back(request, schedule, procedure)
        refusal = sent.refusal
    return _fee(request, schedule, procedure, voice, typed=typed, wrong=refusal.text if refusal else "")


@require_POST
@gate(Permission.SETTINGS)
def remove(request: HttpRequest, schedule_id: UUID, procedure: str) -> HttpResponse:
    """Have no fee for a procedure any more."""
    schedule, voice = _schedule(request, schedule_id, procedure)

    def act(by: Membership, at: datetime) -> Any:
        row = _held(schedule, procedure, by)
        if row is not None:
            remove_fee(by=by, at=at, fee=row)
        return schedule

    sent = send(request, "remove fee", act)
    if sent.refusal:
        return _fee(request, schedule, procedure, voice, wrong=sent.refusal.text)
    if not sent.repeated:
        toast(request, f"{load_library().procedures[procedure].name} has no fee now. Plans say so; it is not zero.")
    return _back(request, schedule, procedure)


def _schedule(request: HttpRequest, key: UUID, procedure: str) -> tuple[FeeSchedule, Voice]:
    member = request.membership  # type: ignore[attr-defined]
    schedule: FeeSchedule = own(member, FeeSchedule, key)
    if procedure not in load_library().procedures:
        raise Http404
    return schedule, voice_of_list(schedule, voice_of(member.practice))


def _held(schedule: FeeSchedule, procedure: str, member: Membership) -> Fee | None:
    """The row that holds today."""
    return Fee.objects.filter(holding_on(_today(member)), schedule=schedule, procedure=procedure).first()


def _today(member: Membership) -> date:
    return local_day(timezone.now(), member.practice)


def _fee(
    request: HttpRequest,
    schedule: FeeSchedule,
    procedure: str,
    voice: Voice,
    *,
    typed: str | None = None,
    wrong: str = "",
) -> HttpResponse:
    """Draw one procedure with its field."""
    kept = _held(schedule, procedure, request.membership)  # type: ignore[attr-defined]
    entry = load_library().procedures[procedure]
    line = fee_line(entry, kept.amount if kept else None, voice)
    content = {
        "one": line,
        "sentence": entry.sentence,
        "list": {"id": schedule.pk, "name": schedule.name, "currency": schedule.currency},
        "typed": line.typed if typed is None else typed,
        "wrong": wrong,
        "query": request.POST.get("back", "") or request.GET.urlencode(),
    }
    return draw(request, "web/people/fee.html", HERE, content, status=UNCLEAR if wrong else OK)


def _back(request: HttpRequest, schedule: FeeSchedule, procedure: str) -> HttpResponse:
    """Go back to the list as it was searched, to the line that was changed."""
    query = request.POST.get("back", "") or urlencode({"list": schedule.pk})
    return redirect(f"{reverse(HERE)}?{query[:400]}#{procedure}")


def _query(schedule: FeeSchedule, typed: str, *, without: bool) -> str:
    return urlencode({"list": schedule.pk, "q": typed} | ({"without": "on"} if without else {}))
