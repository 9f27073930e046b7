"""Work that is made as a set: veneers, build-ups and onlays of neighbouring teeth in one arch, in one series of visits.

The catalogue says of a procedure how many minutes each further tooth of the same arch adds (`series_minutes`); what
says so is joined, the price is that of all its teeth.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import Draft, relinked
from arcada.core.protocols.catalogue import Procedure
from arcada.core.teeth.number import in_order, is_tooth
from arcada.core.teeth.region import arch

MOST_TEETH = 6
"""A set holds the front teeth of one arch (source: judgement)."""


def in_series(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with sets joined."""
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in sorted(drafts, key=lambda one: one.key):
        if draft.procedure.series_minutes and len(draft.where) == 1 and is_tooth(draft.where[0]):
            groups.setdefault((draft.procedure.id, arch(draft.where[0]), draft.phase, draft.gate), []).append(draft)
    renamed: dict[str, str] = {}
    joined: list[Draft] = []
    for group in groups.values():
        ordered = sorted(group, key=lambda one: in_order([d.where[0] for d in group]).index(one.where[0]))
        starts = range(0, len(ordered), MOST_TEETH)
        joined += [_set_of(ordered[start : start + MOST_TEETH], renamed) for start in starts]
    single = {draft.key for group in groups.values() for draft in group}
    return relinked([*(draft for draft in drafts if draft.key not in single), *joined], renamed)


def _set_of(group: list[Draft], renamed: dict[str, str]) -> Draft:
    first = group[0]
    for other in group[1:]:
        first = replace(
            first.with_findings(other.findings),
            links=tuple(dict.fromkeys((*first.links, *other.links))),
            pending=tuple(sorted({*first.pending, *other.pending})),
        )
    made = replace(first, where=tuple(one.where[0] for one in group), procedure=_for_many(first.procedure, len(group)))
    renamed |= {one.key: made.key for one in group if one.key != made.key}
    return made


def _for_many(procedure: Procedure, teeth: int) -> Procedure:
    more = procedure.series_minutes * (teeth - 1)
    stages = tuple(replace(stage, minutes=stage.minutes + more) for stage in procedure.stages)
    return replace(procedure, stages=stages, units=procedure.units * teeth)
