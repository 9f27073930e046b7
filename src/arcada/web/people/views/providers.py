"""Providers: who has a column in the day book, in which clinical roles, and when they work."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.practice.actions import add_provider, change_provider, keep_hours
from arcada.practice.models import Membership, Provider, Site
from arcada.practice.queries import visible_to
from arcada.web.people.forms.providers import ProviderChangeForm, ProviderForm
from arcada.web.people.presenters.providers import (
    days_off,
    provider_line,
    provider_lines,
    site_choices,
    week_fields,
)
from arcada.web.people.sections import OK, UNCLEAR, draw, own, send
from arcada.web.people.typed_week import TypedWeek, kept_week, sent_week
from arcada.web.shell.gate import gate
from arcada.web.shell.page import page_context, voice_of

HERE = "people:providers"


@require_safe
@gate(Permission.SETTINGS)
def providers(request: HttpRequest) -> HttpResponse:
    """List the providers."""
    member = request.membership  # type: ignore[attr-defined]
    content = {"providers": provider_lines(member, voice_of(member.practice))}
    return draw(request, "web/people/providers.html", HERE, content)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def new(request: HttpRequest) -> HttpResponse:
    """Draw the form, or add a provider; the week comes next."""
    member = request.membership  # type: ignore[attr-defined]
    rows = visible_to(member, Provider)
    free = visible_to(member, Membership).filter(active=True, providers__isnull=True).order_by("user__name")
    hue = rows.count() % 4 + 1
    if request.method != "POST":
        return _new(request, ProviderForm(initial={"hue": hue}, members=free))
    form = ProviderForm(request.POST, members=free)
    if form.is_valid():
        sent = send(
            request,
            "add provider",
            lambda by, at: add_provider(by=by, at=at, position=rows.count(), **form.cleaned_data),
        )
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{form.cleaned_data['name']} is added. When do they work?")
            return redirect("people:provider", sent.noun_id)
        form.refuse(sent.refusal)
    return _new(request, form, UNCLEAR)


def _new(request: HttpRequest, form: ProviderForm, status: int = OK) -> HttpResponse:
    return draw(request, "web/people/new_provider.html", HERE, {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Show a provider, or change initials, roles and colour."""
    row = own(request.membership, Provider, provider_id)  # type: ignore[attr-defined]
    if request.method != "POST":
        return _page(request, row)
    form = ProviderChangeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        sent = send(request, "change provider", lambda by, at: change_provider(by=by, at=at, provider=row, **given))
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{row.name}: saved.")
            return redirect("people:provider", row.pk)
        form.refuse(sent.refusal)
    return _page(request, row, form=form, status=UNCLEAR)


@require_POST
@gate(Permission.SETTINGS)
def hours(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Replace a provider's week."""
    member = request.membership  # type: ignore[attr-defined]
    row = own(member, Provider, provider_id)
    week = sent_week(request.POST)
    spans = week.spans(list(visible_to(member, Site)))

    def keep(by: Membership, at: object) -> Provider | Refusal:
        kept = keep_hours(by=by, at=at, provider=row, spans=spans)  # type: ignore[arg-type]
        return kept if isinstance(kept, Refusal) else row

    if not week.faults:
        sent = send(request, "keep hours", keep)
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{row.name}: the week is saved. Visits already booked stay where they are.")
            return redirect("people:provider", row.pk)
        week.refuse(sent.refusal)
    return _page(request, row, week=week, status=UNCLEAR)


def _page(
    request: HttpRequest,
    row: Provider,
    *,
    form: ProviderChangeForm | None = None,
    week: TypedWeek | None = None,
    status: int = OK,
) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request)
    typed = week or kept_week(list(row.hours.order_by("weekday", "starts")))
    content = {
        "form": form or ProviderChangeForm(initial=ProviderChangeForm.filled(row)),
        "one": provider_line(row, frame["voice"]),
        "week": week_fields(typed),
        "week_fault": typed.faults.get(-1, ""),
        "faults": tuple(typed.faults.values()),
        "site_choices": site_choices(member),
        "has_site": visible_to(member, Site).exists(),
        "closures": days_off(member, frame["today"], frame["voice"], provider=row),
    }
    return draw(request, "web/people/provider.html", HERE, content, status=status)
