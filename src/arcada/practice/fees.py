"""What the practice charges for a procedure on a day, at a site, with a provider.

Several lists may hold on one day. The one that reaches least far counts first, and where it says nothing of a procedure
the next one is asked:

    provider and site  >  provider  >  site  >  the whole practice

Of two lists that reach equally far, the one that began later counts alone: it has taken the other's place. Two that
also begin on the same day are refused when the second is made. Contracts with payers are chosen by the same rule.
A procedure that no list names has no fee; that is never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from arcada.practice.models import Fee, FeeSchedule, Practice, Provider, Site

Reaching = TypeVar("Reaching", bound=Any)


def office_fee(
    practice: Practice, procedure: str, on: date, site: Site | None = None, provider: Provider | None = None
) -> Decimal | None:
    """What the practice charges for one procedure; None is 'no fee'."""
    return office_fees(practice.pk, on, site, provider).get(procedure)


def office_fees(
    practice_id: UUID, on: date, site: Site | None = None, provider: Provider | None = None
) -> dict[str, Decimal]:
    """What the practice charges on a day, by procedure; one that is not there has no fee."""
    return fees_of_lists(lists_in_force(practice_id, on, site, provider), on)


def lists_in_force(
    practice_id: UUID, on: date, site: Site | None = None, provider: Provider | None = None
) -> list[FeeSchedule]:
    """The office lists that count, the most specific first."""
    rows = FeeSchedule.objects.filter(practice_id=practice_id, usual=True).order_by("id")
    return most_specific(rows, on, site, provider)


def most_specific(
    rows: Iterable[Reaching], on: date, site: Site | None = None, provider: Provider | None = None
) -> list[Reaching]:
    """Those that hold on the day for the site and provider, one of each reach, the most specific first.

    `rows` have `site_id`, `provider_id`, `begins` and `ends`, as fee lists and contracts do.
    """
    here, who = site and site.pk, provider and provider.pk
    holding = [
        row
        for row in rows
        if (row.begins is None or row.begins <= on)
        and (row.ends is None or on <= row.ends)
        and row.site_id in (None, here)
        and row.provider_id in (None, who)
    ]
    latest: dict[tuple[bool, bool], Reaching] = {}
    for row in sorted(holding, key=lambda row: row.begins or date.min):
        latest[row.provider_id is not None, row.site_id is not None] = row
    return [latest[reach] for reach in sorted(latest, reverse=True)]


def fees_of_lists(lists: Sequence[FeeSchedule], on: date) -> dict[str, Decimal]:
    """The amounts of several lists on a day; where two name a procedure, the earlier of the lists counts."""
    found: dict[UUID, dict[str, Decimal]] = {row.pk: {} for row in lists}
    for schedule_id, procedure, amount in (
        Fee.objects.filter(schedule__in=found).filter(holding_on(on)).values_list("schedule_id", "procedure", "amount")
    ):
        found[schedule_id][procedure] = amount
    merged: dict[str, Decimal] = {}
    for row in reversed(lists):
        merged |= found[row.pk]
    return dict(sorted(merged.items()))


def fees_on(schedule: FeeSchedule, on: date) -> Mapping[str, Decimal]:
    """The amounts of one list on a day."""
    return fees_of_lists([schedule], on)


def holding_on(on: date) -> Q:
    """Rows with `begins` and `ends` that hold on a day."""
    return (Q(begins__isnull=True) | Q(begins__lte=on)) & (Q(ends__isnull=True) | Q(ends__gte=on))
