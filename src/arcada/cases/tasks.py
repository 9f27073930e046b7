"""Jobs of cases. A job is given ids and its practice, never a patient's data."""

from datetime import datetime
from functools import partial

from procrastinate.contrib.django import app

from arcada.cases.actions.compile_here import claim
from arcada.cases.actions.compile_plan import carry_out
from arcada.cases.models import CompileRun, OrderSearch
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


@app.task(queue="order", name="cases.search_order", priority=-10)
def search_order_of(*, practice_id: str, search_id: str) -> None:
    """Look for a better order of a version, unless a page did it or stopped it; a search that breaks says so."""
    from arcada.cases.actions import search_order  # noqa: PLC0415 - the action enqueues this task

    within = partial(in_practice, practice_id)
    with within():
        rows = OrderSearch.objects.select_related("version__case__patient__practice")
        search = rows.get(pk=search_id)
        if not search_order.claim(search):
            return
    try:
        search_order.carry_out(search, within)
    except Exception:
        with within():
            text = "The search broke off: something in Arcada is wrong. The plans are as they were; the log says more."
            rows.filter(pk=search.pk).update(state=RunState.FAILED, message=text)
        raise
