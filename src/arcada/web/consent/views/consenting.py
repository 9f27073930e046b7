"""Consent: the choice, the signature, the sealed document. A page that was left shows on return what is true now."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arcada.audit.actions import record_read
from arcada.cases.models import Proposal
from arcada.cases.models.consent import Relation
from arcada.cases.queries import active_version, document_of, proposal_of
from arcada.cases.submission import new_key, once
from arcada.display.toasts import toast
from arcada.documents.actions import sign_proposal
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.consent.forms import SignForm
from arcada.web.consent.presenters.consent import consent
from arcada.web.consent.views.proposing import pdf_answer
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of
from arcada.web.shell.page import page_context, voice_of
from arcada.web.shell.rail import address


@never_cache
@require_safe
@gate(Permission.PRESENT)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show where consent stands."""
    return draw(request, patient_or_404(request, patient_id, noun="consent"))


def draw(
    request: HttpRequest, patient: Patient, *, form: SignForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """Draw the page with a refused form in its place."""
    member = request.membership  # type: ignore[attr-defined]
    case = open_case_of(member, patient)
    frame = page_context(request, patient=patient, tab="consent")
    if case is None:
        return render(request, "web/consent/no_plan.html", frame | {"problem": problem}, status=status)
    page = consent(case, active_version(case), voice_of(member.practice), timezone.now())
    if page.stage == "none" and not page.older:
        return render(request, "web/consent/no_plan.html", frame | {"problem": problem}, status=status)
    context = {
        "page": page,
        "form": form or _fresh(patient, guardian=page.guardian),
        "key": request.POST.get("key") or new_key(),
        "problem": problem,
        "schedule_url": address("schedule:show", patient.pk) or address("schedule:patient", patient.pk),
        "again": request.POST.get("strokes", ""),
    }
    return render(request, "web/consent/show.html", frame | context, status=status)


def _fresh(patient: Patient, *, guardian: bool) -> SignForm:
    name = patient.guardian_name if guardian else f"{patient.given_name} {patient.family_name}"
    return SignForm(initial={"signer_name": name, "relation": Relation.GUARDIAN if guardian else Relation.PATIENT})


@require_POST
@gate(Permission.PRESENT)
def sign_it(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Keep the signature and seal the document; sent twice, it is one signature."""
    patient = patient_or_404(request, patient_id)
    form = SignForm(request.POST)
    proposal = _proposal(request, patient)
    if proposal is None:
        text = "What was to be signed is not there any more. Look at the page as it is now."
        return draw(request, patient, problem=text, status=409)
    if not form.is_valid():
        return draw(request, patient, form=form, status=422)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="sign",
        act=lambda: sign_proposal(by=by, at=at, proposal=proposal, pen=form.pen()),
    )
    if sent.refusal is not None:
        status = 409 if sent.refusal.code == "superseded" else 422
        problem = "" if form.refuse(sent.refusal) else sent.refusal.text
        return draw(request, patient, form=form, problem=problem, status=status)
    if not sent.repeated:
        toast(request, "Signed and sealed. The visits can be booked now.")
    return redirect("consent:show", patient.pk)


def _proposal(request: HttpRequest, patient: Patient) -> Proposal | None:
    try:
        key = UUID(request.POST.get("proposal", ""))
    except ValueError:
        return None
    found = proposal_of(request.membership, key)  # type: ignore[attr-defined]
    return found if found is not None and found.version.case.patient_id == patient.pk else None


@never_cache
@require_safe
@gate(Permission.PRESENT)
def document(request: HttpRequest, patient_id: UUID, document_id: UUID) -> HttpResponse:
    """Give a signed document as it was sealed."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    found = document_of(member, document_id)
    if found is None or found.signature.proposal.version.case.patient_id != patient.pk:
        raise Http404
    record_read(by=member, at=timezone.now(), noun="signed document", noun_id=found.pk, patient_id=patient.pk)
    return pdf_answer(bytes(found.content), patient, "signed-plan", request)
