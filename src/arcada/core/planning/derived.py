"""Findings that the plan itself creates: what removal opens (rule R19, clinical fact sheet i.11).

An arch left without teeth becomes an `edentulous_arch`, answered by one prosthesis for the whole arch; what was
planned gap by gap in that arch gives way (R35). A front tooth that goes opens an `opened_front_gap`, because
nobody is left without a front tooth. What replaces lost teeth for good is an `opened_gap`: for a front tooth always,
for a back tooth when the patient wishes for a replacement. Derived findings are answered for the findings that
caused them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from arcada.core.chart.finding import Finding
from arcada.core.planning.choice import WHICH_TEETH, Choice
from arcada.core.planning.units import runs, standing
from arcada.core.planning.view import Background
from arcada.core.protocols.protocol import Strategy
from arcada.core.teeth.anatomy import is_third_molar
from arcada.core.teeth.number import is_front, is_primary, is_tooth
from arcada.core.teeth.region import ARCHES, arch, arches_of

ARCH_TERMS = frozenset({"edentulous arch"})
GAP_TERMS = frozenset({"missing tooth"})
SERVING_TERMS = ARCH_TERMS | {"ill-fitting denture"}
REPLACEMENTS = frozenset({"implants", "bridges", "fixed_teeth", "dentures", "removable"})
"""Wishes that ask for a lost tooth to be replaced."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A finding that follows from others; its items answer `causes`."""

    finding: Finding
    causes: tuple[str, ...]


def derived_findings(back: Background, choices: Sequence[Choice], removed: dict[str, str]) -> list[Derived]:
    """What is opened by the removals of a tier, and arches that have no teeth to begin with."""
    found: list[Derived] = []
    gone = back.gone | frozenset(removed)
    for name in ARCHES:
        causes = _causes(choices, name, removed)
        charted = any(_answers_arch(c) and name in arches_of(c.unit) for c in choices)
        if causes and not charted and not standing(name, gone):
            found.append(Derived(_arch_finding(name, removed), causes))
    whole = {place for one in found for place in one.finding.where}
    lost = [tooth for tooth in removed if not is_primary(tooth) and arch(tooth) not in whole]
    wished = bool(REPLACEMENTS & set(back.wishes))
    found += _gaps("opened front gap", [tooth for tooth in lost if is_front(tooth)], removed)
    found += _gaps("opened gap", [t for t in lost if is_front(t) or (wished and not is_third_molar(t))], removed)
    return found


def _gaps(term: str, teeth: list[str], removed: dict[str, str]) -> list[Derived]:
    """One derived finding for each run of lost teeth."""
    return [
        Derived(
            Finding(f"{term}:{run[0]}", term, run),
            tuple(dict.fromkeys(removed[tooth] for tooth in run)),
        )
        for run in (runs(tuple(sorted(teeth)), ()) if teeth else ())
    ]


def _causes(choices: Sequence[Choice], name: str, removed: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            choice.finding.id
            for choice in choices
            if (choice.removes or choice.finding.term in GAP_TERMS)
            and choice.outcome is not WHICH_TEETH
            and any(_lies(place, name) for place in choice.unit)
            and (choice.finding.term in GAP_TERMS or any(place in removed for place in choice.unit))
        )
    )


def _lies(place: str, name: str) -> bool:
    """Whether the place is the arch itself or a permanent tooth of it."""
    return place == name or (is_tooth(place) and arch(place) == name and not is_primary(place))


def _arch_finding(name: str, removed: dict[str, str]) -> Finding:
    taken = sum(arch(tooth) == name for tooth in removed)
    severity = {"teeth_removed": taken, "front_removed": any(is_front(t) and arch(t) == name for t in removed)}
    return Finding(f"opened:{name}", "edentulous arch", (name,), "arch", severity=severity)


def gives_way(choice: Choice, derived: Sequence[Derived], served: frozenset[str]) -> bool:
    """Whether a gap's own answer is replaced by the prosthesis of its whole arch."""
    arches = {place for one in derived if one.finding.term in ARCH_TERMS for place in one.finding.where} | served
    return choice.finding.term in GAP_TERMS and bool(arches & set(arches_of(choice.unit)))


def served_arches(back: Background, choices: Sequence[Choice], removed: dict[str, str]) -> frozenset[str]:
    """Toothless arches that a charted finding of the arch already answers."""
    gone = back.gone | frozenset(removed)
    return frozenset(
        name
        for choice in choices
        if choice.strategy is not None and _answers_arch(choice)
        for name in arches_of(choice.unit)
        if not standing(name, gone)
    )


def _answers_arch(choice: Choice) -> bool:
    """Whether the choice is the lasting answer to a toothless arch; an old denture only eased meanwhile is not."""
    if choice.finding.term not in SERVING_TERMS:
        return False
    return choice.finding.term in ARCH_TERMS or choice.strategy is None or not _bridges_over(choice.strategy)


def _bridges_over(strategy: Strategy) -> bool:
    return any(step.interim for step in strategy.steps)
