"""The day book of a day, by chair or by provider, with one appointment opened."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.cases.submission import new_key
from arcada.display.phrases import day as day_words
from arcada.practice.access import Permission, may, may_some
from arcada.schedule.models import Appointment
from arcada.schedule.queries import Axis, appointment_of, appointments_of, day_book, plan_timeline
from arcada.web.schedule.forms import MoveForm
from arcada.web.schedule.presenters.calls import calls
from arcada.web.schedule.presenters.card import card_of
from arcada.web.schedule.presenters.month import month_of
from arcada.web.schedule.presenters.strip import Strip, strip_of
from arcada.web.schedule.presenters.wall import Setting, link, wall
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context

A_DAY = timedelta(days=1)
AXES: dict[str, Axis] = {"chairs": "chair", "providers": "provider"}
FARTHEST = 3660  # days from today that a day may lie away


@require_safe
@gate(Permission.SEE_DAY_BOOK)
def daybook(request: HttpRequest) -> HttpResponse:
    """Show a day."""
    chosen = _chosen(request, request.GET.get("open", ""))
    return draw(request, chosen=chosen)


def draw(
    request: HttpRequest,
    *,
    chosen: Appointment | None = None,
    form: MoveForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the day that is asked for, or the day of the appointment that is looked at."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    frame = page_context(request)
    voice, today = frame["voice"], frame["today"]
    axis = AXES.get(request.GET.get("by", ""), "chair")
    day, odd = _day(request, today, chosen)
    setting = Setting(
        zone=voice.zone,
        voice=voice,
        now=now,
        axis=axis,
        chosen=chosen.pk if chosen else None,
        prices=may(member, Permission.READ_PRICE),
    )
    record_read(by=member, at=now, noun="day book", noun_id=day.isoformat())
    context: dict[str, Any] = {
        "wall": wall(day_book(member, day, axis), setting),
        "day": day,
        "day_words": day_words(day, voice, style="long"),
        "axis": axis,
        "is_today": day == today,
        "before": link(day - A_DAY, axis),
        "after": link(day + A_DAY, axis),
        "today_url": link(today, axis),
        "by_chair": link(day, "chair", chosen.pk if chosen else None),
        "by_provider": link(day, "provider", chosen.pk if chosen else None),
        "close_url": link(day, axis),
        "month": month_of(
            day,
            today=today,
            axis=axis,
            first=member.practice.week_start,
            marked=_days_of(member, chosen, voice.zone),
            voice=voice,
        ),
        "calls": calls(member, now, axis, voice),
        "card": card_of(chosen, member, now=now, voice=voice) if chosen else None,
        "strip": _strip(member, chosen, today, voice, prices=setting.prices) if chosen else None,
        "move": form or (MoveForm(initial=MoveForm.filled(chosen, voice.zone), zone=voice.zone) if chosen else None),
        "moving": form is not None,
        "may_book": may_some(member, Permission.BOOK),
        "problem": problem or odd,
        "key": request.POST.get("key") or new_key(),
    }
    return render(request, "web/schedule/daybook.html", frame | context, status=status)


def _chosen(request: HttpRequest, given: str) -> Appointment | None:
    """The appointment that is opened, put on record as read; an unknown one opens nothing."""
    try:
        key = UUID(given)
    except ValueError:
        return None
    member = request.membership  # type: ignore[attr-defined]
    row = appointment_of(member, key)
    if row is not None:
        record_read(by=member, at=timezone.now(), noun="appointment", noun_id=row.pk, patient_id=row.patient_id)
    return row


def _day(request: HttpRequest, today: date, chosen: Appointment | None) -> tuple[date, str]:
    """The day that is asked for; an unreadable one is said, and today is shown."""
    given = request.GET.get("date", "")
    if not given:
        return (local_date(chosen.starts_at, chosen.patient.practice) if chosen else today), ""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return today, f"“{given[:20]}” is no day. Write it as {today.isoformat()}. Today is shown."
    if abs(day - today).days > FARTHEST:
        return today, f"{day.isoformat()} lies outside this day book. Today is shown."
    return day, ""


def _days_of(member: Any, chosen: Appointment | None, zone: Any) -> frozenset[date]:
    if chosen is None:
        return frozenset()
    rows = appointments_of(member, chosen.patient).values_list("starts_at", flat=True)
    return frozenset(one.astimezone(zone).date() for one in rows)


def _strip(member: Any, chosen: Appointment, today: date, voice: Any, *, prices: bool) -> Strip | None:
    if chosen.visit is None:
        return None
    alternative = chosen.visit.alternative
    visits = plan_timeline(member, alternative, today)
    return strip_of(visits, alternative, voice=voice, prices=prices, here=chosen.visit.number)
