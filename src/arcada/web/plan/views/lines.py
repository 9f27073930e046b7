"""One line and one figure: why it is there, and what the dentist decides about it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.decide_line import decide_line
from arcada.cases.models import Alternative
from arcada.cases.models.plan import OverrideAct
from arcada.cases.submission import new_key, once
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may, why_not
from arcada.web.plan.presenters.reason import TIER_OF, price_reason, reason
from arcada.web.plan.presenters.shown import Shown
from arcada.web.plan.views.plans import alternative_or_404
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context, voice_of

SAID = {
    OverrideAct.RELEASE: "The line goes on without the proof. Your reason stays on it.",
    OverrideAct.REMOVE: "The line is removed and the plans are made again. Your reason stays on record.",
    OverrideAct.DEFER: "The line is put off and the plans are made again. Your reason stays on record.",
}


@require_safe
@gate(Permission.READ_CHART)
def why(request: HttpRequest, patient_id: UUID, item: str) -> HttpResponse:
    """Tell why a line is there."""
    patient = patient_or_404(request, patient_id, noun="plan")
    return _draw(request, patient, item, {})


def _draw(request: HttpRequest, patient: Patient, item: str, typed: dict[str, Any], status: int = 200) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    row, content = _line(request, patient, item)
    shown = Shown.to(member, row.version, voice_of(member.practice))
    may_decide = may(member, Permission.OVERRIDE)
    context = {
        "reason": reason(shown, row, content),
        "version": {"number": row.version.number, "active": row.version.active},
        "may_decide": may_decide,
        "may_read_protocols": may(member, Permission.READ_PROTOCOLS),
        "who_may": "" if may_decide else why_not(member, Permission.OVERRIDE).text,
        "key": request.POST.get("key") or new_key(),
        "typed": typed,
        "patient": {"id": patient.pk},
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/plan/why.html", context, status=200)
    frame = page_context(request, patient=patient, tab="plan")
    return render(request, "web/plan/why_page.html", context | frame, status=status)


def _line(request: HttpRequest, patient: Patient, item: str) -> tuple[Alternative, Any]:
    row = alternative_or_404(request, patient, TIER_OF.get(item[:1], ""))
    content = next((one for one in row.content()["items"] if one["id"] == item), None)
    if content is None:
        raise Http404
    return row, content


@require_safe
@gate(Permission.READ_PRICE)
def price(request: HttpRequest, patient_id: UUID, tier: str) -> HttpResponse:
    """Add a price up."""
    patient = patient_or_404(request, patient_id, noun="plan")
    member = request.membership  # type: ignore[attr-defined]
    row = alternative_or_404(request, patient, tier)
    shown = Shown.to(member, row.version, voice_of(member.practice))
    context = {
        "sum": price_reason(shown, row),
        "version": {"number": row.version.number},
        "sees_chart": shown.sees_chart,
        "patient": {"id": patient.pk},
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/plan/price.html", context)
    return render(request, "web/plan/price_page.html", context | page_context(request, patient=patient, tab="plan"))


@require_POST
@gate(Permission.OVERRIDE)
def decide(request: HttpRequest, patient_id: UUID, item: str) -> HttpResponse:
    """Let a line go on without its proof, take it out, or put it off."""
    patient = patient_or_404(request, patient_id)
    row, _ = _line(request, patient, item)
    typed = {name: request.POST.get(name, "") for name in ("act", "reason", "until", "evidence", "finding", "version")}
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="override",
        act=lambda: decide_line(
            by=by,
            at=at,
            alternative=row,
            item=item,
            act=typed["act"],
            finding=typed["finding"],
            evidence=typed["evidence"],
            reason=typed["reason"],
            until=_date(typed["until"]),
            seen_version=typed["version"],
        ),
    )
    if sent.refusal is not None:
        return _draw(request, patient, item, typed | {"problem": sent.refusal.text, "where": sent.refusal.where}, 422)
    if not sent.repeated:
        toast(request, SAID[OverrideAct(typed["act"])])
    return redirect("plan:show", patient.pk)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
