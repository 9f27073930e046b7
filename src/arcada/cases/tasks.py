"""Jobs of cases. A job is given ids and its practice, never a patient's data."""

from datetime import datetime
from functools import partial

from procrastinate.contrib.django import app

from arcada.cases.actions.compile_here import claim
from arcada.cases.actions.compile_plan import carry_out
from arcada.cases.models import CompileRun
from arcada.cases.models.case import RunState
from arcada.store.tenancy import in_practice


@app.task(queue="compile", name="cases.compile")
def compile_case(*, practice_id: str, run_id: str, at: str) -> None:
    """Compile the case of a run, unless a page did it meanwhile; a run that breaks says so."""
    within = partial(in_practice, practice_id)
    with within():
        run = CompileRun.objects.select_related("case__patient__practice", "started_by__user").get(pk=run_id)
        if not claim(run):
            return
    try:
        carry_out(run, datetime.fromisoformat(at), within)
    except Exception:
        with within():
            text = "The plans could not be computed: something in Arcada is wrong. The log says more."
            CompileRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, message=text)
        raise
