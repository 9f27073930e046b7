"""Who may do what: one table, read by every room.

    mark    meaning
    YES     on everything of the practice
    HYGIENE on findings of the hygienist's field: periodontal and hygiene findings (the noun says `hygiene`)
    OWN     on the hygienist's own column of the day book (the noun's provider is the member's own)
    -       no

A room asks `may(membership, permission, noun)` about one thing and offers the matching list filter in its
`queries.py`; `require` turns a no into a sentence and a 403.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import PermissionDenied

from arcada.core.kernel import Refusal
from arcada.practice.models import Role


class Member(Protocol):
    """What access needs to know of a membership."""

    id: UUID
    practice_id: UUID
    role: str
    active: bool


class Permission(Enum):
    """Something that a role may do; the value completes 'You may not ...'."""

    SEE_PATIENTS = "see patients"
    EDIT_PATIENTS = "register or change patients"
    TAKE_HISTORY = "take a medical history"
    READ_CHART = "read the chart"
    CHART = "chart or confirm a finding"
    OVERRIDE = "override necessity or a protocol"
    SIGN_OFF = "sign off a plan"
    READ_PRICE = "see prices"
    PRICE = "change prices, estimates or coverage"
    PRESENT = "present plans or take decisions and signatures"
    SEE_DAY_BOOK = "see the day book"
    BOOK = "book or move visits"
    READ_MESSAGES = "read messages"
    MESSAGES = "release messages or work the inbox"
    CALL_TASKS = "work the call tasks"
    READ_PROTOCOLS = "read the protocols"
    READ_DEVIATIONS = "read how plans depart from the protocols"
    APPROVE_CLINICAL = "approve clinical scripts and protocols"
    APPROVE_SCRIPTS = "approve scripts"
    SETTINGS = "change fees, settings or people"
    READ_AUDIT = "read the audit"
    EXPORT = "export data"
    BREAK_GLASS = "open a record outside your role"


class Scope(Enum):
    """How far a permission reaches."""

    YES = "everything"
    HYGIENE = "periodontal and hygiene findings"
    OWN = "their own column"


_ALL = dict.fromkeys(Role, Scope.YES)


def _only(*roles: Role, **scoped: Scope) -> dict[Role, Scope]:
    return dict.fromkeys(roles, Scope.YES) | {Role(role): scope for role, scope in scoped.items()}


_D, _C, _H, _K, _M, _O = Role.DENTIST, Role.COORDINATOR, Role.HYGIENIST, Role.DESK, Role.MANAGER, Role.OWNER

TABLE: dict[Permission, dict[Role, Scope]] = {
    Permission.SEE_PATIENTS: _ALL,
    Permission.EDIT_PATIENTS: _ALL,
    Permission.TAKE_HISTORY: _only(_D, _C, _H),
    Permission.READ_CHART: _only(_D, _C, _H),
    Permission.CHART: _only(_D, hygienist=Scope.HYGIENE),
    Permission.OVERRIDE: _only(_D),
    Permission.SIGN_OFF: _only(_D),
    Permission.READ_PRICE: _only(_D, _C, _K, _M, _O),
    Permission.PRICE: _only(_C, _K, _M, _O),
    Permission.PRESENT: _only(_D, _C),
    Permission.SEE_DAY_BOOK: _ALL,
    Permission.BOOK: _only(_D, _C, _K, _M, _O, hygienist=Scope.OWN),
    Permission.READ_MESSAGES: _only(_D, _C, _M, _O),
    Permission.MESSAGES: _only(_C, _M, _O),
    Permission.CALL_TASKS: _only(_C, _K, _M, _O),
    Permission.READ_PROTOCOLS: _only(_D, _C, _H, _O),
    Permission.READ_DEVIATIONS: _only(_D, _M, _O),
    Permission.APPROVE_CLINICAL: _only(_D, _O),
    Permission.APPROVE_SCRIPTS: _only(_M, _O),
    Permission.SETTINGS: _only(_M, _O),
    Permission.READ_AUDIT: _only(_M, _O),
    Permission.EXPORT: _only(_M, _O),
    Permission.BREAK_GLASS: _only(_D, _M),
}


def _own_provider(membership: Member, noun: Any) -> bool:
    provider = getattr(noun, "provider", noun)
    return getattr(provider, "membership_id", None) == membership.id


_WITHIN: dict[Scope, Callable[[Member, Any], bool]] = {
    Scope.YES: lambda _membership, _noun: True,
    Scope.HYGIENE: lambda _membership, noun: bool(getattr(noun, "hygiene", False)),
    Scope.OWN: _own_provider,
}


class NotAllowed(PermissionDenied):
    """A permission was asked for that the role does not have; says so in a sentence."""

    def __init__(self, refusal: Refusal) -> None:
        """Carry the refusal for the page that shows it."""
        super().__init__(refusal.text)
        self.refusal = refusal


def scope_of(membership: Member, permission: Permission) -> Scope | None:
    """Give how far a permission reaches for a member; None is 'no'."""
    if not membership.active:
        return None
    return TABLE[permission].get(Role(membership.role))


def may(membership: Member, permission: Permission, noun: Any = None) -> bool:
    """Tell whether a member may do it to this noun; without a noun, whether to everything of the practice.

    A row of another practice is never allowed, whatever the role.
    """
    scope = scope_of(membership, permission)
    if scope is None:
        return False
    if noun is None:
        return scope is Scope.YES
    if getattr(noun, "practice_id", membership.practice_id) != membership.practice_id:
        return False
    return _WITHIN[scope](membership, noun)


def may_some(membership: Member, permission: Permission) -> bool:
    """Tell whether a member may do it to anything at all: enough to show a page or a button."""
    return scope_of(membership, permission) is not None


def why_not(membership: Member, permission: Permission) -> Refusal:
    """Say in a sentence that a member may not, and who may."""
    scope = scope_of(membership, permission)
    if not membership.active:
        return Refusal("not_allowed", "Your membership of this practice has ended: ask the manager to renew it.")
    role = Role(membership.role).label.lower()
    if scope is not None:
        text = f"As {role} you may {permission.value} only on {scope.value}."
    else:
        who = ", ".join(Role(r).label.lower() for r in Role if TABLE[permission].get(r) is Scope.YES)
        text = f"As {role} you may not {permission.value}. These roles may: {who}."
    return Refusal("not_allowed", text)


def require(membership: Member, permission: Permission, noun: Any = None) -> None:
    """Raise `NotAllowed` unless the member may do it to the noun."""
    if not may(membership, permission, noun):
        raise NotAllowed(why_not(membership, permission))
