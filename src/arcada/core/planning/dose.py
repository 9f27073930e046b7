"""How much local anaesthetic an item takes: one cartridge for two teeth, half a one for a milk tooth."""

from arcada.core.planning.draft import Draft
from arcada.core.teeth.number import is_primary, is_tooth

CARTRIDGE_MG = 36
"""One 1.8 ml cartridge of lidocaine 2% (S31); how many teeth it serves is judgement."""
QUADRANT_CARTRIDGES = 2


def dose_of(draft: Draft) -> int:
    """Milligrams for the item, 0 where nothing is numbed."""
    if not draft.procedure.anaesthesia:
        return 0
    teeth = [place for place in draft.where if is_tooth(place)]
    if teeth and all(is_primary(tooth) for tooth in teeth):
        return CARTRIDGE_MG // 2 * len(teeth)
    return CARTRIDGE_MG * min(max(-(-len(teeth) // 2), 1), QUADRANT_CARTRIDGES + 1)
