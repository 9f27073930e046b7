"""Days off: of the practice, of a site, of a provider."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from arcada.display import phrases
from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.practice.actions import close_days, reopen_days
from arcada.practice.models import Closure, Membership, Provider
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment
from arcada.web.people.forms.providers import DaysOffForm
from arcada.web.people.presenters.providers import days_in_words
from arcada.web.people.presenters.providers import days_off as listed
from arcada.web.people.sections import OK, UNCLEAR, draw, own, send
from arcada.web.shell.gate import gate
from arcada.web.shell.page import page_context, voice_of


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def days_off(request: HttpRequest) -> HttpResponse:
    """List the days off, or take some."""
    if request.method != "POST":
        return _page(request, DaysOffForm(initial={"of": request.GET.get("of", "")}))
    form = DaysOffForm(request.POST)
    if form.is_valid():
        given = form.closure()
        sent = send(request, "close days", lambda by, at: close_days(by=by, at=at, **given))
        if not sent.refusal:
            if sent.made:
                toast(request, _done(request.membership, sent.made))  # type: ignore[attr-defined]
            return redirect("people:days_off")
        form.refuse(sent.refusal)
    return _page(request, form, UNCLEAR)


def _done(member: Membership, made: Closure) -> str:
    """Say what is closed, and how many visits stand in the way."""
    voice = voice_of(member.practice)
    told = f"Off: {days_in_words(made.first_date, made.last_date, voice)}."
    standing = _standing(member, made)
    if standing:
        told += f" {phrases.count(standing, 'visit stands', 'visits stand')} there: move them in the day book."
    return told


def _standing(member: Membership, made: Closure) -> int:
    """Count the visits that are booked on the days off."""
    rows = Appointment.objects.filter(
        HOLDS_ITS_PLACE,
        practice_id=member.practice_id,
        starts_at__gte=_morning(made.first_date, member),
        starts_at__lt=_morning(made.last_date + timedelta(days=1), member),
    )
    if made.provider_id:
        rows = rows.filter(provider_id=made.provider_id)
    if made.site_id:
        rows = rows.filter(chair__site_id=made.site_id)
    return rows.count()


def _morning(day: date, member: Membership) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(member.practice.time_zone))


@require_POST
@gate(Permission.SETTINGS)
def reopen(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """Work on those days after all."""

    def act(by: Membership, at: datetime) -> Closure:
        row: Closure = own(by, Closure, closure_id)
        reopen_days(by=by, at=at, closure=row)
        row.pk = closure_id  # gone from the table; the form still remembers which one it gave back
        return row

    sent = send(request, "reopen days", act)
    if sent.refusal:
        raise Http404
    if not sent.repeated:
        toast(request, "These days are working days again.")
    return redirect("people:days_off")


def _page(request: HttpRequest, form: DaysOffForm, status: int = OK) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request)
    lines = listed(member, frame["today"], frame["voice"])
    content = {
        "form": form,
        "coming": [one for one in lines if not one.past],
        "past": [one for one in lines if one.past],
        "has_providers": Provider.objects.filter(active=True).exists(),
    }
    return draw(request, "web/people/days_off.html", "people:days_off", content, status=status)
