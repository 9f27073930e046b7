"""The queue of a practice, ranked: rows as candidates of core/recovery/ranking.py."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from arcada.core.recovery.ranking import Candidate, Ranked, ranked
from arcada.outreach.models import Thread
from arcada.schedule.models import Appointment, State

A_YEAR = timedelta(days=365)


def ranking(rows: Sequence[Thread], today: date, at: datetime) -> list[tuple[Thread, Ranked]]:
    """The threads with their points, best first."""
    failures = _failures(rows, at)
    by_id = {str(row.pk): row for row in rows}
    found = ranked((_candidate(row, failures.get(row.patient_id, 0)) for row in rows), today)
    return [(by_id[one.id], one) for one in found]


def _candidate(row: Thread, failures: int) -> Candidate:
    return Candidate(
        id=str(row.pk),
        diagnosed=row.diagnosed_date,
        urgency=row.urgency,
        value=row.value,
        failures=failures,
        rule_points=row.rule_points,
        rule_reason=row.rule_reason,
    )


def _failures(rows: Sequence[Thread], at: datetime) -> dict[object, int]:
    """How often each patient missed or cancelled within a year."""
    lost = Q(state__in=(State.MISSED, State.CANCELLED), starts_at__gte=at - A_YEAR, starts_at__lte=at)
    counted = Appointment.objects.filter(lost, patient__in={row.patient_id for row in rows})
    return {row["patient"]: row["times"] for row in counted.values("patient").annotate(times=Count("id"))}
