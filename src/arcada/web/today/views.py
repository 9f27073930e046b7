"""The front page: what is on today, what waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.practice.access import Permission
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context, voice_of
from arcada.web.today.presenters import today_page


@require_safe
@gate(Permission.SEE_PATIENTS)
def show(request: HttpRequest) -> HttpResponse:
    """Show the day of the one who is signed in; `?show=all` shows every column."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    page = today_page(
        member,
        now=now,
        today=local_date(now, member.practice),
        voice=voice_of(member.practice),
        everybody=request.GET.get("show") == "all",
    )
    record_read(by=member, at=now, noun="today", noun_id=member.practice_id)
    return render(request, "web/today/show.html", page_context(request) | {"page": page})
