"""The facts about one part of one finding that conditions in protocols may ask for.

severity.*   the words and numbers of the finding's severity, words in lower case
tooth.*      kind and place of the first tooth of the unit, and what else was found on it
gap.*        length of a gap, whether it is bounded, what stands beside it
arch.*       teeth that stand in the arch of the unit
mouth.*      kinds of finding in the mouth, how many teeth are affected
patient.*    facts of the history (see core/risk)
wishes, declines   ids of the wishes that were understood
"""

from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.chart.finding import Finding
from arcada.core.planning.case import Case, slug
from arcada.core.planning.units import Unit, neighbours_of, standing
from arcada.core.protocols.rules import FindingFact
from arcada.core.risk.facts import as_number
from arcada.core.teeth.anatomy import is_molar, is_premolar, is_third_molar, kind, successor
from arcada.core.teeth.number import is_front, is_primary, is_tooth, is_upper
from arcada.core.teeth.region import ARCHES, arch

RESTORED = frozenset({"missing_cusp", "defective_restoration", "failed_indirect_restoration", "recurrent_caries"})
FEW_UNITS = 2


@dataclass(frozen=True, slots=True)
class Background:
    """What all parts of a case share."""

    case: Case
    patient: Mapping[str, object]
    wishes: tuple[str, ...] = ()
    declines: tuple[str, ...] = ()
    rules: tuple[FindingFact, ...] = ()
    buried: frozenset[str] = frozenset()

    @property
    def gone(self) -> frozenset[str]:
        """Teeth that are not there to work on before anything is done: missing, unerupted, impacted."""
        return frozenset(self.case.missing_teeth) | self.buried


def view(back: Background, finding: Finding, unit: Unit) -> dict[str, object]:
    """The facts for one unit of one finding."""
    facts: dict[str, object] = dict(back.patient)
    facts["wishes"], facts["declines"] = back.wishes, back.declines
    facts["mouth.findings"] = back.case.kinds()
    facts["finding.kind"] = slug(finding.term)
    facts["finding.scope"] = finding.scope
    facts["finding.teeth"] = sum(is_tooth(place) for place in finding.where)
    facts["evidence.types"] = frozenset(proof.type for proof in finding.evidence)
    for key, value in finding.severity.items():
        facts[f"severity.{key.lower()}"] = _word(value)
    facts["severity.words"] = told_words(finding.severity)
    if finding.surfaces:
        facts["severity.surfaces"] = len(finding.surfaces)
    teeth = tuple(place for place in unit if is_tooth(place))
    if teeth:
        facts |= tooth_facts(back, teeth[0]) | gap_facts(back, teeth)
    elif unit and unit[0] in ARCHES:
        facts |= {"arch.name": unit[0], "arch.standing": len(standing(unit[0], back.gone))}
    for rule in back.rules:
        if rule.when.holds(facts):
            facts[rule.fact] = True
    return facts


UNTOLD = frozenset({"none", "no", "false", "absent", "0", ""})


def told_words(severity: Mapping[str, object]) -> str:
    """Everything that a severity says is there, as one text in lower case, for words that nobody foresaw."""
    told = [f"{key} {value}".lower() for key, value in severity.items() if str(value).strip().lower() not in UNTOLD]
    return "; ".join(sorted(told))


def _word(value: object) -> object:
    if isinstance(value, str):
        number = as_number(value)
        return number if isinstance(number, float) and value.strip()[-1:].isdigit() else value.strip().lower()
    return value


def tooth_facts(back: Background, tooth: str) -> dict[str, object]:
    """What is known of the tooth by its number and by what was found on it."""
    return tooth_kind(tooth) | {
        "tooth.findings": back.case.kinds_on(tooth),
        "tooth.others": len(back.case.kinds_on(tooth)) - 1,
        "tooth.missing": tooth in back.case.missing_teeth,
        "tooth.successor_findings": back.case.kinds_on(successor(tooth) or ""),
        **{
            f"tooth.said.{key.lower()}": _word(value)
            for finding in back.case.findings
            if tooth in finding.where and finding.status == "confirmed"
            for key, value in finding.severity.items()
        },
    }


def tooth_kind(tooth: str) -> dict[str, object]:
    """What the number alone tells."""
    return {
        "tooth.number": tooth,
        "tooth.kind": kind(tooth),
        "tooth.primary": is_primary(tooth),
        "tooth.molar": is_molar(tooth),
        "tooth.premolar": is_premolar(tooth),
        "tooth.front": is_front(tooth),
        "tooth.incisor": is_front(tooth) and "incisor" in kind(tooth),
        "tooth.canine": kind(tooth) == "canine",
        "tooth.third_molar": is_third_molar(tooth),
        "tooth.upper": is_upper(tooth),
        "tooth.lower": not is_upper(tooth),
    }


def gap_facts(back: Background, teeth: Unit) -> dict[str, object]:
    """What is known of a run of teeth as a gap, and of its arch."""
    gone = back.gone | frozenset(teeth)
    beside = neighbours_of(teeth, gone)
    lasting = [tooth for tooth in beside if not is_third_molar(tooth)]
    restored = [tooth for tooth in lasting if back.case.kinds_on(tooth) & RESTORED]
    name = arch(teeth[0])
    return {
        "gap.length": len(teeth),
        "gap.bounded": len(lasting) == FEW_UNITS,
        "gap.front": any(is_front(tooth) for tooth in teeth),
        "gap.neighbours_restored": bool(lasting) and len(restored) == len(lasting),
        "gap.neighbours": len(lasting),
        "arch.name": name,
        "arch.standing": len(standing(name, back.gone)),
    }
