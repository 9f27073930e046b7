"""Draft a pack: choose the lines, write the narrative, attach images."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.cases.models import Alternative
from arcada.cases.queries import accepted_alternative, active_version
from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.documents.preauthorisation import paragraphs
from arcada.insurance.actions.preauth_draft import attach_image, draft, edit_narrative, leave_out, narrative_again
from arcada.insurance.preauth.asking import suggestions
from arcada.insurance.preauth.queries import document_of
from arcada.insurance.queries import coverages_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.preauth.forms.drafting import DraftForm, ImageForm, NarrativeForm
from arcada.web.preauth.presenters.asking import choices_of
from arcada.web.preauth.views.showing import carried_out, draw, pack_or_404
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of
from arcada.web.shell.money import MONEY
from arcada.web.shell.page import page_context


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Choose who is asked about which lines, or make the pack."""
    patient = patient_or_404(request, patient_id, noun="pre-authorisations")
    alternative = asked_about(request, patient)
    frame = page_context(request, patient=patient, tab=MONEY)
    coverages = coverages_of(patient, frame["today"])
    if alternative is None or not coverages:
        return redirect("preauth:show", patient.pk)
    if request.method != "POST":
        first = {"coverage": str(coverages[0].pk), "use": "predetermination"}
        form = DraftForm(initial=first, coverages=coverages, alternative=alternative)
        return _choose(request, frame, form, alternative, status=200)
    form = DraftForm(request.POST, coverages=coverages, alternative=alternative)
    if not form.is_valid():
        return _choose(request, frame, form, alternative, status=422)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="preauth draft",
        act=lambda: draft(
            by=by,
            at=at,
            alternative=alternative,
            coverage=form.coverage_row(),
            items=form.item_ids(),
            use=form.cleaned_data["use"],
        ),
    )
    if sent.refusal is not None:
        form.refuse(sent.refusal)
        return _choose(request, frame, form, alternative, status=422)
    return redirect("preauth:pack", patient.pk, sent.noun_id)


def asked_about(request: HttpRequest, patient: Patient) -> Alternative | None:
    """The alternative that is asked about: accepted, else recommended, else balanced, of the plan in force."""
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    version = active_version(case) if case else None
    if case is None or version is None:
        return None
    rows = list(version.alternatives.select_related("version", "case__patient__practice"))
    tier = request.GET.get("tier") or request.POST.get("tier", "")
    named = next((row for row in rows if row.tier == tier), None)
    accepted = accepted_alternative(case)
    if named is None and accepted is not None and accepted.version_id == version.pk:
        return accepted
    ranked = sorted(rows, key=lambda row: (row.recommended_at is None, row.tier != "balanced", row.position))
    return named or (ranked[0] if ranked else None)


def _choose(
    request: HttpRequest, frame: dict[str, Any], form: DraftForm, alternative: Alternative, *, status: int
) -> HttpResponse:
    key = form["coverage"].value() or next(iter(form.coverages))
    coverage = form.coverages.get(str(key)) or next(iter(form.coverages.values()))
    found = suggestions(alternative, coverage, frame["today"])
    typed = set(form["items"].value() or ()) if form.is_bound else None
    context = {
        "form": form,
        "choices": choices_of(found, typed, frame["voice"]),
        "tier": alternative.tier,
        "plan": f"{alternative.tier.title()} plan, version {alternative.version.number}",
        "payer": str(coverage.policy.plan.payer),
        "key": request.POST.get("key") or new_key(),
    }
    return render(request, "web/preauth/new.html", frame | context, status=status)


@require_POST
@gate(Permission.PRICE, Permission.SIGN_OFF)
def narrative(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Keep the narrative."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = NarrativeForm(request.POST)
    return carried_out(
        request,
        patient,
        row,
        "narrative",
        form,
        lambda: edit_narrative(
            by=request.membership,  # type: ignore[attr-defined]
            at=timezone.now(),
            pack=row,
            text=form.cleaned_data["narrative"],
            expected_revision=form.cleaned_data["revision"],
        ),
        said="The narrative is kept.",
    )


@require_POST
@gate(Permission.PRICE, Permission.SIGN_OFF)
def again(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Draw the narrative from the record anew."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = NarrativeForm({"narrative": row.narrative, "revision": row.revision})
    return carried_out(
        request,
        patient,
        row,
        "narrative",
        form,
        lambda: narrative_again(by=request.membership, at=timezone.now(), pack=row),  # type: ignore[attr-defined]
        said="The narrative is drawn from the record again.",
    )


@require_POST
@gate(Permission.PRICE, Permission.SIGN_OFF)
def preview(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Show a narrative as it will stand on paper; nothing is kept."""
    pack_or_404(request, patient_id, pack_id)
    text = request.POST.get("narrative", "").replace("\r\n", "\n")
    return render(request, "web/preauth/preview.html", {"narrative": paragraphs(text)})


@require_POST
@gate(Permission.PRICE)
def image(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Attach an image."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = ImageForm(request.POST, request.FILES, auto_id="image-%s")
    return carried_out(
        request,
        patient,
        row,
        "image",
        form,
        lambda: attach_image(by=request.membership, at=timezone.now(), pack=row, upload=form.upload()),  # type: ignore[attr-defined]
        said="The image goes along.",
    )


@require_POST
@gate(Permission.PRICE)
def without_image(request: HttpRequest, patient_id: UUID, pack_id: UUID, document_id: UUID) -> HttpResponse:
    """Leave an image out of a draft."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    member = request.membership  # type: ignore[attr-defined]
    found = document_of(member, document_id)
    if found is None or found.preauthorisation_id != row.pk or found.kind != "image":
        raise Http404
    outcome = leave_out(by=member, at=timezone.now(), document=found)
    if isinstance(outcome, Refusal):
        return draw(request, patient, row, problem=outcome.text, status=409)
    toast(request, "The image is left out.")
    return redirect("preauth:pack", patient.pk, row.pk)
