"""The plan walked through the mouth: no step without ground, and the state after every visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arcada.core.chart.act import Act
from arcada.core.chart.before import mouth_before, signs_in
from arcada.core.chart.mouth import Mouth, mouth_to_dict
from arcada.core.chart.walk import Part, Step, Visit, walk
from arcada.core.kernel import Refusal
from arcada.core.planning.case import Case
from arcada.core.planning.draft import Draft
from arcada.core.planning.library import Library
from arcada.core.sequencing.problem import Answer


@dataclass(frozen=True, slots=True)
class Walked:
    """The mouth after each visit in its plain form, and the findings that are gone at the end."""

    states: tuple[Mapping[str, Any], ...]
    resolved: tuple[str, ...]


def mouth_of(case: Case) -> Mouth | Refusal:
    """The mouth before treatment, or what in the chart cannot be."""
    age = case.patient.age_years
    return mouth_before(case.findings, case.missing_teeth, None if age is None else int(age), case.existing)


def walked(library: Library, case: Case, before: Mouth, drafts: Sequence[Draft], answer: Answer) -> Walked | Refusal:
    """Walk the visits; the first fault is a refusal, because such a plan is never shown."""
    acts = {draft.key: act_of(library, draft) for draft in drafts}
    visits = [Visit(visit.number, visit.day, _steps(answer, acts, visit.number)) for visit in answer.visits]
    done = walk(before, visits, signs_in(case.findings, before))
    if done.faults:
        fault = done.faults[0]
        return Refusal("engine_fault", f"Visit {fault.visit} of the plan has no ground: {fault.text}.", fault.item)
    states = tuple({"visit": number, **mouth_to_dict(mouth)} for number, mouth in done.states)
    return Walked(states, tuple(name for name, _ in done.resolved))


def act_of(library: Library, draft: Draft) -> Act:
    """The draft as an act: the needs and effects of its family and its own."""
    family = library.families[draft.family]
    return Act(
        item=draft.key,
        name=draft.procedure.name,
        where=draft.where,
        needs=(*family.needs, *draft.procedure.needs),
        does=(*family.does, *draft.procedure.does),
        surfaces=draft.surfaces,
        findings=draft.findings,
    )


def _steps(answer: Answer, acts: Mapping[str, Act], number: int) -> tuple[Step, ...]:
    visit = answer.visits[number - 1]
    return tuple(Step(acts[stop.task], _part(stop.step, len(answer.placement(stop.task).days))) for stop in visit.stops)


def _part(step: int, steps: int) -> Part:
    if steps == 1:
        return "whole"
    if step == 0:
        return "first"
    return "last" if step == steps - 1 else "middle"
