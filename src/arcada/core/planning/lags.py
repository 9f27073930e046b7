"""Order and waiting times between items, from the rules that hold in every plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arcada.core.planning.draft import PHASES, Draft, Link
from arcada.core.protocols.protocol import DayWindow
from arcada.core.protocols.rules import LagRule
from arcada.core.teeth.number import is_front, is_tooth
from arcada.core.teeth.region import ARCHES, MOUTH, arches_of


def with_lags(drafts: Sequence[Draft], rules: tuple[LagRule, ...], facts: Mapping[str, object]) -> list[Draft]:
    """The drafts with the links that the rules ask for; what a strategy says itself about a pair goes first."""
    active = [rule for rule in rules if rule.when.holds(facts)]
    found = []
    for draft in drafts:
        own = {link.key for link in draft.links}
        pairs = [
            (rule, other.key)
            for rule in active
            if draft.family in rule.after and fits(draft, rule.teeth)
            for other in drafts
            if other.family in rule.before and other.key != draft.key and shares(other, draft, rule.same)
            if not _hurried(draft, other, rule.strength)
        ]
        asked = [Link(key, one.windows, one.to_stage, one.strength) for one, key in pairs if key not in own]
        gate = draft.gate or next((rule.gate for rule, _ in pairs if rule.gate), "")
        found.append(replace(draft, links=(*draft.links, *dict.fromkeys(asked)), gate=gate))
    return found


def _hurried(draft: Draft, other: Draft, strength: str) -> bool:
    """Whether urgent work would wait for later work only because that is nicer (R01: greatest need first)."""
    return strength == "preference" and draft.phase == "urgent" and other.phase != "urgent"


def fits(draft: Draft, teeth: str) -> bool:
    """Whether the work lies where a rule for front or for back teeth speaks of."""
    front = any(is_tooth(place) and is_front(place) for place in draft.where)
    return not teeth or front == (teeth == "front")


def after_gates(drafts: Sequence[Draft]) -> list[Draft]:
    """A check of what may never be done is itself done only if that was (R34)."""
    gates = {draft.key: draft.gate for draft in drafts}
    found = []
    for draft in drafts:
        before = [gates.get(link.key, "") for link in draft.links]
        checks = draft.kind == "review" and draft.family not in (*GATES, "periodontal_maintenance")
        waits = checks and not draft.gate and before and all(before)
        found.append(replace(draft, gate=before[0]) if waits else draft)
    return found


def phased(drafts: Sequence[Draft]) -> list[Draft]:
    """No item stands in an earlier phase than what it waits for; checks and items that run beside are free."""
    phases = {draft.key: draft.phase for draft in drafts}
    bound = {draft.key: draft for draft in drafts if draft.kind != "review" or draft.family in GATES}
    for _ in range(len(PHASES)):
        for key, draft in sorted(bound.items()):
            before = [phases[link.key] for link in draft.links if _binds(bound.get(link.key), link)]
            phases[key] = max([phases[key], *before], key=PHASES.index)
    return [replace(draft, phase=phases[draft.key]) for draft in drafts]


def _binds(before: Draft | None, link: Link) -> bool:
    """Whether the draft that is waited for holds up the phase of the one that waits."""
    return before is not None and not before.parallel and link.strength == "must" and link.to_stage == 0


ANY_TIME_AFTER = DayWindow(0)
GATES = frozenset({"periodontal_re_evaluation"})


def with_follows(drafts: Sequence[Draft]) -> list[Draft]:
    """Steps with a wait for what others do on their tooth; a wait that is only preferred still comes after."""
    found = []
    for draft in drafts:
        follow = draft.follows
        if follow is None:
            found.append(draft)
            continue
        before = [d for d in drafts if d.family in follow.families and d.key != draft.key and shares(d, draft, "tooth")]
        windows = follow.several if follow.several and len(before) > 1 else follow.windows
        links = tuple(Link(other.key, windows, follow.to_stage, follow.strength) for other in before)
        if follow.strength == "preference":
            links += tuple(Link(other.key, (ANY_TIME_AFTER,), follow.to_stage) for other in before)
        floor = follow.windows[0].min_days if follow.alone and not before else draft.not_before
        found.append(replace(draft, links=(*draft.links, *links), not_before=floor))
    return found


def shares(one: Draft, other: Draft, same: str) -> bool:
    """Whether two items lie on the same tooth, in the same arch, or simply in the same mouth."""
    if same == "mouth":
        return True
    if same == "arch":
        return bool(set(arches_of(one.where)) & set(arches_of(other.where)))
    return bool(frozenset(one.where) & frozenset(other.where)) or covers(one, other) or covers(other, one)


def covers(one: Draft, other: Draft) -> bool:
    """Whether an item said of the mouth or of an arch speaks of the other's places too."""
    return any(place == MOUTH or (place in ARCHES and arches_of(other.where) == (place,)) for place in one.where)
