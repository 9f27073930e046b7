"""The patients of the practice, narrowed while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.practice.access import Permission, may_some
from arcada.web.intake.presenters.listing import listing
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context

LONGEST = 80


@require_safe
@gate(Permission.SEE_PATIENTS)
def patients(request: HttpRequest) -> HttpResponse:
    """Show the list; htmx asks for its rows alone."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    typed = request.GET.get("q", "")[:LONGEST].strip()
    archived = request.GET.get("archived") == "on"
    page = listing(
        member,
        typed,
        archived=archived,
        page=_page_number(request),
        today=local_date(now, member.practice),
        now=now,
    )
    record_read(by=member, at=now, verb="searched", noun="patients", noun_id="", detail={"typed": typed})
    context = {
        "list": page,
        "typed": typed,
        "archived": archived,
        "may_register": may_some(member, Permission.EDIT_PATIENTS),
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/intake/rows.html", page_context(request) | context)
    return render(request, "web/intake/patients.html", page_context(request) | context)


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1  # noqa: PLR2004 - no list is longer
