"""What was done before and what was answered before: services, use elsewhere, predeterminations of an insurance case.

A service without a coverage was done and paid by nobody here; only rules of replacement look at it. A predetermination
carries what the payer said, where it said it: `covered`, `pct`, `allowed`, `benefit_basis` with its procedure, and the
last day on which it holds, `expires`.
"""

from collections.abc import Sequence
from decimal import Decimal

from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.line import STATUSES, Adjustment, Predetermination, Service
from arcada.interop.estimate_fields import (
    must_have_day,
    read_area,
    read_day,
    read_known,
    read_maybe,
    read_share,
    read_texts,
    read_word,
)
from arcada.interop.plan_fields import Field

ANSWERED = "predetermination"


def read_service(told: Field, person: str, names: set[str], coverages: Sequence[Coverage]) -> Service:
    """One service of the past."""
    coverage = _coverage(told, names)
    tier = told.truth("in_network")
    stands = next((one.in_network for one in coverages if one.id == coverage), None)
    return Service(
        coverage=coverage,
        procedure=told.text("proc"),
        categories=read_texts(told, "categories"),
        on=must_have_day(told, "date"),
        status=read_word(told, "status", STATUSES, "paid"),
        person=told.optional_text("patient") or person,
        paid=read_maybe(told, "paid"),
        estimated=read_maybe(told, "estimated"),
        deductible=read_maybe(told, "deductible"),
        area=read_area(told),
        service_id=told.optional_text("service_id"),
        fee=read_maybe(told, "fee"),
        other_tier=tier is not None and stands is not None and tier is not stands,
    )


def read_adjustment(told: Field, person: str, names: set[str]) -> Adjustment:
    """Benefit used or deductible met elsewhere; with `is_total` the payer's own figures as of the day."""
    return Adjustment(
        _coverage(told, names, required=True),
        told.optional_text("patient") or person,
        must_have_day(told, "date"),
        read_maybe(told, "used") or Decimal(0),
        read_maybe(told, "deductible") or Decimal(0),
        told.truth("is_total") or False,
    )


def is_answer(told: Field) -> bool:
    """Whether an entry of the history is what a payer answered beforehand."""
    return told.optional_text("status") == ANSWERED


def read_predetermination(told: Field, person: str, names: set[str]) -> Predetermination:
    """What a payer has answered beforehand about a service."""
    on, expires = must_have_day(told, "date"), read_day(told, "expires")
    if expires is not None and expires < on:
        raise told.wrong("expires", "The answer would end before it was given.")
    return Predetermination(
        _coverage(told, names, required=True),
        told.text("proc"),
        on,
        told.optional_text("patient") or person,
        read_area(told),
        told.optional_text("service_id"),
        expires,
        told.truth("covered"),
        None if told.get("pct") is None else read_share(told, "pct"),
        read_maybe(told, "allowed"),
        read_maybe(told, "benefit_basis"),
        told.optional_text("benefit_basis_procedure"),
    )


def _coverage(told: Field, names: set[str], *, required: bool = False) -> str:
    """The coverage that the entry belongs to; a service may have none."""
    found = told.text("coverage") if required else told.optional_text("coverage")
    if found:
        read_known(told, "coverage", found, names)
    return found
