"""What the history tells about a patient, in the patient's and the physicians' own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Patient:
    """What the history tells; words are the patient's own, `results` are laboratory and chairside values."""

    age_years: float | None = None
    weight_kg: float | None = None
    growth_complete: bool | None = None
    asa: int | None = None
    cigarettes: float = 0
    medications: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    results: Mapping[str, Plain] = field(default_factory=dict)
    pregnancy_weeks: int | None = None
