"""The finder behind Ctrl K: its answers as a fragment, or as a page where there is no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.practice.access import Permission
from arcada.web.shell.finder import answer
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context, patient_at_hand

LONGEST = 80


@require_safe
@gate(Permission.SEE_PATIENTS)
def find(request: HttpRequest) -> HttpResponse:
    """Answer what was typed."""
    member = request.membership  # type: ignore[attr-defined]
    typed = request.GET.get("q", "")[:LONGEST]
    now = timezone.now()
    practice = member.practice
    groups = answer(
        member,
        typed,
        at_hand=patient_at_hand(request),
        today=local_date(now, practice),
        notation=practice.numbering,
    )
    if typed.strip() and any(group.heading == "Patients" for group in groups):
        record_read(by=member, at=now, verb="searched", noun="patients", noun_id="", detail={"typed": typed})
    context = {"groups": groups, "typed": typed.strip()}
    if request.headers.get("HX-Request"):
        return render(request, "web/shell/answers.html", context)
    return render(request, "web/shell/find.html", page_context(request) | context)
