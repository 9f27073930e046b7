"""Three hundred invented patients with their histories: written in bulk, told to the audit in one event.

The spread of ages, conditions and medicines is what a dentist of a town practice expects. source: judgement
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from arcada.cli.demo.names import AREAS, FAMILIES, MEN, STREETS, WOMEN
from arcada.patients.actions.profile import FIRST_NUMBER

if TYPE_CHECKING:
    from arcada.patients.models import MedicalHistory, Patient
    from arcada.practice.models import Membership

YEAR = Decimal("365.25")
AGES = ((4, 11, 9), (12, 17, 7), (18, 34, 22), (35, 54, 32), (55, 69, 20), (70, 88, 10))
ADULT, SENIOR = 18, 55
CHANNELS = ("phone", "sms", "sms", "email", "email")
# condition, medicines that usually go with it, how many of a hundred adults under and from 55 have it
COMMON = (
    ("hypertension", ("lisinopril", "amlodipine"), 9, 38),
    ("diabetes type 2", ("metformin",), 4, 15),
    ("asthma", ("salbutamol inhaler",), 8, 6),
    ("thyroid disease", ("levothyroxine",), 5, 10),
    ("depression", ("sertraline",), 9, 7),
    ("reflux", ("omeprazole",), 7, 12),
    ("osteoporosis", ("alendronate",), 0, 7),
    ("dental anxiety", (), 11, 6),
    ("bruxism", (), 9, 6),
    ("dry mouth", (), 2, 9),
    ("joint replacement", (), 0, 6),
    ("pacemaker", (), 0, 2),
)
ALLERGIES = (("penicillin", 8), ("latex", 2), ("codeine", 3), ("ibuprofen", 2), ("nickel", 4), ("sulphites", 1))


def register(by: "Membership", at: datetime, today: date, *, count: int, seed: int) -> "list[Patient]":
    """Write the patients and their histories."""
    from arcada.audit.actions import record
    from arcada.patients.models import MedicalHistory, Patient

    dice = random.Random(f"patients {seed}")  # noqa: S311 - the same people each time, nothing secret
    rows = Patient.objects.bulk_create([_patient(by, at, today, dice, n) for n in range(count)])
    histories = [_history(by, today, dice, row) for row in rows if dice.random() < 0.85]  # noqa: PLR2004
    MedicalHistory.objects.bulk_create(histories)
    detail = {"patients": len(rows), "histories": len(histories)}
    record(by=by, at=at, verb="imported", noun="practice", noun_id=by.practice_id, detail=detail)
    return rows


def _patient(by: "Membership", at: datetime, today: date, dice: random.Random, n: int) -> "Patient":
    from arcada.patients.models import Patient

    low, high, _ = dice.choices(AGES, [weight for *_, weight in AGES])[0]
    born = today - timedelta(days=int(dice.randint(low, high) * YEAR) + dice.randrange(1, 365))
    woman = dice.random() < 0.53  # noqa: PLR2004
    given, family = dice.choice(WOMEN if woman else MEN), FAMILIES[(n * 37 + dice.randrange(3)) % len(FAMILIES)]
    phone = f"({AREAS[n // 100 % len(AREAS)]}) 555-01{n % 100:02}"
    child = (today - born).days < ADULT * YEAR
    return Patient(
        practice_id=by.practice_id,
        given_name=given,
        family_name=family,
        birth_date=born,
        sex="female" if woman else "male",
        chart_number=str(FIRST_NUMBER + n),
        phone="" if child else phone,
        phone_digits="" if child else "".join(filter(str.isdigit, phone)),
        email=f"{given}.{family}{n}@mail.example".lower(),
        address=f"{dice.randint(900, 6200)} N {dice.choice(STREETS)}, Chicago, IL",
        preferred_channel="phone" if child else dice.choice(CHANNELS),
        guardian_name=f"{dice.choice(WOMEN)} {family}" if child else "",
        guardian_phone=phone if child else "",
        registered_at=at + timedelta(minutes=n),
    )


def _history(by: "Membership", today: date, dice: random.Random, patient: "Patient") -> "MedicalHistory":
    from arcada.patients.models import MedicalHistory

    age = (today - patient.birth_date).days // YEAR
    conditions, medications = _health(dice, int(age))
    smokes = age >= ADULT and dice.random() < 0.13  # noqa: PLR2004
    return MedicalHistory(
        practice_id=by.practice_id,
        patient=patient,
        taken_at=patient.registered_at,
        taken_by=by,
        number=1,
        conditions=conditions,
        medications=medications,
        allergies=[word for word, share in ALLERGIES if dice.randrange(100) < share],
        weight_kg=Decimal(_weight(dice, int(age))),
        growth_complete=age >= ADULT,
        asa=1 if not conditions else 2,
        smoking_cigarettes_per_day=dice.choice((3, 5, 10, 10, 15, 20)) if smokes else 0,
    )


def _health(dice: random.Random, age: int) -> tuple[list[str], list[str]]:
    """What an adult of that age may have, and takes for it; children are mostly well."""
    if age < ADULT:
        return (["asthma"], ["salbutamol inhaler"]) if dice.randrange(100) < 8 else ([], [])  # noqa: PLR2004
    conditions: list[str] = []
    medications: list[str] = []
    for word, takes, younger, older in COMMON:
        if dice.randrange(100) < (older if age >= SENIOR else younger):
            conditions.append(word)
            medications += [dice.choice(takes)] if takes else []
    return conditions, medications


def _weight(dice: random.Random, age: int) -> int:
    return 10 + 3 * age + dice.randint(0, 6) if age < ADULT else dice.randint(52, 102)


def age_on(patient: "Patient", day: date) -> int:
    """Years that somebody has lived on a day."""
    born = patient.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def by_age(patients: "Sequence[Patient]", today: date, low: int, high: int) -> "list[Patient]":
    """Those whose age lies between two figures, both included."""
    return [one for one in patients if low * YEAR <= (today - one.birth_date).days < (high + 1) * YEAR]
