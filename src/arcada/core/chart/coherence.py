"""Findings that cannot be true together, each with the sentence that says why.

    a finding of a tooth      on a place that is recorded as missing
    a disease of teeth        on a place with an implant
    a vital pulp              and a dead or root-filled one, on the same tooth
    a root filling            and a pulp, on the same tooth
    crown findings            on a tooth of which only the root is left
    a furcation               on a tooth with one root
    a primary tooth's finding on a permanent tooth
    teeth with findings       in an arch that is recorded as toothless

Suspected findings are asked about places and teeth too, but two diagnoses exclude each other only once
both are confirmed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from arcada.core.chart.finding import Finding
from arcada.core.chart.signs import AT_GAPS, GAP_OPENED_BY, SIGNS
from arcada.core.kernel import Refusal
from arcada.core.teeth.anatomy import has_furcation
from arcada.core.teeth.number import is_primary, is_tooth
from arcada.core.teeth.region import REGIONS, lies_in
from arcada.core.teeth.surface import read_surfaces

IMPLANT_TERMS: Final = ("peri-implantitis", "peri-implant mucositis")
TOOTHLESS: Final = "edentulous arch"
WIDE_FIELDS: Final = ("alignment", "denture", "fit", "jaw", "mucosa")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two groups of findings that one tooth cannot have together."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    because: str


EXCLUSIONS: Final = (
    Exclusion(
        ("deep dentine caries, pulp vital", "reversible pulpitis", "irreversible pulpitis"),
        ("pulp necrosis", "persistent disease after root canal treatment"),
        "a pulp is either vital or not",
    ),
    Exclusion(
        ("deep dentine caries, pulp vital", "reversible pulpitis"),
        ("acute apical abscess", "chronic apical abscess", "radicular cyst"),
        "an abscess or a cyst at the tip comes from a dead pulp",
    ),
    Exclusion(
        ("persistent disease after root canal treatment",),
        (
            "pulp necrosis", "deep caries reaching pulp", "complicated crown fracture",
            "previously initiated endodontic therapy",
        ),
        "a root canal is either filled or it holds a pulp",
    ),
    Exclusion(("reversible pulpitis",), ("irreversible pulpitis",), "a pulp either recovers or it does not"),
    Exclusion(
        ("deep dentine caries, pulp vital",), ("deep caries reaching pulp",), "caries reaches the pulp or not"
    ),
    Exclusion(
        ("retained root",),
        (
            "missing cusp", "cracked tooth", "uncomplicated crown fracture", "complicated crown fracture",
            "initial enamel caries lesion", "defective restoration", "tooth shape anomaly", "erosive tooth wear",
            "discoloration",
        ),
        "only the root is left, so the tooth has no crown",
    ),
    Exclusion(("impacted tooth",), ("avulsion", "luxation"), "a buried tooth cannot be knocked out"),
    Exclusion(("uncomplicated crown fracture",), ("complicated crown fracture",), "a fracture opens the pulp or not"),
)  # fmt: skip


def contradiction(findings: Sequence[Finding], missing: Collection[str] = ()) -> Refusal | None:
    """The first contradiction with its place `findings[n]...`, or None."""
    checks = (_double_ids, _places, _surfaces, _implants, _gone, _toothless, _excluded, _filled)
    for check in checks:
        for refusal in check(findings, missing):
            return refusal
    return None


def _double_ids(findings: Sequence[Finding], _missing: Collection[str]) -> Iterator[Refusal]:
    seen: set[str] = set()
    for rank, finding in enumerate(findings):
        if finding.id in seen:
            yield Refusal("finding_twice", f"Two findings are called {finding.id!r}.", f"findings[{rank}].fid")
        seen.add(finding.id)


def _places(findings: Sequence[Finding], _missing: Collection[str]) -> Iterator[Refusal]:
    for rank, finding in enumerate(findings):
        at = f"findings[{rank}].where"
        for place in finding.where:
            if finding.term == "furcation involvement" and is_tooth(place) and not has_furcation(place):
                yield Refusal("no_furcation", f"{place} has one root, so it has no furcation.", at)
            if finding.term == "retained primary tooth" and is_tooth(place) and not is_primary(place):
                yield Refusal("not_primary", f"{place} is a permanent tooth; a retained primary tooth is 51-85.", at)
            if finding.term == TOOTHLESS and place not in REGIONS:
                yield Refusal("arch_expected", f"{TOOTHLESS} is said of an arch, not of {place}.", at)


def _surfaces(findings: Sequence[Finding], _missing: Collection[str]) -> Iterator[Refusal]:
    for rank, finding in enumerate(findings):
        for place in finding.where if finding.surfaces else ():
            answer = read_surfaces(place, finding.surfaces) if is_tooth(place) else ""
            if isinstance(answer, Refusal):
                yield answer.at(f"findings[{rank}].surfaces")


def _needs_tooth(finding: Finding) -> bool:
    rows = SIGNS.get(finding.term)
    return finding.term not in AT_GAPS and bool(rows) and not all(row.field in WIDE_FIELDS for row in rows or ())


def _gone(findings: Sequence[Finding], missing: Collection[str]) -> Iterator[Refusal]:
    gone = dict.fromkeys(missing, "missing_teeth")
    for finding in findings:
        if finding.term in GAP_OPENED_BY and finding.status == "confirmed":
            gone |= {place: f"finding {finding.id}" for place in finding.where if finding.term != "avulsion"}
    for rank, finding in enumerate(findings):
        for place in finding.where if _needs_tooth(finding) else ():
            if place in gone:
                source = gone[place].replace("_", " ")
                sentence = f"{place} is recorded as missing ({source}), so it cannot have {finding.term}."
                yield Refusal("finding_on_missing_tooth", sentence, f"findings[{rank}].where")


def _implants(findings: Sequence[Finding], _missing: Collection[str]) -> Iterator[Refusal]:
    implants = {p: f.id for f in findings if f.term in IMPLANT_TERMS and f.status == "confirmed" for p in f.where}
    for rank, finding in enumerate(findings):
        for place in finding.where if _needs_tooth(finding) else ():
            if place in implants:
                sentence = f"{place} carries an implant (finding {implants[place]}), so it cannot have {finding.term}."
                yield Refusal("tooth_finding_on_implant", sentence, f"findings[{rank}].where")


def _toothless(findings: Sequence[Finding], _missing: Collection[str]) -> Iterator[Refusal]:
    arches = {p: f.id for f in findings if f.term == TOOTHLESS and f.status == "confirmed" for p in f.where}
    for rank, finding in enumerate(findings):
        for place in finding.where if _needs_tooth(finding) else ():
            for name, source in arches.items():
                if is_tooth(place) and lies_in(place, name):
                    sentence = (
                        f"The {name.replace('_', ' ')} is recorded as toothless (finding {source}), "
                        f"so {place} cannot have {finding.term}."
                    )
                    yield Refusal("finding_in_toothless_arch", sentence, f"findings[{rank}].where")


def _excluded(findings: Sequence[Finding], _missing: Collection[str]) -> Iterator[Refusal]:
    confirmed = [(rank, finding) for rank, finding in enumerate(findings) if finding.status == "confirmed"]
    for rule in EXCLUSIONS:
        for _, one in confirmed:
            for rank, other in confirmed:
                shared = [place for place in one.where if place in other.where and is_tooth(place)]
                if one.term in rule.one and other.term in rule.other and shared:
                    sentence = (
                        f"{shared[0]} cannot have {one.term} (finding {one.id}) and {other.term} "
                        f"(finding {other.id}): {rule.because}."
                    )
                    yield Refusal("contradicting_findings", sentence, f"findings[{rank}]")


PULP_DIAGNOSES: Final = frozenset(
    {
        "deep dentine caries, pulp vital", "deep caries reaching pulp", "reversible pulpitis",
        "irreversible pulpitis", "pulp necrosis", "complicated crown fracture",
    }
)  # fmt: skip


def _filled(findings: Sequence[Finding], _missing: Collection[str]) -> Iterator[Refusal]:
    """A pulp diagnosis on a tooth of which another finding says that it is root filled."""
    confirmed = [(rank, finding) for rank, finding in enumerate(findings) if finding.status == "confirmed"]
    filled = {place: finding.id for _, finding in confirmed if _said(finding, "root_filled") for place in finding.where}
    for rank, finding in confirmed:
        shared = [place for place in finding.where if finding.term in PULP_DIAGNOSES and place in filled]
        if shared and is_tooth(shared[0]):
            sentence = (
                f"{shared[0]} is root filled (finding {filled[shared[0]]}), so it cannot have {finding.term}: "
                "a root canal is either filled or it holds a pulp."
            )
            yield Refusal("contradicting_findings", sentence, f"findings[{rank}]")


def _said(finding: Finding, word: str) -> bool:
    return str(finding.severity.get(word)).strip().lower() in {"true", "yes", "1"}
