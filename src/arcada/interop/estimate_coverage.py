"""One coverage of an insurance case: the member's dates and order, the plan's fees, and its typed benefits."""

from collections.abc import Callable
from typing import TypeVar

from arcada.core.benefits.coverage import METHODS, PLAN_TYPES, Coverage
from arcada.interop.estimate_benefits import (
    MOST_LENGTH,
    Defaults,
    of_tier,
    read_age_limit,
    read_bundle,
    read_deductible,
    read_downgrades,
    read_exclusion,
    read_frequencies,
    read_maximum,
    read_missing_tooth,
    read_percent,
    read_rollover,
    read_waiting,
)
from arcada.interop.estimate_fields import read_amounts, read_day, read_scope_itself, read_texts, read_word
from arcada.interop.estimate_ortho import read_ortho
from arcada.interop.estimate_terms import (
    read_incurred,
    read_order,
    read_preauthorisation,
    read_prior,
    read_replacement,
    read_staged_days,
    read_waiting_credit,
)
from arcada.interop.plan_fields import Field

YEAR_MONTHS = 12
MOST_ORDER = 100
OTHER_WORDS = {"traditional": "standard", "none": "as_paid"}
YEARS = ("start_month", "member_anniversary")
NO_DEFAULTS = Defaults()
BENEFIT_KEYS = frozenset(
    [
        "plan_type", "in_network", "benefit_year_start_month", "benefit_year", "cob", "fee_cap_at_office", "fees",
        "copays", "fixed_benefits", "ucr_fees", "mac_fees", "percent", "deductibles", "maximums", "frequency",
        "age_limits", "waiting_periods", "exclusions", "downgrades", "bundles", "missing_tooth_clause", "rollover",
        "ortho", "incurred_on", "staged_days", "waiting_credit", "replacements", "preauthorization", "orders",
        "only_for",
    ]
)  # fmt: skip
"""What a plan may say; a member's coverage adds id, order, dates, prior coverage and credit."""
Read = TypeVar("Read")


def read_coverage(told: Field, defaults: Defaults = NO_DEFAULTS) -> Coverage:
    """The coverage; raises ReadError with the path of what cannot be read."""
    effective, termination = read_day(told, "effective_date"), read_day(told, "termination_date")
    if effective and termination and termination < effective:
        raise told.wrong("termination_date", "The coverage ends before it begins.")
    in_network = _in_network(told)
    credit = told.count("waiting_credit_months", 0, MOST_LENGTH) or 0

    def tier(key: str, read: Callable[[Field], Read]) -> tuple[Read, ...]:
        return tuple(read(one) for one in told.each(key) if of_tier(one, in_network=in_network))

    return Coverage(
        id=told.text("id"),
        order=_order(told),
        plan_type=read_word(told, "plan_type", PLAN_TYPES, "indemnity"),
        in_network=in_network,
        benefit_year_start_month=told.count("benefit_year_start_month", 1, YEAR_MONTHS) or 1,
        on_anniversary=read_word(told, "benefit_year", YEARS, YEARS[0]) == "member_anniversary",
        effective=effective,
        termination=termination,
        method=_method(told),
        method_known=bool(told.optional_text("cob")),
        fee_cap_at_office=told.truth("fee_cap_at_office") is not False,
        fees=read_amounts(told, "fees"),
        copays=read_amounts(told, "copays"),
        fixed_benefits=read_amounts(told, "fixed_benefits"),
        usual_fees=read_amounts(told, "ucr_fees"),
        maximum_fees=read_amounts(told, "mac_fees"),
        percents=tier("percent", read_percent),
        deductibles=tier("deductibles", read_deductible),
        maximums=tier("maximums", read_maximum),
        frequencies=tuple(rule for one in told.each("frequency") for rule in read_frequencies(one, defaults)),
        age_limits=tuple(read_age_limit(one, defaults) for one in told.each("age_limits")),
        waiting=tuple(read_waiting(one, credit) for one in told.each("waiting_periods")),
        exclusions=tuple(read_exclusion(one) for one in told.each("exclusions")),
        downgrades=read_downgrades(told, defaults),
        bundles=tuple(read_bundle(one) for one in told.each("bundles")),
        missing_tooth=read_missing_tooth(told, defaults),
        rollover=read_rollover(told),
        ortho=None if told.get("ortho") is None else read_ortho(told.at("ortho")),
        incurred=read_incurred(told),
        staged_days=read_staged_days(told),
        prior=read_prior(told),
        waiting_credit=read_waiting_credit(told),
        late_entrant=told.truth("late_entrant") or False,
        replacements=tuple(read_replacement(one) for one in told.each("replacements")),
        preauthorisations=tuple(read_preauthorisation(one) for one in told.each("preauthorization")),
        orders=tuple(read_order(one) for one in told.each("orders")),
        only_for=tuple(read_scope_itself(one) for one in told.each("only_for")),
        credit_from=read_texts(told, "credit_from"),
    )


def _order(told: Field) -> int:
    found = told.count("order", 1, MOST_ORDER)
    if found is None:
        raise told.wrong("order", "Expected its place among the coverages, 1 for the one that pays first.")
    return found


def _method(told: Field) -> str:
    """How a later plan coordinates; a policy that does not coordinate pays as if it were alone."""
    found = read_word(told, "cob", (*METHODS, *OTHER_WORDS), "standard")
    return OTHER_WORDS.get(found, found)


def _in_network(told: Field) -> bool:
    """Whether the contract binds the office; a plan that pays by the head always does."""
    found = told.truth("in_network")
    return told.get("plan_type") == "capitation" if found is None else found
