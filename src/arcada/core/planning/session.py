"""General anaesthesia: everything that is done on teeth is done in its one session.

What needs no anaesthesia (records, advice to the parents) may then come before it although the session also holds
urgent work: the child is prepared in a visit of its own. Work on a sleeping child takes less chair time than the
catalogue says, because nothing has to be numbed and nobody has to rest in between.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import Draft
from arcada.core.teeth.number import is_tooth

OUTSIDE = frozenset({"record", "talk", "review"})
LABEL = "general_anaesthesia"
ASLEEP = 0.6
"""Chair time of a step under general anaesthesia beside the same step awake (source: judgement)."""
ROUND_MINUTES = 5


def one_session(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with all work on teeth tied to the anaesthesia, where there is one."""
    if not any(draft.procedure.depth == "general" for draft in drafts):
        return list(drafts)
    urgent = any(_belongs(draft) and draft.phase == "urgent" for draft in drafts)
    return [_asleep(draft) if _belongs(draft) else _prepared(draft, urgent=urgent) for draft in drafts]


def _asleep(draft: Draft) -> Draft:
    """The work tied to the session; the anaesthesia itself keeps its time."""
    tied = replace(draft, together=LABEL)
    if draft.procedure.depth == "general":
        return tied
    stages = tuple(replace(stage, minutes=_shorter(stage.minutes)) for stage in draft.procedure.stages)
    return replace(tied, procedure=replace(draft.procedure, stages=stages))


def _shorter(minutes: int) -> int:
    return max(ROUND_MINUTES, round(minutes * ASLEEP / ROUND_MINUTES) * ROUND_MINUTES)


def _prepared(draft: Draft, *, urgent: bool) -> Draft:
    return replace(draft, parallel=True) if urgent and draft.kind == "talk" else draft


def _belongs(draft: Draft) -> bool:
    teeth = any(is_tooth(place) for place in draft.where)
    return draft.procedure.depth == "general" or (teeth and draft.kind not in OUTSIDE)
