"""General anaesthesia: everything that is done on teeth is done in its one session."""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import Draft
from arcada.core.teeth.number import is_tooth

OUTSIDE = frozenset({"record", "talk", "review"})
LABEL = "general_anaesthesia"


def one_session(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with all work on teeth tied to the anaesthesia, where there is one."""
    if not any(draft.procedure.depth == "general" for draft in drafts):
        return list(drafts)
    return [replace(draft, together=LABEL) if _belongs(draft) else draft for draft in drafts]


def _belongs(draft: Draft) -> bool:
    teeth = any(is_tooth(place) for place in draft.where)
    return draft.procedure.depth == "general" or (teeth and draft.kind not in OUTSIDE)
