"""Compile the plans of a case, at once or step by step for a job whose progress is watched."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.compilation import Inputs, compute, keep, read_inputs
from arcada.cases.models import Case, CompileRun, PlanVersion
from arcada.cases.models.case import RunState
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

READING, COMPUTING, KEEPING, DONE = range(1, 5)
MESSAGES = {
    READING: "Reading chart and history",
    COMPUTING: "Finding the options, ordering the visits, pricing three plans",
    KEEPING: "Writing the version down",
    DONE: "Three plans are ready",
}


def compile_plan(*, by: Membership, at: datetime, case: Case) -> PlanVersion | Refusal:
    """Compile now; unchanged inputs give the version that is there already."""
    require(by, Permission.PRESENT, case)
    inputs = read_inputs(case, at)
    answer = compute(inputs)
    return answer if isinstance(answer, Refusal) else keep_answer(by, at, case, inputs, answer)


def keep_answer(
    by: Membership, at: datetime, case: Case, inputs: Inputs, answer: dict[str, Any] | Refusal
) -> PlanVersion | Refusal:
    """Write an answer down as the next version; two at once get two numbers.

    What changed while it was computed (a finding, a fee, a line that the dentist set aside) is not forgotten: then
    it is computed anew, so that the version in force is always made from the record as it is.
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        now = read_inputs(locked, at)
        if now.hash != inputs.hash:
            inputs, answer = now, compute(now)
        if isinstance(answer, Refusal):
            return answer
        version = keep(by=by, at=at, case=locked, inputs=inputs, answer=answer)
        record(
            by=by,
            at=at,
            verb="compiled",
            noun="plan version",
            noun_id=version.id,
            patient_id=case.patient_id,
            detail={"version": version.number, "inputs": inputs.hash, "protocols": version.protocols_hash},
        )
        return version


def carry_out(run: CompileRun, at: datetime, within: Callable[[], AbstractContextManager[None]]) -> None:
    """Do a run: each step is told in a transaction of its own (`within`), so that a page can watch it."""
    by = run.started_by

    def tell(step: int, state: str = RunState.RUNNING, message: str = "", version: PlanVersion | None = None) -> None:
        with within():
            run.state, run.step, run.message = state, step, message or MESSAGES[step]
            run.version = version
            run.save(update_fields=["state", "step", "message", "version"])

    tell(READING)
    with within():
        inputs = read_inputs(run.case, at)
    tell(COMPUTING)
    answer = compute(inputs)
    if isinstance(answer, Refusal):
        tell(COMPUTING, RunState.REFUSED, answer.text)
        return
    tell(KEEPING)
    with within():
        version = keep_answer(by, at, run.case, inputs, answer)
    if isinstance(version, Refusal):
        tell(KEEPING, RunState.REFUSED, version.text)
        return
    tell(DONE, RunState.DONE, version=version)
