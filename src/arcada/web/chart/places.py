"""Where a finding can be said to lie: on teeth, in an arch, in the mouth, whatever the places were called.

typed           a finding of teeth      of arches           of the mouth
26              26                      the upper arch      the mouth
upper left      its teeth that stand    the upper arch      the mouth
upper           the teeth of the arch   the upper arch      the mouth
nothing         a question              a question          the mouth
"""

from collections.abc import Callable, Mapping, Sequence

from arcada.core.kernel import Refusal
from arcada.core.protocols.finding import FindingKind
from arcada.core.teeth.number import in_order, is_tooth
from arcada.core.teeth.region import ARCHES, MOUTH, arches_of, expand
from arcada.web.chart.words import capital


def places_for(kind: FindingKind, where: Sequence[str], gone: Sequence[str] = ()) -> tuple[str, ...] | Refusal:
    """Give the places as this finding can be said of them: a tooth, an arch or the mouth."""
    if not where:
        return _without_place(kind)
    teeth, wide = [p for p in where if is_tooth(p)], [p for p in where if not is_tooth(p)]
    if "tooth" in kind.scopes and teeth and not wide:
        return in_order(tuple(teeth))
    fits: Mapping[str, Callable[[], tuple[str, ...]]] = {
        "mouth": lambda: (MOUTH,) if "mouth" in kind.scopes and (MOUTH in wide or "arch" not in kind.scopes) else (),
        "arch": lambda: arches_of(where) if "arch" in kind.scopes and set(wide) <= {*ARCHES, MOUTH} else (),
    }
    for make in fits.values():
        if places := make():
            return places
    expanded = expand(tuple(where), gone=gone)
    if "tooth" in kind.scopes and isinstance(expanded, tuple) and MOUTH not in wide:
        return expanded
    return Refusal("no_place", f"{capital(kind.term)} is said of {' or '.join(kind.scopes)}; say where.", "entry")


def _without_place(kind: FindingKind) -> tuple[str, ...] | Refusal:
    if "mouth" in kind.scopes:
        return (MOUTH,)
    return Refusal("no_place", f"{capital(kind.term)}: say where, such as 26, or choose the tooth.", "entry")
