"""What is agreed with each payer: which list holds where, with whom and when."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice
from arcada.display.toasts import toast
from arcada.insurance.actions.contracts import end_contract, make_contract
from arcada.insurance.models import Contract, Payer
from arcada.practice.access import Member, Permission, require
from arcada.practice.models import FeeKind, FeeSchedule, Provider, Site
from arcada.practice.queries import visible_to
from arcada.web.fees.frame import OK, UNCLEAR, day_typed, draw, may_change, member_of, own, send, today_of
from arcada.web.fees.presenters.lists import days_of, reach_of
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of
from arcada.web.shell.rail import address

HERE = "fees:contracts"
CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "writeoff_when_max_exhausted": (
        "When the year's maximum is used up",
        (
            ("", "the contract does not say"),
            ("keep", "the contracted fee still binds"),
            ("none", "your own fee may be charged"),
        ),
    ),
    "writeoff_when_limited": (
        "When a limit of frequency or age refuses",
        (
            ("", "the contract does not say"),
            ("keep", "the contracted fee still binds"),
            ("none", "your own fee may be charged"),
        ),
    ),
    "exclusion_fee_rule": (
        "When a service is not covered at all",
        (("", "the contract does not say"), ("contract", "the contracted fee holds"), ("office", "your own fee holds")),
    ),
}
NAMES = ("payer", "schedule", "site", "provider", "begins", "ends", *CHOICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractLine:
    """One contract in words."""

    id: UUID
    list_id: UUID
    list_name: str
    kind: str
    reach: str
    days: str
    said: str
    over: bool
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerLine:
    """A payer with its contracts, the latest first."""

    name: str
    lines: tuple[ContractLine, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.READ_PRICE)
def contracts(request: HttpRequest) -> HttpResponse:
    """Show the contracts; a form makes one."""
    if request.method != "POST":
        return _page(request)
    member = member_of(request)
    require(member, Permission.SETTINGS)
    typed = {name: request.POST.get(name, "")[:60] for name in NAMES}
    read = _read(member, typed)
    if isinstance(read, Refusal):
        return _page(request, typed, read)
    sent = send(request, "make contract", lambda by, at: make_contract(by=by, at=at, **read))
    if sent.refusal:
        return _page(request, typed, sent.refusal)
    if not sent.repeated:
        toast(request, f"{read['schedule'].name} holds for {read['payer'].name}.")
    return redirect(HERE)


@require_POST
@gate(Permission.SETTINGS)
def end(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Let a contract end on a day."""
    contract: Contract = own(member_of(request), Contract, contract_id)
    last_day = day_typed(request.POST.get("last_day", "")[:10], "last_day")
    if not isinstance(last_day, date):
        toast(request, last_day.text if last_day else "Write the last day of the contract.")
        return redirect(HERE)
    sent = send(
        request, "end contract", lambda by, at: end_contract(by=by, at=at, contract=contract, last_day=last_day)
    )
    if sent.refusal:
        toast(request, sent.refusal.text)
    elif not sent.repeated:
        toast(request, "The contract ends on that day.")
    return redirect(HERE)


def _read(member: Member, typed: dict[str, str]) -> dict[str, Any] | Refusal:
    """The rows and days that were chosen."""
    found: dict[str, Any] = {}
    kinds: dict[str, tuple[Any, str]] = {
        "payer": (_payers(member), "Choose a payer."),
        "schedule": (_schedules(member), "Choose the list of fees."),
        "site": (visible_to(member, Site), ""),
        "provider": (visible_to(member, Provider), ""),
    }
    for name, (rows, needed) in kinds.items():
        found[name] = {str(row.pk): row for row in rows}.get(typed[name])
        if found[name] is None and (needed or typed[name]):
            return Refusal("unknown_choice", needed or "Choose from the list.", name)
    for name in ("begins", "ends"):
        found[name] = day_typed(typed[name], name)
        if isinstance(found[name], Refusal):
            return found[name]  # type: ignore[no-any-return]
    if found["begins"] is None:
        return Refusal("begins_missing", "Write the first day on which it holds.", "begins")
    found["settings"] = {name: typed[name] for name in CHOICES if typed[name]}
    return found


def _payers(member: Member) -> Any:
    return Payer.objects.filter(practice_id=member.practice_id, active=True)


def _schedules(member: Member) -> Any:
    return visible_to(member, FeeSchedule).exclude(kind=FeeKind.OFFICE).order_by("name")


def _page(request: HttpRequest, typed: dict[str, str] | None = None, refusal: Refusal | None = None) -> HttpResponse:
    member = member_of(request)
    content = {
        "payers": _lines(member, voice_of(member.practice), today_of(member)),
        "typed": typed or {},
        "wrong": {refusal.where: refusal.text} if refusal else {},
        "choices": [(name, label, given) for name, (label, given) in CHOICES.items()],
        "where_payers": address("cover:payers"),
    }
    if may_change(member):
        content["known"] = {
            "payer": [(str(row.pk), row.name) for row in _payers(member)],
            "schedule": [(str(row.pk), f"{row.name} ({row.get_kind_display().lower()})") for row in _schedules(member)],
            "site": [(str(row.pk), row.name) for row in visible_to(member, Site).order_by("name")],
            "provider": [(str(row.pk), row.name) for row in visible_to(member, Provider).filter(active=True)],
        }
    return draw(request, "web/fees/contracts.html", HERE, content, status=UNCLEAR if refusal else OK)


def _lines(member: Member, voice: Voice, today: date) -> tuple[PayerLine, ...]:
    rows = Contract.objects.filter(practice_id=member.practice_id)
    rows = rows.select_related("schedule", "site", "provider").order_by("-begins", "id")
    by_payer: dict[UUID, list[ContractLine]] = {}
    for row in rows:
        by_payer.setdefault(row.payer_id, []).append(_line(row, voice, today))
    return tuple(PayerLine(name=payer.name, lines=tuple(by_payer.get(payer.pk, ()))) for payer in _payers(member))


def _line(row: Contract, voice: Voice, today: date) -> ContractLine:
    said = [
        f"{label.lower()}: {dict(given)[row.settings[name]]}"
        for name, (label, given) in CHOICES.items()
        if row.settings.get(name) in dict(given)
    ]
    return ContractLine(
        id=row.pk,
        list_id=row.schedule_id,
        list_name=row.schedule.name,
        kind=row.schedule.get_kind_display(),
        reach=reach_of(row),
        days=days_of(row.begins, row.ends, voice),
        said="; ".join(said),
        over=row.ends is not None and row.ends < today,
        ends=str(row.ends or ""),
    )
