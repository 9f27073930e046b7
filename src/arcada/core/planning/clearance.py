"""Clearing an arch: many teeth of one arch removed together, and the denture that is fitted on the same day (R31).

    back right | back left  -->  front teeth + insertion of the denture, one visit

Where an arch loses its last teeth, its extractions are joined into three items, back right, back left and front,
because nobody removes them one visit each. The immediate denture is inserted in the visit of the front teeth (of
the last group where there are none); the back groups come before it.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import Draft, Link, relinked
from arcada.core.planning.phrases import of_several
from arcada.core.protocols.catalogue import Procedure, Stage
from arcada.core.protocols.protocol import DayWindow
from arcada.core.teeth.number import in_order, is_front, is_right, is_tooth
from arcada.core.teeth.region import ARCHES, arch

WHOLE_ARCH = frozenset({"immediate_denture", "complete_denture", "full_arch_implant_prosthesis", "implant_overdenture"})
JOINED = frozenset({"extraction", "post_surgical_review", "haemostatic_measures"})
GROUPS = ("back_right", "back_left", "front")
FURTHER_TOOTH_MINUTES = 12
"""Chair time of each further tooth in one sitting (source: judgement)."""
BACK_FIRST = DayWindow(0, 60)
FRONT_SOON = DayWindow(0, 7)
"""Where a history lets only few teeth go in a visit, nobody is without front teeth for longer (R19, judgement)."""
SAME_VISIT = DayWindow(0, 0)


def cleared(drafts: Sequence[Draft], most: int | None) -> list[Draft]:
    """The drafts with the extractions of cleared arches joined; `most` is how many teeth a visit may lose."""
    found = list(drafts)
    for name in ARCHES:
        if any(draft.family in WHOLE_ARCH and draft.where == (name,) for draft in found):
            found = _joined(found, name, most)
            found = [_inserted(draft, found) if draft.where == (name,) else draft for draft in found]
    return found


def _joined(drafts: list[Draft], name: str, most: int | None) -> list[Draft]:
    """Extractions of the arch by group; their checks and measures against bleeding go with them."""
    own = [d for d in drafts if d.family in JOINED and all(is_tooth(p) and arch(p) == name for p in d.where)]
    places = _places([draft for draft in own if draft.family == "extraction"], most)
    merged: dict[tuple[str, ...], Draft] = {}
    renamed: dict[str, str] = {}
    for draft in own:
        spot = next((place for place in places if set(draft.where) <= set(place)), draft.where)
        key = (draft.family, *spot)
        said = of_several(draft.because, draft.where[0]) if len(spot) > 1 else draft.because
        wide = replace(merged[key].with_findings(draft.findings) if key in merged else draft, where=spot, because=said)
        merged[key] = replace(wide, links=tuple(dict.fromkeys((*wide.links, *draft.links))))
        renamed[draft.key] = merged[key].key
    kept = [draft for draft in drafts if draft not in own]
    return relinked([*kept, *(replace(d, procedure=_for_many(d)) for d in merged.values())], renamed)


def _places(extractions: list[Draft], most: int | None) -> list[tuple[str, ...]]:
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    for tooth in in_order([place for draft in extractions for place in draft.where]):
        groups["front" if is_front(tooth) else "back_right" if is_right(tooth) else "back_left"].append(tooth)
    size = most or max([len(teeth) for teeth in groups.values()], default=1) or 1
    return [tuple(teeth[start : start + size]) for teeth in groups.values() for start in range(0, len(teeth), size)]


def _for_many(draft: Draft) -> Procedure:
    """An extraction of several teeth: minutes for each further tooth, the price for all."""
    teeth = len(draft.where)
    procedure = draft.procedure
    if draft.family != "extraction" or teeth == 1:
        return procedure
    first = procedure.stages[0]
    minutes = first.minutes + FURTHER_TOOTH_MINUTES * (teeth - 1)
    return replace(procedure, stages=(Stage(minutes),), units=procedure.units * teeth)


def _inserted(draft: Draft, drafts: list[Draft]) -> Draft:
    """The immediate denture with its insertion tied to the last group of teeth."""
    if draft.family != "immediate_denture":
        return draft
    last = len(draft.procedure.stages) - 1
    groups = [d for d in drafts if d.family == "extraction" and arch(d.where[0]) == draft.where[0]]
    ordered = sorted(groups, key=lambda d: (is_front(d.where[0]), d.key))
    links = [Link(one.key, (FRONT_SOON if is_front(one.where[0]) else BACK_FIRST,), last) for one in ordered[:-1]]
    links += [Link(group.key, (SAME_VISIT,), last) for group in ordered[-1:]]
    before = {link.key for link in links}
    return replace(draft, links=(*(link for link in draft.links if link.key not in before), *links))
