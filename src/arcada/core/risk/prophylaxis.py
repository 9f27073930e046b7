"""The single dose of antibiotic before work that lets bacteria into the blood (S34), by age, weight and allergy.

adult                              amoxicillin 2000 mg
18 kg child                        amoxicillin 900 mg (50 mg/kg)
penicillin gave a rash             cefalexin 2000 mg
penicillin gave anaphylaxis        azithromycin 500 mg
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from arcada.core.kernel.condition import Condition

ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class Regimen:
    """One drug, whom it suits, and its dose; a child never gets more than an adult."""

    drug: str
    when: Condition
    adult_mg: Decimal
    child_mg_per_kg: Decimal
    sources: tuple[str, ...] = ()

    def amount(self, age: object, weight: object) -> str:
        """The dose in words."""
        if not isinstance(age, int | float) or age >= ADULT_YEARS:
            return f"{self.adult_mg:f} mg"
        if not isinstance(weight, int | float):
            return f"{self.child_mg_per_kg:f} mg for each kilogram, at most {self.adult_mg:f} mg"
        return f"{min(self.child_mg_per_kg * Decimal(str(weight)), self.adult_mg):.0f} mg"


def dose_sentence(regimens: tuple[Regimen, ...], facts: Mapping[str, object]) -> str:
    """What is given before such work, or that the physician chooses where nothing of the list suits."""
    for regimen in regimens:
        if regimen.when.holds(facts):
            amount = regimen.amount(facts.get("patient.age"), facts.get("patient.weight"))
            return f"{regimen.drug} {amount} once by mouth."
    return "None of the usual antibiotics suits: the physician chooses one."
