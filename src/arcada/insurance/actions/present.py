"""Present an alternative with what insurers are expected to pay: the estimate is frozen in the same moment."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from arcada.cases.actions.present import present
from arcada.cases.models import Alternative, Proposal
from arcada.core.kernel import Refusal
from arcada.insurance.actions.renew import keep_presented
from arcada.insurance.estimating import EstimateNow, estimate_of
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

ZERO = Decimal(0)


def present_with_estimate(*, by: Membership, at: datetime, alternative: Alternative) -> Proposal | Refusal:
    """Freeze the proposal and the estimate that it shows; without a coverage there is only the price."""
    now = estimate_of(alternative, as_of=local_day(at, alternative.practice))
    told = None if isinstance(now, Refusal) else value_of(now)
    with transaction.atomic():
        made = present(by=by, at=at, alternative=alternative, estimate=told)
        if told is not None and isinstance(made, Proposal) and isinstance(now, EstimateNow):
            keep_presented(alternative=alternative, estimate=now, by=by, at=at)
        return made


def told_estimate(alternative: Alternative, *, as_of: date) -> dict[str, Any] | None:
    """What a proposal of today would say of insurers; None where nobody insures the patient."""
    now = estimate_of(alternative, as_of=as_of)
    return None if isinstance(now, Refusal) else value_of(now)


def value_of(now: EstimateNow) -> dict[str, Any] | None:
    """The figures of a proposal, as text with two decimals."""
    if not now.asked.coverages:
        return None
    payers: dict[str, Decimal] = {}
    for row in now.asked.coverages:
        name = row.policy.plan.payer.name
        paid = sum(
            (part.insurer_pays for line in now.answer.lines for part in line.parts if part.coverage == str(row.pk)),
            start=payers.get(name, ZERO),
        )
        payers[name] = paid
    return {
        "as_of": now.question.as_of.isoformat(),
        "charge": f"{now.charge:.2f}",
        "payers": [{"name": name, "pays": f"{paid:.2f}"} for name, paid in payers.items()],
        "insurers": f"{now.insurers_pay:.2f}",
        "write_off": f"{now.write_off:.2f}",
        "patient": f"{now.patient_pays:.2f}",
        "low": f"{now.low:.2f}",
        "high": f"{now.high:.2f}",
        "complete": now.complete,
    }
