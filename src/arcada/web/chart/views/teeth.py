"""What stands in the mouth already: set for all chosen teeth at once."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.actions.chart_teeth import set_tooth_state
from arcada.cases.models import ChartChange
from arcada.cases.submission import once
from arcada.core.kernel import Refusal
from arcada.core.teeth.number import is_tooth, unknown_tooth
from arcada.display.phrases import teeth as listed_teeth
from arcada.practice.access import Permission, require
from arcada.web.chart.look import UNSAID, known_teeth, picked_surfaces
from arcada.web.chart.states import BY_ID, changes_for, teeth_for
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
from arcada.web.shell.gate import gate

LONGEST_SURFACES = 5


@require_POST
@gate(Permission.CHART)
def set_state(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Chart what stands there."""
    patient = patient_of(request, patient_id)
    member, look = member_of(request), look_of(request, patient)
    require(member, Permission.CHART)
    given = request.POST.getlist("teeth")
    teeth = known_teeth(given)
    look = replace(look, teeth=teeth)
    strange = next((tooth for tooth in given if not is_tooth(tooth)), None)
    if strange is not None:
        return refused(request, patient, look, unknown_tooth(strange, "teeth"), form="state")
    choice = BY_ID.get(request.POST.get("state", ""))
    if choice is None:
        why = Refusal("unknown_state", "Choose what stands there.", "state")
        return refused(request, patient, look, why, form="state")
    places = teeth_for(choice, teeth)
    changes = changes_for(choice, places, _surfaces(request, teeth))
    if isinstance(changes, Refusal):
        return refused(request, patient, look, changes, form="state")
    now, words = timezone.now(), changes

    def act() -> ChartChange | Refusal:
        return set_tooth_state(
            by=member,
            at=now,
            chart=chart_row(patient),
            expected_revision=seen_revision(request),
            teeth=places,
            changes=words,
        )

    sent = once(by=member, at=now, key=request.POST.get("key", ""), verb="chart teeth", act=act)
    if sent.refusal:
        return refused(request, patient, look, sent.refusal, form="state")
    if not sent.repeated:
        where = listed_teeth(places, voice_for(patient, look))
        say_with_undo(request, patient, f"{where}: {choice.label.partition(':')[0].lower()}, charted.")
    return back(patient, look, visit=UNSAID)


def _surfaces(request: HttpRequest, teeth: tuple[str, ...]) -> str:
    """The letters typed, else those picked in the drawing where they are the same on all teeth."""
    typed = request.POST.get("on", "").strip().upper()[:LONGEST_SURFACES]
    picked = picked_surfaces(request.POST.getlist("surfaces"))
    letters = {picked.get(tooth, "") for tooth in teeth}
    return typed or (letters.pop() if len(letters) == 1 else "")
