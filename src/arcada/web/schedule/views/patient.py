"""A patient's visits: the dates that are offered for the accepted plan, booking them all, taking them back."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.models import Alternative
from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.phrases import count
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.practice.models import Membership
from arcada.schedule.actions.book_alternative import book_alternative
from arcada.schedule.actions.unbook_alternative import unbook_alternative
from arcada.schedule.models import Appointment
from arcada.web.schedule.presenters.visits import course_of, visits_page
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import page_context, voice_of
from arcada.web.shell.share_moved import news_of, share_moved

NOTHING = "No plan of this patient is accepted: there is nothing to book yet."


@require_safe
@gate(Permission.SEE_DAY_BOOK)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the visits."""
    return _draw(request, patient_or_404(request, patient_id, noun="schedule"))


def _draw(request: HttpRequest, patient: Patient, *, problem: str = "", status: int = 200) -> HttpResponse:
    frame = page_context(request, patient=patient, tab="schedule")
    asked = request.POST.get("not_before", "") or request.GET.get("from", "")
    not_before = _day(asked)
    if asked and not_before is None:
        problem = problem or f"“{asked[:20]}” is no day. The earliest dates are shown."
    context = {
        "page": visits_page(
            patient,
            request.membership,  # type: ignore[attr-defined]
            now=timezone.now(),
            today=frame["today"],
            voice=frame["voice"],
            not_before=not_before,
        ),
        "problem": problem,
        "money_news": news_of(request.membership, patient, timezone.now(), frame["voice"]),  # type: ignore[attr-defined]
        "key": new_key(),
    }
    return render(request, "web/schedule/visits.html", frame | context, status=status)


@require_POST
@gate(Permission.BOOK)
def book_all(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Book every visit at the dates that were shown, all of them or none."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    _, accepted = course_of(member, patient)
    if accepted is None:
        return _draw(request, patient, problem=NOTHING, status=409)
    booked: list[Appointment] = []
    now = timezone.now()
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="book plan",
        act=lambda: _booked(request, member, now, accepted, booked),
    )
    if sent.refusal:
        return _draw(request, patient, problem=sent.refusal.text, status=409)
    if not sent.repeated:
        said = share_moved(member, patient, now, voice_of(member.practice))
        toast(
            request,
            f"{count(len(booked), 'visit')} booked. {said}".strip(),
            undo_url=reverse("schedule:unbook", args=[patient.pk]),
        )
    return redirect("schedule:show", patient.pk)


def _booked(
    request: HttpRequest, member: Membership, now: datetime, accepted: Alternative, booked: list[Appointment]
) -> Appointment | Refusal:
    upto = request.POST.get("upto", "")
    made = book_alternative(
        by=member,
        at=now,
        alternative=accepted,
        not_before=_day(request.POST.get("not_before", "")),
        upto=int(upto) if upto.isdecimal() and len(upto) < 4 else None,  # noqa: PLR2004 - no plan has 1,000 visits
        seen=request.POST.get("seen", ""),
    )
    if isinstance(made, Refusal):
        return made
    booked.extend(made)
    return made[0]


@require_POST
@gate(Permission.BOOK)
def unbook_all(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Take the whole plan out of the day book again."""
    patient = patient_or_404(request, patient_id)
    member = request.membership  # type: ignore[attr-defined]
    _, accepted = course_of(member, patient)
    if accepted is None:
        return _draw(request, patient, problem=NOTHING, status=409)
    outcome = unbook_alternative(by=member, at=timezone.now(), alternative=accepted)
    if isinstance(outcome, Refusal):
        if outcome.code == "nothing_booked":
            return redirect("schedule:show", patient.pk)
        return _draw(request, patient, problem=outcome.text, status=409)
    toast(request, "The plan is out of the day book; the dates below are offered anew.")
    return redirect("schedule:show", patient.pk)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None
