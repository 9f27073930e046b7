"""Conflicts between findings of the same teeth, resolved by rule.

A tooth that goes takes all its findings with it (R03, R20): they are answered by its removal, and only relief
in the urgent phase stays. What is asked for twice is done once (R20). On one tooth the larger restoration or
root treatment makes the smaller one superfluous.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from arcada.core.planning.choice import Choice
from arcada.core.planning.draft import Draft, relinked
from arcada.core.planning.library import Library
from arcada.core.planning.units import standing
from arcada.core.protocols.protocol import Outcome
from arcada.core.protocols.rules import Supersede
from arcada.core.teeth.number import PERMANENT, is_tooth
from arcada.core.teeth.region import ARCHES, MOUTH, arches_of


def removed_teeth(choices: Iterable[Choice]) -> dict[str, str]:
    """Teeth that go, each with the finding that takes it (the first in canonical order)."""
    found: dict[str, str] = {}
    for choice in choices:
        if choice.removes:
            for place in choice.unit:
                if is_tooth(place):
                    found.setdefault(place, choice.finding.id)
    return found


def answered_by_removal(choice: Choice, removed: dict[str, str]) -> bool:
    """Whether the choice concerns only teeth that another finding takes out."""
    teeth = [place for place in choice.unit if is_tooth(place)]
    return bool(teeth) and len(teeth) == len(choice.unit) and all(tooth in removed for tooth in teeth)


def kept_as_roots(library: Library, choices: Sequence[Choice]) -> list[Choice]:
    """The choices where a tooth loses only its crown on purpose: all its findings are answered by that way (R20).

    No filling, crown or whitening is planned on what will be a sealed root.
    """
    roots = {place: one for one in choices if _leaves_root(library, one) for place in one.unit}
    return [_on_root(choice, roots) for choice in choices] if roots else list(choices)


def _leaves_root(library: Library, choice: Choice) -> bool:
    if choice.strategy is None or choice.removes:
        return False
    done = [library.procedures[step.do] for step in choice.strategy.steps if step.at == "unit"]
    effects = [effect for one in done for effect in (*library.families[one.family].does, *one.does)]
    return any(effect.field == "presence" and effect.word == "root" for effect in effects)


def _on_root(choice: Choice, roots: dict[str, Choice]) -> Choice:
    """The choice, or the way that leaves the root where it concerns that tooth only; else its other teeth."""
    teeth = [place for place in choice.unit if place in roots]
    if choice.strategy is None or choice.removes or not teeth or choice is roots[teeth[0]]:
        return choice
    staying = tuple(place for place in choice.unit if place not in roots)
    return replace(choice, unit=staying) if staying else replace(choice, strategy=roots[teeth[0]].strategy)


def out_already(library: Library, choices: Sequence[Choice]) -> list[Choice]:
    """The choices where a tooth is lost without being taken out: nothing else takes it out again (R20).

    A tooth knocked out and not put back is such a one; its other findings are answered by what fills its place.
    """
    out = {place for one in choices if one.removes and not _takes_out(library, one) for place in one.unit}
    return [
        replace(one, strategy=None) if _takes_out(library, one) and out >= set(one.unit) else one for one in choices
    ]


def _takes_out(library: Library, choice: Choice) -> bool:
    if choice.strategy is None or not choice.removes:
        return False
    done = {library.procedures[step.do].family for step in choice.strategy.steps}
    return any(library.families[name].kind == "surgery" for name in done)


def without_gums(library: Library, choices: Sequence[Choice], gone: frozenset[str]) -> list[Choice]:
    """The choices where a disease of the gums is charted in jaws that have no teeth to begin with: nothing is done."""
    return [replace(one, strategy=None, outcome=NO_TEETH) if _toothless(library, one, gone) else one for one in choices]


NO_TEETH = Outcome("not_indicated", "There are no teeth here any more, so there is no gum around teeth to treat.")


def of_lost_gums(library: Library, choice: Choice, gone: frozenset[str], removed: dict[str, str]) -> bool:
    """Whether the choice treats gums of whole jaws that lose their last teeth in this tier: nothing is left to keep."""
    return bool(removed) and choice.outcome is not NO_TEETH and _toothless(library, choice, gone)


def _toothless(library: Library, choice: Choice, gone: frozenset[str]) -> bool:
    """Whether the choice treats the gums of whole jaws in which no tooth stands, be it a milk tooth."""
    if choice.removes or "periodontal" not in library.kinds[choice.finding.term].traits:
        return False
    regions = arches_of(choice.unit)
    whole = choice.unit == (MOUTH,) or all(place in ARCHES for place in choice.unit)
    left = [name for name in regions if standing(name, gone) or standing(name, gone, primary=True)]
    return whole and bool(regions) and not left


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Each family once where its procedures say so: once in the mouth, in each arch, or at a place."""
    found: dict[tuple[str, ...], Draft] = {}
    renamed: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda one: one.key):
        slot = _slot(draft)
        other = found.get(slot)
        joined = draft if other is None else other.joined(draft)
        for old in (draft.key, other.key if other else draft.key):
            if old != joined.key:
                renamed[old] = joined.key
        found[slot] = joined
    return relinked(list(found.values()), renamed)


def _slot(draft: Draft) -> tuple[str, ...]:
    if draft.procedure.merge == "mouth":
        return (draft.family, draft.name if draft.repeat else "")
    if draft.procedure.merge == "arch":
        return (draft.family, *arches_of(draft.where), draft.name)
    if draft.kind in {"review", "record", "talk", "soft"}:
        return (draft.family, *draft.where, draft.name)
    return (draft.family, *draft.where)


def absorb(drafts: Sequence[Draft], families: frozenset[str]) -> list[Draft]:
    """Of these families a draft at a tooth goes into one that covers the tooth among others."""
    kept: list[Draft] = []
    renamed: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda one: (-_breadth(one), one.key)):
        host = next((k for k in kept if _covers(k, draft, families)), None)
        if host is None:
            kept.append(draft)
            continue
        kept[kept.index(host)] = host.with_findings(draft.findings)
        renamed[draft.key] = host.key
    return relinked(kept, renamed)


def _breadth(draft: Draft) -> int:
    """How much of the mouth the item covers: the whole of it, an arch, or so many teeth."""
    if draft.where == (MOUTH,):
        return 2 * len(PERMANENT)
    return len(PERMANENT) if draft.where[0] in ARCHES else len(draft.where)


def _covers(host: Draft, draft: Draft, families: frozenset[str]) -> bool:
    if host.family != draft.family or draft.family not in families or draft.repeat:
        return False
    inside = frozenset(draft.where) <= frozenset(host.where) or arches_of(draft.where) == host.where
    return host.where == (MOUTH,) or inside


def supersede(drafts: Sequence[Draft], rules: tuple[Supersede, ...]) -> list[Draft]:
    """Drop what a larger treatment of the same tooth makes superfluous; its findings go over."""
    current = list(drafts)
    renamed: dict[str, str] = {}
    for rule in rules:
        for winner in [draft for draft in current if draft.family in rule.winner]:
            losers = [draft for draft in current if _loses(draft, winner, rule)]
            for loser in losers:
                place = next(i for i, draft in enumerate(current) if draft.key == winner.key)
                current[place] = _took(current[place], loser)
                current.remove(loser)
                renamed[loser.key] = winner.key
    return relinked(current, renamed)


def _loses(draft: Draft, winner: Draft, rule: Supersede) -> bool:
    if draft.key == winner.key or draft.family not in rule.loser:
        return False
    teeth = frozenset(place for place in draft.where if is_tooth(place))
    return bool(teeth) and teeth <= frozenset(winner.where)


def _took(winner: Draft, loser: Draft) -> Draft:
    extra = "".join(s for s in loser.surfaces if s not in winner.surfaces)
    joined = winner.with_findings(loser.findings)
    return replace(joined, surfaces=winner.surfaces + extra, pending=tuple(sorted({*winner.pending, *loser.pending})))


def touching(drafts: Sequence[Draft]) -> list[Draft]:
    """Bridges and partial dentures that share a tooth are one piece of work; bridges cost their sum."""
    kept: list[Draft] = []
    renamed: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda one: one.key):
        host = next((k for k in kept if _touch(k, draft)), None)
        if host is None:
            kept.append(draft)
            continue
        joined = host.joined(draft)
        if draft.family != "removable_partial_denture":
            units = host.procedure.units + draft.procedure.units
            joined = replace(joined, procedure=replace(joined.procedure, units=units))
        kept[kept.index(host)] = joined
        renamed |= {one.key: joined.key for one in (host, draft) if one.key != joined.key}
    return relinked(kept, renamed)


PIECES = frozenset({"fixed_bridge", "resin_bonded_bridge", "removable_partial_denture"})


def _touch(one: Draft, other: Draft) -> bool:
    same = one.family == other.family and one.family in PIECES
    return same and bool(frozenset(one.where) & frozenset(other.where))


def clean(library: Library, drafts: Sequence[Draft]) -> list[Draft]:
    """Merge, absorb and supersede until nothing more falls together.

    What wider work covers is absorbed tooth by tooth first: two teeth of two quadrants, once merged, would lie in
    neither of them.
    """
    absorbing = library.group("absorbed_by_wider_work")
    found = absorb(merge(absorb(drafts, absorbing)), absorbing)
    return touching(merge(supersede(found, library.supersedes)))
