"""Terms of a contract beyond shares and limits: which day counts, time served before, what must be asked beforehand.

incurred          the day that counts for a service: its completion, or its preparation
prior coverage    an earlier plan whose months count toward waiting periods
replacement       a crown, bridge or denture is paid again only so many months after the one before, whoever paid it
preauthorisation  what the payer wants to approve before it is done, and what it costs not to have asked
order             a service for which the plan stands at another place among the coverages
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.benefits.scope import Scope

INCURRED = ("completion", "preparation")
CREDITS = ("none", "partial", "full")


@dataclass(frozen=True, slots=True)
class Incurred:
    """Which day counts for a scope."""

    scope: Scope
    on: str = "completion"
    priority: int = 0
    member: bool = False


@dataclass(frozen=True, slots=True)
class PriorCoverage:
    """An earlier plan of the member; `scopes` is what it covered, everything where it names none."""

    began: date
    ended: date
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingCredit:
    """How time under an earlier plan counts, where no more than `gap_days` lie between the two.

    partial   its months are taken off the wait
    full      the wait is waived
    """

    kind: str = "partial"
    gap_days: int = 30


@dataclass(frozen=True, slots=True)
class Replacement:
    """Months from an insertion in an area before its replacement is paid, whoever paid for the one before."""

    scope: Scope
    months: int
    area: str = "tooth"
    priority: int = 0
    member: bool = False


@dataclass(frozen=True, slots=True)
class Preauthorisation:
    """What must be approved beforehand; without it `penalty` of the payment is lost, all of it where it is None."""

    scope: Scope
    penalty: Decimal | None = None
    priority: int = 0
    member: bool = False


@dataclass(frozen=True, slots=True)
class OrderFor:
    """The place of the plan among the coverages for some services."""

    scope: Scope
    order: int
    priority: int = 0
    member: bool = False
