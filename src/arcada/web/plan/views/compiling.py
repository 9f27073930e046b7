"""Making the plans: into the queue, watched while they are computed, done here when nobody works in the queue."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.compile_here import compile_here
from arcada.cases.actions.start_compile import start_compile
from arcada.cases.models import CompileRun
from arcada.cases.queries import run_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.plan.presenters.readiness import progress
from arcada.web.plan.views.plans import LOOKS, PATIENCE_SECONDS, draw
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of


@require_POST
@gate(Permission.PRESENT)
def start(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put a compilation into the queue; a second click joins the first."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    case = open_case_of(member, patient)
    if case is None:
        return draw(request, patient, problem="No case is open: open one first, then make its plans.", status=409)
    start_compile(by=member, at=timezone.now(), case=case)
    return redirect("plan:show", patient.pk)


@require_safe
@gate(*LOOKS)
def progress_of(request: HttpRequest, patient_id: UUID, run_id: UUID) -> HttpResponse:
    """Say how far a run is; when it is over, the page is drawn anew."""
    patient = patient_or_404(request, patient_id)
    run = _run(request, patient, run_id)
    waited = (timezone.now() - run.started_at).total_seconds()
    told = progress(run, waited, PATIENCE_SECONDS)
    answer = render(request, "web/plan/progress.html", {"progress": told, "patient": {"id": patient.pk}})
    if not told.going:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@gate(Permission.PRESENT)
def here(request: HttpRequest, patient_id: UUID, run_id: UUID) -> HttpResponse:
    """Do a waiting run in this request."""
    patient = patient_or_404(request, patient_id)
    compile_here(by=request.membership, at=timezone.now(), run=_run(request, patient, run_id))  # type: ignore[attr-defined]
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return redirect("plan:show", patient.pk)


def _run(request: HttpRequest, patient: Patient, run_id: UUID) -> CompileRun:
    run = run_of(request.membership, run_id)  # type: ignore[attr-defined]
    if run is None or run.case.patient_id != patient.pk:
        raise Http404
    return run
