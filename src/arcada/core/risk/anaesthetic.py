"""The most local anaesthetic that a patient may have in one visit, of which drug, and by whose table.

    18 kg, 5 years, lidocaine     children's table 4.4 mg/kg    79.2 mg, 2.2 cartridges
                                  US table 7.0 mg/kg            126 mg, named beside it
    95 kg, 50 years               lowest table, 300 mg at most  300 mg, 8.3 cartridges

Sources disagree (clinical fact sheet d.9: S31, S32, S33 and the children's table), so a practice may follow the table
of its country; without one the lowest is taken, and below the age of 18 the children's. A limit is the lower of
milligrams per kilogram and the absolute figure. Without a weight there is no figure to show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from arcada.core.kernel.condition import ALWAYS, Condition

ADULT_YEARS = 18
CHILD = "child"
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Dose:
    """One table's maximum for one drug; `profile` is a country or `child`, `absolute_mg` None where it names none."""

    profile: str
    mg_per_kg: Decimal
    absolute_mg: Decimal | None
    sources: tuple[str, ...] = ()

    def maximum(self, weight_kg: float) -> Decimal:
        """Milligrams for one visit, to a tenth, rounded down."""
        by_weight = self.mg_per_kg * Decimal(str(weight_kg))
        most = by_weight if self.absolute_mg is None else min(by_weight, self.absolute_mg)
        return most.quantize(TENTH, rounding=ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Drug:
    """One local anaesthetic, whom it suits, and what the tables say; amounts are of one 1.8 ml cartridge."""

    id: str
    name: str
    mg_per_cartridge: Decimal
    adrenaline_mg: Decimal
    when: Condition = ALWAYS
    doses: tuple[Dose, ...] = ()

    def dose(self, age_years: float | None, weight_kg: float, country: str = "") -> Dose:
        """The table that holds for the patient."""
        child = age_years is not None and age_years < ADULT_YEARS
        own = [dose for dose in self.doses if dose.profile == (CHILD if child else country)]
        if own:
            return own[0]
        return min(self.doses, key=lambda dose: (dose.maximum(weight_kg), dose.profile))


@dataclass(frozen=True, slots=True)
class DoseTable:
    """The drugs in the order in which they are preferred; the first that suits is shown."""

    drugs: tuple[Drug, ...]
    country: str = ""

    def choice(self, facts: Mapping[str, object]) -> Drug:
        """The first drug that suits the patient; the first of all where none does, for somebody has to test."""
        return next((drug for drug in self.drugs if drug.when.holds(facts)), self.drugs[0])

    def maximum(self, facts: Mapping[str, object]) -> Decimal | None:
        """Milligrams of that drug for one visit; None when the weight is not known."""
        age, weight = _number(facts, "patient.age"), _number(facts, "patient.weight")
        return None if weight is None else self.choice(facts).dose(age, weight, self.country).maximum(weight)

    def sentence(self, facts: Mapping[str, object]) -> str:
        """The drug, the figure, the table it comes from, and the highest figure of the other tables."""
        age, weight = _number(facts, "patient.age"), _number(facts, "patient.weight")
        drug = self.choice(facts)
        if weight is None:
            return f"{drug.name}: the weight is taken before anything is numbed."
        used = drug.dose(age, weight, self.country)
        most = used.maximum(weight)
        cartridges = (most / drug.mg_per_cartridge).quantize(TENTH, rounding=ROUND_DOWN)
        told = f"{drug.name}: at most {most:f} mg a visit, {cartridges} cartridges, by {_table(used)}."
        other = max((dose for dose in drug.doses), key=lambda dose: (dose.maximum(weight), dose.profile))
        if other.maximum(weight) > most:
            told += f" The highest figure of other tables is {other.maximum(weight):f} mg ({_table(other)})."
        return told


def _table(dose: Dose) -> str:
    named = "the children's table" if dose.profile == CHILD else f"the table of {dose.profile}"
    limit = "" if dose.absolute_mg is None else f", {dose.absolute_mg:f} mg in all"
    return f"{named} ({dose.mg_per_kg:f} mg/kg{limit})"


def _number(facts: Mapping[str, object], name: str) -> float | None:
    value = facts.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
