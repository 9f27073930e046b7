"""From drafts to the sequencing problem, and back to visits and days."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from arcada.core.kernel import Refusal
from arcada.core.planning.dose import dose_of
from arcada.core.planning.draft import Draft, Link
from arcada.core.protocols.catalogue import Stage
from arcada.core.sequencing.better import Improve, better_of
from arcada.core.sequencing.checker import check
from arcada.core.sequencing.greedy import greedy
from arcada.core.sequencing.problem import (
    Answer,
    Lag,
    Limits,
    Phase,
    Problem,
    Side,
    Step,
    Strength,
    Task,
    Window,
)
from arcada.core.teeth.number import is_right, is_tooth

NOT_TREATMENT = frozenset({"record", "talk", "review"})
LONG_SESSION_MINUTES = 360
"""A session under general anaesthesia holds everything (source: judgement)."""
GATE_FAMILY = "periodontal_re_evaluation"


def task_of(draft: Draft, maximum_mg: int | None = None) -> Task:
    """The draft as a task; no item alone takes more than the patient may have."""
    procedure = draft.procedure
    removal = draft.family == "extraction"
    return Task(
        id=draft.key,
        steps=tuple(step for stage in procedure.stages for step in _steps(stage)),
        phase=Phase(draft.phase),
        role=procedure.role,
        also=procedure.ride_along,
        where=draft.where,
        side=side_of(draft.where),
        anaesthetised=procedure.anaesthesia,
        anaesthetic_mg=dose_of(draft) if maximum_mg is None else min(dose_of(draft), maximum_mg),
        parallel=draft.parallel,
        priority=draft.priority,
        after=tuple(lag_of(link) for link in draft.links),
        together=draft.together,
        not_before=draft.not_before,
        not_after=draft.not_after,
        review=draft.kind == "review" and draft.family != GATE_FAMILY,
        treatment=draft.kind not in NOT_TREATMENT,
        extractions=len(draft.where) if removal else 0,
        mid_flow=removal and draft.phase != "urgent",
        cost=int(procedure.units * 100),
        spaced=draft.spaced,
    )


def _steps(stage: Stage) -> tuple[Step, ...]:
    roles = (stage.role,) if stage.role else ()
    step = Step(stage.minutes, stage.min_days, stage.max_days, stage.anaesthetised, roles)
    return (step,) * stage.repeat


def lag_of(link: Link) -> Lag:
    """The link as a lag."""
    windows = tuple(Window(window.min_days, window.max_days) for window in link.windows)
    return Lag(link.key, windows, Strength(link.strength), to_step=link.to_stage)


def side_of(where: tuple[str, ...]) -> Side | None:
    """The patient's side when all named teeth lie on it."""
    sides = {is_right(place) for place in where if is_tooth(place)}
    if len(sides) != 1 or not all(is_tooth(place) for place in where):
        return None
    return Side.RIGHT if True in sides else Side.LEFT


def limits_of(
    drafts: Sequence[Draft],
    maximum: Decimal | None,
    extractions: int | None,
    spacing: int | None = None,
    minutes: int | None = None,
) -> Limits:
    """What a visit may hold for this patient; under general anaesthesia one session holds everything."""
    if any(draft.procedure.depth == "general" for draft in drafts):
        return Limits(minutes=LONG_SESSION_MINUTES, one_role=False, split_lower_blocks=False, urgent_alone=False)
    limits = Limits(anaesthetic_mg=None if maximum is None else int(maximum), extractions=extractions)
    limits = limits if minutes is None else replace(limits, minutes=min(limits.minutes, minutes))
    return limits if spacing is None else replace(limits, spaced_gap_days=spacing)


def problem_of(drafts: Sequence[Draft], limits: Limits) -> Problem:
    """What is to be put in order."""
    return Problem(tuple(task_of(draft, limits.anaesthetic_mg) for draft in drafts), limits)


def shorter(drafts: Sequence[Draft], limits: Limits, first: Answer, improve: Improve) -> Answer:
    """A better order than the first answer where one is found, else the first."""
    problem = problem_of(drafts, limits)
    return better_of(problem, first, improve(problem, first))


def timetable(drafts: Sequence[Draft], limits: Limits) -> Answer | Refusal:
    """Visits and days, checked by the independent checker."""
    problem = problem_of(drafts, limits)
    answer = greedy(problem)
    if isinstance(answer, Refusal):
        return answer
    faults = check(problem, answer)
    if faults:
        return Refusal("engine_fault", f"The order of work is not sound: {faults[0].text}", faults[0].where)
    return answer
