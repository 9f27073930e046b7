"""The gallery page; it shows invented specimens and asks the database for nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from arcada.core.teeth.notation import Notation
from arcada.web.gallery.specimens import NOTATIONS, specimens


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show each component once."""
    asked = request.GET.get("notation", "")
    notation: Notation = next((name for name, _ in NOTATIONS if name == asked), "fdi")
    return render(request, "gallery/gallery.html", specimens(notation))
