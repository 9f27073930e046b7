"""`findings.yaml`: what can be found, what proves it, the words of its severity."""

import yaml

from arcada.core.protocols.finding import EvidenceNeed, FindingKind, SeverityKey
from arcada.interop.knowledge.catalogue import Vocabulary
from arcada.interop.knowledge.entry import Entry
from arcada.interop.knowledge.files import Folder

EVIDENCE = (
    "periapical_radiograph", "bitewing_radiograph", "panoramic_radiograph", "full_mouth_radiographs",
    "radiographs_showing_bone_level", "cbct", "pulp_sensibility_test", "percussion_test", "full_periodontal_chart",
    "local_probing", "clinical_photograph", "clinical_examination", "study_models_or_scan", "restorability_assessment",
    "growth_completion_record", "haematology_plan", "inr_result",
)  # fmt: skip
SCOPES = ("tooth", "arch", "mouth")


def read_kinds(folder: Folder, words: Vocabulary) -> dict[str, FindingKind]:
    """All kinds of finding by their term."""
    found: dict[str, FindingKind] = {}
    for entry in folder.entries("findings.yaml"):
        kind = FindingKind(
            id=entry.text("id"),
            term=entry.text("term"),
            scopes=entry.all_known("scope", SCOPES, "scope"),
            code=entry.text("icd10"),
            patient_words=entry.text("patient"),
            mark=entry.text("mark"),
            aliases=entry.strings("aliases"),
            evidence=tuple(_evidence(one) for one in entry.entries("evidence")),
            severity=tuple(_severity(entry)),
            traits=frozenset(entry.strings("traits")),
            sources=words.cited(entry),
        )
        entry.done()
        if kind.term in found:
            entry.fault("term", f"'{kind.term}' stands twice")
        found[kind.term] = kind
    return found


def _evidence(entry: Entry) -> EvidenceNeed:
    need = EvidenceNeed(
        types=entry.all_known("any", EVIDENCE, "evidence type"),
        max_age_days=entry.whole("max_age_days"),
        when=entry.condition(),
    )
    if not need.types:
        entry.fault("any", "is missing: name at least one type of evidence")
    entry.done()
    return need


def _severity(entry: Entry) -> list[SeverityKey]:
    words = entry.entry("severity")
    found = []
    for name in words.pairs if words else ():
        node = words.get(name) if words else None
        values = [item.value for item in node.value] if isinstance(node, yaml.SequenceNode) else []
        numbers = [value for value in values if value.replace(".", "", 1).isdigit()]
        if len(values) == len(("low", "high")) and len(numbers) == len(values):
            found.append(SeverityKey(name, low=float(values[0]), high=float(values[1])))
        else:
            found.append(SeverityKey(name, tuple(values)))
    return found
