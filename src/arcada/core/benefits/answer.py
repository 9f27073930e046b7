"""The estimate: per line what each coverage pays and why, what is written off, what is left to the patient.

insurers + write-offs + patient = fee x units        on every line, to the cent
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.core.benefits.ortho import Instalment
from arcada.core.benefits.settings import Settings
from arcada.core.benefits.step import Step


@dataclass(frozen=True, slots=True)
class Part:
    """What one coverage does on one line; `eligible` is the first day on which a refusal would end."""

    coverage: str
    insurer_pays: Decimal
    deductible: Decimal
    write_off: Decimal
    basis: Decimal
    basis_procedure: str
    copay: Decimal | None = None
    steps: tuple[Step, ...] = ()
    refused: str = ""
    eligible: date | None = None
    schedule: tuple[Instalment, ...] = ()


@dataclass(frozen=True, slots=True)
class LineEstimate:
    """One line with its parts in the order of the coverages."""

    id: str
    charge: Decimal
    parts: tuple[Part, ...]

    @property
    def write_off(self) -> Decimal:
        """All write-offs."""
        return sum((part.write_off for part in self.parts), Decimal(0))

    @property
    def insurers_pay(self) -> Decimal:
        """All payments."""
        return sum((part.insurer_pays for part in self.parts), Decimal(0))

    @property
    def patient_pays(self) -> Decimal:
        """What is left."""
        return self.charge - self.insurers_pay - self.write_off


@dataclass(frozen=True, slots=True)
class Accumulators:
    """General meters of a coverage in the benefit year asked about; None where the plan has none.

    `maximum_planned` is what the lines of that year take of it, `carried` what earlier years added to it.
    """

    deductible_before: Decimal | None = None
    maximum_used: Decimal | None = None
    maximum_pending: Decimal | None = None
    maximum_after: Decimal | None = None
    maximum_planned: Decimal | None = None
    deductible_after: Decimal | None = None
    carried: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RolloverYear:
    """One benefit year of a plan that carries unused benefit over."""

    begins: date
    paid: Decimal
    maximum: Decimal
    carried_after: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """The whole answer; never a guarantee."""

    id: str
    lines: tuple[LineEstimate, ...]
    accumulators: dict[str, Accumulators] = field(default_factory=dict)
    rollover: dict[str, tuple[RolloverYear, ...]] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    @property
    def patient_pays(self) -> Decimal:
        """The patient's total."""
        return sum((line.patient_pays for line in self.lines), Decimal(0))
