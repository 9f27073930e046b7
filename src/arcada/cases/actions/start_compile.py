"""Put a compilation into the queue; the page watches its progress and may be left."""

from datetime import datetime, timedelta

from django.db import transaction

from arcada.cases.models import Case, CompileRun
from arcada.cases.models.case import RunState
from arcada.cases.tasks import compile_case
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

GIVEN_UP = timedelta(minutes=2)  # a compilation takes a second; who takes longer has died. source: judgement


def start_compile(*, by: Membership, at: datetime, case: Case) -> CompileRun:
    """Put a compilation into the queue; a run that waits or works already is given instead."""
    require(by, Permission.PRESENT, case)
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        under_way = CompileRun.objects.filter(case=case, state__in=(RunState.WAITING, RunState.RUNNING))
        going = under_way.filter(started_at__gt=at - GIVEN_UP).first()
        if going is not None:
            return going
        under_way.update(state=RunState.FAILED, message="Nobody finished this run; it was started again.")
        run = CompileRun.objects.create(
            practice_id=case.practice_id,
            case=case,
            message="Waiting for its turn",
            started_by=by,
            started_at=at,
        )
        compile_case.defer(practice_id=str(case.practice_id), run_id=str(run.id), at=at.isoformat())
        return run
