"""The mouth in small for the header: crowns only, drawn once for each revision of a chart."""

from functools import lru_cache
from uuid import UUID

from django.utils.safestring import SafeString

from arcada.cases.models import Chart
from arcada.cases.mouth import mouth_of
from arcada.cases.queries import charts_visible_to
from arcada.core.kernel import Refusal
from arcada.core.teeth.eruption import dentition
from arcada.core.teeth.notation import Notation
from arcada.display.marks import drawn_chart
from arcada.display.odontogram.draw import draw
from arcada.patients.models import Patient
from arcada.practice.models import Membership

KEPT = 256  # drawings; one is a few kilobytes


def mini_of(member: Membership, patient: Patient, age_years: int) -> SafeString | str:
    """Draw a patient's mouth; nothing where there is no chart, or no right to read it."""
    chart = charts_visible_to(member).filter(patient=patient).first()
    if chart is None or not chart.revision:
        return ""
    return _drawn(chart.pk, chart.revision, age_years, patient.practice.numbering)


@lru_cache(maxsize=KEPT)
def _drawn(chart_id: UUID, revision: int, age_years: int, notation: Notation) -> SafeString | str:  # noqa: ARG001
    read = mouth_of(Chart.objects.get(pk=chart_id), age_years)
    if isinstance(read, Refusal):
        return ""
    mouth, findings = read
    return draw(
        drawn_chart(mouth, findings),
        size="mini",
        title="Mouth of today",
        notation=notation,
        dentition=dentition(age_years),
    )
