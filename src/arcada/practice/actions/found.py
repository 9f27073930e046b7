"""Found a practice: the only act without a member, since the first owner comes with it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import System, record
from arcada.core.kernel import Refusal
from arcada.practice.actions.house_rules import fault_of
from arcada.practice.actions.people import person
from arcada.practice.models import Membership, Practice, Role
from arcada.store.keys import uuid7
from arcada.store.tenancy import in_practice


def found_practice(
    *,
    at: datetime,
    name: str,
    owner_email: str,
    owner_name: str,
    owner_password: str | None = None,
    house_rules: dict[str, Any] | None = None,
) -> Membership | Refusal:
    """Make a practice and its first owner; give the owner's membership."""
    rules = {"name": name.strip(), **(house_rules or {})}
    if fault := fault_of(rules):
        return fault
    key = uuid7()
    with transaction.atomic(), in_practice(key):
        owner = person(email=owner_email, name=owner_name, password=owner_password)
        if isinstance(owner, Refusal):
            return owner.at("owner")
        made = Practice.objects.create(id=key, **rules)
        membership = Membership.objects.create(practice=made, user=owner, role=Role.OWNER)
        record(by=System(key), at=at, verb="founded", noun="practice", noun_id=key, detail={"owner": owner.email})
    return membership
