"""Terms of a contract beyond shares and limits, read from an insurance case.

incurred_on        completion | preparation, or [{scope, on}]      staged_days       30
prior_coverage     {effective_date, termination_date, covers: []}  waiting_credit    {kind: partial, gap_days: 30}
replacements       [{scope, months or years, area}]                preauthorization  [{scope, penalty_pct?}]
orders             [{scope, order}]                                only_for          [scopes]
"""

from decimal import Decimal

from arcada.core.benefits.coverage import AREAS
from arcada.core.benefits.scope import Scope
from arcada.core.benefits.terms import (
    CREDITS,
    INCURRED,
    Incurred,
    OrderFor,
    Preauthorisation,
    PriorCoverage,
    Replacement,
    WaitingCredit,
)
from arcada.interop.estimate_fields import (
    read_day,
    read_member,
    read_priority,
    read_scope,
    read_scope_itself,
    read_share,
    read_word,
)
from arcada.interop.plan_fields import Field

YEAR_MONTHS = 12
GAP_DAYS, MOST_DAYS, MOST_MONTHS, MOST_PLANS = 30, 3660, 1200, 100


def read_incurred(told: Field) -> tuple[Incurred, ...]:
    """Which day counts, for single scopes or, as one word, for all services."""
    if isinstance(told.get("incurred_on"), str):
        return (Incurred(Scope(), read_word(told, "incurred_on", INCURRED, INCURRED[0])),)
    return tuple(
        Incurred(read_scope(one), read_word(one, "on", INCURRED, INCURRED[0]), read_priority(one), read_member(one))
        for one in told.each("incurred_on")
    )


def read_staged_days(told: Field) -> int:
    """Days after the end of the coverage in which work that was begun before may be finished."""
    return told.count("staged_days", 0, MOST_DAYS) or 0


def read_prior(told: Field) -> PriorCoverage | None:
    """The plan before this one; its days must be there and in order."""
    if told.get("prior_coverage") is None:
        return None
    prior = told.at("prior_coverage")
    began, ended = read_day(prior, "effective_date"), read_day(prior, "termination_date")
    if began is None or ended is None:
        key = "effective_date" if began is None else "termination_date"
        raise prior.wrong(key, "Expected a date as 2026-06-15.")
    if ended < began:
        raise prior.wrong("termination_date", "The coverage ends before it begins.")
    return PriorCoverage(began, ended, tuple(read_scope_itself(one) for one in prior.each("covers")))


def read_waiting_credit(told: Field) -> WaitingCredit:
    """How time under the plan before counts."""
    credit = told.at("waiting_credit")
    days = credit.count("gap_days", 0, MOST_DAYS)
    return WaitingCredit(read_word(credit, "kind", CREDITS, "partial"), GAP_DAYS if days is None else days)


def read_replacement(told: Field) -> Replacement:
    """One rule of replacement; a length must be there."""
    months, years = told.count("months", 0, MOST_MONTHS), told.count("years", 0, MOST_MONTHS // YEAR_MONTHS)
    if months is None and years is None:
        raise told.wrong("months", "Expected months or years.")
    return Replacement(
        read_scope(told),
        YEAR_MONTHS * (years or 0) if months is None else months,
        read_word(told, "area", AREAS, "tooth"),
        read_priority(told),
        read_member(told),
    )


def read_preauthorisation(told: Field) -> Preauthorisation:
    """What must be approved beforehand, and the share of the payment that is lost without."""
    penalty: Decimal | None = None if told.get("penalty_pct") is None else read_share(told, "penalty_pct")
    return Preauthorisation(read_scope(told), penalty, read_priority(told), read_member(told))


def read_order(told: Field) -> OrderFor:
    """The place of the plan for some services."""
    place = told.count("order", 1, MOST_PLANS)
    if place is None:
        raise told.wrong("order", "Expected a place from 1 on.")
    return OrderFor(read_scope(told), place, read_priority(told), read_member(told))
