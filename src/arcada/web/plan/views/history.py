"""The history of a plan: its versions, and what changed between any two of them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from arcada.cases.models import Case, PlanVersion
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.web.plan.presenters.versions import comparison, history
from arcada.web.plan.views.plans import LIKE_A_VERSION, LOOKS
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of
from arcada.web.shell.page import page_context, voice_of


@require_safe
@gate(*LOOKS)
def versions(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """List the versions, the newest first, with what each one changed."""
    patient = patient_or_404(request, patient_id, noun="plan versions")
    case = _case(request, patient)
    steps = history(case, voice_of(case.practice), **_eyes(request))
    frame = page_context(request, patient=patient, tab="plan")
    may_present = may(request.membership, Permission.PRESENT)  # type: ignore[attr-defined]
    return render(request, "web/plan/versions.html", frame | {"steps": steps, "may_present": may_present})


@require_safe
@gate(*LOOKS)
def changes(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Say what changed between two versions; the one in force and the one before it where none are named."""
    patient = patient_or_404(request, patient_id, noun="plan versions")
    case = _case(request, patient)
    rows = {row.number: row for row in PlanVersion.objects.filter(case=case).defer("answer", "inputs")}
    was, now = _asked(request, rows)
    told = comparison(rows[was].pk, rows[now].pk, voice_of(case.practice), **_eyes(request))
    context = {"changed": told, "numbers": sorted(rows, reverse=True), "version": rows[now].number}
    return render(request, "web/plan/changes.html", page_context(request, patient=patient, tab="plan") | context)


def _asked(request: HttpRequest, rows: dict[int, PlanVersion]) -> tuple[int, int]:
    """The two versions that are asked for, the older one first."""
    if not rows:
        raise Http404
    newest = max(rows)
    given = {name: request.GET.get(name, "") for name in ("was", "now")}
    if any(text and not LIKE_A_VERSION.fullmatch(text) for text in given.values()):
        raise Http404
    now = int(given["now"] or newest)
    was = int(given["was"] or max((number for number in rows if number < now), default=now))
    if was not in rows or now not in rows:
        raise Http404
    return min(was, now), max(was, now)


def _case(request: HttpRequest, patient: Patient) -> Case:
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    if case is None:
        raise Http404
    return case


def _eyes(request: HttpRequest) -> dict[str, bool]:
    """What this member sees of a plan."""
    member = request.membership  # type: ignore[attr-defined]
    return {
        "sees_price": may(member, Permission.READ_PRICE),
        "sees_chart": may(member, Permission.READ_CHART),
    }
