"""Showing the chart: the page, a stop of the walk alone, the card of what is chosen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from arcada.cases.submission import new_key
from arcada.practice.access import Permission, may
from arcada.web.chart.presenters.page import board, grouped_states, known
from arcada.web.chart.presenters.tooth import card
from arcada.web.chart.views.frame import draw, look_of, member_of, patient_of, today_of, voice_for
from arcada.web.shell.gate import gate


@require_safe
@gate(Permission.READ_CHART)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the chart; htmx asks for the drawing of a stop alone."""
    patient = patient_of(request, patient_id)
    look = look_of(request, patient)
    if request.headers.get("HX-Target") != "mouth":
        return draw(request, patient, look)
    voice = voice_for(patient, look)
    found = known(patient, look, today_of(request))
    context = {"board": board(patient, found, voice), "voice": voice, "patient": {"id": patient.pk}}
    return render(request, "web/chart/frame.html", context)


@require_safe
@gate(Permission.READ_CHART)
def chosen(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show what is known of the chosen teeth."""
    patient = patient_of(request, patient_id)
    look = look_of(request, patient)
    voice = voice_for(patient, look)
    found = known(patient, look, today_of(request))
    context = {
        "card": card(found.read, found.look, found.walk, voice),
        "voice": voice,
        "patient": {"id": patient.pk},
        "revision": found.read.chart.revision,
        "query": look.query(teeth=(), typed="", finding=""),
        "states": grouped_states(),
        "may_chart_teeth": may(member_of(request), Permission.CHART),
        "key": new_key(),
    }
    return render(request, "web/chart/card.html", context)
