"""Do a compilation that waits in the queue in this very process, because nobody else does.

waiting --claim--> running --carry out--> done | refused | failed       only who claims it does it
"""

from contextlib import nullcontext
from datetime import datetime

from arcada.cases.actions.compile_plan import carry_out
from arcada.cases.models import CompileRun
from arcada.cases.models.case import RunState
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def claim(run: CompileRun) -> bool:
    """Take a waiting run; False when somebody else has it, or it is over."""
    return bool(CompileRun.objects.filter(pk=run.pk, state=RunState.WAITING).update(state=RunState.RUNNING))


def compile_here(*, by: Membership, at: datetime, run: CompileRun) -> CompileRun:
    """Carry the run out now, in the transaction of who asks; one that is taken is given back as it is."""
    require(by, Permission.PRESENT, run.case)
    if claim(run):
        carry_out(run, at, nullcontext)
    else:
        run.refresh_from_db()
    return run
