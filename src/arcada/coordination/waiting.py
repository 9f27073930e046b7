"""What waits for a person, over all patients of a practice, each with since when.

    confirm   findings that are only suspected                 plan     confirmed findings in a case without a plan
    present   a plan that nobody has shown to the patient      sign     shown, but not signed
    book      signed, with visits that have no date            missed   a visit missed, and none booked after it
    renew     accepted, and then made again with other work or at another price: the patient is asked anew
    older     visits that stand in the day book for a plan that a newer one has taken the place of
    verify    coverage of somebody who is expected or planned for, to be confirmed with the payer again: confirmed too
              long ago, never, or ending soon; confirming it closes it
    insurer   packs to insurers that are late, denied, ending or not sent (`insurers.py`)

Each kind is asked for by whoever may do something about it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from arcada.cases.agreement import is_signed
from arcada.cases.models import Alternative, Case, Finding, PlanVersion
from arcada.cases.models.chart import HYGIENE_TERMS, FindingStatus
from arcada.cases.models.plan import AlternativeState
from arcada.coordination.insurers import since, words_of, work_with_insurers
from arcada.insurance.models import Coverage
from arcada.insurance.queries import ENDS_SOON, coverages_to_verify
from arcada.patients.models import Patient
from arcada.practice.access import Permission, Scope, may, scope_of
from arcada.practice.clock import local_day
from arcada.practice.models import Membership
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, State

MISSED_DAYS = 60  # source: judgement; an older one is a matter of recall
NOON = 12  # the same day in every zone that a clinic may lie in
EXPECTED_SOON = timedelta(days=14)  # source: judgement; time to ring the payer before the visit
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: of which kind, for whom, since when; `count` of findings or visits, `tier` of a plan."""

    kind: str
    patient_id: UUID
    name: str
    since: datetime
    count: int = 0
    tier: str = ""
    what: str = ""
    row_id: UUID | None = None


def waiting(member: Membership, at: datetime) -> Mapping[str, Sequence[Waiting]]:
    """List what waits for this member by kind, the longest waiting first; kinds without anything are left out."""
    found = {kind: _sorted(ask(member, at)) for kind, ask in ASKED.items() if _concerns(member, kind)}
    return {kind: rows for kind, rows in found.items() if rows}


def _concerns(member: Membership, kind: str) -> bool:
    """Tell whether somebody of this role does something about a kind."""
    if kind == "confirm":
        return scope_of(member, Permission.CHART) is not None
    needs = dict.fromkeys(("plan", "present", "sign", "renew"), Permission.PRESENT)
    needs |= dict.fromkeys(("verify", "insurer"), Permission.PRICE)
    return may(member, needs.get(kind, Permission.BOOK))


def _sorted(rows: Sequence[Waiting]) -> Sequence[Waiting]:
    return tuple(sorted(rows, key=lambda one: (one.since, one.name, str(one.patient_id))))


def _confirm(member: Membership, _at: datetime) -> list[Waiting]:
    rows = Finding.objects.filter(practice_id=member.practice_id, status=FindingStatus.SUSPECTED)
    if scope_of(member, Permission.CHART) is Scope.HYGIENE:
        rows = rows.filter(term__in=HYGIENE_TERMS)
    who = ("chart__patient_id", "chart__patient__given_name", "chart__patient__family_name")
    counted = rows.filter(chart__patient__archived_at__isnull=True).values(*who)
    return [
        Waiting(
            kind="confirm",
            patient_id=row["chart__patient_id"],
            name=f"{row['chart__patient__given_name']} {row['chart__patient__family_name']}",
            since=row["first"],
            count=row["number"],
        )
        for row in counted.annotate(number=Count("id"), first=Min("recorded_at")).order_by("first")[:MOST]
    ]


def _plan(member: Membership, _at: datetime) -> list[Waiting]:
    sure = Finding.objects.filter(chart__patient=OuterRef("patient"), status=FindingStatus.CONFIRMED)
    rows = _open_cases(member).filter(Exists(sure)).exclude(versions__active=True)
    return [_of_case("plan", row, row.opened_at) for row in rows.order_by("opened_at")[:MOST]]


def _present(member: Membership, _at: datetime) -> list[Waiting]:
    rows = _versions(member).filter(presented_at__isnull=True, alternatives__isnull=False).distinct()
    rows = rows.filter(~Exists(ACCEPTED_HERE), ~Exists(ACCEPTED_BEFORE))
    return [_of_case("present", row.case, row.compiled_at) for row in rows.order_by("compiled_at")[:MOST]]


def _sign(member: Membership, _at: datetime) -> list[Waiting]:
    signed = Alternative.objects.filter(is_signed(), version=OuterRef("pk"))
    rows = _versions(member).filter(Q(presented_at__isnull=False) | Exists(ACCEPTED_HERE)).order_by("presented_at")
    rows = rows.filter(~Exists(signed), ~Exists(ACCEPTED_BEFORE))
    chosen = {
        one.version_id: one.tier
        for one in Alternative.objects.filter(
            practice_id=member.practice_id, state=AlternativeState.ACCEPTED, version__active=True
        )
    }
    return [
        _of_case("sign", row.case, row.presented_at or row.compiled_at, tier=chosen.get(row.pk, ""))
        for row in rows[:MOST]
    ]


ACCEPTED_HERE = Alternative.objects.filter(version=OuterRef("pk"), state=AlternativeState.ACCEPTED)
ACCEPTED_BEFORE = Alternative.objects.filter(
    case=OuterRef("case"), state=AlternativeState.ACCEPTED, version__active=False
)


def _renew(member: Membership, _at: datetime) -> list[Waiting]:
    rows = _versions(member).filter(Exists(ACCEPTED_BEFORE)).order_by("compiled_at")
    before = {
        one.case_id: one
        for one in Alternative.objects.filter(
            practice_id=member.practice_id, state=AlternativeState.ACCEPTED, version__active=False
        ).only("case_id", "tier")
    }
    return [_of_case("renew", row.case, row.compiled_at, tier=before[row.case_id].tier) for row in rows[:MOST]]


def _older(member: Membership, at: datetime) -> list[Waiting]:
    rows = Appointment.objects.filter(
        practice_id=member.practice_id,
        state__in=(State.PLANNED, State.CONFIRMED),
        starts_at__gt=at,
        visit__alternative__version__active=False,
        patient__archived_at__isnull=True,
    )
    newer = PlanVersion.objects.filter(case__patient=OuterRef("patient_id"), active=True).order_by("-compiled_at")
    who = ("patient_id", "patient__given_name", "patient__family_name")
    counted = rows.values(*who).annotate(number=Count("id"), since=Subquery(newer.values("compiled_at")[:1]))
    return [
        Waiting(
            kind="older",
            patient_id=row["patient_id"],
            name=f"{row['patient__given_name']} {row['patient__family_name']}",
            since=row["since"] or at,
            count=row["number"],
        )
        for row in counted.order_by("since")[:MOST]
    ]


def _book(member: Membership, _at: datetime) -> list[Waiting]:
    open_ones = Q(visits__date__isnull=True, visits__done_at__isnull=True)
    rows = (
        Alternative.objects.filter(is_signed(), practice_id=member.practice_id, state=AlternativeState.ACCEPTED)
        .filter(version__active=True, case__closed_at__isnull=True)
        .annotate(left=Count("visits", filter=open_ones))
        .filter(left__gt=0)
        .select_related("case__patient")
        .order_by("decided_at")
    )
    return [
        _of_case("book", row.case, row.decided_at or row.case.opened_at, tier=row.tier, count=row.left)
        for row in rows[:MOST]
    ]


def _missed(member: Membership, at: datetime) -> list[Waiting]:
    later = Appointment.objects.filter(
        HOLDS_ITS_PLACE, patient=OuterRef("patient"), starts_at__gt=OuterRef("starts_at")
    )
    rows = (
        Appointment.objects.filter(~Exists(later), practice_id=member.practice_id, state=State.MISSED)
        .filter(starts_at__gte=at - timedelta(days=MISSED_DAYS), patient__archived_at__isnull=True)
        .select_related("patient")
        .order_by("starts_at")
    )
    return [
        Waiting(
            kind="missed",
            patient_id=row.patient_id,
            name=_name(row.patient),
            since=row.starts_at,
            what=row.title or row.get_kind_display(),
            row_id=row.pk,
        )
        for row in rows[:MOST]
    ]


def _verify(member: Membership, at: datetime) -> list[Waiting]:
    today = local_day(at, member.practice)
    coming = Appointment.objects.filter(
        HOLDS_ITS_PLACE, patient=OuterRef("patient"), starts_at__range=(at, at + EXPECTED_SOON)
    )
    planned = Case.objects.filter(patient=OuterRef("patient"), closed_at__isnull=True)
    rows = coverages_to_verify(member, today).filter(Exists(coming) | Exists(planned))
    return [
        Waiting(
            kind="verify",
            patient_id=row.patient_id,
            name=_name(row.patient),
            since=datetime.combine(row.verified_on or today, time(NOON), tzinfo=at.tzinfo),
            what=_to_verify(row, today),
            row_id=row.pk,
        )
        for row in rows.order_by("verified_on", "id")[:MOST]
    ]


def _to_verify(row: Coverage, today: date) -> str:
    payer = row.policy.plan.payer.name
    if row.ends is not None and row.ends - today <= ENDS_SOON:
        return f"{payer} ends on {row.ends.day} {row.ends:%b}"
    return f"{payer}, {'confirmed long ago' if row.verified_on else 'never confirmed'}"


def _insurer(member: Membership, at: datetime) -> list[Waiting]:
    return [
        Waiting(
            kind="insurer",
            patient_id=one.pack.case.patient_id,
            name=_name(one.pack.case.patient),
            since=since(one),
            what=words_of(one),
            row_id=one.pack.pk,
        )
        for one in work_with_insurers(member, at)[:MOST]
    ]


def _open_cases(member: Membership) -> QuerySet[Case]:
    rows = Case.objects.filter(practice_id=member.practice_id, closed_at__isnull=True)
    return rows.filter(patient__archived_at__isnull=True).select_related("patient")


def _versions(member: Membership) -> QuerySet[PlanVersion]:
    rows = PlanVersion.objects.filter(practice_id=member.practice_id, active=True, case__closed_at__isnull=True)
    rows = rows.filter(case__patient__archived_at__isnull=True)
    return rows.defer("answer", "inputs").select_related("case__patient")


def _of_case(kind: str, case: Case, since: datetime, *, tier: str = "", count: int = 0) -> Waiting:
    return Waiting(
        kind=kind,
        patient_id=case.patient_id,
        name=_name(case.patient),
        since=since,
        tier=tier,
        count=count,
        what=case.title,
    )


def _name(patient: Patient) -> str:
    return f"{patient.given_name} {patient.family_name}"


ASKED: Mapping[str, Callable[[Membership, datetime], list[Waiting]]] = {
    "missed": _missed,
    "renew": _renew,
    "older": _older,
    "confirm": _confirm,
    "plan": _plan,
    "present": _present,
    "sign": _sign,
    "book": _book,
    "verify": _verify,
    "insurer": _insurer,
}
