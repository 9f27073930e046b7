"""Arches that are toothless although nobody listed the teeth one by one.

A denture that does not fit, or an arch charted as edentulous, with no tooth of that arch listed as missing and
none with a finding: then the whole arch is missing.
"""

from dataclasses import replace

from arcada.core.planning.case import Case
from arcada.core.teeth.number import PERMANENT, in_order, is_tooth
from arcada.core.teeth.region import ARCHES, arch, arches_of

TERMS = frozenset({"ill-fitting denture", "denture stomatitis", "edentulous arch"})


def with_toothless_arches(case: Case) -> Case:
    """The case with the teeth of such arches listed as missing."""
    told = {name for f in case.findings if f.term in TERMS and f.scope != "tooth" for name in arches_of(f.where)}
    named = {place for finding in case.findings for place in finding.where if is_tooth(place)}
    missing = set(case.missing_teeth)
    for name in ARCHES:
        teeth = {tooth for tooth in PERMANENT if arch(tooth) == name}
        if name in told and not teeth & (missing | named):
            missing |= teeth
    return case if missing == set(case.missing_teeth) else replace(case, missing_teeth=in_order(missing))
