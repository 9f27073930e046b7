"""The entry: what a line may mean while it is typed, and adding what was chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arcada.cases.actions.chart_teeth import set_tooth_state
from arcada.cases.actions.findings import Found, record_finding
from arcada.cases.models import Chart, ChartChange, Finding
from arcada.cases.models.chart import HYGIENE_TERMS
from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.chart.entry import Ground, Suggestion, by_id, offer
from arcada.web.chart.look import LONGEST_ENTRY, UNSAID, Look, known_teeth, picked_surfaces
from arcada.web.chart.presenters.findings import where_of
from arcada.web.chart.reading import gone_places
from arcada.web.chart.states import EXISTING, changes_for, teeth_for
from arcada.web.chart.views.frame import (
    back,
    chart_row,
    look_of,
    member_of,
    patient_of,
    refused,
    say_with_undo,
    seen_revision,
    voice_for,
)
from arcada.web.shell.gate import gate, patient_or_404

DERIVED = "derived"


def ground_of(member: Membership, chart: Chart, look: Look, chosen: list[str], picked: list[str]) -> Ground:
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
    )


@require_safe
@gate(Permission.CHART)
def suggest(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Offer what the line may mean so far."""
    patient = patient_or_404(request, patient_id)
    look = look_of(request, patient)
    line = request.GET.get("q", "")[:LONGEST_ENTRY]
    given = request.GET
    ground = ground_of(member_of(request), chart_row(patient), look, given.getlist("teeth"), given.getlist("surfaces"))
    found = offer(line, ground) if line.strip() else None
    voice = voice_for(patient, look)
    context = {
        "offered": [
            {"id": one.id, "where": where_of(one.where, voice), "surfaces": one.surfaces, "label": one.label,
             "code": one.code}
            for one in (found.suggestions if found else ())
        ],
        "said": found.refusal.text if found and found.refusal else "",
    }  # fmt: skip
    return render(request, "web/chart/suggestions.html", context)


@require_POST
@gate(Permission.CHART)
def add(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Add what was typed and chosen to the chart."""
    patient = patient_of(request, patient_id)
    member, look, chart = member_of(request), look_of(request, patient), chart_row(patient)
    post = request.POST
    line = post.get("q", "")[:LONGEST_ENTRY]
    ground = ground_of(member, chart, look, post.getlist("teeth"), post.getlist("surfaces"))
    chosen = by_id(post.get("choice", ""), line, ground)
    if isinstance(chosen, Refusal):
        return refused(request, patient, _kept(look, ground), chosen, form="entry")
    now = timezone.now()
    sent = once(by=member, at=now, key=post.get("key", ""), verb="add to chart", act=_act(request, chart, chosen, now))
    if sent.refusal:
        return refused(request, patient, _kept(look, ground), sent.refusal, form="entry")
    voice = voice_for(patient, look)
    if not sent.repeated:
        say_with_undo(request, patient, _said(chosen, voice, suspected=_suspected(request)))
    teeth = tuple(place for place in chosen.where if is_tooth(place))
    stay = f"{where_of(teeth, voice)} " if post.get("keep") and len(teeth) == 1 else ""
    return back(patient, look, teeth=teeth or look.teeth, typed=stay, visit=UNSAID, finding="")


def _act(
    request: HttpRequest, chart: Chart, chosen: Suggestion, now: datetime
) -> Callable[[], Finding | ChartChange | Refusal]:
    """Give the one action that the choice asks for."""
    member, revision = member_of(request), seen_revision(request)
    state = chosen.state
    if state is None:
        found = Found(term=chosen.term, where=chosen.where, surfaces=chosen.surfaces)
        return lambda: record_finding(
            by=member,
            at=now,
            chart=chart,
            expected_revision=revision,
            found=found,
            confirmed=not _suspected(request),
        )
    teeth = teeth_for(state, chosen.where)
    changes = changes_for(state, teeth, chosen.surfaces)
    if isinstance(changes, Refusal):
        why = changes
        return lambda: why
    words = changes
    return lambda: set_tooth_state(
        by=member, at=now, chart=chart, expected_revision=revision, teeth=teeth, changes=words
    )


def _suspected(request: HttpRequest) -> bool:
    return request.POST.get("suspected") == "on"


def _kept(look: Look, ground: Ground) -> Look:
    """Keep what was chosen when the page is drawn again."""
    return replace(look, teeth=ground.chosen, visit=UNSAID)


def _said(chosen: Suggestion, voice: Voice, *, suspected: bool) -> str:
    what = chosen.label.partition(":")[0]
    where = " ".join(part for part in (where_of(chosen.where, voice), chosen.surfaces) if part)
    if chosen.state is not None:
        return f"{where}: {what.lower()}, charted."
    return f"{where}: {what.lower()}, {'suspected' if suspected else 'confirmed'}."
