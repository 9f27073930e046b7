"""Bring people in, change their role, end and renew their membership.

A person is one account wherever they work; adding somebody who has an account gives it one more membership and leaves
name and password alone. The last owner stays: a practice without one could not be run.
"""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Role, User, UserManager


def person(*, email: str, name: str, password: str | None) -> User | Refusal:
    """Find the account with this e-mail, or make it."""
    email = UserManager.fold(email)
    try:
        validate_email(email)
    except ValidationError:
        return Refusal("email", f"{email or 'Nothing'} is not an e-mail address.", "email")
    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    if not name.strip():
        return Refusal("name_missing", "Give the person's name.", "name")
    user = User(email=email, name=name.strip())
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as trouble:
            return Refusal("password", " ".join(trouble.messages), "password")
    user.set_password(password)
    user.save()
    return user


def add_member(
    *, by: Membership, at: datetime, email: str, name: str, role: str, password: str | None = None
) -> Membership | Refusal:
    """Give a person a role in the practice; without a password they ask for one by letter."""
    require(by, Permission.SETTINGS)
    if role not in Role.values:
        return _unknown(role)
    if fault := _above(by, role):
        return fault
    with transaction.atomic():
        user = person(email=email, name=name, password=password)
        if isinstance(user, Refusal):
            return user
        if Membership.objects.filter(practice_id=by.practice_id, user=user).exists():
            text = f"{user.email} already belongs to this practice: change the role or renew the membership."
            return Refusal("already_member", text, "email")
        made = Membership.objects.create(practice_id=by.practice_id, user=user, role=role)
        _record(by, at, "added", made)
    return made


def change_role(*, by: Membership, at: datetime, membership: Membership, role: str) -> Membership | Refusal:
    """Give a member another role."""
    require(by, Permission.SETTINGS, membership)
    if role not in Role.values:
        return _unknown(role)
    with transaction.atomic():
        if role != Role.OWNER and (fault := _last_owner(membership)):
            return fault
        if membership.pk == by.pk and role != by.role:
            return Refusal("own_role", "Nobody changes their own role: ask another who may.", "role")
        if fault := _above(by, role, membership.role):
            return fault
        before, membership.role = membership.role, role
        membership.save(update_fields=["role"])
        _record(by, at, "changed_role", membership, before=before)
    return membership


def end_membership(*, by: Membership, at: datetime, membership: Membership, why: str = "") -> Membership | Refusal:
    """End a membership; what the person did stays under their name."""
    require(by, Permission.SETTINGS, membership)
    with transaction.atomic():
        if fault := _last_owner(membership):
            return fault
        membership.active = False
        membership.save(update_fields=["active"])
        _record(by, at, "ended", membership, why=why)
    return membership


def renew_membership(*, by: Membership, at: datetime, membership: Membership) -> Membership | Refusal:
    """Take a member back."""
    require(by, Permission.SETTINGS, membership)
    with transaction.atomic():
        membership.active = True
        membership.save(update_fields=["active"])
        _record(by, at, "renewed", membership)
    return membership


def _above(by: Membership, *roles: str) -> Refusal | None:
    """Refuse to make or unmake an owner who is not one: it would lift the manager over the owner."""
    if Role.OWNER in roles and by.role != Role.OWNER:
        return Refusal("owners_only", "Only an owner makes somebody an owner or gives an owner another role.", "role")
    return None


def _last_owner(membership: Membership) -> Refusal | None:
    """Refuse to lose the last owner; the owners are locked so that two cannot leave at once."""
    owners = Membership.objects.select_for_update().filter(
        practice_id=membership.practice_id, role=Role.OWNER, active=True
    )
    if [owner.pk for owner in owners] == [membership.pk]:
        return Refusal("last_owner", "This is the last owner: make somebody else an owner first.", "membership")
    return None


def _unknown(role: str) -> Refusal:
    return Refusal("unknown_role", f"{role} is no role; these are: {', '.join(Role.values)}.", "role")


def _record(
    by: Membership, at: datetime, verb: str, membership: Membership, *, why: str = "", before: str = ""
) -> None:
    detail = {"email": membership.user.email, "role": membership.role} | ({"before": before} if before else {})
    record(by=by, at=at, verb=verb, noun="membership", noun_id=membership.pk, why=why, detail=detail)
