"""Changing a plan: the page of its lines, what can be done with one, and the change itself."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.edit_plan import edit_plan
from arcada.cases.actions.take_back import take_back
from arcada.cases.compilation import priced
from arcada.cases.models import Alternative, Override, PlanVersion
from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.practice.protocols import library_for
from arcada.web.plan.forms import Asked, wanted_of
from arcada.web.plan.presenters.catalogue import offers
from arcada.web.plan.presenters.editing import edit_page, line_form, way_lines
from arcada.web.plan.presenters.shown import Shown
from arcada.web.plan.presenters.versions import comparison
from arcada.web.plan.views.plans import alternative_or_404
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context, voice_of

SAID = {
    "add": "The line is added and the plans are made again.",
    "remove": "The line is taken out and the plans are made again.",
    "defer": "The line is put off and the plans are made again.",
    "swap": "The other way is taken and the plans are made again.",
    "order": "The order is kept from now on; the plans are made again.",
    "provider": "It is given to somebody else; the plans are made again.",
}

TITLES_AGAIN = {
    "remove": "Take out",
    "defer": "Put off",
    "swap": "Another way",
    "order": "Order",
    "provider": "Who does it",
}


@require_safe
@gate(Permission.OVERRIDE)
def edit(request: HttpRequest, patient_id: UUID, tier: str) -> HttpResponse:
    """Show a plan of the version in force, to be changed."""
    patient = patient_or_404(request, patient_id, noun="plan")
    return draw(request, patient, _row(request, patient, tier))


def draw(
    request: HttpRequest,
    patient: Patient,
    row: Alternative,
    *,
    refusal: Refusal | None = None,
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    """Draw the page, with what was refused and everything that was typed."""
    member = request.membership  # type: ignore[attr-defined]
    shown = _shown(request, row.version)
    typed = typed or {}
    context = {
        "page": edit_page(shown, row),
        "version": {"number": row.version.number},
        "changed": _last_change(shown),
        "problem": refusal.text if refusal else "",
        "where_bad": refusal.where if refusal else "",
        "typed": typed,
        "again": _again(shown, row, typed),
        "offers": _offers(request, typed.get("q", "")),
        "key": typed.get("key") or new_key(),
        "tiers": [one["tier"] for one in shown.alternatives],
        "voice": voice_of(member.practice),
    }
    frame = page_context(request, patient=patient, tab="plan")
    return render(request, "web/plan/edit.html", frame | context, status=422 if refusal else 200)


def _again(shown: Shown, row: Alternative, typed: dict[str, Any]) -> dict[str, Any] | None:
    """What was refused of a line, to be mended and sent again; an addition stands in its own form."""
    if typed.get("act") not in TITLES_AGAIN:
        return None
    line = next((one for one in row.content()["items"] if one["id"] == typed["item"]), None)
    about = shown.line(line) if line else shown.finding(typed["finding"]) if typed["finding"] else ""
    shown_again = ("reason", "until", "key", "version")
    kept = [(name, value) for name, value in typed.items() if value and name not in shown_again]
    return {"title": f"{TITLES_AGAIN[typed['act']]}{f': {about}' if about else ''}", "kept": kept}


def _last_change(shown: Shown) -> Any:
    """What the newest version changed."""
    before = PlanVersion.objects.filter(case=shown.version.case_id, number=shown.version.number - 1)
    key = before.values_list("pk", flat=True).first()
    if key is None:
        return None
    eyes = {"sees_price": shown.sees_price, "sees_chart": shown.sees_chart}
    return comparison(key, shown.version.pk, shown.voice, **eyes)


@require_safe
@gate(Permission.OVERRIDE)
def line(request: HttpRequest, patient_id: UUID, tier: str, item: str) -> HttpResponse:
    """Show what can be done with one line."""
    patient = patient_or_404(request, patient_id, noun="plan")
    row = _row(request, patient, tier)
    found = next((one for one in row.content()["items"] if one["id"] == item), None)
    if found is None:
        raise Http404
    context = {
        "form": line_form(_shown(request, row.version), row, found),
        "version": {"number": row.version.number},
        "key": new_key(),
        "patient": {"id": patient.pk},
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/plan/edit_line.html", context)
    return render(request, "web/plan/edit_line_page.html", context | page_context(request, patient=patient, tab="plan"))


@require_safe
@gate(Permission.OVERRIDE)
def ways(request: HttpRequest, patient_id: UUID, tier: str, finding: str) -> HttpResponse:
    """Show the other ways to answer a finding, each with the plan that it would make."""
    patient = patient_or_404(request, patient_id, noun="plan")
    row = _row(request, patient, tier)
    shown = _shown(request, row.version)
    if finding not in shown.found:
        raise Http404
    context = {
        "ways": way_lines(shown, finding, tier),
        "finding": {"id": finding, "text": shown.finding(finding)},
        "tier": tier,
        "version": {"number": row.version.number},
        "key": new_key(),
        "patient": {"id": patient.pk},
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/plan/ways.html", context)
    return render(request, "web/plan/ways_page.html", context | page_context(request, patient=patient, tab="plan"))


@require_safe
@gate(Permission.OVERRIDE)
def catalogue(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Offer procedures for what is typed."""
    patient_or_404(request, patient_id)
    typed = request.GET.get("q", "")[:80]
    context = {"offers": _offers(request, typed), "typed": {"q": typed}}
    return render(request, "web/plan/offers.html", context)


def _offers(request: HttpRequest, typed: str) -> Any:
    member = request.membership  # type: ignore[attr-defined]
    library = priced(library_for(member.practice_id), None)
    return () if isinstance(library, Refusal) else offers(library, typed, voice_of(member.practice))


@require_POST
@gate(Permission.OVERRIDE)
def change(request: HttpRequest, patient_id: UUID, tier: str) -> HttpResponse:
    """Change the plan; sent twice, it is changed once."""
    patient = patient_or_404(request, patient_id)
    row = _row(request, patient, tier)
    member, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    asked = Asked.of(request.POST)
    wanted = wanted_of(asked, row, voice_of(member.practice).notation)
    if isinstance(wanted, Refusal):
        return draw(request, patient, row, refusal=wanted, typed=asked.typed())
    sent = once(
        by=member,
        at=at,
        key=asked.key,
        verb="edit plan",
        act=lambda: edit_plan(by=member, at=at, version=row.version, wanted=wanted),
    )
    if sent.refusal is not None:
        return draw(request, patient, _row(request, patient, tier), refusal=sent.refusal, typed=asked.typed())
    if not sent.repeated and sent.made is not None:
        undo = reverse("plan:take_back", args=[patient.pk, sent.made.pk])
        toast(request, SAID[sent.made.act], undo_url=undo)
    return redirect("plan:edit", patient.pk, tier)


@require_POST
@gate(Permission.OVERRIDE)
def undo(request: HttpRequest, patient_id: UUID, override_id: UUID) -> HttpResponse:
    """Take a change back; it stays on record."""
    patient = patient_or_404(request, patient_id)
    member, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    rows = Override.objects.filter(practice_id=member.practice_id, case__patient=patient)
    found = rows.select_related("case__patient__practice").filter(pk=override_id).first()
    if found is None:
        raise Http404
    outcome = take_back(by=member, at=at, override=found)
    tier = found.tier or request.POST.get("tier", "") or "balanced"
    row = Alternative.objects.filter(version__case=found.case_id, version__active=True, tier=tier).first()
    if isinstance(outcome, Refusal) and row is not None:
        return draw(request, patient, _row(request, patient, tier), refusal=outcome)
    toast(request, "The change is taken back and the plans are made again. It stays on record.")
    return redirect("plan:edit", patient.pk, tier) if row is not None else redirect("plan:show", patient.pk)


def _row(request: HttpRequest, patient: Patient, tier: str) -> Alternative:
    """The alternative of the version in force; an older one is looked at, not changed."""
    row = alternative_or_404(request, patient, tier)
    if not row.version.active:
        raise Http404
    return row


def _shown(request: HttpRequest, version: PlanVersion) -> Shown:
    member = request.membership  # type: ignore[attr-defined]
    return Shown.to(member, version, voice_of(member.practice))
