"""Opening a money page: the patient, which plan, all plans' shares beside each other, the estimate of today."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from arcada.cases.models import Alternative
from arcada.core.kernel import Refusal
from arcada.insurance.estimating import EstimateNow, estimates_of
from arcada.patients.models import Patient
from arcada.practice.models import Membership
from arcada.web.estimate.choosing import Chosen, chosen
from arcada.web.estimate.presenters.ways import ways
from arcada.web.plan.presenters.shown import TITLES, Shown
from arcada.web.shell.gate import patient_or_404
from arcada.web.shell.money import MONEY
from arcada.web.shell.page import local_date, page_context, voice_of

VIEWS = (
    ("show", "Whole plan"),
    ("phase", "This phase"),
    ("visit", "Next visit"),
    ("insurer", "For the insurer"),
    ("patient", "For the patient"),
    ("phasing", "Best days"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A money page that has a plan: the frame, which plan, and its estimate."""

    member: Membership
    patient: Patient
    frame: dict[str, Any]
    chosen: Chosen
    shown: Shown
    now: EstimateNow


def opened(request: HttpRequest, patient_id: UUID, view: str) -> Opened | HttpResponse:
    """Open a money page; a patient without a plan, or a plan that cannot be estimated, gets the page that says so."""
    member = request.membership  # type: ignore[attr-defined]
    row = patient_or_404(request, patient_id, noun="estimate")
    frame = page_context(request, patient=row, tab=MONEY)
    found = chosen(request, row)
    if found is None:
        return render(request, "web/estimate/no_plan.html", frame)
    shown = Shown.to(member, found.version, voice_of(member.practice))
    today = local_date(timezone.now(), member.practice)
    every = estimates_of(found.others, as_of=today)
    told = {one.tier: every[one.pk] for one in found.others}
    now = told[found.alternative.tier]
    if isinstance(now, Refusal):
        return render(request, "web/estimate/no_plan.html", frame | {"problem": now.text}, status=409)
    frame |= {
        "plan": _plan(found.alternative),
        "ways": ways(found.others, found.alternative, told, shown.voice, lambda tier: _address(row, view, tier)),
        "views": [
            {"label": label, "url": _address(row, name, found.alternative.tier), "current": name == view}
            for name, label in VIEWS
        ],
        "query": f"?{urlencode({'plan': found.alternative.tier})}",
        "as_of": now.question.as_of,
    }
    return Opened(member, row, frame, found, shown, now)


def _plan(row: Alternative) -> dict[str, Any]:
    return {
        "tier": row.tier,
        "title": TITLES[row.tier],
        "state": row.state,
        "version": row.version.number,
        "paper": row.case.patient.practice.paper,
        "practice": row.case.patient.practice.name,
    }


def _address(patient: Patient, view: str, tier: str) -> str:
    return f"{reverse(f'estimate:{view}', args=[patient.pk])}?{urlencode({'plan': tier})}"
