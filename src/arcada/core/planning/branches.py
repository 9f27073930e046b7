"""Contingencies: what is done if something named in advance comes true. Priced apart, with no place in the order."""

from collections.abc import Sequence
from dataclasses import dataclass

from arcada.core.planning.choice import Choice
from arcada.core.planning.draft import Draft
from arcada.core.planning.library import Library
from arcada.core.planning.phrases import phrase
from arcada.core.protocols.catalogue import Procedure


@dataclass(frozen=True, slots=True)
class BranchItem:
    """One procedure of a branch."""

    procedure: Procedure
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contingency:
    """A trigger in words, how likely it is where that is known, and what is then done."""

    trigger: str
    probability: float | None
    finding: str
    items: tuple[BranchItem, ...]
    sources: tuple[str, ...] = ()


def contingencies(
    library: Library, choices: Sequence[Choice], removed: frozenset[str], drafts: Sequence[Draft]
) -> tuple[Contingency, ...]:
    """Branches of all choices on teeth that stay; the same branch of two findings is told once."""
    found: dict[tuple[object, ...], Contingency] = {}
    for choice in choices:
        if choice.strategy is None or any(place in removed for place in choice.unit):
            continue
        for branch in choice.protocol.branches:
            items = tuple(
                BranchItem(library.procedures[do].fitted(choice.facts), _where(at, choice)) for do, at in branch.steps
            )
            planned = {(draft.family, place) for draft in drafts for place in draft.where}
            already = all((i.procedure.family, place) in planned for i in items for place in i.where)
            if not branch.when.holds(choice.facts) or already:
                continue
            key = tuple((item.procedure.family, item.where) for item in items)
            text = phrase(branch.trigger, choice.unit, choice.facts)
            found.setdefault(key, Contingency(text, branch.probability, choice.finding.id, items, branch.sources))
    return tuple(found[key] for key in sorted(found, key=repr))


def _where(at: str, choice: Choice) -> tuple[str, ...]:
    return ("mouth",) if at == "mouth" else choice.unit
