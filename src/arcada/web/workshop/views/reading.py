"""Read the protocols: the shelf with its search, and the page of one condition."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from arcada.interop.protocol_pages.page import page_of
from arcada.practice.access import Permission
from arcada.practice.protocols import shipped_hash
from arcada.web.shell.gate import gate
from arcada.web.workshop.frame import draw, knowledge, member_of, standing, version_or_404
from arcada.web.workshop.presenters.sheet import lanes, tracks
from arcada.web.workshop.presenters.shelf import ONLY, group_of, shelf_of, state_words
from arcada.web.workshop.presenters.versions import version_line

LONGEST_SEARCH = 100


@require_safe
@gate(Permission.READ_PROTOCOLS)
def shelf(request: HttpRequest) -> HttpResponse:
    """List the protocols, or those that fit."""
    member = member_of(request)
    typed = request.GET.get("q", "")[:LONGEST_SEARCH]
    only = request.GET.get("only", "all")
    library, trouble = knowledge(member)
    content = {
        "shelf": shelf_of(member, library, typed, only),
        "typed": typed,
        "only": only,
        "choices": [(value, label, value == only) for value, label in ONLY],
        "trouble": trouble,
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/workshop/rows.html", content)
    return draw(request, "web/workshop/shelf.html", content)


@require_safe
@gate(Permission.READ_PROTOCOLS)
def protocol(request: HttpRequest, name: str) -> HttpResponse:
    """Show one condition as it is in force, or as one version has it."""
    member = member_of(request)
    here = standing(member, name)
    number = request.GET.get("version", "")
    version = version_or_404(member, name, int(number)) if number.isdecimal() and len(number) < len("100000") else None
    if number and version is None:
        raise Http404
    library, trouble = knowledge(member, version)
    page = page_of(library, library.protocols[name])
    content = {
        "page": page,
        "lanes": lanes(page),
        "tracks": tracks(page),
        "group": group_of(name),
        "state": state_words(here.active),
        "off": version.switched_off if version else bool(here.active and here.active.switched_off),
        "shown": version_line(version) if version else None,
        "active": version_line(here.active) if here.active else None,
        "coming": version_line(here.coming) if here.coming else None,
        "moved_on": here.active is not None and here.active.shipped != shipped_hash(name),
        "trouble": trouble,
    }
    return draw(request, "web/workshop/protocol.html", content)
