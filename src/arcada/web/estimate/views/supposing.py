"""What if: another day for a visit, another plan, another coverage, beside what stands now. Nothing is kept."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.core.kernel import Refusal
from arcada.insurance.models import Estimate
from arcada.insurance.question import written
from arcada.practice.access import Permission
from arcada.web.estimate.forms import Supposed
from arcada.web.estimate.opened import opened
from arcada.web.estimate.presenters.changes import history
from arcada.web.estimate.presenters.what_if import answered, choices
from arcada.web.shell.gate import gate, patient_or_404

MOST_NUMBER = 1_000_000


@require_safe
@gate(Permission.READ_PRICE)
def what_if(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show what stands now beside what is supposed; what cannot be supposed is said and kept in the form."""
    found = opened(request, patient_id, "what_if")
    if isinstance(found, HttpResponse):
        return found
    options = choices(found)
    typed = Supposed.read(request.GET, options, found.now.question.as_of)
    told = answered(found, typed) if typed.anything and not typed.problem else None
    problem = typed.problem or (told.text if isinstance(told, Refusal) else "")
    context = {
        "options": options,
        "typed": typed,
        "told": None if isinstance(told, Refusal) else told,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "web/estimate/what_if.html", found.frame | context, status=status)


@require_safe
@gate(Permission.READ_PRICE)
def changes(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show every estimate that was kept, the newest first, each beside the one before it."""
    found = opened(request, patient_id, "changes")
    if isinstance(found, HttpResponse):
        return found
    kept = history(found.chosen.alternative, found.shown)
    return render(request, "web/estimate/changes.html", found.frame | {"kept": kept, "now": timezone.now()})


@require_safe
@gate(Permission.READ_PRICE)
def kept_case(request: HttpRequest, patient_id: UUID, tier: str, number: int) -> HttpResponse:
    """Give the question of a kept estimate, as `./arcada estimate` reads it: the answer can be made again."""
    found = patient_or_404(request, patient_id, noun="estimate")
    rows = Estimate.objects.filter(alternative__case__patient=found, alternative__tier=tier, number=number)
    row = rows.order_by("-alternative__version__number").first() if number < MOST_NUMBER else None
    if row is None:
        raise Http404
    answer = HttpResponse(written(row.question) + "\n", content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="estimate-{tier}-{number}.json"'
    return answer
