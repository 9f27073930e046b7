"""Teeth as a patient reads them: '26', '16 and 26', '14 to 17', in the numbering of the practice."""

from collections.abc import Sequence

from arcada.core.teeth.notation import Notation, shown
from arcada.core.teeth.number import LOWER, LOWER_PRIMARY, UPPER, UPPER_PRIMARY, in_order, is_tooth

RUN = 3  # this many neighbours are said as 'first to last'
MOST = 9  # more teeth than this are counted, not listed


def only_teeth(where: Sequence[str]) -> tuple[str, ...]:
    """The teeth among the places, in the order of the picture."""
    return in_order(tuple(place for place in where if is_tooth(place)))


def teeth_text(where: Sequence[str], notation: Notation = "fdi") -> str:
    """The teeth in words; empty for a jaw or the whole mouth."""
    teeth = only_teeth(where)
    parts = [_said(run, notation) for run in _runs(teeth)]
    if sum(len(part) for part in parts) > MOST and len(teeth) > MOST:
        return f"{len(teeth)} teeth"
    flat = [one for part in parts for one in part]
    return flat[0] if len(flat) == 1 else f"{', '.join(flat[:-1])} and {flat[-1]}" if flat else ""


def _said(run: tuple[str, ...], notation: Notation) -> list[str]:
    if len(run) >= RUN:
        return [f"{shown(run[0], notation)} to {shown(run[-1], notation)}"]
    return [shown(tooth, notation) for tooth in run]


def _runs(teeth: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Neighbours of one row together."""
    place = {
        tooth: (rank, spot)
        for rank, row in enumerate((UPPER, LOWER, UPPER_PRIMARY, LOWER_PRIMARY))
        for spot, tooth in enumerate(row)
    }
    runs: list[tuple[str, ...]] = []
    for tooth in teeth:
        here, last = place.get(tooth), place.get(runs[-1][-1]) if runs else None
        if here and last and here[0] == last[0] and here[1] == last[1] + 1:
            runs[-1] = (*runs[-1], tooth)
        else:
            runs.append((tooth,))
    return runs
