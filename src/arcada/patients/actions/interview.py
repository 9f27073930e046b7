"""Hold the coordinator's interview: what the patient came for, hopes for, can spend, fears, and when they can come."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.patients.models import Anxiety, Interview, Patient
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALF_DAYS = ("am", "pm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the patient said; `times` are half days such as 'mon am'."""

    complaint: str = ""
    goals: str = ""
    wishes: tuple[str, ...] = ()
    budget: Decimal | None = None
    budget_monthly: Decimal | None = None
    anxiety: str = Anxiety.NOT_ASKED
    fears: str = ""
    times: tuple[str, ...] = ()
    times_note: str = ""
    dental_history: str = ""
    habits: str = ""


def hold_interview(
    *, by: Membership, at: datetime, patient: Patient, said: Said, expected_number: int
) -> Interview | Refusal:
    """Keep what was said as a new row; `expected_number` is the interview that the page showed, 0 for none."""
    require(by, Permission.TAKE_HISTORY, patient)
    fault = _fault(said)
    if fault:
        return fault
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        last = Interview.objects.filter(patient=patient).first()
        if (last.number if last else 0) != expected_number:
            text = (
                "Somebody else saved this interview after you opened the page. What you typed is still here: "
                "compare it with the newer one and save again."
            )
            return Refusal("stale_interview", text, "expected_number")
        values = asdict(said) | {
            "wishes": list(dict.fromkeys(wish.strip() for wish in said.wishes if wish.strip())),
            "times": [f"{day} {half}" for day in DAYS for half in HALF_DAYS if f"{day} {half}" in said.times],
        }
        made = Interview.objects.create(
            practice_id=by.practice_id,
            patient=patient,
            taken_at=at,
            taken_by=by,
            number=expected_number + 1,
            **values,
        )
        record(by=by, at=at, verb="held", noun="interview", noun_id=made.id, patient_id=patient.id)
        return made


def _fault(said: Said) -> Refusal | None:
    for name in ("budget", "budget_monthly"):
        amount = getattr(said, name)
        if amount is not None and amount < 0:
            return Refusal("budget_negative", "A budget is a sum of money: zero or more.", name)
    if said.anxiety not in Anxiety.values:
        return Refusal("unknown_anxiety", "Choose how the patient feels about treatment from the list.", "anxiety")
    unknown = [time for time in said.times if time.split() not in [[d, h] for d in DAYS for h in HALF_DAYS]]
    if unknown:
        return Refusal("unknown_time", f"'{unknown[0]}' is not a half day of the week.", "times")
    return None
