"""Which way each finding is answered in a tier.

For every unit of every finding the protocol's ladder of the tier is walked; the first rung whose condition
holds, and whose strategy may be used, is taken. What a patient declines takes a strategy out of the ladder.
If nothing is left the unit is declined, with that reason; a ladder always ends in something otherwise. A protocol
that insists (a jaw without teeth) is then answered all the same: a refusal never leaves somebody toothless unsaid.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from arcada.core.chart.finding import Finding
from arcada.core.planning.case import Case
from arcada.core.planning.library import Library
from arcada.core.planning.units import Unit, units_of
from arcada.core.planning.view import Background, view
from arcada.core.protocols.protocol import Outcome, Protocol, Rung, Strategy
from arcada.core.teeth.number import is_tooth
from arcada.core.teeth.region import arch, arches_of

DECLINED = Outcome(
    "patient_does_not_want_treatment",
    "You said that you do not want this treatment; we look at it again when you wish.",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer to one unit of one finding: a strategy, or an outcome with its reason.

    `edited` says why a dentist chose it, where one did.
    """

    finding: Finding
    unit: Unit
    protocol: Protocol
    facts: Mapping[str, object]
    strategy: Strategy | None = None
    outcome: Outcome | None = None
    edited: str = ""

    @property
    def removes(self) -> bool:
        """Whether the teeth of the unit are gone afterwards."""
        return self.strategy is not None and self.strategy.removes


def choose(back: Background, library: Library, finding: Finding, tier: str) -> tuple[Choice, ...]:
    """One choice for each unit of the finding."""
    protocol = library.protocol_of(finding.term)
    found = []
    for unit in units_of(finding, protocol.unit, back.case):
        blank = Choice(finding, unit, protocol, view(back, finding, unit))
        unknown = gap_unknown(back.case, finding, unit)
        found.append(replace(blank, outcome=WHICH_TEETH) if unknown else _choose_unit(library, blank, tier))
    return tuple(found)


def gap_unknown(case: Case, finding: Finding, unit: Unit) -> bool:
    """Whether teeth are said to be missing of an arch or the mouth, and nobody charted which ones."""
    if finding.term != "missing tooth" or any(is_tooth(place) for place in unit):
        return False
    return not any(arch(tooth) in arches_of(unit) for tooth in case.missing_teeth)


def _choose_unit(library: Library, blank: Choice, tier: str) -> Choice:
    declined = frozenset(str(name) for name in _names(blank.facts.get("declines")))
    answer = _walk(library, blank, tier, declined)
    if answer.outcome is DECLINED and blank.protocol.insists:
        return _walk(library, blank, tier, frozenset())
    return answer


def _walk(library: Library, blank: Choice, tier: str, declined: frozenset[str]) -> Choice:
    refused = False
    for rung in blank.protocol.ladders[tier]:
        if not rung.when.holds(blank.facts):
            continue
        if rung.outcome is not None:
            return _answer(blank, outcome=rung.outcome)
        strategy = library.strategy(blank.protocol, rung.strategy)
        if not strategy.when.holds(blank.facts) or not has_place(library, strategy, blank.unit):
            continue
        if refuses(library, strategy, declined):
            refused = True
            continue
        return _answer(blank, strategy=strategy)
    return _answer(blank, outcome=DECLINED if refused else NOTHING_FITS)


def has_place(library: Library, strategy: Strategy, unit: Unit) -> bool:
    """Whether work on a single tooth has a tooth to be done on."""
    if any(is_tooth(place) for place in unit):
        return True
    own = (library.procedures[step.do].family for step in strategy.steps if step.at in {"unit", "each_tooth"})
    return not any(library.families[family].kind in TOOTH_WORK or family in ONE_TOOTH for family in own)


TOOTH_WORK = frozenset({"restoration", "endodontic"})
ONE_TOOTH = frozenset(
    {"extraction", "coronectomy", "decoronation", "implant_placement", "tooth_replantation", "fissure_sealant"}
)
WHICH_TEETH = Outcome(
    "deferred_clinical", "It is not charted yet which teeth are missing here; once they are, this is planned."
)
NOTHING_FITS = Outcome(
    "deferred_clinical", "None of the agreed treatments fits this situation; the dentist decides after another look."
)


def _answer(blank: Choice, *, strategy: Strategy | None = None, outcome: Outcome | None = None) -> Choice:
    return Choice(blank.finding, blank.unit, blank.protocol, blank.facts, strategy, outcome)


def _names(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def refuses(library: Library, strategy: Strategy, declined: frozenset[str]) -> bool:
    """Whether a step of the strategy belongs to families that the patient refuses; interim work does not count."""
    families, made = refused_families(library, declined), refused_procedures(library, declined)
    steps = [step.do for step in strategy.steps if not step.interim]
    return any(do in made or library.procedures[do].family in families for do in steps)


def refused_families(library: Library, declined: Collection[str]) -> frozenset[str]:
    """The families of the topics that a patient refuses."""
    refused = (rule.families for rule in library.wishes if rule.id in declined and not rule.procedures)
    return frozenset[str]().union(*refused)


def refused_procedures(library: Library, declined: Collection[str]) -> frozenset[str]:
    """The single procedures that a patient refuses or may not have, such as what is made of metal."""
    return frozenset[str]().union(*(rule.procedures for rule in library.wishes if rule.id in declined))


def rungs_used(protocol: Protocol) -> tuple[Rung, ...]:
    """All rungs of all tiers."""
    return tuple(rung for ladder in protocol.ladders.values() for rung in ladder)
