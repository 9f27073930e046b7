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
    allowed: Decimal | None = None

    @property
    def counts(self) -> bool:
        """Whether it uses up a frequency: what was refused does not."""
        return bool(self.insurer_pays or self.deductible)


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure on one date; `fee` is the office's fee a unit, `service` its name in the ledger if not its id.

    `upgrade` is what a capitation plan lets the office charge beside the copay (laboratory, metal). `overrides` are
    payments that a person has set by hand, by coverage. Lines of one `claim` and day are one claim.
    """

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
    upgrade: Decimal = Decimal(0)
    overrides: Mapping[str, Decimal] = field(default_factory=dict)
    claim: str = ""

    @property
    def charge(self) -> Decimal:
        """The office's fee for all units."""
        return self.fee * self.units


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the past as a coverage knows it; parts of one service share `service_id`.

    No coverage: nobody here paid, but the work is in the mouth. `fee` is what was asked for. `other_tier`: it was done
    on the other side of the network than the office stands on.
    """

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
    fee: Decimal | None = None
    other_tier: bool = False

    @property
    def is_done(self) -> bool:
        """Whether the work is in the mouth, whoever paid for it."""
        return self.status not in {"planned", "predetermination"}

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
    """Benefit used or deductible met elsewhere, on a date; `is_total`: the payer's own figures as of that day.

    A payer's figures hold all that it had paid by then: services up to that day are in them and not added again.
    """

    coverage: str
    person: str
    on: date
    used: Decimal = Decimal(0)
    deductible: Decimal = Decimal(0)
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Predetermination:
    """What a payer has answered beforehand about a service; None where it said nothing about a figure.

    It binds nothing: deductible, maximum and other plans are taken as they stand on the day of the service.
    """

    coverage: str
    procedure: str
    on: date
    person: str = ""
    area: Area = Area()
    service_id: str = ""
    expires: date | None = None
    covered: bool | None = None
    share: Decimal | None = None
    allowed: Decimal | None = None
    basis: Decimal | None = None
    basis_procedure: str = ""

    @property
    def says_something(self) -> bool:
        """Whether it holds more than that it was given."""
        return any(one is not None for one in (self.covered, self.share, self.allowed, self.basis))


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
    predeterminations: tuple[Predetermination, ...] = ()
    settings: Settings = field(default_factory=Settings)
