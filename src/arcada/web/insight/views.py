"""Departures from the protocols: read, and taken away as a file. Both are recorded."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.cases.deviations import KINDS, Period, deviations, shares
from arcada.practice.access import Permission, may, require
from arcada.web.insight.forms import PeriodForm
from arcada.web.insight.presenters import departures, share_lines, sheet
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context, voice_of

SHOWN = 200


@require_safe
@gate(Permission.READ_DEVIATIONS)
def show(request: HttpRequest) -> HttpResponse:
    """Show who departed how often, and each departure."""
    member = request.membership  # type: ignore[attr-defined]
    form = _form(request)
    period = form.period()
    rows = list(deviations(member, period)[: SHOWN + 1])
    voice = voice_of(member.practice)
    _recorded(request, "read", period, len(rows))
    context = {
        "form": form,
        "first": period.first,
        "last": period.last,
        "kinds": [kind.capitalize() for kind in KINDS.values()],
        "shares": share_lines(shares(member, period)),
        "lines": departures(member, rows[:SHOWN], voice),
        "more": len(rows) > SHOWN,
        "query": urlencode({name: value for name, value in request.GET.items() if name in form.fields and value}),
        "may_export": may(member, Permission.EXPORT),
        "may_see_estimates": may(member, Permission.PRICE),
    }
    status = 200 if not form.errors else 422
    return render(request, "web/insight/deviations.html", page_context(request) | context, status=status)


@require_safe
@gate(Permission.READ_DEVIATIONS)
def export(request: HttpRequest) -> HttpResponse:
    """Give the departures of a period as a file."""
    member = request.membership  # type: ignore[attr-defined]
    require(member, Permission.EXPORT)
    period = _form(request).period()
    rows = list(deviations(member, period))
    _recorded(request, "exported", period, len(rows))
    name = f"departures-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    return HttpResponse(
        sheet(rows, voice_of(member.practice)).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _form(request: HttpRequest) -> PeriodForm:
    member = request.membership  # type: ignore[attr-defined]
    return PeriodForm(request.GET, member=member, today=local_date(timezone.now(), member.practice))


def _recorded(request: HttpRequest, verb: str, period: Period, count: int) -> None:
    member = request.membership  # type: ignore[attr-defined]
    detail: dict[str, Any] = {"first": str(period.first), "last": str(period.last), "departures": count}
    if period.by:
        detail["by"] = str(period.by)
    record_read(by=member, at=timezone.now(), verb=verb, noun="departures", noun_id=member.practice_id, detail=detail)
