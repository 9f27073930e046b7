"""Payers and their plans, for the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.insurance.models import Payer
from arcada.insurance.queries import payers_of, plans_of
from arcada.practice.models import Membership
from arcada.web.cover.presenters.plan_words import plan_words
from arcada.web.shell.rail import address


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerLine:
    """One payer in the list."""

    name: str
    about: str
    phone: str
    active: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan of a payer."""

    name: str
    group: str
    about: str
    verified: str
    open_questions: int
    policies: int
    active: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayersPage:
    """The list."""

    lines: Sequence[PayerLine]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerPage:
    """One payer with its plans."""

    id: UUID
    name: str
    active: bool
    plans: Sequence[PlanLine]


def payers_page(member: Membership, typed: str) -> PayersPage:
    """List the payers, those that are offered in front."""
    rows = payers_of(member)
    for word in typed.split():
        rows = rows.filter(Q(name__icontains=word) | Q(electronic_id__iexact=word))
    lines = tuple(
        PayerLine(
            name=row.name,
            about=phrases.count(row.plan_count, "plan") if row.plan_count else "no plan yet",
            phone=row.phone,
            active=row.active,
            url=address("cover:payer", row.pk),
        )
        for row in rows.order_by("-active", "name", "id")
    )
    return PayersPage(lines=lines, count=len(lines))


def payer_page(member: Membership, payer: Payer, voice: Voice) -> PayerPage:
    """Show one payer with its plans."""
    rows = plans_of(member).filter(payer=payer).order_by("-active", "name", "group_number", "id")
    return PayerPage(id=payer.pk, name=payer.name, active=payer.active, plans=tuple(_plan(row, voice) for row in rows))


def _plan(row: Any, voice: Voice) -> PlanLine:
    words = plan_words(row)
    verified = (
        f"confirmed {phrases.day(row.verified_on, voice, style='year')}" if row.verified_on else "never confirmed"
    )
    return PlanLine(
        name=row.name,
        group=row.group_number,
        about=words.shares or words.kind,
        verified=verified,
        open_questions=len(words.questions),
        policies=row.policy_count,
        active=row.active,
        url=address("cover:plan", row.pk),
    )
