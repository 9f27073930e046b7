"""One coverage of an insurance case, read into typed benefits."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from arcada.core.benefits.coverage import (
    AREAS,
    LAST_DAYS,
    LEVELS,
    METHODS,
    PERIODS,
    PLAN_TYPES,
    WHEN,
    WINDOWS,
    AgeLimit,
    Bundle,
    Coverage,
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
    read_amounts,
    read_day,
    read_member,
    read_priority,
    read_scope,
    read_scope_itself,
    read_texts,
    read_word,
)
from arcada.interop.estimate_ortho import read_ortho
from arcada.interop.plan_fields import Field

YEAR_MONTHS = 12
OTHER_WORDS = {"traditional": "standard", "none": "as_paid"}
YEARS = ("start_month", "member_anniversary")


def read_coverage(told: Field) -> Coverage:
    """The coverage; raises ReadError with the path of what cannot be read."""
    month = told.get("benefit_year_start_month")
    if month is not None and (isinstance(month, bool) or not isinstance(month, int) or not 1 <= month <= YEAR_MONTHS):
        raise told.wrong("benefit_year_start_month", "Expected a month from 1 to 12.")
    effective, termination = read_day(told, "effective_date"), read_day(told, "termination_date")
    if effective and termination and termination < effective:
        raise told.wrong("termination_date", "The coverage ends before it begins.")
    clause = told.get("missing_tooth_clause")
    rollover = told.get("rollover")
    return Coverage(
        id=told.text("id"),
        order=told.whole("order"),
        plan_type=read_word(told, "plan_type", PLAN_TYPES, "indemnity"),
        in_network=_in_network(told),
        benefit_year_start_month=month or 1,
        on_anniversary=read_word(told, "benefit_year", YEARS, YEARS[0]) == "member_anniversary",
        effective=effective,
        termination=termination,
        method=_method(told),
        fee_cap_at_office=told.truth("fee_cap_at_office") is not False,
        fees=read_amounts(told, "fees"),
        copays=read_amounts(told, "copays"),
        fixed_benefits=read_amounts(told, "fixed_benefits"),
        percents=tuple(_percent(one) for one in told.each("percent")),
        deductibles=tuple(_deductible(one) for one in told.each("deductibles")),
        maximums=tuple(_maximum(one) for one in told.each("maximums")),
        frequencies=tuple(rule for one in told.each("frequency") for rule in _frequencies(one)),
        age_limits=tuple(_age_limit(one) for one in told.each("age_limits")),
        waiting=tuple(_waiting(one) for one in told.each("waiting_periods")),
        exclusions=tuple(_exclusion(one) for one in told.each("exclusions")),
        downgrades=tuple(_downgrade(one) for one in told.each("downgrades")),
        bundles=tuple(_bundle(one) for one in told.each("bundles")),
        missing_tooth=None if not clause else _missing_tooth(told, clause=clause),
        rollover=None if not rollover else _rollover(told.at("rollover")),
        ortho=None if told.get("ortho") is None else read_ortho(told.at("ortho")),
    )


def _method(told: Field) -> str:
    """How a later plan coordinates; a policy that does not coordinate pays as if it were alone."""
    found = read_word(told, "cob", (*METHODS, *OTHER_WORDS), "standard")
    return OTHER_WORDS.get(found, found)


def _in_network(told: Field) -> bool:
    """Whether the contract binds the office; a plan that pays by the head always does."""
    found = told.truth("in_network")
    return told.get("plan_type") == "capitation" if found is None else found


def _exclusion(told: Field) -> Scope:
    """A scope that stands by itself, or an entry with one."""
    return read_scope_itself(told) if isinstance(told.value, str) else read_scope(told)


def _percent(told: Field) -> Percent:
    share = read_amount(told, "pct")
    if share > 100:  # noqa: PLR2004 - a whole
        raise told.wrong("pct", f"Expected 0 to 100 percent, found {share}.")
    return Percent(read_scope(told), share / 100, read_priority(told), read_member(told))


def _deductible(told: Field) -> Deductible:
    return Deductible(
        read_scope(told),
        read_amount(told, "amount"),
        read_word(told, "level", LEVELS, "individual"),
        read_word(told, "period", PERIODS, "benefit_year"),
        read_priority(told),
        read_member(told),
        told.truth("carry_over") or False,
    )


def _maximum(told: Field) -> Maximum:
    scope = read_scope(told)
    period = read_word(told, "period", PERIODS, "benefit_year")
    counts = told.truth("counts_toward_general")
    lifetime_ortho = period == "lifetime" and scope.names == {"ortho"}
    return Maximum(
        scope,
        read_amount(told, "amount"),
        read_word(told, "level", LEVELS, "individual"),
        period,
        (not lifetime_ortho) if counts is None else counts,
        read_priority(told),
        read_member(told),
    )


def _frequencies(told: Field) -> Iterator[Frequency]:
    """The rule, and the space it asks for between two services where it names one."""
    rule = _frequency(told)
    yield rule
    if told.get("space_between") is not None:
        space = told.at("space_between")
        yield replace(
            rule,
            count=1,
            window=read_word(space, "kind", WINDOWS, "interval_months"),
            length=space.whole("n"),
            anniversary_day_eligible=space.truth("anniversary_day_eligible") is not False,
        )


def _frequency(told: Field) -> Frequency:
    period = told.at("period")
    length = period.get("n")
    free = told.truth("anniversary_day_eligible")
    return Frequency(
        read_scope(told),
        told.whole("count"),
        read_word(period, "kind", WINDOWS, "calendar_year"),
        period.whole("n") if length is not None else 1,
        read_word(told, "area", AREAS, "mouth"),
        anniversary_day_eligible=free is not False,
        priority=read_priority(told),
        member=read_member(told),
    )


def _age_limit(told: Field) -> AgeLimit:
    def age(key: str) -> int | None:
        return None if told.get(key) is None else told.whole(key)

    return AgeLimit(
        read_scope(told),
        age("max_age"),
        age("min_age"),
        read_priority(told),
        read_member(told),
        read_word(told, "last_day", LAST_DAYS, "through"),
    )


def _waiting(told: Field) -> Waiting:
    credit = told.whole("credit_months") if told.get("credit_months") is not None else 0
    months = max(0, told.whole("months") - max(0, credit))
    return Waiting(read_scope(told), months, read_priority(told), read_member(told))


def _downgrade(told: Field) -> Downgrade:
    return Downgrade(told.text("from"), told.optional_text("to"), read_word(told, "when", WHEN, "always"))


def _bundle(told: Field) -> Bundle:
    procedures = frozenset(read_texts(told, "procs"))
    if not procedures:
        raise told.wrong("procs", "Expected the procedures that are paid as one.")
    area = read_word(told, "area", AREAS, "mouth")
    return Bundle(procedures, told.text("paid_as"), area, told.truth("bill_difference") is not False)


def _missing_tooth(coverage: Field, *, clause: Any) -> MissingTooth:
    """The clause; a mere `true` holds for everything that replaces a tooth."""
    if clause is True:
        return MissingTooth(Scope())
    told = coverage.at("missing_tooth_clause")
    months = told.whole("months") if told.get("months") is not None else None
    scope = read_scope(told) if told.get("scope") is not None else Scope()
    return MissingTooth(scope, months, told.truth("span_exempt") or False)


def _rollover(told: Field) -> Rollover:
    return Rollover(
        read_amount(told, "threshold"),
        read_amount(told, "amount"),
        read_amount(told, "cap"),
        told.truth("requires_preventive") or False,
    )
