"""What can be found: nothing of the list of 78 is without an answer, every other name means one finding, codes follow
what is said."""

import re

import pytest

from arcada.core.kernel import Refusal
from arcada.core.protocols.coding import codes_of
from arcada.core.protocols.finding import FindingKind
from arcada.interop.knowledge import load_library
from arcada.interop.plan_json import read_case

LIBRARY = load_library()
FOUND = [kind for kind in LIBRARY.kinds.values() if "derived" not in kind.traits]
ALIASES = [(alias, kind.term) for kind in FOUND for alias in kind.aliases]
SCALES = {key.scale.id: key.scale for kind in FOUND for key in kind.severity if key.scale}
ICD = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")

CASE_FORMAT = (
    """
acute apical abscess|ankylosis|asymptomatic apical periodontitis|avulsion|bruxism|calculus and plaque
cavitated dentine caries|complicated crown fracture|congenitally missing tooth|cracked tooth|crowding
crown-root fracture|deep caries reaching pulp|deep dentine caries, pulp vital|defective restoration|dental fluorosis
discoloration|early childhood caries|enamel hypomineralisation|endodontic-periodontal lesion|erosive tooth wear
gingival enlargement|gingivitis|hopeless tooth|ill-fitting denture|impacted tooth|infrabony defect
initial enamel caries lesion|irreversible pulpitis|jaw osteonecrosis|missing cusp|missing tooth
necrotising gingivitis|non-restorable tooth|pathologic tooth migration|peri-implantitis|pericoronitis|periodontitis
persistent disease after root canal treatment|previously initiated endodontic therapy|pulp necrosis|rampant caries
recurrent caries|retained primary tooth|reversible pulpitis|root caries|spacing|spreading infection
suspicious mucosal lesion|tooth mobility|tooth shape anomaly|uncomplicated crown fracture|xerostomia
""".strip()
    .replace("\n", "|")
    .split("|")
)


def test_every_line_of_the_list_of_78_is_answered() -> None:
    answered = {line for kind in FOUND for line in kind.sheet}
    assert answered == {f"F{number:02}" for number in range(1, 79)}


@pytest.mark.parametrize("term", CASE_FORMAT)
def test_every_term_of_the_case_format_is_a_finding(term: str) -> None:
    assert term in LIBRARY.kinds


@pytest.mark.parametrize("kind", FOUND, ids=lambda kind: kind.id)
def test_a_finding_is_complete(kind: FindingKind) -> None:
    codes = {kind.code, *(row.code for row in kind.codes)}
    assert all(ICD.fullmatch(code) for code in codes), codes
    assert kind.lies, "where it sits"
    assert kind.scopes
    assert kind.evidence, "the least that proves it"
    assert kind.patient_words.endswith(".")
    assert kind.mark
    assert kind.sources
    assert kind.term in LIBRARY.answers, "a protocol answers it"
    for row in kind.codes:
        assert set(row.words or {}) <= {key.name for key in kind.severity}, "a code asks for a word that nobody asks"


@pytest.mark.parametrize(("alias", "term"), ALIASES, ids=[alias for alias, _ in ALIASES])
def test_another_name_is_understood_by_the_plan_command(alias: str, term: str) -> None:
    scope = LIBRARY.kinds[term].scopes[0]
    where = {"tooth": "36", "arch": "lower_arch", "mouth": "mouth"}[scope]
    finding = {"fid": "a", "scope": scope, "where": [where], "finding": alias.upper(), "severity": {}, "evidence": []}
    read = read_case({"id": "x", "patient": {"age_years": 40}, "findings": [finding]}, LIBRARY)
    assert not isinstance(read, Refusal), read
    assert read.findings[0].term == term


def test_a_name_means_one_finding() -> None:
    names = [name.lower() for kind in FOUND for name in (kind.term, *kind.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("scale", SCALES.values(), ids=lambda scale: scale.id)
def test_a_scale_says_what_its_grades_mean(scale) -> None:
    spelled = [word for grade in scale.grades for word in (grade.value, *grade.also)]
    assert len(spelled) == len(set(spelled))
    assert all(grade.words for grade in scale.grades)
    assert scale.grades or (scale.words and scale.low < scale.high)
    assert scale.asks
    assert scale.sources


@pytest.mark.parametrize(
    ("term", "severity", "surfaces", "where", "expected"),
    [
        ("cavitated dentine caries", {}, "O", "26", ("K02.52",)),
        ("cavitated dentine caries", {}, "MO", "26", ("K02.52", "K02.62")),
        ("cavitated dentine caries", {}, "D", "26", ("K02.62",)),
        ("cavitated dentine caries", {}, "", "26", ("K02.62",)),
        ("moderate caries lesion", {"icdas": 4}, "O", "26", ("K02.52",)),
        ("moderate caries lesion", {"icdas": 3}, "D", "26", ("K02.61",)),
        ("periodontitis", {"stage": "III", "extent": "generalised"}, "", "mouth", ("K05.323",)),
        ("periodontitis", {"stage": 2, "extent": "localized"}, "", "mouth", ("K05.312",)),
        ("periodontitis", {"stage": "II"}, "", "mouth", ("K05.30",)),
        ("missing tooth", {"cause": "trauma"}, "", "11", ("K08.419",)),
        ("edentulous arch", {"cause": "caries", "class": "ii"}, "", "upper_arch", ("K08.132",)),
        ("edentulous arch", {"class": 3.0}, "", "upper_arch", ("K08.103",)),
        ("ridge atrophy", {"loss": "severe"}, "", "36", ("K08.23",)),
        ("ridge atrophy", {"loss": "severe"}, "", "upper_arch", ("K08.26",)),
        ("persistent disease after root canal treatment", {"root_filling": "short"}, "", "36", ("M27.53", "K04.5")),
        ("persistent disease after root canal treatment", {}, "", "36", ("M27.59", "K04.5")),
        ("caries risk", {"level": "low"}, "", "mouth", ("Z91.841",)),
        ("bruxism", {"type": "sleep"}, "", "mouth", ("G47.63",)),
        ("discoloration", {"old_composites": True}, "", "11", ("K08.56",)),
    ],
)
def test_a_code_follows_what_is_said(term, severity, surfaces, where, expected) -> None:
    found = codes_of(LIBRARY.kinds[term], severity=severity, surfaces=surfaces, where=(where,))
    assert found == expected
