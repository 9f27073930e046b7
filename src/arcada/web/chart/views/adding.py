"""The entry: what a line may mean while it is typed, and adding what was chosen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.chart_line import Entry, chart_line
from arcada.cases.models import Chart, ChartChange, Finding
from arcada.cases.models.chart import HYGIENE_TERMS
from arcada.cases.submission import Sent, once
from arcada.core.kernel import Refusal
from arcada.core.teeth.number import is_tooth
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.chart.charting import entries_of, said_of_line
from arcada.web.chart.contradiction import with_way_out
from arcada.web.chart.entry import Ground
from arcada.web.chart.line import read_line, understood
from arcada.web.chart.look import LONGEST_ENTRY, UNSAID, Look, known_teeth, picked_surfaces
from arcada.web.chart.presenters.findings import where_of
from arcada.web.chart.presenters.reading import reading
from arcada.web.chart.reading import gone_places
from arcada.web.chart.states import EXISTING
from arcada.web.chart.views.frame import (
    back,
    chart_row,
    look_of,
    member_of,
    patient_of,
    refused,
    say_with_undo,
    seen_revision,
    today_of,
    voice_for,
)
from arcada.web.shell.gate import gate, patient_or_404

DERIVED = "derived"


def ground_of(
    member: Membership, chart: Chart, look: Look, today: date, *, chosen: Sequence[str], picked: Sequence[str]
) -> Ground:
    """Give what a line is read against: a hygienist is offered the findings that they may chart."""
    everything = may(member, Permission.CHART)
    kinds = [kind for kind in load_library().kinds.values() if DERIVED not in kind.traits]
    return Ground(
        notation=look.notation,
        kinds=[kind for kind in kinds if everything or kind.term in HYGIENE_TERMS],
        chosen=known_teeth(chosen),
        picked=picked_surfaces(picked),
        gone=gone_places(chart),
        states=EXISTING if everything else (),
        today=today,
    )


@require_safe
@gate(Permission.CHART)
def suggest(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Offer what the line may mean so far."""
    patient = patient_or_404(request, patient_id)
    look = look_of(request, patient)
    line = request.GET.get("q", "")[:LONGEST_ENTRY]
    given = request.GET
    ground = ground_of(
        member_of(request),
        chart_row(patient),
        look,
        today_of(request),
        chosen=given.getlist("teeth"),
        picked=given.getlist("surfaces"),
    )
    shown = reading(understood(line, ground), voice_for(patient, look)) if line.strip() else None
    return render(request, "web/chart/suggestions.html", {"reading": shown})


@require_POST
@gate(Permission.CHART)
def add(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Add what was typed and chosen to the chart."""
    patient = patient_of(request, patient_id)
    member, look, chart = member_of(request), look_of(request, patient), chart_row(patient)
    post = request.POST
    line = post.get("q", "")[:LONGEST_ENTRY]
    ground = ground_of(
        member, chart, look, today_of(request), chosen=post.getlist("teeth"), picked=post.getlist("surfaces")
    )
    suspected = post.get("suspected") == "on"
    entered = read_line(line, ground, choice=post.get("choice", ""))
    if isinstance(entered, Refusal):
        return refused(request, patient, _kept(look, ground), entered, form="entry")
    entries = entries_of(entered, suspected=suspected)
    if isinstance(entries, Refusal):
        return refused(request, patient, _kept(look, ground), entries, form="entry")
    sent = charted(member, chart, entries, key=post.get("key", ""), revision=seen_revision(request))
    if sent.refusal:
        told = with_way_out(chart, entries, sent.refusal, patient)
        return refused(request, patient, _kept(look, ground), told, form="entry")
    voice = voice_for(patient, look)
    if not sent.repeated:
        say_with_undo(request, patient, said_of_line(entered, voice, suspected=suspected))
    teeth = tuple(place for place in entered[-1].what.where if is_tooth(place))
    stay = f"{where_of(teeth, voice)} " if post.get("keep") and len(teeth) == 1 else ""
    return back(patient, look, teeth=teeth or look.teeth, typed=stay, visit=UNSAID, finding="")


def charted(
    member: Membership, chart: Chart, entries: Sequence[Entry], *, key: str, revision: int
) -> Sent[Finding | ChartChange]:
    """Chart the entries once, however often they are sent."""
    now = timezone.now()
    return once(
        by=member,
        at=now,
        key=key,
        verb="add to chart",
        act=lambda: chart_line(by=member, at=now, chart=chart, expected_revision=revision, entries=entries),
    )


def _kept(look: Look, ground: Ground) -> Look:
    """Keep what was chosen when the page is drawn again."""
    return replace(look, teeth=ground.chosen, visit=UNSAID)
