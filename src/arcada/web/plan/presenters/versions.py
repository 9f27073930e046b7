"""The list of versions: who made each, when, why, what of it was presented, accepted and signed.

Two versions never change, so what differs between them is said once and remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from arcada.cases.models import Alternative, Case, PlanVersion, Proposal, Signature
from arcada.cases.models.plan import AlternativeState
from arcada.cases.queries import versions_of
from arcada.display.phrases import Voice
from arcada.web.plan.presenters.changes import Comparison, compared
from arcada.web.plan.presenters.shown import TITLES, Shown

KEPT = 256  # comparisons; one is a few kilobytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A presentation of a version, kept as it was shown."""

    id: UUID
    title: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Step:
    """One version in the list, with what it changed."""

    number: int
    before: int
    active: bool
    at: datetime
    by: str
    letters: tuple[Letter, ...]
    outcome: str
    changed: Comparison | None


def history(case: Case, voice: Voice, *, sees_price: bool, sees_chart: bool) -> tuple[Step, ...]:
    """The versions, the newest first, each with its difference from the one before."""
    rows = list(versions_of(case))
    letters, outcomes = _letters(case), _outcomes(case)
    return tuple(
        Step(
            number=row.number,
            before=before.number if before else 0,
            active=row.active,
            at=row.compiled_at,
            by=str(row.compiled_by.user),
            letters=letters.get(row.pk, ()),
            outcome=outcomes.get(row.pk, ""),
            changed=comparison(before.pk, row.pk, voice, sees_price=sees_price, sees_chart=sees_chart)
            if before
            else None,
        )
        for row, before in zip(rows, _older(rows), strict=True)
    )


def _older(rows: Sequence[PlanVersion]) -> list[PlanVersion | None]:
    return [*rows[1:], None] if rows else []


@lru_cache(maxsize=KEPT)
def comparison(before: UUID, now: UUID, voice: Voice, *, sees_price: bool, sees_chart: bool) -> Comparison:
    """What changed from one version to another, for these eyes."""
    rows = PlanVersion.objects.in_bulk([before, now])
    was, became = (Shown(rows[key], voice, sees_price, sees_chart) for key in (before, now))
    return compared(was, became)


def _letters(case: Case) -> dict[UUID, tuple[Letter, ...]]:
    rows = Proposal.objects.filter(version__case=case).select_related("alternative", "presented_by__user")
    found: dict[UUID, tuple[Letter, ...]] = {}
    for row in rows.defer("content").order_by("presented_at"):
        one = Letter(row.pk, TITLES[row.alternative.tier], row.presented_at, str(row.presented_by.user))
        found[row.version_id] = (*found.get(row.version_id, ()), one)
    return found


def _outcomes(case: Case) -> dict[UUID, str]:
    """What became of each version: signed, accepted, or nothing."""
    chosen = Alternative.objects.filter(case=case, state=AlternativeState.ACCEPTED)
    found = {row.version_id: f"{TITLES[row.tier]} accepted" for row in chosen}
    signed = Signature.objects.filter(alternative__case=case).select_related("alternative")
    return found | {row.alternative.version_id: f"{TITLES[row.alternative.tier]} signed" for row in signed}
