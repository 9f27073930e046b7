"""The most local anaesthetic that a patient may have in one visit.

Sources disagree (clinical fact sheet d.9: S31, S32, S33 and the children's table), so the lower of the adult tables is
taken, and the children's table below the age of 18. The limit is the lower of milligrams per kilogram and the
absolute figure. Without a weight there is no figure to show, only the absolute one to keep under.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class Dose:
    """One drug's maximum for one profile."""

    mg_per_kg: Decimal
    absolute_mg: Decimal
    mg_per_cartridge: Decimal
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoseTable:
    """Maxima by profile (adult, child) and the drug that is shown."""

    drug: str
    profiles: Mapping[str, Dose]

    def maximum(self, age_years: float | None, weight_kg: float | None) -> Decimal | None:
        """Milligrams for one visit, to a tenth, rounded down; None when the weight is not known."""
        if weight_kg is None:
            return None
        child = age_years is not None and age_years < ADULT_YEARS
        dose = self.profiles["child" if child else "adult"]
        by_weight = dose.mg_per_kg * Decimal(str(weight_kg))
        return min(by_weight, dose.absolute_mg).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
