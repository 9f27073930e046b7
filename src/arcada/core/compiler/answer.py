"""The three plans as values: what `./arcada plan` answers, before it is written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from arcada.core.planning.draft import Draft
from arcada.core.planning.edit import Deviation, Unfollowed
from arcada.core.planning.evidence import Lack
from arcada.core.planning.tier import Unaddressed


@dataclass(frozen=True, slots=True)
class After:
    """What an item waited for: another item, and the days that had to lie between."""

    item: str
    min_days: int
    max_days: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One procedure of an alternative, placed and priced; a price of None means that there is no fee."""

    id: str
    draft: Draft
    title: str
    visit: int
    last_visit: int
    order: int
    start_day: int
    end_day: int
    minutes: int
    price: Decimal | None
    after: tuple[After, ...]
    held: str


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One attendance; the anaesthetic maximum is None where the weight is not known.

    `stops` are the parts of items that are done, in their order: item, which of its attendances this is, of how many.
    """

    number: int
    day: int
    phase: str
    minutes: int
    role: str
    anaesthetised: bool
    anaesthetic_max_mg: Decimal | None
    stops: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class BranchLine:
    """One procedure of a contingency with its price."""

    family: str
    procedure: str
    title: str
    where: tuple[str, ...]
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A contingency with its own price."""

    trigger: str
    probability: float | None
    finding: str
    items: tuple[BranchLine, ...]
    price: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One tier's plan; `unfollowed` and `deviations` report what became of a dentist's edits."""

    tier: str
    items: tuple[Item, ...]
    visits: tuple[PlannedVisit, ...]
    tests: tuple[tuple[str, int], ...]
    contingencies: tuple[Branch, ...]
    unaddressed: tuple[Unaddressed, ...]
    states: tuple[Mapping[str, Any], ...]
    price: Decimal
    price_complete: bool
    last_day: int
    same_as: str | None = None
    summary: str = ""
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    unfollowed: tuple[Unfollowed, ...] = ()
    deviations: tuple[Deviation, ...] = ()

    @property
    def chair_minutes(self) -> int:
        """Minutes of all visits."""
        return sum(visit.minutes for visit in self.visits)


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A warning with the items that it concerns."""

    flag: str
    text: str
    affects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that was not understood and that a person is asked about."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Plans:
    """The answer to one case."""

    id: str
    status: str
    version: str
    currency: str
    alternatives: tuple[Alternative, ...] = ()
    flags: tuple[RaisedFlag, ...] = ()
    missing: tuple[Lack, ...] = ()
    questions: tuple[Question, ...] = field(default=())
    recall_months: int = 12
