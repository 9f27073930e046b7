"""Amounts for the lines of an estimate, read once: what the practice charges and what payers have agreed, by day.

`practice/fees.py` and `fees.py` decide whose list counts on a day; a plan has a dozen days and several coverages, so
the lists of both are read here in two queries and asked many times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from arcada.cases.models import Case
from arcada.insurance.models import Contract
from arcada.practice.fees import most_specific
from arcada.practice.models import Fee, FeeKind, FeeSchedule, Provider, Site

Amounts = Mapping[str, Decimal]


@dataclass(slots=True)
class Lists:
    """The office lists of a practice, the contracts of some payers, and all amounts of both."""

    office: list[FeeSchedule]
    contracts: dict[UUID, list[Contract]]
    fees: dict[UUID, list[Fee]]
    site: Site | None
    provider: Provider | None
    kept: dict[tuple[object, ...], Amounts] = field(default_factory=dict)

    def charged(self, on: date) -> Amounts:
        """What the practice charges on a day, everywhere."""
        return self._kept(("office", on), most_specific(self.office, on), on)

    def agreed(self, payer: UUID, kind: FeeKind, on: date) -> Amounts:
        """The amounts of one kind that hold for a payer's members on a day."""
        rows = [one for one in self.contracts.get(payer, ()) if one.kind == kind]
        chosen = most_specific(rows, on, self.site, self.provider)
        return self._kept((payer, kind, on), [one.schedule for one in chosen], on)

    def contract(self, payer: UUID, on: date) -> Contract | None:
        """The contract about fees that binds on a day, the most specific one."""
        rows = [one for one in self.contracts.get(payer, ()) if one.kind == FeeKind.CONTRACT]
        return next(iter(most_specific(rows, on, self.site, self.provider)), None)

    def _kept(self, key: tuple[object, ...], schedules: list[FeeSchedule], on: date) -> Amounts:
        if key not in self.kept:
            merged: dict[str, Decimal] = {}
            for schedule in reversed(schedules):
                merged |= {one.procedure: one.amount for one in self.fees.get(schedule.pk, ()) if _holds(one, on)}
            self.kept[key] = merged
        return self.kept[key]


def lists_for(case: Case, payers: Iterable[UUID]) -> Lists:
    """Everything that prices the lines of a case."""
    office = list(FeeSchedule.objects.filter(practice_id=case.practice_id, usual=True).order_by("id"))
    contracts: dict[UUID, list[Contract]] = {}
    rows = Contract.objects.filter(practice_id=case.practice_id, payer__in=set(payers))
    for row in rows.select_related("schedule").order_by("id"):
        contracts.setdefault(row.payer_id, []).append(row)
    schedules = {one.pk for one in office} | {one.schedule_id for found in contracts.values() for one in found}
    fees: dict[UUID, list[Fee]] = {}
    for fee in Fee.objects.filter(schedule__in=schedules).order_by("id"):
        fees.setdefault(fee.schedule_id, []).append(fee)
    return Lists(office, contracts, fees, _site(case), case.dentist)


def _site(case: Case) -> Site | None:
    """The site where the case is treated, where the practice has only one."""
    sites = list(Site.objects.filter(practice_id=case.practice_id)[:2])
    return sites[0] if len(sites) == 1 else None


def _holds(fee: Fee, on: date) -> bool:
    return (fee.begins is None or fee.begins <= on) and (fee.ends is None or on <= fee.ends)
