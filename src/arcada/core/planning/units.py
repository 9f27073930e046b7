"""The parts into which a finding is answered: tooth by tooth, gap by gap, arch by arch, or as a whole.

A gap is a run of neighbouring missing teeth in one arch. Third molars do not make gaps (rule R24: they are not
replaced); a missing third molar is a unit of its own.
"""

from arcada.core.chart.finding import Finding
from arcada.core.planning.case import Case
from arcada.core.teeth.anatomy import is_third_molar
from arcada.core.teeth.number import ORDER, ROWS, in_order, is_tooth, regular
from arcada.core.teeth.region import ARCHES, arch, arches_of

Unit = tuple[str, ...]


def units_of(finding: Finding, unit: str, case: Case) -> tuple[Unit, ...]:
    """The places that one strategy answers together, in the order of the picture."""
    teeth = in_order([place for place in finding.where if is_tooth(place)])
    if unit == "finding":
        return (finding.where,)
    if unit == "arch":
        return arch_units(finding)
    if not teeth:
        return (finding.where,)
    if unit == "gap":
        return runs(teeth, case.missing_teeth)
    return tuple((tooth,) for tooth in teeth)


def arch_units(finding: Finding) -> tuple[Unit, ...]:
    """The finding's places by arch: its teeth there, or the arch itself."""
    found: list[Unit] = []
    for name in arches_of(finding.where):
        own = in_order([place for place in finding.where if is_tooth(place) and arch(place) == name])
        found.append(own or (name,))
    return tuple(found)


def runs(teeth: Unit, also_missing: Unit = ()) -> tuple[Unit, ...]:
    """Missing teeth joined where they are neighbours; gone neighbours that nobody named do not part them."""
    gone = frozenset(teeth) | frozenset(also_missing)
    found: list[list[str]] = []
    for row in ROWS:
        current: list[str] = []
        for tooth in row:
            if is_third_molar(tooth):
                if tooth in teeth:
                    found.append([tooth])
                continue
            if tooth in teeth:
                current.append(tooth)
            elif tooth not in gone and current:
                found.append(current)
                current = []
        if current:
            found.append(current)
    return tuple(tuple(run) for run in sorted(found, key=lambda run: ORDER[run[0]]))


def neighbours_of(unit: Unit, gone: frozenset[str]) -> tuple[str, ...]:
    """The nearest standing teeth on both sides of a gap; one or none at the end of a row."""
    row = next(row for row in ROWS if regular(unit[0]) in row)
    places = [row.index(regular(tooth)) for tooth in unit if regular(tooth) in row]
    before = [tooth for tooth in reversed(row[: min(places)]) if tooth not in gone]
    after = [tooth for tooth in row[max(places) + 1 :] if tooth not in gone]
    return in_order([*before[:1], *after[:1]])


def standing(name: str, gone: frozenset[str], *, primary: bool = False) -> tuple[str, ...]:
    """Teeth of an arch that are not gone, third molars left out (nobody counts on them)."""
    rows = ROWS[2:] if primary else ROWS[:2]
    row = rows[ARCHES.index(name)]
    return tuple(tooth for tooth in row if tooth not in gone and not is_third_molar(tooth))
