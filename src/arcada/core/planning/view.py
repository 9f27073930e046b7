"""The facts about one part of one finding that conditions in protocols may ask for.

severity.*   the words and numbers of the finding's severity, words in lower case
tooth.*      kind and place of the first tooth of the unit, and what else was found on it
gap.*        length of a gap, whether it is bounded, what stands beside it
arch.*       teeth that stand in the arch of the unit, its other findings, its gaps: the longest, and whether one is
             a free end that is worth a denture (more than a last molar)
mouth.*      kinds of finding in the mouth, how many teeth are affected
patient.*    facts of the history (see core/risk)
wishes, declines   ids of the wishes that were understood
"""

from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.chart.finding import Finding
from arcada.core.planning.case import Case, slug
from arcada.core.planning.units import Unit, neighbours_of, runs, standing
from arcada.core.protocols.rules import FindingFact
from arcada.core.risk.facts import as_number
from arcada.core.teeth.anatomy import is_molar, is_premolar, is_third_molar, kind, predecessor, successor
from arcada.core.teeth.number import ROWS, in_order, is_front, is_primary, is_tooth, is_upper
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
        facts |= arch_facts(back, unit[0])
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
        "tooth.no_successor": _without_successor(back.case, successor(tooth)),
        "tooth.predecessor_stands": bool(back.case.kinds_on(predecessor(tooth) or "")),
        **{
            f"tooth.said.{key.lower()}": _word(value)
            for finding in back.case.findings
            if tooth in finding.where and finding.status == "confirmed"
            for key, value in finding.severity.items()
        },
    }


def _without_successor(case: Case, after: str | None) -> bool:
    """Whether the permanent tooth that should follow a milk tooth is known to be missing."""
    return after is not None and (after in case.missing_teeth or "congenitally_missing_tooth" in case.kinds_on(after))


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
    lasting = _lasting(back, teeth)
    restored = [tooth for tooth in lasting if back.case.kinds_on(tooth) & RESTORED]
    return arch_facts(back, arch(teeth[0])) | {
        "gap.length": len(teeth),
        "gap.bounded": len(lasting) == FEW_UNITS,
        "gap.front": any(is_front(tooth) for tooth in teeth),
        "gap.neighbours_restored": bool(lasting) and len(restored) == len(lasting),
        "gap.neighbours": len(lasting),
        "gap.last_molar": _last_molar(teeth),
        "gap.span": _span(teeth, lasting),
    }


LAST_MOLAR = "7"
GAPS = frozenset({"missing tooth", "congenitally missing tooth"})
DOOMED = frozenset({"hopeless tooth", "non-restorable tooth"})


def arch_facts(back: Background, name: str) -> dict[str, object]:
    """What is known of a whole arch: its standing teeth, its findings, its charted gaps."""
    confirmed = [one for one in back.case.findings if one.status == "confirmed"]
    here = [one for one in confirmed if any(place == name or _in_arch(place, name) for place in one.where)]
    open_places = [place for one in here if one.term in GAPS for place in one.where if _in_arch(place, name)]
    gaps = runs(in_order(open_places), back.case.missing_teeth) if open_places else ()
    gaps = tuple(gap for gap in gaps if not is_third_molar(gap[0]))
    ends = [gap for gap in gaps if len(_lasting(back, gap)) < FEW_UNITS and not _last_molar(gap)]
    return {
        "arch.name": name,
        "arch.standing": len(standing(name, back.gone)),
        "arch.findings": frozenset(slug(one.term) for one in here),
        "arch.gaps": len(gaps),
        "arch.longest_gap": max([len(gap) for gap in gaps], default=0),
        "arch.free_end": bool(ends),
    }


def _in_arch(place: str, name: str) -> bool:
    return is_tooth(place) and not is_primary(place) and arch(place) == name


def _last_molar(gap: Unit) -> bool:
    return len(gap) == 1 and gap[0][1] == LAST_MOLAR


def _span(gap: Unit, lasting: list[str]) -> int:
    """The teeth that a bridge would hang between its pillars; a hopeless neighbour makes it longer than the gap."""
    if len(lasting) < FEW_UNITS:
        return len(gap)
    row = next(row for row in ROWS if lasting[0] in row)
    places = sorted(row.index(tooth) for tooth in lasting)
    return places[1] - places[0] - 1


def _lasting(back: Background, gap: Unit) -> list[str]:
    """The teeth beside a gap that will stay; one that is hopeless carries nothing."""
    doomed = frozenset(
        place for one in back.case.findings if one.term in DOOMED and one.status == "confirmed" for place in one.where
    )
    beside = neighbours_of(gap, back.gone | frozenset(gap) | doomed)
    return [tooth for tooth in beside if not is_third_molar(tooth)]
