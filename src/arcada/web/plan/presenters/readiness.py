"""What is ready and what is missing before plans are made, each with the way to put it right."""

from dataclasses import dataclass

from arcada.cases.models import Case, CompileRun
from arcada.cases.models.case import RunState
from arcada.cases.readiness import Readiness
from arcada.display.phrases import Voice, count, teeth
from arcada.web.plan.presenters.shown import PLACES, plain
from arcada.web.shell.rail import address


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: good, or missing with a way out."""

    kind: str
    text: str
    way: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """The list, and whether plans can be made now."""

    checks: tuple[Check, ...]
    can: bool


def ready(case: Case, state: Readiness, voice: Voice) -> Ready:
    """Say how ready a case is."""
    chart, history = address("chart:show", case.patient_id), address("intake:history", case.patient_id)
    checks = [_findings(state, chart)]
    if state.suspected:
        told = count(state.suspected, "suspected finding")
        checks.append(
            Check("warn", f"{told}, without effect on the plans until a dentist confirms", "Open the chart", chart)
        )
    if state.history:
        checks.append(Check("good", "Medical history is on record"))
    else:
        said = "No medical history: plans would be made for an unknown patient"
        checks.append(Check("warn", said, "Take the history", history))
    for one in state.lacks:
        where = ", ".join(
            [*(PLACES[p] for p in one.where if p in PLACES), teeth([p for p in one.where if p not in PLACES], voice)]
        )
        lack = "is too old" if one.lack.state == "stale" else "is missing"
        text = f"{plain(one.term)}, {where.strip(', ')}: {one.lack.evidence.replace('_', ' ')} {lack}"
        if one.without:
            checks.append(Check("info", f"{text}. Gone on without, {one.without}"))
        else:
            checks.append(Check("warn", text, "Add it to the finding", chart))
    if not state.fees:
        checks.append(Check("info", "No fee list of the practice's own: the sample fees are used"))
    if state.refusal is not None:
        checks.append(Check("danger", state.refusal.text, "Open the chart", chart))
    return Ready(tuple(checks), state.refusal is None)


def _findings(state: Readiness, chart: str) -> Check:
    if state.confirmed:
        return Check("good", f"{count(state.confirmed, 'confirmed finding')} on the chart")
    return Check("warn", "No confirmed finding: nothing would be planned", "Open the chart", chart)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: its words, its step, and whether anybody works on it."""

    id: str
    message: str
    step: int
    of: int
    going: bool
    deserted: bool
    failed: bool


def progress(run: CompileRun, waited_seconds: float, patience_seconds: float) -> Progress:
    """Say how far a run is; after some patience it is deserted."""
    going = run.state in (RunState.WAITING, RunState.RUNNING)
    return Progress(
        id=str(run.pk),
        message=run.message,
        step=run.step,
        of=run.of,
        going=going,
        deserted=run.state == RunState.WAITING and waited_seconds > patience_seconds,
        failed=run.state in (RunState.REFUSED, RunState.FAILED),
    )
