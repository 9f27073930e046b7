"""The medical history: what was told, checked while one types, with what it raises said at once."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.cases.submission import new_key, once
from arcada.display.toasts import toast
from arcada.patients.actions import take_history
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.intake.presenters.history import history_page, raised
from arcada.web.intake.typed_history import Typed, from_record, from_request, told
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import local_date, page_context


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.TAKE_HISTORY)
def history(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Draw the form with the last history in it, or take a new one."""
    member = request.membership  # type: ignore[attr-defined]
    patient = patient_or_404(request, patient_id, noun="history")
    last = patient.histories.first()
    number = last.number if last else 0
    if request.method != "POST":
        return _page(request, patient, from_record(last), {}, number)
    typed = from_request(request.POST)
    now = timezone.now()
    value, wrong = told(typed, local_date(now, member.practice))
    seen = request.POST.get("number", "")
    expected = int(seen) if seen.isdecimal() and len(seen) < 6 else -1  # noqa: PLR2004 - a small number
    if not wrong:
        sent = once(
            by=member,
            at=now,
            key=request.POST.get("key", ""),
            verb="take history",
            act=lambda: take_history(by=member, at=now, patient=patient, told=value, expected_number=expected),
        )
        if sent.refusal is None:
            toast(request, "The history is kept. The one before stays on record.")
            return redirect("intake:show", patient.pk)
        wrong = {sent.refusal.where: sent.refusal.text}
    return _page(request, patient, typed, wrong, number, status=422)


@require_POST
@gate(Permission.TAKE_HISTORY)
def check(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Say what stands in the form so far raises; keeps nothing."""
    patient = patient_or_404(request, patient_id)
    today = local_date(timezone.now(), request.membership.practice)  # type: ignore[attr-defined]
    value, wrong = told(from_request(request.POST), today)
    context = {"raised": raised(patient, value, wrong, today), "wrong": list(wrong.values())}
    return render(request, "web/intake/raised.html", context)


def _page(
    request: HttpRequest,
    patient: Patient,
    typed: Typed,
    wrong: Mapping[str, str],
    number: int,
    status: int = 200,
) -> HttpResponse:
    today = local_date(timezone.now(), request.membership.practice)  # type: ignore[attr-defined]
    value, _ = told(typed, today)
    context = {
        "page": history_page(typed, wrong),
        "raised": raised(patient, value, wrong, today),
        "wrong": list(wrong.values()),
        "number": number,
        "key": new_key(),
    }
    frame = page_context(request, patient=patient, tab="intake")
    return render(request, "web/intake/history.html", frame | context, status=status)
