"""The three alternatives beside each other: their order by price, which of them coincide, what the case's status is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arcada.core.compiler.answer import Alternative
from arcada.core.planning.setting import Setting
from arcada.core.planning.tier import TierPlan
from arcada.core.protocols.protocol import TIERS


def names_of(built: Sequence[Alternative]) -> dict[str, str]:
    """The name under which each ladder's plan is shown: the dearest is premium, the cheapest economy."""
    ordered = sorted(built, key=lambda one: (-one.price, TIERS.index(one.tier)))
    return {one.tier: name for one, name in zip(ordered, TIERS, strict=True)}


def ranked(built: Sequence[Alternative], names: Mapping[str, str]) -> tuple[Alternative, ...]:
    """Premium, balanced, economy under their names; a tier that does the same as a dearer one says which."""
    named = sorted((_called(one, names[one.tier]) for one in built), key=lambda one: TIERS.index(one.tier))
    found: list[Alternative] = []
    for one in named:
        twin = next((other.tier for other in found if essence(other) == essence(one)), None)
        found.append(replace(one, same_as=twin))
    return tuple(found)


def _called(one: Alternative, tier: str) -> Alternative:
    """The alternative under another tier's name, with the ids of its items renamed."""
    if one.tier == tier:
        return one
    old, new = f"{one.tier[0]}-", f"{tier[0]}-"

    def fresh(name: str) -> str:
        return name.replace(old, new, 1)

    items = tuple(
        replace(item, id=fresh(item.id), after=tuple(replace(a, item=fresh(a.item)) for a in item.after))
        for item in one.items
    )
    visits = tuple(
        replace(visit, stops=tuple((fresh(item), step, steps) for item, step, steps in visit.stops))
        for visit in one.visits
    )
    return replace(one, tier=tier, items=items, visits=visits)


def essence(one: Alternative) -> tuple[object, ...]:
    """What makes two alternatives the same: the same procedures at the same places on the same days."""
    return tuple((item.draft.procedure.id, item.draft.where, item.start_day) for item in one.items)


def status_of(setting: Setting, plans: Sequence[TierPlan], alternatives: Sequence[Alternative]) -> str:
    """The status in the words of the contract."""
    stops = {choice.protocol.stops for plan in plans for choice in plan.choices if choice.strategy is not None}
    if "everything" in stops:
        return "urgent_only"
    if not any(one.items for one in alternatives):
        return "partial_pending_evidence" if _unproved(setting) else "no_treatment_needed"
    taken = set(setting.library.takes)
    waiting = any(set(draft.pending) - taken for plan in plans for draft in plan.drafts)
    return "partial_pending_evidence" if waiting or _unproved(setting) else "plan_offered"


def _unproved(setting: Setting) -> bool:
    return any(not proof.grounded for proof in setting.proofs.values())
