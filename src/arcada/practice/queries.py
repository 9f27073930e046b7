"""Reading a practice: each noun has the predicate 'may see this one' beside the filter 'list those'.

people, sites, chairs, providers, hours, closures   everybody of the practice
fees, codes, discounts, taxes                       who may see prices; files of fees, who changes settings
protocols                                           who may read them; rehearsals, which name patients, who may approve
audit                                               who may read the audit
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from arcada.audit.models import Event
from arcada.practice.access import Member, Permission, may
from arcada.practice.models import (
    Chair,
    ClinicCode,
    Closure,
    Discount,
    Fee,
    FeeImport,
    FeeSchedule,
    Membership,
    MembershipPlan,
    ProtocolVersion,
    Provider,
    Rehearsal,
    Site,
    TaxRate,
    WorkingHours,
)

Row = TypeVar("Row", bound=Model)

SEEN_BY: dict[type[Model], Permission] = {
    Membership: Permission.SEE_DAY_BOOK,
    Site: Permission.SEE_DAY_BOOK,
    Chair: Permission.SEE_DAY_BOOK,
    Provider: Permission.SEE_DAY_BOOK,
    WorkingHours: Permission.SEE_DAY_BOOK,
    Closure: Permission.SEE_DAY_BOOK,
    FeeSchedule: Permission.READ_PRICE,
    Fee: Permission.READ_PRICE,
    ClinicCode: Permission.READ_PRICE,
    FeeImport: Permission.SETTINGS,
    Discount: Permission.READ_PRICE,
    MembershipPlan: Permission.READ_PRICE,
    TaxRate: Permission.READ_PRICE,
    ProtocolVersion: Permission.READ_PROTOCOLS,
    Rehearsal: Permission.APPROVE_CLINICAL,
    Event: Permission.READ_AUDIT,
}


def may_see(membership: Member, noun: Model) -> bool:
    """Tell whether a member may see one row of the practice's own."""
    return may(membership, SEEN_BY[type(noun)], noun)


def visible_to(membership: Member, kind: type[Row]) -> QuerySet[Row]:
    """List the rows of a kind that a member may see."""
    rows = kind._default_manager.filter(practice_id=membership.practice_id)  # noqa: SLF001 - Django's own way
    return rows if may(membership, SEEN_BY[kind]) else rows.none()
