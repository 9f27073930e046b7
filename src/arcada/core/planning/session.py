"""General anaesthesia: everything that is done on teeth is done in its one session.

What needs no anaesthesia (records, advice to the parents) may then come before it although the session also holds
urgent work: the child is prepared in a visit of its own. Work on a sleeping child takes less chair time than the
catalogue says, because nothing has to be numbed and nobody has to rest in between. Canals are finished at once, with
no relief beforehand; what waits for a wound to heal (an implant, a bridge in the gap) is planned after the session.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import Draft, relinked
from arcada.core.planning.library import Library
from arcada.core.teeth.number import is_tooth

OUTSIDE = frozenset({"record", "talk", "review"})
LABEL = "general_anaesthesia"
RELIEF = "emergency_pulpectomy"
ASLEEP = 0.6
"""Chair time of a step under general anaesthesia beside the same step awake (source: judgement)."""
ROUND_MINUTES = 5


def one_session(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with all work on teeth tied to the anaesthesia, where there is one."""
    if not _general(drafts):
        return list(drafts)
    drafts = _without_relief(drafts)
    urgent = any(_belongs(draft) and draft.phase == "urgent" for draft in drafts)
    return [_asleep(draft) if _belongs(draft) else _prepared(draft, urgent=urgent) for draft in drafts]


def healed_later(library: Library, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without what would have to wait for a wound of the session, and without what hangs on that alone."""
    if not _general(drafts):
        return list(drafts)
    lost = {place for draft in drafts if draft.family == "extraction" for place in draft.where}
    waiting = library.group("implant_surgery") | library.group("definitive_prosthesis")
    left = {draft.key for draft in drafts if draft.family in waiting and lost & set(draft.where)}
    for _ in drafts:
        hangs = {d.key for d in drafts if d.links and all(link.key in left for link in d.links)}
        left |= hangs
    return relinked([draft for draft in drafts if draft.key not in left], {})


def _general(drafts: Sequence[Draft]) -> bool:
    return any(draft.procedure.depth == "general" for draft in drafts)


def _without_relief(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with relief taken over by the canal treatment of the same tooth, which follows in the same hour."""
    canals = {draft.where: draft for draft in drafts if draft.kind == "endodontic" and draft.family != RELIEF}
    over = {draft.key: canals[draft.where] for draft in drafts if draft.family == RELIEF and draft.where in canals}
    kept = []
    for draft in drafts:
        taken = tuple(fid for one in drafts if over.get(one.key) is draft for fid in one.findings)
        if draft.key not in over:
            kept.append(draft.with_findings(taken))
    return relinked(kept, {key: draft.key for key, draft in over.items()})


def _asleep(draft: Draft) -> Draft:
    """The work tied to the session; the anaesthesia itself keeps its time."""
    tied = replace(draft, together=LABEL)
    if draft.procedure.depth == "general":
        return tied
    stages = draft.procedure.stages
    if draft.kind == "endodontic":
        stages = (replace(stages[0], minutes=sum(stage.minutes * stage.repeat for stage in stages), repeat=1),)
    stages = tuple(replace(stage, minutes=_shorter(stage.minutes)) for stage in stages)
    return replace(tied, procedure=replace(draft.procedure, stages=stages))


def _shorter(minutes: int) -> int:
    return max(ROUND_MINUTES, round(minutes * ASLEEP / ROUND_MINUTES) * ROUND_MINUTES)


def _prepared(draft: Draft, *, urgent: bool) -> Draft:
    return replace(draft, parallel=True) if urgent and draft.kind == "talk" else draft


def _belongs(draft: Draft) -> bool:
    teeth = any(is_tooth(place) for place in draft.where)
    return draft.procedure.depth == "general" or (teeth and draft.kind not in OUTSIDE)
