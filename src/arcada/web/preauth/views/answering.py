"""Hand a pack over, confirm its receipt, take down its answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.documents.preauth_sending import send_pack
from arcada.insurance.actions.preauth_answer import import_answer, record_answer
from arcada.insurance.actions.preauth_send import confirm_receipt
from arcada.practice.access import Permission
from arcada.web.preauth.forms.answering import AnswerForm, FileForm
from arcada.web.preauth.forms.drafting import ReceiptForm, SendForm
from arcada.web.preauth.views.showing import carried_out, pack_or_404
from arcada.web.shell.gate import gate


@require_POST
@gate(Permission.PRICE)
def hand_over(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Send the pack."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = SendForm(request.POST, auto_id="send-%s")
    return carried_out(
        request,
        patient,
        row,
        "send",
        form,
        lambda: send_pack(
            by=request.membership,  # type: ignore[attr-defined]
            at=timezone.now(),
            pack=row,
            way=form.cleaned_data["way"],
            sent=form.cleaned_data["sent"],
            reference=form.cleaned_data["reference"],
        ),
        said="Sent. What it asks about is not booked until the insurer has answered.",
    )


@require_POST
@gate(Permission.PRICE)
def receipt(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """The insurer has it."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = ReceiptForm(request.POST, auto_id="receipt-%s")
    return carried_out(
        request,
        patient,
        row,
        "receipt",
        form,
        lambda: confirm_receipt(
            by=request.membership,  # type: ignore[attr-defined]
            at=timezone.now(),
            pack=row,
            reference=form.cleaned_data["reference"],
            due=form.cleaned_data["due"],
        ),
        said="The insurer has it.",
    )


@require_POST
@gate(Permission.PRICE)
def answer(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Take down an answer line by line."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = AnswerForm(request.POST, lines=list(row.lines.all()), auto_id="answer-%s")
    return carried_out(
        request,
        patient,
        row,
        "answer",
        form,
        lambda: record_answer(by=request.membership, at=timezone.now(), pack=row, said=form.said()),  # type: ignore[attr-defined]
        said="The answer is on record, and the estimate follows it.",
    )


@require_POST
@gate(Permission.PRICE)
def file(request: HttpRequest, patient_id: UUID, pack_id: UUID) -> HttpResponse:
    """Take an electronic answer."""
    patient, row = pack_or_404(request, patient_id, pack_id)
    form = FileForm(request.POST, request.FILES, auto_id="file-%s")
    return carried_out(
        request,
        patient,
        row,
        "file",
        form,
        lambda: import_answer(
            by=request.membership,  # type: ignore[attr-defined]
            at=timezone.now(),
            pack=row,
            content=form.cleaned_data["file"].read(),
            name=form.cleaned_data["file"].name,
        ),
        said="The answer was read, and the estimate follows it.",
    )
