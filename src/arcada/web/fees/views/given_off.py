"""Discounts and the practice's own membership plans."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.interop.knowledge import load_library
from arcada.practice.access import TABLE, Permission
from arcada.practice.actions import keep_discount, keep_membership_plan
from arcada.practice.fees_matching import procedure_called
from arcada.practice.models import Discount, DiscountKind, MembershipPlan, Role
from arcada.practice.queries import visible_to
from arcada.web.fees.frame import LONGEST, OK, UNCLEAR, draw, member_of, own, send
from arcada.web.fees.presenters.given_off import discount_line, main_categories, membership_line, said
from arcada.web.people.amounts import read_amount
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "fees:discounts"
ROWS_OF_SERVICES = 6
GIVERS = [(role.value, role.label) for role in Role if role in TABLE[Permission.PRICE]]


@require_safe
@gate(Permission.READ_PRICE)
def discounts(request: HttpRequest) -> HttpResponse:
    """Show what may be given off."""
    member = member_of(request)
    voice = voice_of(member.practice)
    content = {
        "discounts": [discount_line(row, voice) for row in visible_to(member, Discount)],
        "memberships": [membership_line(row, voice) for row in visible_to(member, MembershipPlan)],
    }
    return draw(request, "web/fees/discounts.html", HERE, content)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def discount(request: HttpRequest, discount_id: UUID | None = None) -> HttpResponse:
    """Add a discount, or change one."""
    member = member_of(request)
    kept: Discount | None = own(member, Discount, discount_id) if discount_id else None
    if request.method != "POST":
        start = {"kind": DiscountKind.PERCENT, "needs_reason": True, "active": True, "roles": ["manager", "owner"]}
        return _discount(request, kept, _told(kept) if kept else start)
    typed: dict[str, Any] = {name: request.POST.get(name, "")[:LONGEST] for name in ("name", "kind", "value")}
    typed |= {name: request.POST.get(name) == "on" for name in ("at_once", "needs_reason", "active")}
    typed["roles"] = request.POST.getlist("roles")[:20]
    value = _value(typed, request)
    if isinstance(value, Refusal):
        return _discount(request, kept, typed, value)
    sent = send(
        request, "keep discount", lambda by, at: keep_discount(by=by, at=at, discount=kept, **typed | {"value": value})
    )
    if sent.refusal:
        return _discount(request, kept, typed, sent.refusal)
    if not sent.repeated:
        toast(request, f"{typed['name'].strip()} is saved.")
    return redirect(HERE)


def _value(typed: dict[str, Any], request: HttpRequest) -> Any:
    """An amount is read as the country writes it, a percent by the action."""
    if typed["kind"] != DiscountKind.AMOUNT:
        return typed["value"]
    read = read_amount(typed["value"], voice_of(member_of(request).practice))
    return Refusal(read.code, read.text, "value") if isinstance(read, Refusal) else read


def _told(row: Discount) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("name", "kind", "at_once", "needs_reason", "active", "roles")}
    return told | {"value": said(row.value)}


def _discount(
    request: HttpRequest, kept: Discount | None, typed: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    content = {
        "kept": {"name": kept.name} if kept else None,
        "typed": typed,
        "givers": GIVERS,
        "wrong": {refusal.where: refusal.text} if refusal else {},
    }
    return draw(request, "web/fees/discount.html", HERE, content, status=UNCLEAR if refusal else OK)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def membership(request: HttpRequest, membership_id: UUID | None = None) -> HttpResponse:
    """Add a membership plan, or change one."""
    member = member_of(request)
    kept: MembershipPlan | None = own(member, MembershipPlan, membership_id) if membership_id else None
    procedures = load_library().procedures
    if request.method != "POST":
        typed: dict[str, Any] = {"active": True, "percents": {}, "included": []}
        if kept:
            services = [(procedures[one].name, times) for one, times in kept.included.items() if one in procedures]
            percents = {category: said(one) for category, one in kept.percents.items()}
            typed = {"name": kept.name, "yearly_price": said(kept.yearly_price), "active": kept.active}
            typed |= {"percents": percents, "included": services}
        return _membership(request, kept, typed)
    typed = _membership_typed(request)
    included = _included(typed["included"])
    price = read_amount(typed["yearly_price"], voice_of(member.practice))
    if isinstance(price, Refusal):
        return _membership(request, kept, typed, Refusal(price.code, price.text, "yearly_price"))
    if isinstance(included, Refusal):
        return _membership(request, kept, typed, included)
    sent = send(
        request,
        "keep membership",
        lambda by, at: keep_membership_plan(
            by=by,
            at=at,
            plan=kept,
            name=typed["name"],
            yearly_price=price,
            percents=typed["percents"],
            included=included,
            active=typed["active"],
        ),
    )
    if sent.refusal:
        where = sent.refusal.where.partition(".")[0]
        return _membership(request, kept, typed, Refusal(sent.refusal.code, sent.refusal.text, where))
    if not sent.repeated:
        toast(request, f"{typed['name'].strip()} is saved.")
    return redirect(HERE)


def _membership_typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in the form: percents by category, services with their times a year."""
    percents = {
        one.id: typed
        for one in main_categories()
        if (typed := request.POST.get(f"percent-{one.id}", "")[:10].strip()) and typed != "0"
    }
    services = [
        (request.POST.get(f"service-{place}", "")[:120].strip(), request.POST.get(f"times-{place}", "")[:4].strip())
        for place in range(ROWS_OF_SERVICES)
    ]
    return {
        "name": request.POST.get("name", "")[:LONGEST],
        "yearly_price": request.POST.get("yearly_price", "")[:LONGEST],
        "active": request.POST.get("active") == "on",
        "percents": percents,
        "included": [(name, times) for name, times in services if name],
    }


def _included(services: list[tuple[str, str]]) -> dict[str, int] | Refusal:
    found: dict[str, int] = {}
    for name, times in services:
        procedure = procedure_called(name)
        if procedure is None:
            return Refusal("procedure_unknown", f"'{name}' is no procedure. Choose one from the list.", "included")
        if not (times.isascii() and times.isdecimal()):
            return Refusal("times_not_possible", f"Say how often a year {procedure.name} is included.", "included")
        found[procedure.id] = int(times)
    return found


def _membership(
    request: HttpRequest, kept: MembershipPlan | None, typed: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    rows = [*typed["included"], *[("", "")] * ROWS_OF_SERVICES][:ROWS_OF_SERVICES]
    content = {
        "kept": {"name": kept.name} if kept else None,
        "typed": typed,
        "rows": list(enumerate(rows)),
        "categories": [(one.id, one.name, typed["percents"].get(one.id, "")) for one in main_categories()],
        "procedures": sorted(one.name for one in load_library().procedures.values()),
        "wrong": {refusal.where: refusal.text} if refusal else {},
    }
    return draw(request, "web/fees/membership.html", HERE, content, status=UNCLEAR if refusal else OK)
