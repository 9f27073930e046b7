"""Which teeth are gone and since when, and which of them a line replaces: what a missing-tooth clause asks.

    the chart says                      the case says
    never formed                        congenital
    missing, with months since loss     the day that many months before it was charted
    taken out here, or to be in plan    the day of that visit
    missing, nothing else known         nothing: when it went is not known, and the estimate says so

A line replaces teeth when its work leaves a tooth in a gap: a pontic, a denture tooth, an implant and what it carries.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from arcada.cases.models import Chart, Finding, PlanItem, ToothRecord
from arcada.cases.models.chart import FindingStatus
from arcada.core.benefits.dates import add_months
from arcada.core.chart.state import GONE
from arcada.core.teeth.number import in_order, is_tooth, position
from arcada.core.teeth.region import lies_in
from arcada.interop.knowledge import load_library
from arcada.patients.models import Patient
from arcada.practice.clock import local_day

CONGENITAL = "congenital"
NEVER = "never_formed"
MONTHS = ("months_since_loss", "months")
THIRD_MOLAR = 8
Lost = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Teeth that are gone, each with its day, `congenital`, or None where nobody knows."""

    lost: Lost

    @property
    def known(self) -> dict[str, str]:
        """Those whose day is known."""
        return {tooth: when for tooth, when in self.lost.items() if when is not None}

    def replaced_by(self, item: PlanItem) -> tuple[str, ...]:
        """The teeth that a line puts back; a denture does not count wisdom teeth. source: judgement."""
        if item.family not in replacing_families():
            return ()
        named = [tooth for tooth in item.where if is_tooth(tooth) and tooth in self.lost]
        regions = [place for place in item.where if not is_tooth(place)]
        held = [
            tooth
            for tooth in self.lost
            if any(lies_in(tooth, place) for place in regions) and position(tooth) != THIRD_MOLAR
        ]
        return in_order(tuple(dict.fromkeys((*named, *held))))


def lost_by(patient: Patient) -> dict[str, str | None]:
    """The teeth that are gone by what is on record: the chart, its findings, what was taken out here."""
    lost: dict[str, str | None] = {}
    chart = Chart.objects.filter(patient=patient).first()
    if chart is not None:
        lost = _charted(chart) | _told(chart)
    return lost | {tooth: day.isoformat() for tooth, day in _removed(_done(patient)).items()}


def gaps_of(lost: Lost, planned: Iterable[tuple[PlanItem, date]]) -> Gaps:
    """The gaps of a mouth, with those that the planned lines make on their days."""
    found = {tooth: day.isoformat() for tooth, day in _removed(planned).items()} | dict(lost)
    return Gaps({tooth: found[tooth] for tooth in in_order(tuple(found))})


def _charted(chart: Chart) -> dict[str, str | None]:
    """What stands in the chart as gone."""
    states = {row.tooth: row.state.get("presence", "") for row in ToothRecord.objects.filter(chart=chart)}
    return {tooth: CONGENITAL if word == NEVER else None for tooth, word in states.items() if word in GONE}


def _told(chart: Chart) -> dict[str, str | None]:
    """What findings tell of gaps."""
    found: dict[str, str | None] = {}
    standing = (FindingStatus.SUSPECTED, FindingStatus.CONFIRMED)
    terms = ("missing tooth", "congenitally missing tooth")
    for row in Finding.objects.filter(chart=chart, status__in=standing, term__in=terms):
        when = CONGENITAL if row.term == terms[1] else _months_before(row.found_date, row.severity)
        found |= {tooth: when for tooth in row.where if is_tooth(tooth)}
    return found


def _months_before(found: date, severity: Mapping[str, Any]) -> str | None:
    months = next((severity[name] for name in MONTHS if isinstance(severity.get(name), int)), None)
    return None if months is None else add_months(found, -months).isoformat()


def _done(patient: Patient) -> Sequence[tuple[PlanItem, date]]:
    """Teeth that were taken out here."""
    rows = PlanItem.objects.filter(
        alternative__case__patient=patient, family__in=removing_families(), done_at__isnull=False
    ).order_by("done_at", "id")
    return [(row, local_day(row.done_at, patient.practice)) for row in rows if row.done_at]


def _removed(lines: Iterable[tuple[PlanItem, date]]) -> dict[str, date]:
    found: dict[str, date] = {}
    for item, day in lines:
        if item.family in removing_families():
            for tooth in item.where:
                if is_tooth(tooth):
                    found.setdefault(tooth, day)
    return found


@cache
def replacing_families() -> frozenset[str]:
    """Families whose work stands in a gap; what is fixed on implants and what is taken out at night too."""
    return frozenset(
        name
        for name, family in load_library().families.items()
        if any(
            (effect.field == "prosthesis" and (effect.on in {"gaps", "implants"} or effect.word == "implant_crown"))
            or (effect.field == "implant" and effect.word == "placed")
            for effect in family.does
        )
    )


@cache
def removing_families() -> frozenset[str]:
    """Families that take a tooth out."""
    return frozenset(
        name
        for name, family in load_library().families.items()
        if any(effect.field == "presence" and effect.word == "missing" for effect in family.does)
    )
