"""Deciding between the plans: the dentist recommends, the patient's choice is noted and may be thought over."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.recommend import recommend
from arcada.cases.actions.reconsider import reconsider
from arcada.cases.models import Alternative
from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.plan.presenters.shown import TITLES
from arcada.web.plan.views.plans import LIKE_A_VERSION, draw
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of
from arcada.web.shell.way_back import way_back

GONE = "There is no such plan any more. Look at the plans as they are now."


@require_POST
@gate(Permission.PRESENT)
def accept(request: HttpRequest, patient_id: UUID, tier: str) -> HttpResponse:
    """Note that the patient chose a plan."""
    patient = patient_or_404(request, patient_id)
    row = _row(request, patient, tier)
    if row is None:
        return draw(request, patient, problem=GONE, status=409)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="accept",
        act=lambda: accept_alternative(by=by, at=at, alternative=row),
    )
    if sent.refusal is not None:
        return draw(request, patient, problem=sent.refusal.text, status=409)
    if not sent.repeated:
        said = f"The {TITLES[tier].lower()} plan is accepted; the others are set aside."
        toast(request, said, undo_url=reverse("plan:reconsider", args=[patient.pk, tier]))
    return _back(request, patient)


@require_POST
@gate(Permission.PRESENT)
def think_again(request: HttpRequest, patient_id: UUID, tier: str) -> HttpResponse:
    """Take an acceptance back, as long as nothing is signed."""
    return _plainly(request, patient_id, tier, reconsider, "All plans are open again.")


@require_POST
@gate(Permission.SIGN_OFF)
def recommend_tier(request: HttpRequest, patient_id: UUID, tier: str) -> HttpResponse:
    """Recommend a plan, or take the recommendation back."""
    wanted = request.POST.get("take_back") != "on"
    said = f"{TITLES.get(tier, tier)} is marked as recommended." if wanted else "No plan is marked as recommended."

    def act(*, by: object, at: object, alternative: Alternative) -> Alternative | Refusal:
        return recommend(by=by, at=at, alternative=alternative, recommended=wanted)  # type: ignore[arg-type]

    return _plainly(request, patient_id, tier, act, said)


def _plainly(
    request: HttpRequest,
    patient_id: UUID,
    tier: str,
    act: Callable[..., Alternative | Refusal],
    said: str,
) -> HttpResponse:
    """Do an act that has the same effect however often it is sent."""
    patient = patient_or_404(request, patient_id)
    row = _row(request, patient, tier)
    if row is None:
        return draw(request, patient, problem=GONE, status=409)
    outcome = act(by=request.membership, at=timezone.now(), alternative=row)  # type: ignore[attr-defined]
    if isinstance(outcome, Refusal):
        return draw(request, patient, problem=outcome.text, status=409)
    toast(request, said)
    return _back(request, patient)


def _row(request: HttpRequest, patient: Patient, tier: str) -> Alternative | None:
    """The alternative that a form means: of the version that it was drawn from."""
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    if case is None:
        return None
    rows = Alternative.objects.filter(version__case=case, tier=tier).select_related("version")
    number = request.POST.get("version", "")
    if not number:
        return rows.filter(version__active=True).first()
    return rows.filter(version__number=int(number)).first() if LIKE_A_VERSION.fullmatch(number) else None


def _back(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Go back to the page that the form stood on."""
    return redirect(way_back(request, request.POST.get("next", "")) or reverse("plan:show", args=[patient.pk]))
