"""Take the medical history: a new row each time, the old ones stay as they were."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.patients.models import MedicalHistory, Patient
from arcada.patients.plausible import CIGARETTES, MEASURES, PREGNANCY_WEEKS, WEIGHT_KG, result_value
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told: words as they were said, results as they were written, each with its day."""

    conditions: tuple[str, ...] = ()
    medications: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    result_dates: Mapping[str, date] = field(default_factory=dict)
    weight_kg: Decimal | None = None
    growth_complete: bool | None = None
    asa: int | None = None
    smoking_cigarettes_per_day: int | None = None
    pregnancy_weeks: int | None = None


def take_history(
    *, by: Membership, at: datetime, patient: Patient, told: Told, expected_number: int
) -> MedicalHistory | Refusal:
    """Keep what was told; `expected_number` is the history that the page showed, 0 for none."""
    require(by, Permission.TAKE_HISTORY, patient)
    today = at.astimezone(ZoneInfo(by.practice.time_zone)).date()
    fault = next(iter(faults(told, today)), None)
    if fault:
        return fault
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        last = MedicalHistory.objects.filter(patient=patient).first()
        if (last.number if last else 0) != expected_number:
            text = (
                "Somebody else took this history after you opened the page. What you typed is still here: "
                "compare it with the newer one and save again."
            )
            return Refusal("stale_history", text, "expected_number")
        made = MedicalHistory.objects.create(
            practice_id=by.practice_id,
            patient=patient,
            taken_at=at,
            taken_by=by,
            number=expected_number + 1,
            **_columns(told),
        )
        record(by=by, at=at, verb="took", noun="history", noun_id=made.id, patient_id=patient.id)
        return made


def faults(told: Told, today: date) -> tuple[Refusal, ...]:
    """List everything that cannot be, so that a form can say it all at once."""
    found = [value for name, typed in told.results.items() if isinstance(value := result_value(name, typed), Refusal)]
    for name, day in told.result_dates.items():
        if day > today:
            label = MEASURES[name].label if name in MEASURES else name
            text = f"{label}: {day.day} {day:%B %Y} lies in the future."
            found.append(Refusal("result_in_future", text, f"results.{name}"))
    return (*found, *_body_faults(told))


def _body_faults(told: Told) -> list[Refusal]:
    found = []
    low, high = WEIGHT_KG
    if told.weight_kg is not None and not low <= told.weight_kg <= high:
        text = f"A weight of {told.weight_kg} kg cannot be: write kilograms, {low} to {high}."
        found.append(Refusal("weight_not_possible", text, "weight_kg"))
    if told.smoking_cigarettes_per_day is not None and not 0 <= told.smoking_cigarettes_per_day <= CIGARETTES:
        text = f"Cigarettes a day: 0 to {CIGARETTES}, not {told.smoking_cigarettes_per_day}."
        found.append(Refusal("cigarettes_not_possible", text, "smoking_cigarettes_per_day"))
    if told.pregnancy_weeks is not None and not 0 <= told.pregnancy_weeks <= PREGNANCY_WEEKS:
        text = f"A pregnancy has weeks 0 to {PREGNANCY_WEEKS}, not {told.pregnancy_weeks}."
        found.append(Refusal("pregnancy_not_possible", text, "pregnancy_weeks"))
    return found


def _columns(told: Told) -> dict[str, object]:
    return {
        "conditions": _words(told.conditions),
        "medications": _words(told.medications),
        "allergies": _words(told.allergies),
        "results": {name: result_value(name, typed) for name, typed in told.results.items()},
        "result_dates": {name: day.isoformat() for name, day in told.result_dates.items() if name in told.results},
        "weight_kg": told.weight_kg,
        "growth_complete": told.growth_complete,
        "asa": told.asa,
        "smoking_cigarettes_per_day": told.smoking_cigarettes_per_day,
        "pregnancy_weeks": told.pregnancy_weeks,
    }


def _words(said: tuple[str, ...]) -> list[str]:
    """Keep each entry once, in the order in which it was said."""
    return list(dict.fromkeys(entry.strip() for entry in said if entry.strip()))
