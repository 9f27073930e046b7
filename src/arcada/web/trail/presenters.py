"""The list as values: a line an event, readings under an opened record marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from arcada.audit.models import Event
from arcada.display.phrases import Voice
from arcada.patients.models import OpenedRecord, Patient
from arcada.patients.queries import visible_to as patients_of
from arcada.practice.access import TABLE, Member, Permission
from arcada.practice.models import Role
from arcada.web.shell.rail import address
from arcada.web.trail.search import GLASS
from arcada.web.trail.words import details, in_a_line, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event; `opened` marks the breaking of the glass, `while_open` a reading that it allowed."""

    id: UUID
    at: datetime
    who: str
    role: str
    what: str
    patient: str
    patient_url: str
    why: str
    brief: str
    details: Sequence[tuple[str, str]]
    write: bool
    opened: bool
    while_open: bool


def event_lines(member: Member, rows: Sequence[Event], voice: Voice) -> tuple[EventLine, ...]:
    """Put events into words."""
    patients = patients_named(member, rows)
    openings = _openings(rows)
    return tuple(_line(row, patients, openings, voice) for row in rows)


def patients_named(member: Member, rows: Iterable[Event]) -> dict[UUID, str]:
    """Name the patients of events."""
    found = {row.patient_id for row in rows if row.patient_id}
    named = patients_of(member).filter(pk__in=found)
    return {row.pk: patient_named(row) for row in named}


def patient_named(row: Patient) -> str:
    """Write a patient with the chart number."""
    return f"{row.given_name} {row.family_name}, No. {row.chart_number}"


def role_named(role: str) -> str:
    """Write the role that somebody had then."""
    return Role(role).label.lower() if role in Role.values else role


def _openings(rows: Sequence[Event]) -> Sequence[OpenedRecord]:
    """Give the openings under which these readings may have happened."""
    moments = [row.at for row in rows if _outside_the_role(row)]
    if not moments:
        return ()
    return list(OpenedRecord.objects.filter(opened_at__lte=max(moments), until__gt=min(moments)))


def _outside_the_role(row: Event) -> bool:
    """Tell whether the reader's role does not open a clinical record."""
    return row.kind == "read" and row.patient_id is not None and row.role not in TABLE[Permission.READ_CHART]


def _line(row: Event, patients: Mapping[UUID, str], openings: Sequence[OpenedRecord], voice: Voice) -> EventLine:
    told = details(row, voice)
    patient = patients.get(row.patient_id, "a patient who is not on record") if row.patient_id else ""
    return EventLine(
        id=row.pk,
        at=row.at,
        who=row.who,
        role=role_named(row.role),
        what=sentence(row),
        patient=patient,
        patient_url=address("intake:show", row.patient_id) if row.patient_id in patients else "",
        why=row.why,
        brief=in_a_line(told),
        details=told,
        write=row.kind == "write",
        opened=row.verb == GLASS,
        while_open=_outside_the_role(row) and any(_under(row, one) for one in openings),
    )


def _under(row: Event, opening: OpenedRecord) -> bool:
    same = (opening.member_id, opening.patient_id) == (row.member_id, row.patient_id)
    return same and opening.opened_at <= row.at < opening.until
