"""The people who sign in: role, second step, column in the day book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from arcada.practice.access import Member
from arcada.practice.models import Membership, Provider
from arcada.practice.queries import visible_to

STEPS: Mapping[str, str] = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One person of the practice."""

    id: UUID
    name: str
    email: str
    role: str
    second_step: str
    column: str
    active: bool
    oneself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """All people, and how many of the active ones have a second step."""

    lines: Sequence[MemberLine]
    active: int
    secured: int


def members(member: Member) -> Members:
    """List the people: active ones first, by name."""
    rows = list(visible_to(member, Membership).select_related("user").order_by("-active", "user__name", "pk"))
    steps = second_steps([row.user_id for row in rows])
    columns = {row.membership_id: row.initials for row in visible_to(member, Provider).filter(active=True)}
    lines = tuple(member_line(row, member, steps, columns) for row in rows)
    return Members(
        lines=lines,
        active=sum(line.active for line in lines),
        secured=sum(line.active and bool(line.second_step) for line in lines),
    )


def member_line(row: Membership, member: Member, steps: Mapping[UUID, str], columns: Mapping[Any, str]) -> MemberLine:
    """Put a person into words."""
    return MemberLine(
        id=row.pk,
        name=row.user.name or row.user.email,
        email=row.user.email,
        role=row.get_role_display(),
        second_step=steps.get(row.user_id, ""),
        column=columns.get(row.pk, ""),
        active=row.active,
        oneself=row.pk == member.id,
    )


def second_steps(users: Sequence[UUID]) -> dict[UUID, str]:
    """Say which second steps each person has: 'authenticator app, passkey'."""
    kinds: dict[UUID, list[str]] = {}
    rows = Authenticator.objects.filter(user_id__in=users, type__in=STEPS).order_by("type")
    for user_id, kind in rows.values_list("user_id", "type").distinct():
        kinds.setdefault(user_id, []).append(STEPS[kind])
    return {user_id: ", ".join(found) for user_id, found in kinds.items()}
