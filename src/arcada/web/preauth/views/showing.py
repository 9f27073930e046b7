"""One pack as a page, with the forms that its state allows; a form that was refused stands there as it was typed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.preauth_appeal import appeal_of
from arcada.insurance.models import PreAuthLine, PreAuthorisation, PreAuthTerms
from arcada.insurance.preauth.queries import due_of, pack_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.people.forms.refusing import RefusingForm
from arcada.web.preauth.forms import answering, deciding, drafting
from arcada.web.preauth.presenters.one import pack_page
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.money import MONEY
from arcada.web.shell.page import local_date, page_context
from arcada.web.shell.rail import address

Forms = Mapping[str, Form]


@never_cache
@require_safe
@gate(Permission.READ_PRICE, Permission.SIGN_OFF)
def pack(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Show a pack."""
    patient, row = pack_or_404(request, patient_id, pack_id, noun="pre-authorisation")
    return draw(request, patient, row)


def pack_or_404(
    request: HttpRequest, patient_id: UUID, pack_id: UUID, *, noun: str = ""
) -> tuple[Patient, PreAuthorisation]:
    """The patient with one of their packs; anybody else's is not there."""
    patient = patient_or_404(request, patient_id, noun=noun)
    row = pack_of(request.membership, pack_id)  # type: ignore[attr-defined]
    if row is None or row.case.patient_id != patient.pk:
        raise Http404
    return patient, row


def line_or_404(row: PreAuthorisation, line_id: UUID) -> PreAuthLine:
    """One line of a pack."""
    found = row.lines.select_related("preauthorisation").filter(pk=line_id).first()
    if found is None:
        raise Http404
    return found


def draw(
    request: HttpRequest,
    patient: Patient,
    row: PreAuthorisation,
    *,
    forms: Forms | None = None,
    problem: str = "",
    status: int = 200,
    line_id: UUID | None = None,
) -> HttpResponse:
    """Draw the page; `forms` are those that were refused, by name, `line_id` the line that one of them is about."""
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request, patient=patient, tab=MONEY)
    due = due_of(row, frame["today"], list(PreAuthTerms.objects.all()))
    context: dict[str, Any] = {
        "page": pack_page(due, member, frame["today"], frame["voice"]),
        "forms": fresh(row, frame["today"]) | dict(forms or {}),
        "refused": next(iter(forms), "") if forms else "",
        "line_id": line_id,
        "problem": problem,
        "key": request.POST.get("key") or new_key(),
        "schedule_url": address("schedule:show", patient.pk),
        "estimate_url": address("estimate:show", patient.pk),
        "plan_url": address("plan:show", patient.pk),
        "revision": row.revision,
    }
    return render(request, "web/preauth/pack.html", frame | context, status=status)


def fresh(row: PreAuthorisation, today: date) -> dict[str, Form]:
    """Every form of the page as it begins."""
    lines = list(row.lines.all())
    return {
        "narrative": drafting.NarrativeForm(initial={"narrative": row.narrative, "revision": row.revision}),
        "image": drafting.ImageForm(auto_id="image-%s"),
        "send": drafting.SendForm(initial={"sent": today, "way": "hand"}, auto_id="send-%s"),
        "receipt": drafting.ReceiptForm(
            initial={"reference": row.reference, "due": _ahead(row.due_date, today)},
            auto_id="receipt-%s",
        ),
        "answer": answering.AnswerForm(
            initial={"answered": today, "reference": row.reference}, lines=lines, auto_id="answer-%s"
        ),
        "file": answering.FileForm(auto_id="file-%s"),
        "withdraw": deciding.WithdrawForm(auto_id="withdraw-%s"),
        "appeal": deciding.AppealForm(initial={"appeal": row.appeal or appeal_of(row)}, auto_id="appeal-%s"),
        "appeal_send": deciding.AppealSendForm(initial={"sent": today}, auto_id="appealsend-%s"),
        "met": deciding.MetForm(auto_id="met-%s"),
        "without": deciding.WithoutForm(
            initial={"informed": f"{row.case.patient.given_name} {row.case.patient.family_name}"}, auto_id="without-%s"
        ),
    }


def _ahead(due: date | None, today: date) -> date | None:
    """A day that is past is promised by nobody."""
    return due if due is not None and due >= today else None


def carried_out(
    request: HttpRequest,
    patient: Patient,
    row: PreAuthorisation,
    name: str,
    form: RefusingForm,
    act: Callable[[], models.Model | Refusal],
    *,
    said: str,
    line_id: UUID | None = None,
) -> HttpResponse:
    """Do what a form asks, once; a refusal shows the page again with everything that was typed."""
    if not form.is_valid():
        return draw(request, patient, row, forms={name: form}, status=422, line_id=line_id)
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    sent = once(by=by, at=at, key=request.POST.get("key", ""), verb=f"preauth {name}", act=act)
    if sent.refusal is not None:
        form.refuse(sent.refusal)
        row.refresh_from_db()
        return draw(request, patient, row, forms={name: form}, status=422, line_id=line_id)
    if not sent.repeated:
        toast(request, said)
    return redirect("preauth:pack", patient.pk, row.pk)


def today_of(request: HttpRequest) -> date:
    """The practice's day."""
    return local_date(timezone.now(), request.membership.practice)  # type: ignore[attr-defined]
