"""A contradiction as a question with its ways out, instead of a bare no.

36 missing, then 36 mo car      36 is recorded as missing, so it cannot have caries. Which is right? ...
36 mo car, then 36 missing      the same the other way round
"""

import re
from collections.abc import Sequence

from arcada.cases.actions.chart_line import Entry, against
from arcada.cases.models import Chart
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, teeth
from arcada.patients.models import Patient
from arcada.web.chart.presenters.findings import where_of
from arcada.web.shell.page import voice_of

INNER_NAME = re.compile(r" \((?:finding f\d+|finding new|missing teeth)\)")


def with_way_out(chart: Chart, entries: Sequence[Entry], refusal: Refusal, patient: Patient) -> Refusal:
    """Say what stands against the line and what to do; a refusal for another reason stays as it is."""
    voice = voice_of(patient.practice)
    for entry in entries:
        stands = _stands(chart, entry, voice)
        if stands:
            text = f"{INNER_NAME.sub('', refusal.text)} Which is right? End the line with ! to chart what you typed"
            return Refusal(
                refusal.code, f"{text} and take off {stands}; press Esc to leave the chart as it is.", "entry"
            )
    return refusal


def _stands(chart: Chart, entry: Entry, voice: Voice) -> str:
    found = against(chart, entry)
    lost = [f"{teeth(found.gone, voice)} charted as missing"] if found.gone else []
    return " and ".join([*lost, *(f"{row.term} on {where_of(row.where, voice)}" for row in found.findings)])
