"""Sites and chairs: where patients are treated, and what stands there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.practice.actions import add_chair, add_site, change_chair
from arcada.practice.models import Chair, Site
from arcada.practice.queries import visible_to
from arcada.web.people.forms.places import ChairChangeForm, ChairForm, SiteForm
from arcada.web.people.presenters.places import site_cards
from arcada.web.people.sections import OK, UNCLEAR, draw, own, send
from arcada.web.shell.gate import gate

SITE, CHAIR = "site_%s", "chair_%s"  # two forms on one page: their fields have names of their own


@require_safe
@gate(Permission.SETTINGS)
def places(request: HttpRequest) -> HttpResponse:
    """List the sites with their chairs."""
    return _page(request)


@require_POST
@gate(Permission.SETTINGS)
def new_site(request: HttpRequest) -> HttpResponse:
    """Add an address."""
    form = SiteForm(request.POST, auto_id=SITE)
    if form.is_valid():
        sent = send(request, "add site", lambda by, at: add_site(by=by, at=at, **form.cleaned_data))
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{form.cleaned_data['name']} is added.")
            return redirect("people:places")
        form.refuse(sent.refusal)
    return _page(request, site=form, status=UNCLEAR)


@require_POST
@gate(Permission.SETTINGS)
def new_chair(request: HttpRequest) -> HttpResponse:
    """Add an operatory."""
    form = ChairForm(request.POST, auto_id=CHAIR, sites=_sites(request))
    if form.is_valid():
        given = form.cleaned_data
        sent = send(
            request,
            "add chair",
            lambda by, at: add_chair(
                by=by,
                at=at,
                site=given["site"],
                name=given["name"],
                equipment=form.words(),
                position=given["position"] or 0,
            ),
        )
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{given['name']} is added.")
            return redirect("people:places")
        form.refuse(sent.refusal)
    return _page(request, chair=form, status=UNCLEAR)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def chair(request: HttpRequest, chair_id: UUID) -> HttpResponse:
    """Show what stands at a chair, or change it."""
    row = own(request.membership, Chair, chair_id)  # type: ignore[attr-defined]
    form = ChairChangeForm(initial={**ChairChangeForm.equipped(row), "active": row.active})
    status = OK
    if request.method == "POST":
        form = ChairChangeForm(request.POST)
        if form.is_valid():
            sent = send(
                request,
                "change chair",
                lambda by, at: change_chair(
                    by=by, at=at, chair=row, equipment=form.words(), active=form.cleaned_data["active"]
                ),
            )
            if not sent.refusal:
                if not sent.repeated:
                    toast(request, f"{row.name}: saved.")
                return redirect("people:places")
            form.refuse(sent.refusal)
        status = UNCLEAR
    content = {"form": form, "name": row.name, "site": row.site.name}
    return draw(request, "web/people/chair.html", "people:places", content, status=status)


def _sites(request: HttpRequest) -> object:
    return visible_to(request.membership, Site).order_by("name")  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, *, site: SiteForm | None = None, chair: ChairForm | None = None, status: int = OK
) -> HttpResponse:
    cards = site_cards(request.membership)  # type: ignore[attr-defined]
    content = {
        "sites": cards,
        "site_form": site or SiteForm(auto_id=SITE),
        "chair_form": chair or ChairForm(auto_id=CHAIR, sites=_sites(request)),
        "open_site": site is not None or not cards,
        "open_chair": chair is not None,
    }
    return draw(request, "web/people/places.html", "people:places", content, status=status)
