"""Ask why a record is opened outside the member's role, and open it."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.actions.break_glass import break_glass
from arcada.practice.access import Permission
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context
from arcada.web.shell.way_back import way_back


class WhyForm(forms.Form):
    """Why the record is needed."""

    reason = forms.CharField(
        label="Why do you need this record?",
        help_text="The owner of the practice reads this.",
        required=False,  # the action says what is missing
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.BREAK_GLASS)
def open_record(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Ask, or open the record and go on to the page that was wanted."""
    patient = patient_or_404(request, patient_id)
    wanted = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    form = WhyForm(request.POST or None)
    status = 200
    if form.is_valid():
        member = request.membership  # type: ignore[attr-defined]
        opened = break_glass(by=member, at=timezone.now(), patient=patient, reason=form.cleaned_data["reason"])
        if not isinstance(opened, Refusal):
            toast(request, "The record is open to you for 30 minutes. The owner has been told.")
            return redirect(wanted or reverse("intake:show", args=[patient.pk]))
        form.add_error("reason", opened.text)
        status = 422
    context = page_context(request) | {
        "form": form,
        "wanted": wanted,
        "whose": f"{patient.given_name} {patient.family_name}, chart number {patient.chart_number}",
        "back": reverse("intake:show", args=[patient.pk]),
    }
    return render(request, "record/open.html", context, status=status)
