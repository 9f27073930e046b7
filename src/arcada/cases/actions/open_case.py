"""Open the chart of a patient, and a case."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.cases.models import Case, Chart
from arcada.core.kernel import Refusal
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Provider


def chart_of(*, by: Membership, patient: Patient) -> Chart:
    """The chart of a patient, opened empty at first sight."""
    require(by, Permission.READ_CHART, patient)
    chart, _ = Chart.objects.get_or_create(practice_id=patient.practice_id, patient=patient)
    return chart


def open_case(
    *,
    by: Membership,
    at: datetime,
    patient: Patient,
    title: str,
    complaint: str = "",
    wishes: tuple[str, ...] = (),
    external_events: tuple[dict[str, object], ...] = (),
    dentist: Provider | None = None,
) -> Case | Refusal:
    """Open a new course of treatment."""
    require(by, Permission.PRESENT, patient)
    if not title.strip():
        return Refusal(
            "no_title",
            "Give the case a name that the team will recognise, such as 'Upper left pain'.",
            "title",
        )
    refusal = too_long(title=(title, 160))
    if refusal is not None:
        return refusal
    with transaction.atomic():
        chart_of(by=by, patient=patient)
        Chart.objects.select_for_update().get(patient=patient)  # two cases at once get two numbers
        last = Case.objects.filter(patient=patient).order_by("-number").first()
        case = Case.objects.create(
            practice_id=patient.practice_id,
            patient=patient,
            number=last.number + 1 if last else 1,
            title=title.strip(),
            complaint=complaint.strip(),
            wishes=[wish.strip() for wish in wishes if wish.strip()],
            external_events=list(external_events),
            dentist=dentist,
            opened_by=by,
            opened_at=at,
        )
        record(by=by, at=at, verb="opened", noun="case", noun_id=case.id, patient_id=patient.id)
        return case
