"""What is to be estimated, and what was done before: lines, services of the past, adjustments.

Teeth are FDI numbers; an area is a tooth, a surface of it, a quadrant (upper_right ...) or an arch (upper, lower).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.settings import Settings

STATUSES = ("paid", "pending", "insurer_history", "predetermination", "denied", "refused", "not_billed", "planned")
NEVER_COUNT = frozenset({"predetermination", "denied", "refused", "not_billed", "planned"})


@dataclass(frozen=True, slots=True)
class Area:
    """Where in the mouth; empty fields are not known or do not apply."""

    tooth: str = ""
    surfaces: str = ""
    quadrant: str = ""
    arch: str = ""
    teeth: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actual:
    """What a payer has really decided on a line."""

    insurer_pays: Decimal
    write_off: Decimal | None = None
    deductible: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure on one date; `fee` is the office's fee a unit, `service` its name in the ledger if not its id."""

    id: str
    procedure: str
    categories: tuple[str, ...]
    fee: Decimal
    on: date
    units: int = 1
    area: Area = Area()
    replaces: tuple[str, ...] = ()
    prepared: date | None = None
    actual: Mapping[str, Actual] = field(default_factory=dict)
    service: str = ""

    @property
    def charge(self) -> Decimal:
        """The office's fee for all units."""
        return self.fee * self.units


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the past as a coverage knows it; parts of one service share `service_id`."""

    coverage: str
    procedure: str
    categories: tuple[str, ...]
    on: date
    status: str
    person: str = ""
    paid: Decimal | None = None
    estimated: Decimal | None = None
    deductible: Decimal | None = None
    area: Area = Area()
    service_id: str = ""

    @property
    def used(self) -> Decimal:
        """What it took of the maximum: paid, or expected while it is pending."""
        if self.status in NEVER_COUNT:
            return Decimal(0)
        return (self.estimated if self.status == "pending" else self.paid) or Decimal(0)

    @property
    def taken(self) -> Decimal:
        """What it took of the deductible."""
        return (self.deductible or Decimal(0)) if self.status not in NEVER_COUNT else Decimal(0)

    @property
    def counts(self) -> bool:
        """Whether it uses up a frequency: a service that was refused does not."""
        refused = self.status == "paid" and self.paid == 0 and not self.deductible
        return self.status not in NEVER_COUNT and not refused


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Benefit used or deductible met elsewhere, on a date."""

    coverage: str
    person: str
    on: date
    used: Decimal = Decimal(0)
    deductible: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Question:
    """Everything an estimate depends on; `lost` maps teeth to the day they were lost, None for never developed."""

    id: str
    as_of: date
    person: str
    coverages: tuple[Coverage, ...]
    lines: tuple[Line, ...]
    birth_date: date | None = None
    lost: Mapping[str, date | None] = field(default_factory=dict)
    services: tuple[Service, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    settings: Settings = field(default_factory=Settings)
