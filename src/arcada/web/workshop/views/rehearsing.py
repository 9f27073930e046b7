"""Rehearse a version on the latest cases: start, watch it go on, read what would differ."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.audit.actions import record_read
from arcada.cases.actions import rehearse as acts
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership, ProtocolVersion, Rehearsal
from arcada.practice.protocols import own_of
from arcada.practice.queries import visible_to
from arcada.web.people.sections import send
from arcada.web.shell.gate import gate
from arcada.web.workshop.frame import draw, member_of, version_or_404
from arcada.web.workshop.presenters.rehearsal import RehearsalPage, rehearsal_page


@require_POST
@gate(Permission.APPROVE_CLINICAL)
def rehearse(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Start a rehearsal of a version."""
    row = version_or_404(member_of(request), name, number)
    typed = request.POST.get("cases", "")
    cases = int(typed) if typed.isdecimal() and len(typed) <= len(str(acts.MOST)) else 0

    def act(by: Membership, at: datetime) -> Rehearsal | Refusal:
        return acts.start_rehearsal(by=by, at=at, own=own_of(row), cases=cases)

    sent = send(request, "rehearse protocol", act)
    if sent.refusal:
        toast(request, sent.refusal.text)
        return redirect("workshop:version", name, number)
    return redirect("workshop:rehearsal", sent.noun_id)


@require_safe
@gate(Permission.APPROVE_CLINICAL)
def rehearsal(request: HttpRequest, rehearsal_id: UUID) -> HttpResponse:
    """Show how far a rehearsal is, or its result."""
    page = _shown(member_of(request), _row(request, rehearsal_id))
    return draw(request, "web/workshop/rehearsal.html", {"page": page})


@require_POST
@gate(Permission.APPROVE_CLINICAL)
def carry_on(request: HttpRequest, rehearsal_id: UUID) -> HttpResponse:
    """Replay the next few cases."""
    member = member_of(request)
    row = acts.carry_on(by=member, rehearsal=_row(request, rehearsal_id))
    if not request.headers.get("HX-Request"):
        return redirect("workshop:rehearsal", rehearsal_id)
    return render(request, "web/workshop/progress.html", {"page": _shown(member, row)})


def _row(request: HttpRequest, key: UUID) -> Rehearsal:
    row = visible_to(member_of(request), Rehearsal).filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def _shown(member: Membership, row: Rehearsal) -> RehearsalPage:
    """The page; whose plan is shown is put on record, once the whole result is."""
    rows = ProtocolVersion.objects.filter(practice_id=member.practice_id, protocol=row.protocol)
    version = rows.filter(text=row.text, switched_off=row.switched_off).order_by("-number").first()
    page = rehearsal_page(
        member,
        row,
        version=version.number if version else None,
        sees_chart=may(member, Permission.READ_CHART),
        sees_price=may(member, Permission.READ_PRICE),
    )
    if not page.going:
        now = timezone.now()
        for patient in dict.fromkeys(one.patient_id for one in page.cases):
            record_read(by=member, at=now, noun="rehearsed plan", noun_id=row.pk, patient_id=patient)
    return page
