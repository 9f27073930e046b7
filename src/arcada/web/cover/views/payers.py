"""Payers of the practice: the list, one with its plans, a new one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arcada.display.toasts import toast
from arcada.insurance.actions.payers import add_payer, bring_back_payer, change_payer, retire_payer
from arcada.insurance.models import Payer
from arcada.practice.access import Permission
from arcada.web.cover.forms.member import PayerForm
from arcada.web.cover.presenters.payers import payer_page, payers_page
from arcada.web.cover.views.changing import revision_of
from arcada.web.people.sections import OK, UNCLEAR, draw, own, send
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "cover:payers"
LONGEST = 80


@require_safe
@gate(Permission.PRICE)
def payers(request: HttpRequest) -> HttpResponse:
    """List the payers, narrowed by the words that were typed."""
    typed = request.GET.get("q", "")[:LONGEST].strip()
    content = {"page": payers_page(request.membership, typed), "typed": typed}  # type: ignore[attr-defined]
    template = "web/cover/payer_rows.html" if request.headers.get("HX-Request") else "web/cover/payers.html"
    return draw(request, template, HERE, content)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def new(request: HttpRequest) -> HttpResponse:
    """Add a payer."""
    form = PayerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = send(request, "add payer", lambda by, at: add_payer(by=by, at=at, told=form.told()))
        if not sent.refusal:
            return redirect("cover:payer", sent.noun_id)
        form.refuse(sent.refusal)
    return draw(request, "web/cover/new_payer.html", HERE, {"form": form}, status=UNCLEAR if form.errors else OK)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def payer(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Show a payer with its plans, or change it."""
    member = request.membership  # type: ignore[attr-defined]
    row: Payer = own(member, Payer, payer_id)
    form = PayerForm(request.POST if request.method == "POST" else None, initial=PayerForm.of(row))
    if request.method == "POST" and form.is_valid():
        revision = revision_of(request)
        sent = send(
            request,
            "change payer",
            lambda by, at: change_payer(by=by, at=at, payer=row, told=form.told(), revision=revision),
        )
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{form.cleaned_data['name']} is saved.")
            return redirect("cover:payer", row.pk)
        form.refuse(sent.refusal)
    content = {
        "form": form,
        "page": payer_page(member, row, voice_of(member.practice)),
        "revision": request.POST.get("revision") or row.revision,
    }
    return draw(request, "web/cover/payer.html", HERE, content, status=UNCLEAR if form.errors else OK)


@require_POST
@gate(Permission.PRICE)
def offer(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Offer a payer no longer, or again."""
    row: Payer = own(request.membership, Payer, payer_id)  # type: ignore[attr-defined]
    act = retire_payer if row.active else bring_back_payer
    sent = send(request, "offer payer", lambda by, at: act(by=by, at=at, payer=row))
    if not sent.refusal and not sent.repeated:
        toast(request, f"{row.name} is {'no longer offered' if row.active else 'offered again'}.")
    return redirect("cover:payer", row.pk)
