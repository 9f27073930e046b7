"""Follow an appointment from planned to done, and give it another time."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.display.phrases import moment
from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.schedule.actions.appointments import mark_missed, move, set_state
from arcada.schedule.models import Appointment, State
from arcada.schedule.queries import appointment_of
from arcada.web.schedule.forms import MoveForm
from arcada.web.schedule.places import place_kept, place_of
from arcada.web.schedule.presenters.wall import link
from arcada.web.schedule.views.daybook import AXES, draw
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of
from arcada.web.shell.share_moved import share_moved


@require_POST
@gate(Permission.BOOK)
def state(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Bring it into another state."""
    row = _appointment_or_404(request, appointment_id)
    member, wanted = request.membership, request.POST.get("state", "")  # type: ignore[attr-defined]
    if wanted not in State.values:
        return draw(request, chosen=row, problem="Choose a state from the buttons of the appointment.", status=422)
    now = timezone.now()
    if wanted == State.MISSED:
        outcome = mark_missed(by=member, at=now, appointment=row)
    else:
        outcome = set_state(by=member, at=now, appointment=row, state=wanted)
    if isinstance(outcome, Refusal):
        row.refresh_from_db()
        return draw(request, chosen=row, problem=outcome.text, status=409)
    name = f"{row.patient.given_name} {row.patient.family_name}"
    said = share_moved(member, row.patient, now, voice_of(member.practice))
    toast(request, f"{name}: {outcome.get_state_display().lower()}. {said}".strip())
    return redirect(_back(request, outcome))


@require_POST
@gate(Permission.BOOK)
def move_to(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Give it another day, time, provider or chair; a refusal keeps all that was typed."""
    row = _appointment_or_404(request, appointment_id)
    member = request.membership  # type: ignore[attr-defined]
    form = MoveForm(request.POST, zone=ZoneInfo(member.practice.time_zone))
    if not form.is_valid():
        return draw(request, chosen=row, form=form, status=422)
    now, undo = timezone.now(), reverse("schedule:move_back", args=[row.pk, place_kept(row)])
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="move appointment",
        act=lambda: move(
            by=member,
            at=now,
            appointment=row,
            slot=form.slot(),
            expected_revision=_number(request.POST.get("revision", "")),
        ),
    )
    if sent.refusal:
        row.refresh_from_db()
        form.refuse(sent.refusal)
        return draw(request, chosen=row, form=form, status=409)
    row.refresh_from_db()
    if not sent.repeated:
        name, voice = f"{row.patient.given_name} {row.patient.family_name}", voice_of(member.practice)
        said = share_moved(member, row.patient, now, voice)
        toast(request, f"{name} moved to {moment(row.starts_at, voice)}. {said}".strip(), undo_url=undo)
    return redirect(_back(request, row))


@require_POST
@gate(Permission.BOOK)
def move_back(request: HttpRequest, appointment_id: UUID, place: str) -> HttpResponse:
    """Give it the place back that it had before a move; the estimate goes back with it."""
    row = _appointment_or_404(request, appointment_id)
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    kept = place_of(row, place)
    if kept is None:
        return draw(request, chosen=row, problem="This move can no longer be taken back. Move it by hand.", status=409)
    outcome = move(by=member, at=now, appointment=row, slot=kept.slot, expected_revision=kept.revision)
    if isinstance(outcome, Refusal):
        row.refresh_from_db()
        return draw(request, chosen=row, problem=outcome.text, status=409)
    row.refresh_from_db()
    voice = voice_of(member.practice)
    name = f"{row.patient.given_name} {row.patient.family_name}"
    said = share_moved(member, row.patient, now, voice)
    toast(request, f"{name} is back at {moment(row.starts_at, voice)}. {said}".strip())
    return redirect(_back(request, row))


def _appointment_or_404(request: HttpRequest, key: UUID) -> Appointment:
    row = appointment_of(request.membership, key)  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return row


def _back(request: HttpRequest, row: Appointment) -> str:
    """The day on which it now lies, with the appointment open."""
    axis = AXES.get(request.GET.get("by", ""), "chair")
    zone = ZoneInfo(request.membership.practice.time_zone)  # type: ignore[attr-defined]
    return link(row.starts_at.astimezone(zone).date(), axis, row.pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004 - a revision is a small number
