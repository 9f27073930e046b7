"""The practice's discounts, memberships and taxes as core reckons with them (`core/benefits/discount.py`, `tax.py`)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from arcada.core.benefits.discount import Discount as Rule
from arcada.practice.access import Member
from arcada.practice.fees import holding_on
from arcada.practice.models import Discount, DiscountKind, MembershipPlan, TaxRate


def rule_of(discount: Discount) -> Rule:
    """A discount as core reckons with it."""
    if discount.kind == DiscountKind.AMOUNT:
        return Rule(name=discount.name, amount=discount.value)
    return Rule(name=discount.name, percent=discount.value)


def rule_of_membership(plan: MembershipPlan) -> Rule:
    """A membership plan as core reckons with it."""
    percents = {category: Decimal(percent) for category, percent in plan.percents.items()}
    return Rule(name=plan.name, percents=percents, included=plan.included)


def may_give(member: Member, discount: Discount) -> bool:
    """Whether a member's role may give a discount."""
    own = discount.practice_id == member.practice_id
    return own and member.active and discount.active and member.role in discount.roles


def discounts_of(member: Member) -> list[Discount]:
    """The discounts that a member may give."""
    rows = Discount.objects.filter(practice_id=member.practice_id, active=True)
    return [row for row in rows if may_give(member, row)]


def tax_rates(practice_id: UUID, on: date) -> dict[str, Decimal]:
    """The tax rates of a day by category; what is not there is exempt."""
    rows = TaxRate.objects.filter(holding_on(on), practice_id=practice_id)
    return dict(rows.values_list("category", "percent"))
