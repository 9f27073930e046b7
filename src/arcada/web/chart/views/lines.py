"""Lines that were typed faster than the page can answer: charted in their order, each once, the page's parts sent back.

The page sends what waits, as JSON, and keeps typing meanwhile:

    {"revision": 7, "chosen": ["26"], "lines": [{"key": ..., "text": "26 mo car", "choice": "", "teeth": ["26"],
      "surfaces": ["26:MO"], "follows": false, "suspected": false}]}

A line that `follows` speaks of the teeth of the line before it. The answer tells for each line whether it is charted
and what was said, and brings every part of the page that may look different now. A line that cannot be is refused
alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from arcada.cases.mapping import age_in_years
from arcada.cases.models import Chart
from arcada.cases.submission import new_key
from arcada.core.kernel import Refusal
from arcada.core.teeth.number import is_tooth
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.chart.charting import entries_of, said_of_line
from arcada.web.chart.contradiction import with_way_out
from arcada.web.chart.line import read_line
from arcada.web.chart.look import LONGEST_ENTRY, UNSAID, Look
from arcada.web.chart.presenters.detail import Trouble
from arcada.web.chart.presenters.page import chart_page, known
from arcada.web.chart.views.adding import charted, ground_of
from arcada.web.chart.views.frame import chart_row, look_of, member_of, patient_of, today_of, voice_for
from arcada.web.shell.gate import gate
from arcada.web.shell.mini import mini_of

MOST_LINES = 60
MOST_TEETH = 60
LONGEST_ASKED = 64
UNREADABLE = "What was sent does not read as lines of a chart. Load the page again; what you typed is kept."
PARTS = ("notes", "mouth", "tools", "walk", "past", "chosen", "detail", "found", "records")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """One line as the page sent it."""

    key: str
    text: str
    choice: str
    teeth: tuple[str, ...]
    surfaces: tuple[str, ...]
    follows: bool
    suspected: bool


@require_POST
@gate(Permission.CHART)
def chart_lines(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Chart the lines and send back the parts of the page."""
    patient = patient_of(request, patient_id)
    told = _told(_sent(request))
    if told is None:
        return JsonResponse({"said": UNREADABLE}, status=400)
    revision, chosen, lines = told
    look, chart = look_of(request, patient), chart_row(patient)
    results, stale = [], ""
    for line in lines:
        result, chosen = _chart(request, patient, chart, look, line, revision, chosen)
        if result["ok"]:
            chart.refresh_from_db(fields=["revision"])
            revision = chart.revision
        elif result["code"] == "stale_chart":
            stale = stale or result["said"]
        results.append(result)
    shown = replace(look, teeth=chosen or look.teeth, visit=UNSAID, finding="", typed="")
    trouble = Trouble(form="entry", text=stale, code="stale_chart") if stale else None
    return JsonResponse({"results": results, **_parts(request, patient, shown, trouble)})


def _chart(
    request: HttpRequest,
    patient: Patient,
    chart: Chart,
    look: Look,
    line: SentLine,
    revision: int,
    before: tuple[str, ...],
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Chart one line: what came of it, and the teeth that the next may speak of."""
    member = member_of(request)
    chosen = before if line.follows else line.teeth
    ground = ground_of(member, chart, look, today_of(request), chosen=chosen, picked=line.surfaces)
    entered = read_line(line.text, ground, choice=line.choice)
    if isinstance(entered, Refusal):
        return _refused(line, entered), before
    entries = entries_of(entered, suspected=line.suspected)
    if isinstance(entries, Refusal):
        return _refused(line, entries), before
    sent = charted(member, chart, entries, key=line.key, revision=revision)
    if sent.refusal:
        return _refused(line, with_way_out(chart, entries, sent.refusal, patient)), before
    said = said_of_line(entered, voice_for(patient, look), suspected=line.suspected)
    teeth = tuple(place for place in entered[-1].what.where if is_tooth(place))
    return {"key": line.key, "ok": True, "said": said, "code": "", "teeth": list(teeth)}, teeth or before


def _refused(line: SentLine, refusal: Refusal) -> dict[str, Any]:
    return {"key": line.key, "ok": False, "said": refusal.text, "code": refusal.code, "teeth": []}


def _parts(request: HttpRequest, patient: Patient, look: Look, trouble: Trouble | None) -> dict[str, Any]:
    """Draw every part of the page but the entry, which nobody may take away from under the fingers."""
    voice, today = voice_for(patient, look), today_of(request)
    page = chart_page(
        member_of(request), patient, known(patient, look, today), today=today, voice=voice, trouble=trouble
    )
    context = {
        "page": page,
        "trouble": trouble,
        "key": new_key(),
        "voice": voice,
        "patient": {"id": patient.pk},
        "patient_header": {"name": f"{patient.given_name} {patient.family_name}"},
    }
    parts = {part: render_to_string(f"web/chart/parts/{part}.html", context, request) for part in PARTS}
    age = age_in_years(patient.birth_date, today)
    return {"revision": page.revision, "parts": parts, "mini": str(mini_of(member_of(request), patient, age))}


def _sent(request: HttpRequest) -> bytes:
    """What was sent as it came; a form, whose fields are read already, is nothing that this page sends."""
    return request.body if request.content_type == "application/json" else b""


def _told(body: bytes) -> tuple[int, tuple[str, ...], Sequence[SentLine]] | None:
    """Read what was sent; None where it is nothing of the kind."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    if not isinstance(told, dict) or not isinstance(told.get("lines"), list) or len(told["lines"]) > MOST_LINES:
        return None
    lines = [_line(one) for one in told["lines"] if isinstance(one, dict)]
    revision = told.get("revision")
    if not lines or len(lines) != len(told["lines"]) or type(revision) is not int:
        return None
    return revision, _texts(told, "chosen"), lines


def _line(told: Mapping[str, Any]) -> SentLine:
    return SentLine(
        key=str(told.get("key", ""))[: LONGEST_ASKED + 1],
        text=str(told.get("text", ""))[:LONGEST_ENTRY],
        choice=str(told.get("choice", ""))[:LONGEST_ASKED],
        teeth=_texts(told, "teeth"),
        surfaces=_texts(told, "surfaces"),
        follows=told.get("follows") is True,
        suspected=told.get("suspected") is True,
    )


def _texts(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = told.get(name)
    return tuple(str(one) for one in given[:MOST_TEETH]) if isinstance(given, list) else ()
