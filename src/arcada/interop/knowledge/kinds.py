"""`findings.yaml`: what can be found, what proves it, the words of its severity."""

from collections.abc import Iterator, Mapping

import yaml

from arcada.core.protocols.finding import CodeRule, EvidenceNeed, FindingKind, Scale, SeverityKey
from arcada.interop.knowledge.catalogue import Vocabulary
from arcada.interop.knowledge.entry import Entry, near
from arcada.interop.knowledge.files import Folder
from arcada.interop.knowledge.scales import read_scales

EVIDENCE = (
    "periapical_radiograph", "bitewing_radiograph", "panoramic_radiograph", "full_mouth_radiographs",
    "radiographs_showing_bone_level", "cbct", "pulp_sensibility_test", "percussion_test", "full_periodontal_chart",
    "local_probing", "clinical_photograph", "clinical_examination", "study_models_or_scan", "restorability_assessment",
    "growth_completion_record", "haematology_plan", "inr_result",
)  # fmt: skip
SCOPES = ("tooth", "arch", "mouth")
LIES = ("surface", "tooth", "site", "quadrant", "arch", "mouth")
SURFACES = ("biting", "smooth")
ARCHES = ("upper", "lower")


def read_kinds(folder: Folder, words: Vocabulary) -> dict[str, FindingKind]:
    """All kinds of finding by their term."""
    found: dict[str, FindingKind] = {}
    names: dict[str, str] = {}
    scales = read_scales(folder, words)
    for entry in folder.entries("findings.yaml"):
        kind = _kind(entry, words, scales)
        entry.done()
        if kind.term in found:
            entry.fault("term", f"'{kind.term}' stands twice")
        for name in (kind.term, *kind.aliases):
            if names.setdefault(name.lower(), kind.term) != kind.term:
                entry.fault("aliases", f"'{name}' already means {names[name.lower()]}")
        found[kind.term] = kind
    return found


def _kind(entry: Entry, words: Vocabulary, scales: Mapping[str, Scale]) -> FindingKind:
    return FindingKind(
        id=entry.text("id"),
        term=entry.text("term"),
        scopes=entry.all_known("scope", SCOPES, "scope"),
        code=entry.text("icd10"),
        patient_words=entry.text("patient"),
        mark=entry.text("mark"),
        aliases=entry.strings("aliases"),
        evidence=tuple(_evidence(one) for one in entry.entries("evidence")),
        severity=tuple(_severity(entry, scales)),
        traits=frozenset(entry.strings("traits")),
        sources=words.cited(entry),
        typed=entry.strings("typed"),
        lies=entry.all_known("lies", LIES, "place"),
        codes=tuple(_code(one) for one in entry.entries("codes")),
        sheet=entry.strings("sheet"),
    )


def _code(entry: Entry) -> CodeRule:
    """Every key that is not a rule's own is a word of the severity."""
    row = CodeRule(
        code=entry.text("code"),
        surface=entry.known("surface", SURFACES, "kind of surface", ""),
        arch=entry.known("arch", ARCHES, "arch", ""),
        more=entry.flag("more"),
        words={
            name: tuple(word.lower() for word in entry.strings(name))
            for name in entry.pairs
            if name not in {"code", "surface", "arch", "more"}
        },
    )
    entry.done()
    return row


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


def _severity(entry: Entry, scales: Mapping[str, Scale]) -> Iterator[SeverityKey]:
    words, usual = entry.entry("severity"), entry.entry("usual")
    bounds = {name: _bounds(usual, name) for name in (usual.pairs if usual else ())}
    for name in words.pairs if words else ():
        node = words.get(name) if words else None
        if isinstance(node, yaml.ScalarNode):
            scale = scales.get(node.value)
            if scale is None:
                entry.fault("severity", f"there is no scale '{node.value}'{near(node.value, frozenset(scales))}", node)
                continue
            yield _on_scale(name, scale, bounds.pop(name, None))
            continue
        values = [item.value for item in node.value] if isinstance(node, yaml.SequenceNode) else []
        numbers = [value for value in values if value.replace(".", "", 1).isdigit()]
        low_high = bounds.pop(name, None)
        if len(values) == len(("low", "high")) and len(numbers) == len(values):
            low_high = low_high or (float(values[0]), float(values[1]))
        if low_high:
            yield SeverityKey(name, low=low_high[0], high=low_high[1])
        else:
            yield SeverityKey(name, tuple(values))
    for name in bounds:
        entry.fault("usual", f"'{name}' is no word of its severity")


def _bounds(entry: Entry | None, name: str) -> tuple[float, float] | None:
    values = entry.strings(name) if entry else ()
    if len(values) != len(("low", "high")):
        if entry:
            entry.fault(name, "expected the lowest and the highest usual grade")
        return None
    return float(values[0]), float(values[1])


def _on_scale(name: str, scale: Scale, usual: tuple[float, float] | None) -> SeverityKey:
    low_high = usual or scale.bounds
    if low_high:
        return SeverityKey(name, low=low_high[0], high=low_high[1], scale=scale)
    return SeverityKey(name, tuple(word for one in scale.grades for word in (one.value, *one.also)), scale=scale)
