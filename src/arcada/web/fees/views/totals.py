"""How totals are written, and what tax is on which services."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from arcada.core.kernel import Refusal
from arcada.display import phrases
from arcada.display.toasts import toast
from arcada.practice.access import Permission, require
from arcada.practice.actions import end_tax, set_tax, write_totals
from arcada.practice.actions.fee_money import STEPS
from arcada.practice.models import TaxRate
from arcada.practice.queries import visible_to
from arcada.web.fees.frame import LONGEST, OK, UNCLEAR, day_typed, draw, member_of, own, send, today_of
from arcada.web.fees.presenters.given_off import categories, tax_line
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "fees:totals"
MISSING_DAY = Refusal("begins_missing", "Write the first day of the rate.", "begins")


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.READ_PRICE)
def totals(request: HttpRequest) -> HttpResponse:
    """Show rounding and taxes; a form changes the rounding."""
    if request.method != "POST":
        return _page(request)
    require(member_of(request), Permission.SETTINGS)
    step, included = _step(request.POST.get("round_to", "")[:10]), request.POST.get("tax_included") == "on"
    sent = send(
        request, "write totals", lambda by, at: write_totals(by=by, at=at, round_to=step, tax_included=included)
    )
    if sent.refusal:
        return _page(request, refusal=sent.refusal)
    if not sent.repeated:
        toast(request, "Rounding and tax are saved.")
    return redirect(HERE)


def _step(typed: str) -> Decimal:
    try:
        return Decimal(typed)
    except InvalidOperation:
        return Decimal(0)


@require_POST
@gate(Permission.SETTINGS)
def tax(request: HttpRequest) -> HttpResponse:
    """Put a tax on the services of a category."""
    typed = {name: request.POST.get(name, "")[:200] for name in ("category", "percent", "begins", "source")}
    begins = day_typed(typed["begins"], "begins")
    if not isinstance(begins, date):
        return _page(request, typed, begins or MISSING_DAY)
    sent = send(
        request,
        "set tax",
        lambda by, at: set_tax(
            by=by, at=at, category=typed["category"], percent=typed["percent"], begins=begins, source=typed["source"]
        ),
    )
    if sent.refusal:
        return _page(request, typed, sent.refusal)
    if not sent.repeated:
        toast(request, "The rate is saved.")
    return redirect(HERE)


@require_POST
@gate(Permission.SETTINGS)
def end_rate(request: HttpRequest, rate_id: UUID) -> HttpResponse:
    """Let a rate end today."""
    member = member_of(request)
    rate: TaxRate = own(member, TaxRate, rate_id)
    sent = send(request, "end tax", lambda by, at: end_tax(by=by, at=at, rate=rate, last_day=today_of(member)))
    if sent.refusal:
        toast(request, sent.refusal.text)
    elif not sent.repeated:
        toast(request, "The rate ends today. From tomorrow the services are exempt.")
    return redirect(HERE)


def _page(request: HttpRequest, typed: dict[str, Any] | None = None, refusal: Refusal | None = None) -> HttpResponse:
    member = member_of(request)
    practice, voice = member.practice, voice_of(member.practice)
    chosen = (
        _step(request.POST.get("round_to", "")[:LONGEST]) if "round_to" in request.POST else practice.round_totals_to
    )
    content = {
        "steps": [(str(step), phrases.money(step, voice, exact=True), step == chosen) for step in STEPS],
        "tax_included": practice.tax_included,
        "rates": [tax_line(row, voice, today_of(member)) for row in visible_to(member, TaxRate)],
        "categories": [(one.id, one.name) for one in categories()],
        "typed": typed or {},
        "wrong": {refusal.where: refusal.text} if refusal else {},
    }
    return draw(request, "web/fees/totals.html", HERE, content, status=UNCLEAR if refusal else OK)
