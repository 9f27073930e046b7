"""The clinic's own codes: searched, added, changed, forgotten."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.interop.knowledge import load_library
from arcada.practice.access import Member, Permission, require
from arcada.practice.actions import forget_code, map_code
from arcada.practice.fees_matching import procedure_called, suggested
from arcada.practice.models import ClinicCode
from arcada.practice.queries import visible_to
from arcada.web.fees.frame import LONGEST, OK, UNCLEAR, draw, member_of, own, send
from arcada.web.shell.gate import gate

HERE = "fees:codes"
MOST = 200
LENGTHS = {"code": 60, "name": 220, "material": 80, "procedure": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One code and what it stands for."""

    id: UUID
    code: str
    name: str
    material: str
    procedure: str
    papers_only: bool


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.READ_PRICE)
def codes(request: HttpRequest) -> HttpResponse:
    """Show the codes; a form adds one or changes what it stands for."""
    if request.method != "POST":
        return _page(request)
    member = member_of(request)
    require(member, Permission.SETTINGS)
    typed = {name: request.POST.get(name, "")[:most] for name, most in LENGTHS.items()}
    chosen = procedure_called(typed["procedure"])
    if typed["procedure"].strip() and chosen is None:
        near = suggested(typed["procedure"], limit=1)
        hint = f" Did you mean {near[0].name}?" if near else ""
        return _page(
            request, typed, Refusal("procedure_unknown", f"Choose a procedure from the list.{hint}", "procedure")
        )
    sent = send(
        request,
        "map code",
        lambda by, at: map_code(
            by=by,
            at=at,
            code=typed["code"],
            name=typed["name"],
            material=typed["material"],
            procedure=chosen.id if chosen else "",
            gives_fee=request.POST.get("papers") != "on",
        ),
    )
    if sent.refusal:
        return _page(request, typed, sent.refusal)
    if not sent.repeated:
        toast(request, f"{typed['code'] or typed['name']} is kept.")
    return redirect(HERE)


@require_POST
@gate(Permission.SETTINGS)
def forget(request: HttpRequest, code_id: UUID) -> HttpResponse:
    """Know a code no more."""
    code: ClinicCode = own(member_of(request), ClinicCode, code_id)
    sent = send(request, "forget code", lambda by, at: forget_code(by=by, at=at, code=code))
    if not sent.repeated:
        toast(request, f"{code} is forgotten. The next file asks about it.")
    return redirect(HERE)


def _page(request: HttpRequest, typed: dict[str, str] | None = None, refusal: Refusal | None = None) -> HttpResponse:
    member = member_of(request)
    words = request.GET.get("q", "")[:LONGEST].strip()
    lines, total = _lines(member, words)
    content = {
        "lines": lines,
        "total": total,
        "q": words,
        "typed": typed or {},
        "wrong": {refusal.where: refusal.text} if refusal else {},
        "procedures": sorted(one.name for one in load_library().procedures.values()),
    }
    return draw(request, "web/fees/codes.html", HERE, content, status=UNCLEAR if refusal else OK)


def _lines(member: Member, words: str) -> tuple[tuple[CodeLine, ...], int]:
    """The codes in which all words stand, and how many there are."""
    procedures = load_library().procedures
    rows = visible_to(member, ClinicCode)
    for word in words.split():
        meant = [one.id for one in procedures.values() if word.casefold() in one.name.casefold()]
        rows = rows.filter(Q(code__icontains=word) | Q(name__icontains=word) | Q(procedure__in=meant))
    found = tuple(
        CodeLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            material=row.material,
            procedure=procedures[row.procedure].name if row.procedure in procedures else "",
            papers_only=not row.gives_fee and bool(row.procedure),
        )
        for row in rows[:MOST]
    )
    return found, rows.count()
