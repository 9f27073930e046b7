"""The typed benefits of a coverage, read from an insurance case: shares, deductibles, maximums, limits, downgrades.

What a benefit does not say itself, the settings of the case may say for all of them (`Defaults`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from arcada.core.benefits.coverage import (
    AREAS,
    LAST_DAYS,
    LEVELS,
    PERIODS,
    WHEN,
    WINDOWS,
    AgeLimit,
    Bundle,
    Deductible,
    Downgrade,
    Frequency,
    Maximum,
    MissingTooth,
    Percent,
    Rollover,
    Waiting,
)
from arcada.core.benefits.scope import Scope
from arcada.interop.estimate_fields import (
    read_amount,
    read_member,
    read_priority,
    read_scope,
    read_scope_itself,
    read_share,
    read_texts,
    read_word,
)
from arcada.interop.plan_fields import Field

TIERS = {"in": True, "out": False}
MOST_COUNT, MOST_LENGTH, MOST_AGE, MOST_YEARS = 1000, 36_600, 150, 100


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the settings say for benefits that do not say it themselves.

    `missing_tooth`: "none" lifts every clause, "permanent" lets none end; `missing_tooth_months` is when they end.
    `downgrades` are the office's own, for procedures of which a plan says nothing.
    """

    last_day: str = LAST_DAYS[0]
    anniversary_day_eligible: bool = True
    missing_tooth: str = ""
    missing_tooth_months: int | None = None
    downgrades: tuple[Downgrade, ...] = ()


def of_tier(told: Field, *, in_network: bool) -> bool:
    """Whether a benefit holds on the office's side of the network; one that names no tier holds on both."""
    tier = read_word(told, "network", (*TIERS, "any"), "any")
    return TIERS.get(tier, in_network) is in_network


def is_tiered(told: Field) -> bool:
    """Whether a benefit holds on one side of the network only."""
    return told.optional_text("network") in TIERS


def read_exclusion(told: Field) -> Scope:
    """A scope that stands by itself, or an entry with one."""
    return read_scope_itself(told) if isinstance(told.value, str) else read_scope(told)


def read_percent(told: Field) -> Percent:
    """A share in percent."""
    return Percent(read_scope(told), read_share(told, "pct"), read_priority(told), read_member(told))


def read_deductible(told: Field) -> Deductible:
    """A deductible."""
    return Deductible(
        read_scope(told),
        read_amount(told, "amount"),
        read_word(told, "level", LEVELS, "individual"),
        read_word(told, "period", PERIODS, "benefit_year"),
        read_priority(told),
        read_member(told),
        told.truth("carry_over") or False,
        is_tiered(told),
    )


def read_maximum(told: Field) -> Maximum:
    """A maximum; an amount of null is no limit. Lifetime maximums of orthodontics stand apart unless they say not."""
    scope = read_scope(told)
    period = read_word(told, "period", PERIODS, "benefit_year")
    counts = told.truth("counts_toward_general")
    lifetime_ortho = period == "lifetime" and scope.names == {"ortho"}
    unlimited = "amount" in told.value and told.get("amount") is None
    return Maximum(
        scope,
        None if unlimited else read_amount(told, "amount"),
        read_word(told, "level", LEVELS, "individual"),
        period,
        (not lifetime_ortho) if counts is None else counts,
        read_priority(told),
        read_member(told),
        is_tiered(told),
    )


def read_frequencies(told: Field, defaults: Defaults) -> Iterator[Frequency]:
    """The rule, and the space it asks for between two services where it names one."""
    rule = _frequency(told, defaults)
    yield rule
    if told.get("space_between") is not None:
        space = told.at("space_between")
        yield replace(
            rule,
            count=1,
            window=read_word(space, "kind", WINDOWS, "interval_months"),
            length=_length(space),
            anniversary_day_eligible=space.truth("anniversary_day_eligible") is not False,
        )


def _frequency(told: Field, defaults: Defaults) -> Frequency:
    period = told.at("period")
    free = told.truth("anniversary_day_eligible")
    count = told.count("count", 0, MOST_COUNT)
    if count is None:
        raise told.wrong("count", "Expected how many are paid.")
    return Frequency(
        read_scope(told),
        count,
        read_word(period, "kind", WINDOWS, "calendar_year"),
        1 if period.get("n") is None else _length(period),
        read_word(told, "area", AREAS, "mouth"),
        anniversary_day_eligible=defaults.anniversary_day_eligible if free is None else free,
        priority=read_priority(told),
        member=read_member(told),
    )


def _length(period: Field) -> int:
    found = period.count("n", 1, MOST_LENGTH)
    if found is None:
        raise period.wrong("n", "Expected a whole number, of months for example.")
    return found


def read_age_limit(told: Field, defaults: Defaults) -> AgeLimit:
    """Ages that are covered."""
    most, least = told.count("max_age", 0, MOST_AGE), told.count("min_age", 0, MOST_AGE)
    if most is not None and least is not None and most < least:
        raise told.wrong("max_age", "The upper age lies below the lower one.")
    return AgeLimit(
        read_scope(told),
        most,
        least,
        read_priority(told),
        read_member(told),
        read_word(told, "last_day", LAST_DAYS, defaults.last_day),
    )


def read_waiting(told: Field, credit: int) -> Waiting:
    """A wait, less the months of credit that the rule or the member has."""
    own = told.count("credit_months", 0, MOST_LENGTH) or 0
    months = told.count("months", 0, MOST_LENGTH)
    if months is None:
        raise told.wrong("months", "Expected a whole number of months.")
    late = told.count("late_entrant_months", 0, MOST_LENGTH)
    return Waiting(read_scope(told), max(0, months - own - credit), read_priority(told), read_member(told), late)


def read_downgrades(told: Field, defaults: Defaults) -> tuple[Downgrade, ...]:
    """The plan's downgrades, and the office's where the plan says nothing of a procedure."""
    own = tuple(read_downgrade(one) for one in told.each("downgrades"))
    named = {one.procedure for one in own}
    return (*own, *(one for one in defaults.downgrades if one.procedure not in named))


def read_downgrade(told: Field) -> Downgrade:
    """One downgrade."""
    return Downgrade(told.text("from"), told.optional_text("to"), read_word(told, "when", WHEN, "always"))


def read_bundle(told: Field) -> Bundle:
    """Services that are paid as one other."""
    procedures = frozenset(read_texts(told, "procs"))
    if not procedures:
        raise told.wrong("procs", "Expected the procedures that are paid as one.")
    area = read_word(told, "area", AREAS, "mouth")
    months = told.count("within_months", 0, MOST_LENGTH) or 0
    return Bundle(procedures, told.text("paid_as"), area, told.truth("bill_difference") is not False, months)


def read_missing_tooth(coverage: Field, defaults: Defaults) -> MissingTooth | None:
    """The clause; a mere `true` holds for everything that replaces a tooth."""
    clause = coverage.get("missing_tooth_clause")
    if clause in (None, False) or defaults.missing_tooth == "none":
        return None
    if clause is True:
        return MissingTooth(Scope(), defaults.missing_tooth_months)
    told = coverage.at("missing_tooth_clause")
    months = told.count("months", 0, MOST_LENGTH)
    scope = read_scope(told) if told.get("scope") is not None else Scope()
    if months is None and defaults.missing_tooth != "permanent":
        months = defaults.missing_tooth_months
    return MissingTooth(scope, months, told.truth("span_exempt") or False)


def read_rollover(coverage: Field) -> Rollover | None:
    """What is carried over after a year of little use."""
    if not coverage.get("rollover"):
        return None
    told = coverage.at("rollover")
    return Rollover(
        read_amount(told, "threshold"),
        read_amount(told, "amount"),
        read_amount(told, "cap"),
        told.truth("requires_preventive") or False,
        told.count("expires_years", 1, MOST_YEARS),
        told.truth("lost_with_gap") or False,
    )
