"""What was found and not booked: each piece once, with what ranking it needs.

    signed     an accepted and signed plan with visits that have no date
    presented  a plan shown to the patient a day ago or more, not answered
    missed     a visit missed, and nothing booked after it
    approved   the insurer approved work that has no date

A piece that is signed is not also presented; one that the insurer approved is named so, for an approval runs out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from arcada.cases.agreement import is_signed
from arcada.cases.models import Alternative, PlanItem, Proposal
from arcada.cases.models.plan import AlternativeState, ItemState
from arcada.insurance.models.preauthorisation import LineState, PreAuthLine
from arcada.outreach.models import Ground
from arcada.practice.models import Practice, Provider
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, State

MISSED_DAYS = 270  # an older one is a matter of recall; source: judgement
SHOWN = timedelta(days=1)
URGENCY_OF_PHASE = {"urgent": "urgent", "disease_control": "disease", "definitive": "restoring"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of treatment without a booked next step; `key` names it for good."""

    key: str
    ground: str
    patient_id: UUID
    diagnosed: date
    alternative: Alternative | None = None
    appointment: Appointment | None = None
    provider: Provider | None = None
    families: tuple[str, ...] = ()
    urgency: str = ""
    value: Decimal | None = None


def pieces(practice: Practice, at: datetime) -> tuple[Piece, ...]:
    """All pieces of a practice, each once."""
    zone = ZoneInfo(practice.time_zone)
    found: dict[str, Piece] = {}
    for piece in (*_signed(practice, zone), *_presented(practice, at, zone), *_missed(practice, at, zone)):
        found.setdefault(piece.key, piece)
    return tuple(found[key] for key in sorted(found))


def _open(practice: Practice) -> "QuerySet[Alternative]":
    rows = Alternative.objects.filter(practice=practice, version__active=True, case__closed_at__isnull=True)
    rows = rows.filter(case__patient__archived_at__isnull=True)
    return rows.select_related("version", "case", "case__dentist").defer("version__answer", "version__inputs")


def _signed(practice: Practice, zone: ZoneInfo) -> Iterator[Piece]:
    undated = Q(visits__date__isnull=True, visits__done_at__isnull=True)
    approved = PreAuthLine.objects.filter(item__alternative=OuterRef("pk"), state=LineState.APPROVED)
    rows = (
        _open(practice)
        .filter(is_signed(), state=AlternativeState.ACCEPTED)
        .annotate(left=Count("visits", filter=undated), approved=Exists(approved))
        .filter(left__gt=0)
        .order_by("pk")
    )
    for row in rows:
        ground = Ground.APPROVED if row.approved else Ground.SIGNED
        yield _of_plan(row, ground, f"plan:{row.case_id}", zone)


def _presented(practice: Practice, at: datetime, zone: ZoneInfo) -> Iterator[Piece]:
    """One alternative a plan: the one that the last proposal led with."""
    taken = Alternative.objects.filter(case=OuterRef("case"), state=AlternativeState.ACCEPTED)
    led = Proposal.objects.filter(version=OuterRef("version")).order_by("-number")
    rows = (
        _open(practice)
        .filter(~Exists(taken), version__presented_at__lte=at - SHOWN)
        .filter(pk=Subquery(led.values("alternative")[:1]))
        .order_by("pk")
    )
    for row in rows:
        yield _of_plan(row, Ground.PRESENTED, f"plan:{row.case_id}", zone)


def _of_plan(row: Alternative, ground: str, key: str, zone: ZoneInfo) -> Piece:
    items = list(PlanItem.objects.filter(alternative=row, state=ItemState.PLANNED).order_by("position"))
    prices = [item.price for item in items if item.price is not None]
    phases = {item.phase for item in items}
    return Piece(
        key=key,
        ground=ground,
        patient_id=row.case.patient_id,
        diagnosed=row.version.compiled_at.astimezone(zone).date(),
        alternative=row,
        provider=row.case.dentist,
        families=tuple(dict.fromkeys(item.family for item in items)),
        urgency=next((word for phase, word in URGENCY_OF_PHASE.items() if phase in phases), ""),
        value=sum(prices, Decimal(0)) if items and len(prices) == len(items) else None,
    )


def _missed(practice: Practice, at: datetime, zone: ZoneInfo) -> Iterator[Piece]:
    later = Appointment.objects.filter(
        HOLDS_ITS_PLACE, patient=OuterRef("patient"), starts_at__gt=OuterRef("starts_at")
    )
    rows: Sequence[Appointment] = list(
        Appointment.objects.filter(~Exists(later), practice=practice, state=State.MISSED)
        .filter(starts_at__gte=at - timedelta(days=MISSED_DAYS), patient__archived_at__isnull=True)
        .select_related("provider", "visit__alternative")
        .order_by("pk")
    )
    for row in rows:
        plan = row.visit.alternative if row.visit is not None else None
        value = row.visit.price if row.visit is not None else None
        yield Piece(
            key=f"missed:{row.pk}",
            ground=Ground.MISSED,
            patient_id=row.patient_id,
            diagnosed=row.starts_at.astimezone(zone).date(),
            alternative=plan,
            appointment=row,
            provider=row.provider,
            value=value,
        )
