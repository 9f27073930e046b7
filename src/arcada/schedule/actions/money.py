"""A visit that gets another day may cost the patient something else: the estimate follows in the same transaction.

    with money_follows(row.patient, Cause("visit_moved", "Visit 5 was moved ..."), by=by, at=at):
        ... the change of the day book ...

What the estimates said before is on record when the change begins, so that the difference is the change's own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from arcada.insurance.actions.renew import keep_in_step, renew_estimates
from arcada.patients.models import Patient
from arcada.practice.clock import local_day
from arcada.practice.models import Membership
from arcada.schedule.models import Appointment, State

CODES = {
    State.DONE: "visit_completed",
    State.MISSED: "visit_missed",
    State.CANCELLED: "visit_cancelled",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an estimate was made anew: a code, and a sentence."""

    code: str
    text: str


@contextmanager
def money_follows(patient: Patient, cause: Cause | None, *, by: Membership, at: datetime) -> Iterator[None]:
    """Keep the patient's estimates in step with what happens inside; without a cause nothing is looked at."""
    if cause is None:
        yield
        return
    with transaction.atomic():
        keep_in_step(patient=patient, by=by, at=at)
        yield
        renew_estimates(patient=patient, cause=cause.code, cause_text=cause.text, by=by, at=at)


def booked(row: Appointment) -> Cause | None:
    """A visit of a plan gets a date."""
    if row.visit is None:
        return None
    return Cause("visit_booked", f"Visit {row.visit.number} was booked for {_day(_on(row))}.")


def moved(row: Appointment, starts_at: datetime) -> Cause | None:
    """A visit of a plan gets another date; another hour of the same day costs the same."""
    if row.visit is None:
        return None
    before, after = _on(row), local_day(starts_at, row.patient.practice)
    text = f"Visit {row.visit.number} was moved from {_day(before)} to {_day(after)}."
    return None if before == after else Cause("visit_moved", text)


def became(row: Appointment, state: str) -> Cause | None:
    """A visit of a plan is over, or loses its date."""
    if row.visit is None or state not in CODES:
        return None
    said = State(state).label.lower()
    return Cause(CODES[State(state)], f"Visit {row.visit.number} of {_day(_on(row))}: {said}.")


def _on(row: Appointment) -> date:
    return local_day(row.starts_at, row.patient.practice)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
