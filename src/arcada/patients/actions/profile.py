"""Register a patient, correct what is known of one, put a record away and take it back."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import BigIntegerField, Max
from django.db.models.functions import Cast

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.patients.models import Channel, Patient, Sex
from arcada.patients.plausible import birth_date_fault, phone_fault
from arcada.patients.queries import look_alikes
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Practice

FIRST_NUMBER = 1001


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a person: who they are and how to reach them."""

    given_name: str
    family_name: str
    birth_date: date
    preferred_name: str = ""
    sex: str = Sex.UNKNOWN
    phone: str = ""
    email: str = ""
    address: str = ""
    preferred_channel: str = Channel.PHONE
    language: str = "en"
    guardian_name: str = ""
    guardian_phone: str = ""
    guarantor_id: UUID | None = None
    notes: str = ""


def register_patient(
    *, by: Membership, at: datetime, profile: Profile, another_person: bool = False
) -> Patient | Refusal:
    """Register a new patient; somebody much like one already known is refused until `another_person` is said."""
    require(by, Permission.EDIT_PATIENTS)
    fault = _fault(by, at, profile)
    if fault:
        return fault
    if not another_person and (known := look_alikes(by, **asdict(profile))):
        names = ", ".join(f"{one.patient.given_name} {one.patient.family_name}" for one in known)
        text = f"This may be somebody you know: {names}. Open that record, or say that this is another person."
        return Refusal("maybe_known", text, "another_person")
    with transaction.atomic():
        patient = Patient.objects.create(
            practice_id=by.practice_id,
            chart_number=_next_number(by.practice_id),
            registered_at=at,
            **_columns(profile),
        )
        detail = {"another_person": True} if another_person else {}
        record(
            by=by,
            at=at,
            verb="registered",
            noun="patient",
            noun_id=patient.id,
            patient_id=patient.id,
            detail=detail,
        )
        return patient


def correct_patient(
    *, by: Membership, at: datetime, patient: Patient, profile: Profile, expected_revision: int
) -> Patient | Refusal:
    """Change what is known of a patient; refused when somebody else saved in the meantime."""
    require(by, Permission.EDIT_PATIENTS, patient)
    fault = _fault(by, at, profile, patient)
    if fault:
        return fault
    with transaction.atomic():
        locked = Patient.objects.select_for_update().get(pk=patient.pk)
        if locked.revision != expected_revision:
            text = (
                "Somebody else saved this patient after you opened the page. What you typed is still here: "
                "compare it with the record and save again."
            )
            return Refusal("stale_patient", text, "expected_revision")
        columns = _columns(profile)
        changed = {name: value for name, value in columns.items() if getattr(locked, name) != value}
        if not changed:
            return locked
        before = {name: str(getattr(locked, name)) for name in changed if name != "phone_digits"}
        for name, value in changed.items():
            setattr(locked, name, value)
        locked.revision += 1
        locked.save(update_fields=[*changed, "revision"])
        record(
            by=by,
            at=at,
            verb="corrected",
            noun="patient",
            noun_id=locked.id,
            patient_id=locked.id,
            detail={"before": before},
        )
        return locked


def archive_patient(*, by: Membership, at: datetime, patient: Patient, why: str) -> Patient | Refusal:
    """Put the record of a patient who has left away; nothing is deleted."""
    if not why.strip():
        return Refusal("no_reason", "Say why the record is put away, such as 'moved to another town'.", "why")
    return _put(by=by, at=at, patient=patient, archived_at=at, verb="archived", why=why.strip())


def restore_patient(*, by: Membership, at: datetime, patient: Patient) -> Patient:
    """Take a record that was put away back."""
    return _put(by=by, at=at, patient=patient, archived_at=None, verb="restored", why="")


def _put(
    *, by: Membership, at: datetime, patient: Patient, archived_at: datetime | None, verb: str, why: str
) -> Patient:
    require(by, Permission.EDIT_PATIENTS, patient)
    with transaction.atomic():
        locked = Patient.objects.select_for_update().get(pk=patient.pk)
        if (locked.archived_at is None) != (archived_at is None):
            locked.archived_at = archived_at
            locked.revision += 1
            locked.save(update_fields=["archived_at", "revision"])
            record(by=by, at=at, verb=verb, noun="patient", noun_id=locked.id, patient_id=locked.id, why=why)
        return locked


def _fault(by: Membership, at: datetime, profile: Profile, patient: Patient | None = None) -> Refusal | None:
    """Find the first thing that cannot be."""
    for name, word in (("given_name", "given name"), ("family_name", "family name")):
        if not getattr(profile, name).strip():
            return Refusal("no_name", f"Write the patient's {word}.", name)
    today = at.astimezone(ZoneInfo(by.practice.time_zone)).date()
    return (
        birth_date_fault(profile.birth_date, today)
        or phone_fault(profile.phone)
        or phone_fault(profile.guardian_phone, "guardian_phone")
        or _unreachable(profile)
        or _no_guarantor(by, profile, patient)
    )


def _unreachable(profile: Profile) -> Refusal | None:
    """Refuse a way to reach the patient that was not given."""
    needs = {
        Channel.EMAIL: ("email", "an e-mail address"),
        Channel.SMS: ("phone", "a phone number"),
        Channel.LETTER: ("address", "an address"),
    }
    field, what = needs.get(Channel(profile.preferred_channel), ("", ""))
    if field and not getattr(profile, field).strip():
        channel = Channel(profile.preferred_channel).label.lower()
        text = f"To reach the patient by {channel}, write {what}, or choose another way."
        return Refusal("channel_without_address", text, field)
    return None


def _no_guarantor(by: Membership, profile: Profile, patient: Patient | None) -> Refusal | None:
    if profile.guarantor_id is None:
        return None
    if patient is not None and profile.guarantor_id == patient.pk:
        return Refusal("own_guarantor", "Patients answer for themselves when this is left empty.", "guarantor")
    if not Patient.objects.filter(practice_id=by.practice_id, pk=profile.guarantor_id).exists():
        return Refusal("unknown_guarantor", "This relative is not a patient here: register them first.", "guarantor")
    return None


def _columns(profile: Profile) -> dict[str, Any]:
    values = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(profile).items()}
    return values | {"phone_digits": re.sub(r"\D", "", profile.phone)}


def _next_number(practice_id: UUID) -> str:
    """Give the next free chart number; one registration at a time."""
    Practice.objects.select_for_update().get(pk=practice_id)
    numbers = Patient.objects.filter(practice_id=practice_id, chart_number__regex=r"^\d{1,15}$")
    last = numbers.aggregate(last=Max(Cast("chart_number", BigIntegerField())))["last"]
    return str((last or FIRST_NUMBER - 1) + 1)
