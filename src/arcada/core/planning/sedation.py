"""Sedation goes with the work that it is for, and never has a visit of its own.

The operations of one phase share its sitting, as many as the sitting holds; without an operation, the first numbed
work. General anaesthesia has rules of its own (session.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from arcada.core.planning.dose import dose_of
from arcada.core.planning.draft import PHASES, Draft, Link
from arcada.core.planning.library import Library
from arcada.core.protocols.protocol import DayWindow
from arcada.core.teeth.number import is_tooth
from arcada.core.teeth.region import lower_blocks

FAMILY = "sedation_or_general_anaesthesia"
LABEL = "sedated"
SITTING_MINUTES = 180
"""How long somebody is kept sedated in one sitting (source: judgement)."""
BOTH_SIDES = 2


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one sitting may hold: so many teeth removed, so much local anaesthetic; None where nothing limits it."""

    most_teeth: int | None = None
    most_mg: int | None = None

    def holds(self, drafts: Sequence[Draft], minutes: int) -> bool:
        """Whether all of it is done in one sitting; for operations alone both sides of the lower jaw are numbed."""
        minutes += sum(draft.procedure.stages[0].minutes for draft in drafts)
        teeth = sum(len(draft.where) for draft in drafts if draft.family == "extraction")
        dose = sum(dose_of(draft) for draft in drafts)
        lighter = [draft for draft in drafts if draft.kind != "surgery"]
        sides = lower_blocks([place for draft in drafts for place in draft.where]) if lighter else ()
        within = (self.most_teeth is None or teeth <= self.most_teeth) and (
            self.most_mg is None or dose <= self.most_mg
        )
        return minutes <= SITTING_MINUTES and within and len(sides) < BOTH_SIDES


def sedated(library: Library, drafts: Sequence[Draft], sitting: Sitting) -> list[Draft]:
    """The drafts with a light sedation tied to the operations that it is for, and with nothing else tied to it."""
    light = [draft for draft in drafts if draft.family == FAMILY and draft.procedure.depth != "general"]
    company = _company(library, light[0], drafts, sitting) if len(light) == 1 else []
    if not company:
        return [draft for draft in drafts if draft not in light or not _offered(draft)]
    return [_placed(draft, light[0], company) for draft in drafts]


def _placed(draft: Draft, light: Draft, company: Sequence[Draft]) -> Draft:
    """The draft in the sitting, or after it where it is more of the same: it is easier to bear then."""
    if draft.key == light.key:
        return replace(draft, together=LABEL, phase=company[0].phase)
    if any(draft.key == one.key for one in company):
        return replace(draft, together=LABEL)
    same = any(draft.family == one.family and draft.phase == one.phase for one in company)
    afterwards = Link(light.key, (DayWindow(0),), strength="preference")
    return replace(draft, links=(*draft.links, afterwards)) if same and _free(draft) else draft


def _offered(light: Draft) -> bool:
    """Whether nobody asked for it: it is offered because of the history, and goes where nothing is left to ease."""
    return all(source.startswith("flag:") for source in light.findings)


def _company(library: Library, light: Draft, drafts: Sequence[Draft], sitting: Sitting) -> list[Draft]:
    """What is done in the sedated sitting: one role, one phase, and no more than it holds."""
    operations = [draft for draft in drafts if draft.family in library.group("wound") and _free(draft)]
    numbed = operations or [draft for draft in drafts if draft.procedure.anaesthesia and _free(draft)]
    able = {light.procedure.role, *light.procedure.ride_along}
    pool = sorted((draft for draft in numbed if draft.procedure.role in able), key=_turn)
    found: list[Draft] = []
    for draft in pool:
        fits = sitting.holds([*found, draft], light.procedure.stages[0].minutes)
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
