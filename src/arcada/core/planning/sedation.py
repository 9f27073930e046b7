"""Sedation goes with the work that it is for, and never has a visit of its own.

The operations of one phase share its sitting, as many as the sitting holds; without an operation, the first numbed
work. General anaesthesia has rules of its own (session.py).
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import PHASES, Draft
from arcada.core.planning.library import Library
from arcada.core.teeth.number import is_tooth

FAMILY = "sedation_or_general_anaesthesia"
LABEL = "sedated"
SITTING_MINUTES = 180
"""How long somebody is kept sedated in one sitting (source: judgement)."""


def sedated(library: Library, drafts: Sequence[Draft], most_teeth: int | None) -> list[Draft]:
    """The drafts with a light sedation tied to the operations that it is for, and with nothing else tied to it."""
    light = [draft for draft in drafts if draft.family == FAMILY and draft.procedure.depth != "general"]
    company = _company(library, light[0], drafts, most_teeth) if len(light) == 1 else []
    if not company:
        return list(drafts)
    keys = {draft.key for draft in company}
    return [
        replace(draft, together=LABEL)
        if draft.key in keys
        else replace(draft, together=LABEL, phase=company[0].phase)
        if draft.family == FAMILY
        else draft
        for draft in drafts
    ]


def _company(library: Library, light: Draft, drafts: Sequence[Draft], most_teeth: int | None) -> list[Draft]:
    """What is done in the sedated sitting: one role, one phase, teeth and minutes within bounds."""
    operations = [draft for draft in drafts if draft.family in library.group("wound") and _free(draft)]
    numbed = operations or [draft for draft in drafts if draft.procedure.anaesthesia and _free(draft)]
    able = {light.procedure.role, *light.procedure.ride_along}
    pool = sorted((draft for draft in numbed if draft.procedure.role in able), key=_turn)
    found: list[Draft] = []
    minutes, teeth = light.procedure.stages[0].minutes, 0
    for draft in pool:
        minutes += draft.procedure.stages[0].minutes
        teeth += len(draft.where) if draft.family == "extraction" else 0
        fits = minutes <= SITTING_MINUTES and (most_teeth is None or teeth <= most_teeth)
        if found and not (fits and _turn(draft)[:2] == _turn(found[0])[:2]):
            break
        found.append(draft)
    return found


def _turn(draft: Draft) -> tuple[int, str, int, str]:
    return (PHASES.index(draft.phase), draft.procedure.role, -draft.priority, draft.key)


def _free(draft: Draft) -> bool:
    """Whether the work may be moved into the sitting."""
    whole = draft.together in {"", LABEL} and draft.not_before is None and draft.phase != "urgent"
    return whole and any(is_tooth(place) for place in draft.where)
