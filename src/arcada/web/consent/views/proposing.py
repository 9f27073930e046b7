"""The proposal: looked at, printed, presented. Presenting freezes it as it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arcada.audit.actions import record_read
from arcada.cases.actions.present import frozen
from arcada.cases.models import Alternative, PlanVersion, Proposal
from arcada.cases.models.plan import AlternativeState
from arcada.cases.queries import active_version
from arcada.cases.submission import new_key, once
from arcada.display.odontogram.draw import page_sheet
from arcada.display.toasts import toast
from arcada.documents.actions import print_proposal
from arcada.documents.papers import proposal_pdf
from arcada.insurance.actions.present import present_with_estimate, told_estimate
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.practice.models import Membership
from arcada.web.consent.presenters.letter import letter
from arcada.web.plan.presenters.shown import TITLES
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import journey_of, open_case_of
from arcada.web.shell.page import local_date, page_context, voice_of


@never_cache
@require_safe
@gate(Permission.PRESENT)
def proposal(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the letter of one alternative: as it was presented, else as a draft."""
    return draw(request, patient_or_404(request, patient_id, noun="proposal"))


def draw(request: HttpRequest, patient: Patient, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Draw the letter with what was refused."""
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    version = _version(member, patient)
    journey = journey_of(member, version, now) if version else None
    frame = page_context(request, patient=patient, tab="consent", journey=journey)
    if version is None or not version.answer["alternatives"]:
        return render(request, "web/consent/no_plan.html", frame | {"problem": problem}, status=status)
    row = chosen(version, request.GET.get("tier") or request.POST.get("tier", ""))
    kept = latest(row)
    content = kept.content if kept else draft_of(member, now, version, row)
    told = letter(content, voice_of(member.practice), row.pk)
    context: dict[str, Any] = {
        "letter": told,
        "sheet": page_sheet([told.was, told.became]),
        "tier": row.tier,
        "title": TITLES[row.tier],
        "ways": _ways(version),
        "version": version.number,
        "kept": _kept(kept),
        "state": row.state,
        "key": new_key(),
        "problem": problem,
    }
    return render(request, "web/consent/proposal.html", frame | context, status=status)


def draft_of(member: Membership, now: datetime, version: PlanVersion, row: Alternative) -> dict[str, Any]:
    """The content of a proposal as it would be presented now."""
    told = told_estimate(row, as_of=local_date(now, member.practice))
    return frozen(member, now, version, row, told)


def _kept(kept: Proposal | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {"at": kept.presented_at, "by": kept.content["presenter"], "until": kept.valid_until, "number": kept.number}


def _version(member: Membership, patient: Patient) -> PlanVersion | None:
    case = open_case_of(member, patient)
    return active_version(case) if case else None


def _ways(version: PlanVersion) -> tuple[tuple[str, str], ...]:
    return tuple((one["tier"], TITLES[one["tier"]]) for one in version.answer["alternatives"] if not one.get("same_as"))


def chosen(version: PlanVersion, tier: str) -> Alternative:
    """The alternative that is asked for; else the accepted, the recommended, the balanced, the first."""
    rows: list[Alternative] = list(version.alternatives.all())
    rows = [row for row in rows if not row.content().get("same_as")]
    if tier:
        found = next((row for row in rows if row.tier == tier), None)
        if found is None:
            raise Http404
        return found
    ranked = sorted(
        rows,
        key=lambda row: (row.state != AlternativeState.ACCEPTED, row.recommended_at is None, row.tier != "balanced"),
    )
    return ranked[0]


def latest(row: Alternative) -> Proposal | None:
    """The newest presentation of an alternative."""
    found: Proposal | None = row.proposals.order_by("-presented_at").first()
    return found


@never_cache
@require_safe
@gate(Permission.PRESENT)
def pdf(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Give the proposal as a PDF; a draft is the same paper of today."""
    patient = patient_or_404(request, patient_id)
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    version = _version(member, patient)
    if version is None or not version.answer["alternatives"]:
        raise Http404
    row = chosen(version, request.GET.get("tier", ""))
    return pdf_answer(_pdf(member, now, version, row), patient, f"proposal-{row.tier}", request)


def _pdf(member: Membership, now: datetime, version: PlanVersion, row: Alternative) -> bytes:
    kept = latest(row)
    if kept is not None:
        return print_proposal(by=member, at=now, proposal=kept)
    record_read(
        by=member,
        at=now,
        verb="printed a draft of",
        noun="alternative",
        noun_id=row.pk,
        patient_id=version.case.patient_id,
    )
    return proposal_pdf(draft_of(member, now, version, row))


def pdf_answer(content: bytes, patient: Patient, name: str, request: HttpRequest) -> HttpResponse:
    """Send a PDF to be looked at, or with `?download` to be kept."""
    answer = HttpResponse(content, content_type="application/pdf")
    place = "attachment" if "download" in request.GET else "inline"
    who = slugify(f"{patient.family_name}-{patient.given_name}")
    answer["Content-Disposition"] = f'{place}; filename="{name}-{who}.pdf"'
    return answer


@require_POST
@gate(Permission.PRESENT)
def present_it(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Freeze the proposal as it is shown."""
    patient = patient_or_404(request, patient_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    version = _version(by, patient)
    if version is None:
        return draw(request, patient, problem="There is no plan to present.", status=409)
    if request.POST.get("version", "") not in ("", str(version.number)):
        text = "The plans were made again meanwhile: this is the newer one. Look at it, then present it."
        return draw(request, patient, problem=text, status=409)
    row = chosen(version, request.POST.get("tier", ""))
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="present",
        act=lambda: present_with_estimate(by=by, at=at, alternative=row),
    )
    if sent.refusal is not None:
        return draw(request, patient, problem=sent.refusal.text, status=409)
    if not sent.repeated:
        toast(request, "Presented: this letter is kept as it was shown. The patient can choose now.")
    return redirect("consent:show", patient.pk)
