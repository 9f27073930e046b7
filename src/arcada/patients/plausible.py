"""What can be true of a patient, and the sentence for what cannot.

Bounds are wide: they catch slips of the finger, not rare people. source: judgement (owner: the practice's dentist).

    blood_pressure   '138/84', both figures, upper above lower      inr              0.5 to 15
    hba1c_percent    3 to 20                                        temperature_c    34 to 43
    plaque_score_percent, bleeding_percent  0 to 100                weight           1 to 350 kg
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from arcada.core.kernel import Refusal

OLDEST = 125  # years
PHONE_DIGITS = (6, 15)  # the shortest local number in use; the longest international one (ITU-T E.164)
WEIGHT_KG = (Decimal(1), Decimal(350))
CIGARETTES = 100
PREGNANCY_WEEKS = 45
PRESSURE = re.compile(r"^(\d{2,3})\s*/\s*(\d{2,3})$")
SYSTOLIC, DIASTOLIC = (60, 300), (30, 200)


@dataclass(frozen=True, slots=True)
class Measure:
    """A result that a history may hold: its name for people, its unit, the bounds of a number."""

    label: str
    unit: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "blood_pressure": Measure("Blood pressure", "mmHg"),
        "inr": Measure("INR", "", Decimal("0.5"), Decimal(15)),
        "hba1c_percent": Measure("HbA1c", "%", Decimal(3), Decimal(20)),
        "temperature_c": Measure("Temperature", "°C", Decimal(34), Decimal(43)),
        "plaque_score_percent": Measure("Plaque score", "%", Decimal(0), Decimal(100)),
        "bleeding_percent": Measure("Bleeding on probing", "%", Decimal(0), Decimal(100)),
    }
)


def birth_date_fault(born: date, today: date) -> Refusal | None:
    """Say what is wrong with a birth date."""
    if born > today:
        text = f"{born.day} {born:%B %Y} lies in the future. Check the year of birth."
        return Refusal("birth_date_in_future", text, "birth_date")
    if today.year - born.year > OLDEST:
        text = f"Born in {born.year} would make the patient {today.year - born.year}. Check the year of birth."
        return Refusal("birth_date_too_old", text, "birth_date")
    return None


def phone_fault(phone: str, where: str = "phone") -> Refusal | None:
    """Say what is wrong with a phone number; an empty one is nobody's fault."""
    digits = re.sub(r"\D", "", phone)
    if not phone.strip():
        return None
    low, high = PHONE_DIGITS
    if not low <= len(digits) <= high:
        text = f"A phone number has {low} to {high} digits; '{phone}' has {len(digits)}. Check it, or leave it empty."
        return Refusal("phone_not_possible", text, where)
    return None


def result_value(name: str, typed: str) -> str | float | Refusal:
    """Read a result as it is kept: a pressure as text, anything else as a number."""
    measure, where = MEASURES.get(name), f"results.{name}"
    text = typed.strip().replace(",", ".")
    if measure is None:
        return Refusal("unknown_result", f"'{name}' is not a result that a history keeps.", where)
    if name == "blood_pressure":
        return _pressure(text, where)
    bare = text.removesuffix(measure.unit).strip() if measure.unit else text
    if not re.fullmatch(r"\d+(\.\d+)?", bare):
        return Refusal("not_a_number", f"{measure.label} is a number such as {measure.low}: '{typed}' is not.", where)
    value = Decimal(bare)
    if not measure.low <= value <= measure.high:
        span = f"{measure.low} to {measure.high} {measure.unit}".strip()
        return Refusal("result_not_possible", f"{measure.label} lies between {span}: check '{typed}'.", where)
    return float(value)


def _pressure(text: str, where: str) -> str | Refusal:
    found = PRESSURE.match(text)
    if not found:
        sentence = f"Write both figures of the blood pressure, as 138/84: '{text}' does not read."
        return Refusal("not_a_pressure", sentence, where)
    upper, lower = int(found[1]), int(found[2])
    if not (SYSTOLIC[0] <= upper <= SYSTOLIC[1] and DIASTOLIC[0] <= lower <= DIASTOLIC[1] and lower < upper):
        return Refusal(
            "pressure_not_possible",
            f"A blood pressure of {upper}/{lower} cannot be. Check both figures.",
            where,
        )
    return f"{upper}/{lower}"
