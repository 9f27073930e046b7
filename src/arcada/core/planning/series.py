"""Work that is made as a set: veneers, build-ups, sealants of neighbouring teeth in one arch, in one series of visits.

The catalogue says of a procedure how many minutes each further tooth of the same arch adds (`series_minutes`); what
says so is joined, the price is that of all its teeth, or less where each further tooth costs less (`series_units`).
Reviews of one finding on several teeth are one look, whatever the arch.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import Draft, relinked
from arcada.core.planning.phrases import of_several
from arcada.core.protocols.catalogue import Procedure
from arcada.core.teeth.number import in_order, is_front, is_right, is_tooth
from arcada.core.teeth.region import arch, quadrant_name

MOST_TEETH = 6
"""A set holds the front teeth of one arch (source: judgement)."""


def in_series(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with sets joined."""
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in sorted(drafts, key=lambda one: one.key):
        if draft.procedure.series_minutes and len(draft.where) == 1 and is_tooth(draft.where[0]):
            groups.setdefault(_set(draft), []).append(draft)
    renamed: dict[str, str] = {}
    joined: list[Draft] = []
    for group in groups.values():
        ordered = sorted(group, key=lambda one: in_order([d.where[0] for d in group]).index(one.where[0]))
        joined += [_set_of(part, renamed) for part in _parts(ordered)]
    single = {draft.key for group in groups.values() for draft in group}
    return relinked([*(draft for draft in drafts if draft.key not in single), *joined], renamed)


def _parts(group: list[Draft]) -> list[list[Draft]]:
    """The set as it is, or by back right, front and back left where it holds more teeth than one series takes."""
    if len(group) <= MOST_TEETH or group[0].kind == "review":
        return [group]
    parts: dict[tuple[bool, bool], list[Draft]] = {}
    for draft in group:
        front = is_front(draft.where[0])
        parts.setdefault((front, front or is_right(draft.where[0])), []).append(draft)
    return list(parts.values())


def _set(draft: Draft) -> tuple[str, ...]:
    """What has to be the same for two drafts to be one set."""
    same = (draft.procedure.id, draft.phase, draft.gate)
    if draft.kind == "review":
        return (*same, draft.name, *draft.findings)
    near = quadrant_name if draft.procedure.series_within == "quadrant" else arch
    return (*same, near(draft.where[0]))


def _set_of(group: list[Draft], renamed: dict[str, str]) -> Draft:
    first = group[0]
    for other in group[1:]:
        first = replace(
            first.with_findings(other.findings),
            links=tuple(dict.fromkeys((*first.links, *other.links))),
            pending=tuple(sorted({*first.pending, *other.pending})),
        )
    if len(group) > 1:
        first = replace(first, because=of_several(first.because, first.where[0]))
    made = replace(first, where=tuple(one.where[0] for one in group), procedure=_for_many(first.procedure, len(group)))
    renamed |= {one.key: made.key for one in group if one.key != made.key}
    return made


def _for_many(procedure: Procedure, teeth: int) -> Procedure:
    more = procedure.series_minutes * (teeth - 1)
    stages = tuple(replace(stage, minutes=stage.minutes + more) for stage in procedure.stages)
    further = procedure.units if procedure.series_units is None else procedure.series_units
    return replace(procedure, stages=stages, units=procedure.units + further * (teeth - 1))
