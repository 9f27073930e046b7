"""A coverage: what one plan pays for one member, as typed benefits.

Money is a decimal of the coverage's currency, shares are 0 to 1, months are calendar months. Names of settings and
their values are those that benefit contracts use; the first value listed is the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.core.benefits.dates import anniversary_year, benefit_year
from arcada.core.benefits.scope import Scope, Sorted, governing
from arcada.core.benefits.terms import (
    Incurred,
    OrderFor,
    Preauthorisation,
    PriorCoverage,
    Replacement,
    WaitingCredit,
)

PLAN_TYPES = ("indemnity", "ppo", "fixed_benefit", "copay", "capitation")
METHODS = ("standard", "basic", "carve_out", "non_duplication", "mob", "medicaid", "as_paid")
LEVELS = ("individual", "family")
LIFETIME, BENEFIT_YEAR, CALENDAR_YEAR = "lifetime", "benefit_year", "calendar_year"
PERIODS = (BENEFIT_YEAR, CALENDAR_YEAR, LIFETIME)
WINDOWS = ("calendar_year", "benefit_year", "rolling_months", "interval_months", "interval_days", "lifetime")
AREAS = ("mouth", "tooth", "tooth_surface", "quadrant", "arch", "tooth_range")
LAST_DAYS = ("through", "under", "end_of_month", "end_of_year")
WHEN = ("always", "posterior", "molar", "second_molar", "never")


@dataclass(frozen=True, slots=True)
class Percent:
    """The share of the basis that the plan pays."""

    scope: Scope
    share: Decimal
    priority: int = 0
    member: bool = False


@dataclass(frozen=True, slots=True)
class Deductible:
    """What the member, or the family together, pays first; 0 waives the deductible for its scope.

    `carries_over`: what is paid in the last three months of a benefit year counts for the next one too.
    `tiered`: only services of the same network tier move it, in network or out.
    """

    scope: Scope
    amount: Decimal
    level: str = "individual"
    period: str = BENEFIT_YEAR
    priority: int = 0
    member: bool = False
    carries_over: bool = False
    tiered: bool = False


@dataclass(frozen=True, slots=True)
class Maximum:
    """The most that the plan pays in a period; None where it pays without end.

    `counts_toward_general` false makes it a bucket of its own: what it pays leaves the broader maximums alone, and
    they do not bind what it covers. `tiered`: only services of the same network tier move it.
    """

    scope: Scope
    amount: Decimal | None
    level: str = "individual"
    period: str = BENEFIT_YEAR
    counts_toward_general: bool = True
    priority: int = 0
    member: bool = False
    tiered: bool = False


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many services are paid in a window of time and an area of the mouth.

    `anniversary_day_eligible`: whether the day that ends the interval is already free; plans differ by a day.
    """

    scope: Scope
    count: int
    window: str = "calendar_year"
    length: int = 1
    area: str = "mouth"
    anniversary_day_eligible: bool = True
    priority: int = 0
    member: bool = False


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """Ages that are covered, both included, on the day of the service.

    `last_day` says when the upper age ends: `through` the day before the next birthday, `under` the day before the
    birthday itself, `end_of_month` and `end_of_year` those of the birthday that follows the last age covered.
    """

    scope: Scope
    max_age: int | None = None
    min_age: int | None = None
    priority: int = 0
    member: bool = False
    last_day: str = "through"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Months from the effective date before the scope is covered; the day they end is covered.

    `late_months`: the wait of a member who enrolled later than they could have.
    """

    scope: Scope
    months: int
    priority: int = 0
    member: bool = False
    late_months: int | None = None


@dataclass(frozen=True, slots=True)
class Downgrade:
    """The cheaper procedure whose fee the plan takes as the basis, on the teeth that `when` names."""

    procedure: str
    to: str
    when: str = "always"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Procedures that are paid as one other when they are done on one day in one area of the mouth.

    `months`: those of so many months before count as well.
    """

    procedures: frozenset[str]
    paid_as: str
    area: str = "mouth"
    bill_difference: bool = True
    months: int = 0


@dataclass(frozen=True, slots=True)
class MissingTooth:
    """No replacement of teeth that were lost before the coverage began; `months` of coverage lift it.

    `span_exempt`: a span of which one tooth was lost while covered is replaced whole.
    """

    scope: Scope
    months: int | None = None
    span_exempt: bool = False


@dataclass(frozen=True, slots=True)
class Rollover:
    """What is carried into later years after a year of little use, in money.

    `years`: how long an amount can be used; `lost_with_gap`: what was carried under an earlier enrolment is gone.
    """

    threshold: Decimal
    amount: Decimal
    cap: Decimal
    requires_preventive: bool = False
    years: int | None = None
    lost_with_gap: bool = False


@dataclass(frozen=True, slots=True)
class Ortho:
    """How orthodontic treatment is paid: a first share or amount, the rest over `months`, a part `every` so many.

    `months_remaining`: the treatment began under another plan, and only so many months are left of it.
    """

    initial: Decimal = Decimal(0)
    initial_amount: Decimal | None = None
    months: int = 24
    every: int = 1
    months_remaining: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """One plan as it covers one member; `order` 1 is the primary.

    `fees` are contracted or allowed fees a unit: an absent one is not on the schedule, 0 is a fee of nothing.
    `on_anniversary`: the benefit year begins on the day the member's coverage did, not with a month.
    `usual_fees` and `maximum_fees` are what it allows out of network (UCR, MAC). `only_for`: it answers nothing else.
    `credit_from`: earlier coverages whose use counts here, as when a plan is replaced within a year with credit.
    `staged_days`: work prepared while covered is paid when it is finished so many days after the coverage ended.
    """

    id: str
    order: int
    plan_type: str = "indemnity"
    in_network: bool = False
    benefit_year_start_month: int = 1
    on_anniversary: bool = False
    effective: date | None = None
    termination: date | None = None
    method: str = "standard"
    method_known: bool = True
    fee_cap_at_office: bool = True
    fees: Mapping[str, Decimal] = field(default_factory=dict)
    copays: Mapping[str, Decimal] = field(default_factory=dict)
    fixed_benefits: Mapping[str, Decimal] = field(default_factory=dict)
    usual_fees: Mapping[str, Decimal] = field(default_factory=dict)
    maximum_fees: Mapping[str, Decimal] = field(default_factory=dict)
    percents: tuple[Percent, ...] = ()
    deductibles: tuple[Deductible, ...] = ()
    maximums: tuple[Maximum, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    age_limits: tuple[AgeLimit, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    exclusions: tuple[Scope, ...] = ()
    downgrades: tuple[Downgrade, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    missing_tooth: MissingTooth | None = None
    rollover: Rollover | None = None
    ortho: Ortho | None = None
    incurred: tuple[Incurred, ...] = ()
    staged_days: int = 0
    prior: PriorCoverage | None = None
    waiting_credit: WaitingCredit = field(default_factory=WaitingCredit)
    late_entrant: bool = False
    replacements: tuple[Replacement, ...] = ()
    preauthorisations: tuple[Preauthorisation, ...] = ()
    orders: tuple[OrderFor, ...] = ()
    only_for: tuple[Scope, ...] = ()
    credit_from: tuple[str, ...] = ()

    def order_for(self, service: Sorted) -> int:
        """Its place among the coverages for a service."""
        rule = governing(self.orders, service)
        return self.order if rule is None else rule.order

    def year_of(self, day: date) -> date:
        """The first day of the benefit year that the day belongs to."""
        if self.on_anniversary and self.effective is not None:
            return anniversary_year(day, self.effective)
        return benefit_year(day, self.benefit_year_start_month)
