"""Who must be called: missed and not booked again, soon and not confirmed. The longest waiting first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from arcada.cases.models.plan import AlternativeState
from arcada.display.phrases import Voice, moment
from arcada.practice.models import Membership
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, State
from arcada.schedule.queries import Axis, visible_to
from arcada.web.schedule.presenters.wall import link

MISSED_SINCE = timedelta(days=45)
UNCONFIRMED_WITHIN = timedelta(days=2)
MOST = 8


@dataclass(frozen=True, slots=True)
class Call:
    """One call: to whom, why, and the number; `urgent` where a plan stands still."""

    name: str
    why: str
    url: str
    phone: str
    phone_words: str
    urgent: bool


def calls(member: Membership, now: datetime, axis: Axis, voice: Voice) -> tuple[Call, ...]:
    """The list of calls."""
    rows = visible_to(member).select_related("patient", "visit__alternative")
    missed = list(rows.filter(state=State.MISSED, starts_at__gte=now - MISSED_SINCE, starts_at__lt=now))
    coming = rows.filter(HOLDS_ITS_PLACE, starts_at__gt=now, patient__in=[row.patient_id for row in missed])
    back = set(coming.values_list("patient_id", flat=True))
    alone = [row for row in missed if (_stands_open(row) if row.visit is not None else row.patient_id not in back)]
    soon = rows.filter(state=State.PLANNED, starts_at__gt=now, starts_at__lt=now + UNCONFIRMED_WITHIN)
    found = [
        *(
            _call(row, f"Missed {moment(row.starts_at, voice)}{_waiting(row)}", axis, voice, urgent=True)
            for row in alone
        ),
        *(_call(row, f"Not confirmed for {moment(row.starts_at, voice)}", axis, voice) for row in soon),
    ]
    return tuple(found[:MOST])


def _stands_open(row: Appointment) -> bool:
    """A visit that was missed waits until it has a new date itself, whatever else the patient comes for."""
    visit = row.visit
    if visit is None or visit.date is not None or visit.done_at is not None:
        return False
    return bool(visit.alternative.state == AlternativeState.ACCEPTED)


def _waiting(row: Appointment) -> str:
    return f"; visit {row.visit.number} of the plan waits" if row.visit is not None else ""


def _call(row: Appointment, why: str, axis: Axis, voice: Voice, *, urgent: bool = False) -> Call:
    patient = row.patient
    phone = patient.phone or patient.guardian_phone
    return Call(
        name=f"{patient.given_name} {patient.family_name}",
        why=why,
        url=link(row.starts_at.astimezone(voice.zone).date(), axis, row.pk),
        phone="".join(one for one in phone if one.isdigit() or one == "+"),
        phone_words=phone,
        urgent=urgent,
    )
