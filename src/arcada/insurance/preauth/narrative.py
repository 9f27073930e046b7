"""The narrative of a pack, drawn from the record: what was found, how it shows, what is done, why, and not less.

Each piece of work is one paragraph. Nothing is said that the plan or the chart does not say; what is not on record is
listed apart as a gap for the person who writes, never papered over.

    Crown, tooth 3 (upper right first molar). Found: crown-root fracture. Shown by: periapical radiograph of 2 May 2026.
    Why: The tooth lost two cusps and ... Less invasive way: A filling was considered; ...
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from arcada.cases.models import PlanVersion
from arcada.core.teeth.notation import Notation, shown, spoken
from arcada.core.teeth.number import in_order, is_tooth

Json = Mapping[str, Any]
IMAGES = frozenset(
    {
        "bitewing_radiograph",
        "cbct",
        "clinical_photograph",
        "full_mouth_radiographs",
        "panoramic_radiograph",
        "periapical_radiograph",
        "radiographs_showing_bone_level",
        "study_models_or_scan",
    }
)
SHOWN_GRADES = 4  # grades of a finding that are told


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: of which finding, what, of which day, and whether it is an image."""

    finding: str
    where: str
    what: str
    taken: date
    image: bool


def narrative_of(version: PlanVersion, items: Sequence[Json]) -> str:
    """The paragraphs for some items of a version; work for the same reason is told together."""
    findings = {one["fid"]: one for one in version.inputs["case"]["findings"]}
    notation = cast(Notation, version.case.patient.practice.numbering)
    groups: dict[tuple[str, ...], list[Json]] = {}
    for item in items:
        groups.setdefault((item["because"], *item["for_findings"]), []).append(item)
    told = [_paragraph(group, findings, version.start_date, notation) for group in groups.values()]
    return "\n\n".join(told)


def _paragraph(group: Sequence[Json], findings: Mapping[str, Json], start: date, notation: Notation) -> str:
    names = list(dict.fromkeys(f"{_name(item)}, {place_words(item['where'], notation)}" for item in group))
    first = group[0]
    parts = [f"{'; '.join(names)}."]
    own = [findings[fid] for fid in first["for_findings"] if fid in findings]
    if own:
        parts.append(f"Found: {'; '.join(dict.fromkeys(_finding(one, notation) for one in own))}.")
    proofs = [_proof(one, start) for finding in own for one in finding["evidence"]]
    if proofs:
        parts.append(f"Shown by: {', '.join(dict.fromkeys(proofs))}.")
    if first["because"]:
        parts.append(f"Why: {_sentence(first['because'])}")
    less = list(dict.fromkeys(item["less_invasive"] for item in group if item.get("less_invasive")))
    if less:
        parts.append(f"Less invasive way: {' '.join(_sentence(one) for one in less)}")
    return " ".join(parts)


def _name(item: Json) -> str:
    name = item.get("name") or item["family"].replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def place_words(where: Sequence[str], notation: Notation) -> str:
    """Where, so that a payer's dentist reads the number and a layman the name."""
    teeth = in_order(tuple(place for place in where if is_tooth(place)))
    if len(teeth) == 1:
        return f"tooth {shown(teeth[0], notation)} ({spoken(teeth[0])})"
    if teeth:
        return f"teeth {', '.join(shown(tooth, notation) for tooth in teeth)}"
    return ", ".join(place.replace("_", " ") for place in where)


def _finding(finding: Json, notation: Notation) -> str:
    grades = [
        f"{name.replace('_', ' ')} {_grade(value)}"
        for name, value in list(finding.get("severity", {}).items())[:SHOWN_GRADES]
        if name != "suspected" and value is not None
    ]
    suspected = ", suspected" if finding.get("severity", {}).get("suspected") else ""
    surfaces = f", surfaces {''.join(finding['surfaces'])}" if finding.get("surfaces") else ""
    told = f" ({', '.join(grades)})" if grades else ""
    return f"{finding['finding']}, {place_words(finding['where'], notation)}{surfaces}{suspected}{told}"


def _grade(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def _proof(proof: Json, start: date) -> str:
    taken = start - timedelta(days=proof["age_days"])
    return f"{proof['type'].replace('_', ' ')} of {taken.day} {taken:%b %Y}"


def proofs_of(version: PlanVersion, items: Sequence[Json]) -> tuple[Proof, ...]:
    """The evidence on record for the findings that some items answer, each once."""
    wanted = {fid for item in items for fid in item["for_findings"]}
    notation = cast(Notation, version.case.patient.practice.numbering)
    found = [
        Proof(
            finding=finding["finding"],
            where=place_words(finding["where"], notation),
            what=one["type"].replace("_", " "),
            taken=version.start_date - timedelta(days=one["age_days"]),
            image=one["type"] in IMAGES,
        )
        for finding in version.inputs["case"]["findings"]
        if finding["fid"] in wanted
        for one in finding["evidence"]
    ]
    return tuple(dict.fromkeys(found))


def gaps_of(version: PlanVersion, items: Sequence[Json]) -> tuple[str, ...]:
    """What the record does not hold and an insurer usually asks for, in sentences."""
    findings = {one["fid"]: one for one in version.inputs["case"]["findings"]}
    notation = cast(Notation, version.case.patient.practice.numbering)
    told: list[str] = []
    for item in items:
        where = place_words(item["where"], notation)
        own = [findings[fid] for fid in item["for_findings"] if fid in findings]
        if not own:
            told.append(f"{_name(item)}, {where}: no finding of the chart stands behind it.")
        elif not any(proof["type"] in IMAGES for finding in own for proof in finding["evidence"]):
            told.append(f"{_name(item)}, {where}: no image is on record.")
        if not item.get("less_invasive"):
            told.append(f"{_name(item)}, {where}: no less invasive way is written down.")
        told += [
            f"{_name(item)}, {where}: the {lack.replace('_', ' ')} is still missing."
            for lack in item["pending_evidence"]
        ]
    return tuple(dict.fromkeys(told))
