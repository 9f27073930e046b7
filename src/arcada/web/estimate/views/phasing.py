"""Best days: the plan's visits spread over the insurance years so that the patient pays least. A suggestion only."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from arcada.core.kernel import Refusal
from arcada.insurance.phasing import phased
from arcada.practice.access import Permission
from arcada.schedule.mapping import visit_lags
from arcada.web.estimate.opened import opened
from arcada.web.estimate.presenters.phasing import phased_sheet
from arcada.web.shell.gate import gate
from arcada.web.shell.rail import address


@require_safe
@gate(Permission.READ_PRICE)
def phasing(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show all as planned beside the cheapest days, what each move brings, and what may not wait."""
    found = opened(request, patient_id, "phasing")
    if isinstance(found, HttpResponse):
        return found
    row = found.chosen.alternative
    lags = visit_lags(row.content(), {visit.number: visit.day for visit in row.visits.all()})
    plan = phased(row, as_of=found.now.question.as_of, lags=lags)
    if isinstance(plan, Refusal):
        return render(request, "web/estimate/phasing.html", found.frame | {"problem": plan.text}, status=409)
    context = {
        "sheet": phased_sheet(found, plan),
        "schedule_url": address("schedule:show", patient_id),
        "cover_url": address("cover:show", patient_id),
    }
    return render(request, "web/estimate/phasing.html", found.frame | context)
