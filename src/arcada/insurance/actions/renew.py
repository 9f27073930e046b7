"""Keep the estimates of a patient in step: a new row whenever something moved the figures, with its cause.

    keep_in_step(patient)     before a change: what the estimates say now is on record
    ... the change ...
    renew_estimates(patient)  after it: a new row for each open alternative whose figures are others now

Both run in the caller's transaction. A patient of whom nothing was estimated and who has no coverage costs the same
whatever moves: nothing is kept then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from arcada import __version__
from arcada.audit.actions import record
from arcada.cases.models import Alternative
from arcada.cases.models.plan import AlternativeState
from arcada.core.kernel import Refusal
from arcada.insurance.estimating import EstimateNow, estimates_of
from arcada.insurance.estimating_changes import LineChange, line_changes, side
from arcada.insurance.models import Estimate
from arcada.insurance.queries import coverages_of
from arcada.insurance.question import fingerprint
from arcada.patients.models import Patient
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

FIRST, CAUGHT_UP, PRESENTED = "first", "caught_up", "presented"
LONGEST_CAUSE = 300


@dataclass(frozen=True, slots=True)
class Renewed:
    """What was kept for one alternative; `before` is what was on record until then."""

    row: Estimate
    before: Estimate | None

    @property
    def difference(self) -> Decimal:
        """How much more the patient pays."""
        return self.row.patient_pays - (self.before.patient_pays if self.before else self.row.patient_pays)

    @property
    def lines(self) -> tuple[LineChange, ...]:
        """The lines that changed, each with its reasons."""
        return changes_between(self.before, self.row)


def changes_between(before: Estimate | None, after: Estimate) -> tuple[LineChange, ...]:
    """The lines that differ between two kept estimates."""
    if before is None:
        return ()
    old, new = side(before.question, before.answer), side(after.question, after.answer)
    return () if old is None or new is None else line_changes(old, new)


def renew_estimates(
    *, patient: Patient, cause: str, cause_text: str, by: Membership, at: datetime
) -> tuple[Renewed, ...]:
    """Keep a new estimate of each open alternative whose figures are others than those on record."""
    with transaction.atomic():
        return tuple(_renewed(patient, cause, cause_text, by, at))


def keep_in_step(*, patient: Patient, by: Membership, at: datetime) -> None:
    """Put on record what the estimates say now, so that the next change is told from the right ground."""
    with transaction.atomic():
        text = "Brought up to date before a change."
        for _ in _renewed(patient, CAUGHT_UP, text, by, at):
            pass


def keep_presented(*, alternative: Alternative, estimate: EstimateNow, by: Membership, at: datetime) -> Estimate:
    """Keep what a patient is told at a presentation, whether or not a figure changed."""
    before = current_of(alternative)
    return _kept(alternative, estimate, before, PRESENTED, "Presented to the patient.", by, at).row


def open_alternatives(patient: Patient) -> tuple[Alternative, ...]:
    """What the patient may still get: offered under the plan in force, or accepted."""
    standing = Q(version__active=True, state__in=(AlternativeState.OFFERED, AlternativeState.ACCEPTED))
    rows = Alternative.objects.filter(
        standing | Q(state=AlternativeState.ACCEPTED), case__patient=patient, case__closed_at__isnull=True
    )
    rows = rows.select_related("case__patient__practice", "case__dentist", "covered_by")
    found = rows.prefetch_related("version__case", "items", "visits").order_by(
        "case__number", "-version__number", "position"
    )
    return tuple(row for row in found if not row.content().get("same_as"))


def current_of(alternative: Alternative) -> Estimate | None:
    """The estimate of an alternative that is on record."""
    return Estimate.objects.filter(alternative=alternative, current=True).first()


def _renewed(patient: Patient, cause: str, text: str, by: Membership, at: datetime) -> Iterator[Renewed]:
    today = local_day(at, patient.practice)
    rows = open_alternatives(patient)
    known = {one.alternative_id: one for one in Estimate.objects.filter(alternative__in=rows, current=True)}
    if not known and not coverages_of(patient, today):
        return
    told = estimates_of(rows, as_of=today)
    for row in rows:
        now = told[row.pk]
        if isinstance(now, Refusal):
            continue
        before = known.get(row.pk)
        if before is None or _differs(before, now):
            yield _kept(row, now, before, cause, text, by, at)


def _differs(before: Estimate, now: EstimateNow) -> bool:
    """Whether a figure is another one; the day on which it was asked is none."""
    if (before.low, before.high, before.complete) != (now.low, now.high, now.complete):
        return True
    return figures_of(before.answer) != figures_of(now.written())


def figures_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The amounts of an answer by line, without words."""
    return {
        item: {
            "patient": line["patient_pays"],
            "write_off": line["write_off_total"],
            "pays": {name: part["insurer_pays"] for name, part in line.items() if isinstance(part, Mapping)},
        }
        for item, line in answer["lines"].items()
    }


def _kept(
    alternative: Alternative,
    now: EstimateNow,
    before: Estimate | None,
    cause: str,
    text: str,
    by: Membership,
    at: datetime,
) -> Renewed:
    last = Estimate.objects.select_for_update().filter(alternative=alternative).order_by("-number").first()
    Estimate.objects.filter(alternative=alternative, current=True).update(current=False)
    row = Estimate.objects.create(
        practice_id=alternative.practice_id,
        alternative=alternative,
        number=last.number + 1 if last else 1,
        cause=cause if before is not None or cause == PRESENTED else FIRST,
        cause_text=text[:LONGEST_CAUSE],
        as_of=now.question.as_of,
        question=now.asked.case,
        question_hash=fingerprint(now.asked.case),
        answer=now.written(),
        engine_version=__version__,
        charge=now.charge,
        insurers_pay=now.insurers_pay,
        write_off=now.write_off,
        patient_pays=now.patient_pays,
        low=now.low,
        high=now.high,
        complete=now.complete,
        made_by=by,
        made_at=at,
    )
    record(
        by=by,
        at=at,
        verb="renewed" if before else "estimated",
        noun="estimate",
        noun_id=row.pk,
        patient_id=alternative.case.patient_id,
        detail={"cause": row.cause, "patient_pays": str(row.patient_pays), "tier": alternative.tier},
    )
    row.refresh_from_db()
    return Renewed(row, before)
