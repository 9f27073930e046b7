"""Whether two services lie in the same area of the mouth.

    area           same when
    mouth          always
    tooth          the tooth is the same
    tooth_surface  the tooth is the same and they share a surface
    quadrant, arch the quadrant or arch is the same; a tooth tells its own
    tooth_range    the sets of teeth overlap; an arch stands for all its teeth

Where one of the two does not say where it was done, they are taken as the same: a limit that may apply is better
named before treatment than found out afterwards.
"""

from arcada.core.benefits.line import Area
from arcada.core.teeth.number import PERMANENT, is_upper
from arcada.core.teeth.region import quadrant_name


def same_area(one: Area, other: Area, kind: str) -> bool:
    """Whether a limit by this kind of area takes the two for one place."""
    if kind == "mouth":
        return True
    if kind == "tooth_range":
        mine, theirs = _teeth(one), _teeth(other)
        return not mine or not theirs or bool(mine & theirs)
    if kind == "tooth_surface":
        return _same(one.tooth, other.tooth) and _share(one.surfaces, other.surfaces)
    return _same(_name(one, kind), _name(other, kind))


def _same(one: str, other: str) -> bool:
    return not one or not other or one == other


def _share(one: str, other: str) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _name(area: Area, kind: str) -> str:
    if kind == "tooth":
        return area.tooth
    if kind == "quadrant":
        return area.quadrant or (quadrant_name(area.tooth) if area.tooth else "")
    return _arch(area)


def _arch(area: Area) -> str:
    if area.arch or area.quadrant:
        return area.arch or area.quadrant.split("_")[0]
    tooth = area.tooth or (area.teeth[0] if area.teeth else "")
    if not tooth:
        return ""
    return "upper" if is_upper(tooth) else "lower"


def _teeth(area: Area) -> frozenset[str]:
    if area.teeth or area.tooth:
        return frozenset(area.teeth or (area.tooth,))
    arch = _arch(area)
    return frozenset(tooth for tooth in PERMANENT if is_upper(tooth) == (arch == "upper")) if arch else frozenset()
