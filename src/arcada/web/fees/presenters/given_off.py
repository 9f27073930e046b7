"""Discounts, memberships and taxes in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.interop.benefit_categories import load_benefit_categories
from arcada.interop.knowledge import load_library
from arcada.practice.models import Discount, DiscountKind, MembershipPlan, Role, TaxRate
from arcada.web.fees.presenters.lists import days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of services as people call it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountLine:
    """One discount in words."""

    id: UUID
    name: str
    off: str
    said: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipLine:
    """One membership plan in words."""

    id: UUID
    name: str
    price: str
    percents: str
    included: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """One tax rate in words."""

    id: UUID
    category: str
    percent: str
    days: str
    source: str
    over: bool
    open: bool


def categories() -> Sequence[Category]:
    """The categories of services, in the order of their file."""
    return [
        Category(id=one.id, name=(one.words[0] if one.words else one.id.replace("_", " ")).capitalize())
        for one in load_benefit_categories().categories.values()
    ]


def main_categories() -> Sequence[Category]:
    """The broad categories and their next narrower ones: enough for a membership plan."""
    known = load_benefit_categories().categories
    return [one for one in categories() if len(known[one.id].chain) <= 2]  # noqa: PLR2004 - two steps of the tree


def said(value: Decimal | str) -> str:
    """A figure without zeros that say nothing: 10, 7.5, 299."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def discount_line(row: Discount, voice: Voice) -> DiscountLine:
    """Put a discount into words."""
    off = f"{said(row.value)} %" if row.kind == DiscountKind.PERCENT else phrases.money(row.value, voice)
    who = ", ".join(str(Role(role).label).lower() for role in row.roles)
    when = "for who pays all at once; " if row.at_once else ""
    why = "with a reason" if row.needs_reason else "no reason needed"
    return DiscountLine(
        id=row.pk, name=row.name, off=f"{off} off", said=f"{when}given by {who}; {why}", active=row.active
    )


def membership_line(row: MembershipPlan, voice: Voice) -> MembershipLine:
    """Put a membership plan into words."""
    names = {one.id: one.name.lower() for one in categories()}
    procedures = load_library().procedures
    percents = [f"{said(one)} % off {names.get(category, category)}" for category, one in row.percents.items()]
    included = [
        f"{procedures[one].name} {times} {'time' if times == 1 else 'times'} a year"
        for one, times in row.included.items()
        if one in procedures
    ]
    return MembershipLine(
        id=row.pk,
        name=row.name,
        price=f"{phrases.money(row.yearly_price, voice)} a year",
        percents="; ".join(percents),
        included="; ".join(included),
        active=row.active,
    )


def tax_line(row: TaxRate, voice: Voice, today: date) -> TaxLine:
    """Put a tax rate into words."""
    names = {one.id: one.name for one in categories()}
    return TaxLine(
        id=row.pk,
        category=names.get(row.category, row.category),
        percent=f"{said(row.percent)} %",
        days=days_of(row.begins, row.ends, voice),
        source=row.source,
        over=row.ends is not None and row.ends < today,
        open=row.ends is None,
    )
