"""The search for a better order beside the plans: begun when the page opens, watched, stopped, used."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.search_order import search_here, search_order, stop_search
from arcada.cases.actions.use_order import use_order
from arcada.cases.models import OrderSearch, PlanVersion
from arcada.cases.queries import active_version, order_search_of
from arcada.core.kernel import Refusal
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.plan.presenters.order_search import nothing_yet, told
from arcada.web.plan.views.plans import PATIENCE_SECONDS, draw
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of


@require_safe
@gate(Permission.PRESENT)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Say how the search for the plans in force stands."""
    patient = patient_or_404(request, patient_id)
    version = _version(request, patient)
    return _drawn(request, patient, version, OrderSearch.objects.filter(version=version).first())


@require_POST
@gate(Permission.PRESENT)
def start(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Begin a search for the plans in force; a second click joins the first."""
    patient = patient_or_404(request, patient_id)
    version = _version(request, patient)
    made = search_order(by=request.membership, at=timezone.now(), version=version)  # type: ignore[attr-defined]
    if not request.headers.get("HX-Request"):
        return redirect("plan:show", patient.pk)
    return _drawn(request, patient, version, None if isinstance(made, Refusal) else made)


@require_POST
@gate(Permission.PRESENT)
def here(request: HttpRequest, patient_id: UUID, search_id: UUID) -> HttpResponse:
    """Do a waiting search in this request."""
    patient = patient_or_404(request, patient_id)
    search = _search(request, patient, search_id)
    search_here(by=request.membership, search=search)  # type: ignore[attr-defined]
    return _after(request, patient, search)


@require_POST
@gate(Permission.PRESENT)
def stop(request: HttpRequest, patient_id: UUID, search_id: UUID) -> HttpResponse:
    """End a search soon."""
    patient = patient_or_404(request, patient_id)
    search = _search(request, patient, search_id)
    stop_search(by=request.membership, search=search)  # type: ignore[attr-defined]
    return _after(request, patient, search)


@require_POST
@gate(Permission.PRESENT)
def use(request: HttpRequest, patient_id: UUID, search_id: UUID) -> HttpResponse:
    """Put the order that was found in force, as the next version."""
    patient = patient_or_404(request, patient_id)
    search = _search(request, patient, search_id)
    made = use_order(by=request.membership, at=timezone.now(), search=search)  # type: ignore[attr-defined]
    if isinstance(made, Refusal):
        return draw(request, patient, problem=made.text, status=409)
    return redirect("plan:show", patient.pk)


def _after(request: HttpRequest, patient: Patient, search: OrderSearch) -> HttpResponse:
    search.refresh_from_db()
    if not request.headers.get("HX-Request"):
        return redirect("plan:show", patient.pk)
    return _drawn(request, patient, search.version, search)


def _drawn(request: HttpRequest, patient: Patient, version: PlanVersion, search: OrderSearch | None) -> HttpResponse:
    waited = (timezone.now() - search.started_at).total_seconds() if search else 0.0
    shown = told(search, deserted=waited > PATIENCE_SECONDS) if search else nothing_yet(version)
    return render(request, "web/plan/order_search.html", {"order": shown, "patient": {"id": patient.pk}})


def _version(request: HttpRequest, patient: Patient) -> PlanVersion:
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    version = active_version(case) if case else None
    if version is None:
        raise Http404
    return version


def _search(request: HttpRequest, patient: Patient, search_id: UUID) -> OrderSearch:
    search = order_search_of(request.membership, search_id)  # type: ignore[attr-defined]
    if search is None or search.version.case.patient_id != patient.pk:
        raise Http404
    return search
