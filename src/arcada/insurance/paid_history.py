"""The ledger as what payers paid beside what was expected of them, for core.finance.learning.

A service counts where both are on record: paid or denied, an amount estimated, and neither taken back. A payer's pace
is counted from the day of the service to the clinic's day on which its answer was entered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from arcada.core.benefits.scope import Scope
from arcada.core.finance.explain import explained
from arcada.core.finance.learning import Group, Outcome, Pace, groups, paces
from arcada.core.kernel import money
from arcada.insurance.models import BenefitPlan, EntryKind, EstimateLesson, LedgerEntry, LessonDecision
from arcada.interop.estimate_fields import KINDS
from arcada.practice.access import Permission, may
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

ANSWERED = (EntryKind.PAID, EntryKind.DENIED, EntryKind.REFUSED)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Named:
    """A line as scopes ask about it."""

    procedure: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well estimates were met: all services, the groups with what explains them, how long payers take."""

    outcomes: tuple[Outcome, ...]
    groups: tuple[Group, ...]
    paces: tuple[Pace, ...]

    @property
    def count(self) -> int:
        """How many services."""
        return len(self.outcomes)

    @property
    def near(self) -> int:
        """How many came as expected."""
        return sum(one.near for one in self.outcomes)

    @property
    def near_percent(self) -> int | None:
        """The share that came as expected; None where nothing was paid yet."""
        return round(100 * self.near / self.count) if self.count else None

    @property
    def mean(self) -> Decimal | None:
        """The mean difference."""
        if not self.outcomes:
            return None
        return money(sum((one.difference for one in self.outcomes), Decimal(0)) / self.count)


def accuracy_of(
    membership: Membership, *, first: date | None = None, until: date | None = None, payer: UUID | None = None
) -> Accuracy:
    """How well the estimates of the practice were met by what payers paid; `until` is the last day, included."""
    if not may(membership, Permission.READ_PRICE):
        return Accuracy((), (), ())
    rows = LedgerEntry.objects.filter(
        practice_id=membership.practice_id,
        kind__in=ANSWERED,
        estimated__isnull=False,
        reverses__isnull=True,
        reversals__isnull=True,
        coverage__removed_at__isnull=True,
    )
    if first is not None:
        rows = rows.filter(on__gte=first)
    if until is not None:
        rows = rows.filter(on__lte=until)
    if payer is not None:
        rows = rows.filter(coverage__policy__plan__payer_id=payer)
    rows = rows.select_related("coverage__policy__plan__payer", "practice").order_by("on", "at", "id")
    found = tuple(_outcomes(rows, _corrected(membership)))
    return Accuracy(found, explained(groups(found)), paces(found))


def _corrected(membership: Membership) -> dict[tuple[str, str], datetime]:
    """When each plan was last corrected, by kind of service: what was answered before was estimated without it."""
    rows = EstimateLesson.objects.filter(practice_id=membership.practice_id, decision=LessonDecision.ACCEPTED)
    return {(str(plan), kind): at for plan, kind, at in rows.order_by("at").values_list("plan_id", "kind", "at")}


def _outcomes(rows: Any, corrected: Mapping[tuple[str, str], datetime]) -> Iterator[Outcome]:
    for row in rows:
        plan = row.coverage.policy.plan
        kind = row.categories[-1] if row.categories else row.procedure
        since = corrected.get((str(plan.pk), kind))
        yield Outcome(
            id=str(row.pk),
            plan=str(plan.pk),
            payer=str(plan.payer_id),
            coverage=str(row.coverage_id),
            on=row.on,
            procedure=row.procedure,
            categories=tuple(row.categories),
            estimated=row.estimated,
            paid=row.paid or Decimal(0),
            submitted=row.submitted,
            allowed=row.allowed,
            deductible=row.deductible,
            write_off=row.write_off,
            percent=percent_on_file(plan, Named(row.procedure, tuple(row.categories))),
            reason=row.reason,
            recorded=local_day(row.at, row.practice) if row.kind == EntryKind.PAID else None,
            settled=since is not None and row.at <= since,
        )


def percent_on_file(plan: BenefitPlan, line: Named) -> Decimal | None:
    """The share that a plan pays of a line, as it is on file; None where nobody has told."""
    ranked = [
        (rank, -int(one.get("priority") or 0), Decimal(str(one["pct"])))
        for one in plan.benefits.get("percent", [])
        if one.get("pct") is not None and (rank := scope_of(str(one.get("scope", "all"))).rank(line)) is not None
    ]
    return max(ranked)[2] if ranked else None


def scope_of(text: str) -> Scope:
    """A scope as it is written in a plan: `all`, `cat:fillings`, `proc:x`."""
    word, _, names = text.partition(":")
    return Scope(KINDS[word], frozenset(name.strip() for name in names.split(","))) if word in KINDS else Scope()


def with_percent(benefits: Mapping[str, Any], kind: str, percent: Decimal) -> dict[str, Any]:
    """Benefits with another share for one category; an entry of that category alone is replaced, else one is added."""
    scope = f"cat:{kind}"
    kept = [one for one in benefits.get("percent", []) if one.get("scope") != scope]
    return {**benefits, "percent": [*kept, {"scope": scope, "pct": percent}]}


def group_of(found: Sequence[Group], plan: UUID, code: str, kind: str) -> tuple[Group, int] | None:
    """The group of a plan that proposes this correction, and which of its proposals it is."""
    for group in found:
        if group.plan == str(plan) and group.kind == kind:
            for place, proposal in enumerate(group.proposals):
                if proposal.code == code:
                    return group, place
    return None
