"""The queue and one thread, to read. Both readings are recorded."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.core.recovery.ranking import Ranked, band_of
from arcada.core.recovery.thread import ENDED
from arcada.outreach.models import Thread
from arcada.outreach.queries import consents_of, silences_of, visible_to
from arcada.outreach.ranking import ranking
from arcada.patients.models import Channel
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.followup.forms import QueueForm, SettleForm, SilenceForm
from arcada.web.followup.presenters import GROUP_WORDS, GROUPS, PEOPLE, RUNNING, history, queue_line, queue_lines
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context, voice_of

SHOWN = 100


@require_safe
@gate(Permission.READ_MESSAGES)
def queue(request: HttpRequest) -> HttpResponse:
    """Show the threads of a group, best first; `?show=` names the group."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    today = local_date(now, member.practice)
    form = QueueForm(request.GET or None, member=member)
    counts = {name: visible_to(member).filter(state__in=states).count() for name, states in GROUPS.items()}
    shown = request.GET.get("show") or (PEOPLE if counts[PEOPLE] or not counts[RUNNING] else RUNNING)
    if shown not in GROUPS:
        raise Http404
    every = visible_to(member).filter(state__in=GROUPS[shown]).select_related("patient", "provider")
    rows = _chosen(form, list(every), today)
    found = ranking(rows, today, now)
    record_read(by=member, at=now, noun="queue", noun_id=member.practice_id, detail={"show": shown, "rows": len(rows)})
    context = {
        "form": form,
        "shown": shown,
        "groups": [(name, GROUP_WORDS[name], counts[name]) for name in GROUPS],
        "lines": queue_lines(found[:SHOWN], voice_of(member.practice)),
        "rest": max(0, len(found) - SHOWN),
        "any": any(counts.values()),
        "may_act": may(member, Permission.MESSAGES),
    }
    return render(request, "web/followup/queue.html", page_context(request) | context)


def _chosen(form: QueueForm, rows: list[Thread], today: Any) -> list[Thread]:
    """The threads that the form asks for; a form that cannot be read asks for all."""
    if not form.is_bound or not form.is_valid():
        return rows
    told = form.cleaned_data
    return [
        row
        for row in rows
        if (not told["ground"] or row.ground == told["ground"])
        and (not told["band"] or band_of(row.diagnosed_date, today) == told["band"])
        and (told["provider"] is None or row.provider_id == told["provider"].pk)
    ]


@require_safe
@gate(Permission.READ_MESSAGES)
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Show one thread: why it stands where it stands, and all that happened."""
    return draw_thread(request, thread_of(request, thread_id))


def _points_of(row: Thread, member: Membership, now: datetime) -> Ranked:
    """The points of a thread among those that are open, since value counts beside that of the others."""
    rows = list(visible_to(member).exclude(state__in=ENDED).exclude(pk=row.pk).select_related("patient"))
    found = ranking([*rows, row], local_date(now, member.practice), now)
    return next(one for other, one in found if other.pk == row.pk)


def thread_of(request: HttpRequest, thread_id: UUID) -> Thread:
    """The thread, or 404 where it is not of this practice."""
    member = request.membership  # type: ignore[attr-defined]
    row = visible_to(member).filter(pk=thread_id).select_related("patient", "provider", "owner__user").first()
    if row is None:
        raise Http404
    return row


def draw_thread(
    request: HttpRequest, row: Thread, *, settling: SettleForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of a thread; `settling` keeps what was typed."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    ranked = _points_of(row, member, now)
    record_read(by=member, at=now, noun="thread", noun_id=row.pk, patient_id=row.patient_id)
    silenced = silences_of(row.patient)
    context = {
        "line": queue_line(row, ranked, voice_of(member.practice)),
        "row_until": row.until,
        "owner": str(row.owner.user) if row.owner else row.get_role_display(),
        "due": row.due_date,
        "said": history(
            list(row.events.select_related("by__user")),
            list(row.outbound.all()),
            list(row.inbound.all()),
        ),
        "settling": settling or SettleForm(),
        "silencing": SilenceForm(),
        "channels": [Channel(one).label.lower() for one in sorted(consents_of(row.patient))],
        "silenced": bool(silenced),
        "may_act": may(member, Permission.MESSAGES),
        "problem": problem,
    }
    return render(request, "web/followup/thread.html", page_context(request) | context, status=status)
