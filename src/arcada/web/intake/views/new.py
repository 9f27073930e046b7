"""A new patient: the short form first, and a look at who is already known."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.actions import register_patient
from arcada.patients.queries import look_alikes
from arcada.practice.access import Member, Permission
from arcada.web.intake.forms import PersonForm
from arcada.web.intake.presenters.likeness import known_people
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.EDIT_PATIENTS)
def new(request: HttpRequest) -> HttpResponse:
    """Draw the form, or register whom it names."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    form = PersonForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "key": request.POST.get("key") or new_key(), "known": ()}
    if request.method == "POST" and form.is_valid():
        profile = form.profile()
        sent = once(
            by=member,
            at=now,
            key=request.POST.get("key", ""),
            verb="register patient",
            act=lambda: register_patient(
                by=member, at=now, profile=profile, another_person="another_person" in request.POST
            ),
        )
        if sent.noun_id:
            if not sent.repeated:
                toast(request, f"{profile.given_name} {profile.family_name} is registered.")
            return redirect("intake:show", sent.noun_id)
        context |= _refused(form, sent.refusal, member, local_date(now, member.practice))
    return render(request, "web/intake/new.html", page_context(request) | context, status=_status(form, context))


def _refused(form: PersonForm, refusal: Refusal | None, member: Member, today: date) -> dict[str, object]:
    """Show who may be meant, or the sentence at its field; everything typed stays."""
    if refusal is None:
        return {}
    if refusal.code == "maybe_known":
        known = look_alikes(member, **form.cleaned_data)
        return {"known": known_people(known, form.cleaned_data, today)}
    form.refuse(refusal)
    return {"key": new_key()} if refusal.code == "no_submission_key" else {}


def _status(form: PersonForm, context: dict[str, object]) -> int:
    if context["known"]:
        return 409
    return 422 if form.is_bound and form.errors else 200
