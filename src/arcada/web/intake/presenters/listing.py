"""The list of patients as the page shows it: fifty at a time, each with the next visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from arcada.patients.models import Patient
from arcada.patients.queries import find
from arcada.practice.access import Member
from arcada.schedule.models import FREES_ITS_PLACE, Appointment
from arcada.web.shell.header import age
from arcada.web.shell.rail import address

AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One patient of the list."""

    url: str
    family_name: str
    given_name: str
    called: str
    years: int
    born: date
    number: str
    phone: str
    channel: str
    next_visit: datetime | None
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list, and how many fit in all."""

    rows: Sequence[Row]
    count: int
    first: int
    last: int
    page: int
    more: int


def listing(member: Member, typed: str, *, archived: bool, page: int, today: date, now: datetime) -> Listing:
    """Give the page of patients that fit."""
    found = find(member, typed, archived=archived)
    count = found.count()
    start = (page - 1) * AT_ONCE
    patients = list(found[start : start + AT_ONCE])
    visits = next_visits([one.pk for one in patients], now)
    return Listing(
        rows=tuple(_row(one, today, visits.get(one.pk)) for one in patients),
        count=count,
        first=start + 1 if patients else 0,
        last=start + len(patients),
        page=page,
        more=page + 1 if start + len(patients) < count else 0,
    )


def next_visits(patients: Sequence[UUID], now: datetime) -> Mapping[UUID, datetime]:
    """Give when each of the patients comes next."""
    coming = (
        Appointment.objects.filter(patient_id__in=patients, starts_at__gte=now)
        .exclude(state__in=FREES_ITS_PLACE)
        .order_by("-starts_at")
        .values_list("patient_id", "starts_at")
    )
    return dict(coming)


def _row(patient: Patient, today: date, next_visit: datetime | None) -> Row:
    return Row(
        url=address("intake:show", patient.pk),
        family_name=patient.family_name,
        given_name=patient.given_name,
        called=patient.preferred_name,
        years=age(patient.birth_date, today),
        born=patient.birth_date,
        number=patient.chart_number,
        phone=patient.phone or patient.guardian_phone,
        channel=patient.get_preferred_channel_display(),
        next_visit=next_visit,
        archived=patient.archived_at is not None,
    )
