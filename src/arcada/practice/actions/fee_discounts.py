"""What may be given off, by whom, and the practice's own membership plans."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal, money
from arcada.interop.benefit_categories import load_benefit_categories
from arcada.interop.knowledge import load_library
from arcada.practice.access import TABLE, Permission, require
from arcada.practice.actions.fees import readable
from arcada.practice.models import Discount, DiscountKind, Membership, MembershipPlan

HUNDRED = Decimal(100)
LONGEST_NAME = 80
MOST_A_YEAR = 12


def keep_discount(
    *,
    by: Membership,
    at: datetime,
    name: str,
    kind: str,
    value: Decimal | str,
    roles: Sequence[str],
    at_once: bool = False,
    needs_reason: bool = True,
    active: bool = True,
    discount: Discount | None = None,
) -> Discount | Refusal:
    """Let something be given off, or change what may be; what was given before stays as it was given."""
    require(by, Permission.SETTINGS, discount)
    amount = _value(kind, value)
    if isinstance(amount, Refusal):
        return amount
    if fault := _fault_of_roles(roles):
        return fault
    with transaction.atomic():
        kept = discount or Discount(practice_id=by.practice_id)
        if fault := _fault_of_name(Discount, kept, name):
            return fault
        kept.name, kept.kind, kept.value, kept.active = name.strip(), kind, amount, active
        kept.roles, kept.at_once, kept.needs_reason = sorted(set(roles)), at_once, needs_reason
        kept.save()
        detail = {"name": kept.name, "kind": kind, "value": str(amount), "roles": kept.roles, "active": active}
        record(by=by, at=at, verb="kept", noun="discount", noun_id=kept.pk, detail=detail)
    return kept


def keep_membership_plan(
    *,
    by: Membership,
    at: datetime,
    name: str,
    yearly_price: Decimal | str,
    percents: Mapping[str, Decimal | str],
    included: Mapping[str, int],
    active: bool = True,
    plan: MembershipPlan | None = None,
) -> MembershipPlan | Refusal:
    """Offer a membership, or change what it holds."""
    require(by, Permission.SETTINGS, plan)
    price = readable(yearly_price)
    if isinstance(price, Refusal):
        return price.at("yearly_price")
    read = {category: percent_of(one) for category, one in percents.items()}
    if fault := _fault_of_plan(read, included):
        return fault
    with transaction.atomic():
        kept = plan or MembershipPlan(practice_id=by.practice_id)
        if fault := _fault_of_name(MembershipPlan, kept, name):
            return fault
        kept.name, kept.yearly_price, kept.active = name.strip(), price, active
        kept.percents = {category: str(one) for category, one in sorted(read.items())}
        kept.included = dict(sorted(included.items()))
        kept.save()
        detail = {"name": kept.name, "price": str(price), "percents": kept.percents, "included": kept.included}
        record(by=by, at=at, verb="kept", noun="membership_plan", noun_id=kept.pk, detail=detail | {"active": active})
    return kept


def percent_of(typed: Decimal | str) -> Decimal | Refusal:
    """A percent from 0 to 100, to the hundredth."""
    try:
        percent = money(Decimal(str(typed).strip().removesuffix("%").strip().replace(",", ".")))
        possible = 0 <= percent <= HUNDRED
    except (InvalidOperation, ValueError):
        return Refusal("percent_unreadable", f"{typed} is no percent; write one like 10 or 7.5.", "percent")
    return percent if possible else Refusal("percent_not_possible", "A percent lies between 0 and 100.", "percent")


def _value(kind: str, value: Decimal | str) -> Decimal | Refusal:
    if kind not in DiscountKind.values:
        return Refusal("unknown_kind", "A discount is a percent or an amount.", "kind")
    read = percent_of(value) if kind == DiscountKind.PERCENT else readable(value)
    if isinstance(read, Refusal):
        return Refusal(read.code, read.text, "value")
    return read if read > 0 else Refusal("gives_nothing", "A discount gives something off: write more than 0.", "value")


def _fault_of_roles(roles: Sequence[str]) -> Refusal | None:
    """Who gives a discount must be one who may change a price."""
    if not roles:
        return Refusal("roles_missing", "Say who may give it.", "roles")
    if any(role not in {str(one) for one in TABLE[Permission.PRICE]} for role in roles):
        return Refusal("role_without_price", "Only who may change prices may give a discount.", "roles")
    return None


def _fault_of_name(kind: Any, row: Any, name: str) -> Refusal | None:
    if not name.strip():
        return Refusal("name_missing", "Give it a name.", "name")
    if len(name.strip()) > LONGEST_NAME:
        return Refusal("name_too_long", f"Write at most {LONGEST_NAME} letters.", "name")
    rivals = kind.objects.filter(practice_id=row.practice_id, name__iexact=name.strip()).exclude(pk=row.pk)
    if rivals.exists():
        return Refusal("name_taken", f"There is already one called {name.strip()}.", "name")
    return None


def _fault_of_plan(percents: Mapping[str, Decimal | Refusal], included: Mapping[str, int]) -> Refusal | None:
    known = load_benefit_categories().categories
    procedures = load_library().procedures
    for category, percent in percents.items():
        if category not in known:
            return Refusal("category_unknown", f"{category} is no category of services.", "percents")
        if isinstance(percent, Refusal):
            return percent.at(f"percents.{category}")
    for procedure, times in included.items():
        if procedure not in procedures:
            return Refusal("procedure_unknown", "Choose a procedure of the catalogue from the list.", "included")
        if not 1 <= times <= MOST_A_YEAR:
            return Refusal("times_not_possible", f"Include a service 1 to {MOST_A_YEAR} times a year.", "included")
    return None
