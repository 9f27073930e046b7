"""What follows a change of agreed fees: the estimates of all members of those payers are made anew, as a job.

A page never waits for it, because a list may concern hundreds of patients; the job is enqueued with the change itself.
What is shown meanwhile is computed from the new fees already: only the record of what moved comes a moment later.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from arcada.insurance.models import Contract
from arcada.insurance.tasks import renew_after_fees
from arcada.practice.models import FeeSchedule, Membership


def list_changed(*, by: Membership, at: datetime, schedule: FeeSchedule) -> None:
    """Renew the estimates of the members of every payer whose contract names the list."""
    payers = Contract.objects.filter(practice_id=by.practice_id, schedule=schedule).values_list("payer", flat=True)
    payers_changed(by=by, at=at, payers=payers)


def payers_changed(*, by: Membership, at: datetime, payers: Iterable[UUID]) -> None:
    """Renew the estimates of the members of these payers."""
    found = sorted({str(payer) for payer in payers})
    if found:
        renew_after_fees.defer(practice_id=str(by.practice_id), payers=found, member_id=str(by.pk), at=at.isoformat())
