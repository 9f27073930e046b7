"""Which proof counts, which is missing, which is too old."""

from dataclasses import replace

import pytest

from arcada.core.chart.finding import Evidence, Finding
from arcada.core.planning.case import Case
from arcada.core.planning.evidence import Lack, assess
from arcada.core.protocols.finding import EvidenceNeed, FindingKind
from arcada.core.risk.patient import Patient

IMAGE = EvidenceNeed(("bitewing_radiograph", "periapical_radiograph"))
TEST = EvidenceNeed(("pulp_sensibility_test",))
KIND = FindingKind("x", "cavity", ("tooth",), "K02.9", "A cavity.", "caries", evidence=(IMAGE, TEST))


def found(*proofs: tuple[str, int], status: str = "confirmed", where: str = "16", name: str = "a") -> Finding:
    evidence = tuple(Evidence(kind, age) for kind, age in proofs)
    return Finding(name, "cavity", (where,), evidence=evidence, status=status)  # type: ignore[arg-type]


def proof_of(one: Finding, *others: Finding):
    return assess(Case("c", Patient(), (one, *others)), one, KIND, {})


TABLE = [
    ("all there", found(("bitewing_radiograph", 10), ("pulp_sensibility_test", 3)), (), True),
    ("another type serves", found(("full_mouth_radiographs", 10), ("pulp_sensibility_test", 3)), (), True),
    ("one missing", found(("bitewing_radiograph", 10)), (Lack("a", "pulp_sensibility_test", "missing"),), True),
    ("the image is too old", found(("bitewing_radiograph", 1500), ("pulp_sensibility_test", 3)),
     (Lack("a", "bitewing_radiograph", "stale"),), True),
    ("nothing at all", found(),
     (Lack("a", "bitewing_radiograph", "missing"), Lack("a", "pulp_sensibility_test", "missing")), False),
    ("nothing fresh at all", found(("bitewing_radiograph", 1500)),
     (Lack("a", "bitewing_radiograph", "stale"), Lack("a", "pulp_sensibility_test", "missing")), False),
    ("only suspected", found(("bitewing_radiograph", 10), ("pulp_sensibility_test", 3), status="suspected"), (), False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "one", "lacks", "grounded"), TABLE, ids=[row[0] for row in TABLE])
def test_proof(what: str, one: Finding, lacks: tuple[Lack, ...], grounded: bool) -> None:
    proof = proof_of(one)
    assert proof.lacks == lacks, what
    assert proof.grounded is grounded


def test_proof_of_another_finding_on_the_same_tooth_counts() -> None:
    own = found(("bitewing_radiograph", 10))
    other = found(("pulp_sensibility_test", 3), name="b")
    assert proof_of(own, other).lacks == ()
    assert proof_of(own, replace(other, where=("26",))).lacks != ()
    assert proof_of(own, replace(other, status="suspected")).lacks != ()


def test_full_mouth_images_of_the_mouth_count_unless_it_is_only_suspected() -> None:
    wide = Finding("m", "gums", ("mouth",), "mouth", evidence=(Evidence("full_mouth_radiographs", 5),))
    own = found(("pulp_sensibility_test", 3))
    assert proof_of(own, wide).lacks == ()
    assert proof_of(replace(own, status="suspected"), wide).lacks == (Lack("a", "bitewing_radiograph", "missing"),)


@pytest.mark.parametrize(
    ("evidence", "age", "stale"),
    [
        ("bitewing_radiograph", 1095, False),
        ("bitewing_radiograph", 1096, True),
        ("cbct", 1096, True),
        ("full_periodontal_chart", 365, False),
        ("full_periodontal_chart", 366, True),
        ("local_probing", 366, True),
        ("pulp_sensibility_test", 4000, False),
        ("clinical_photograph", 4000, False),
    ],
)
def test_how_old_a_proof_may_be_depends_on_its_type(evidence: str, age: int, stale: bool) -> None:
    kind = replace(KIND, evidence=(EvidenceNeed((evidence,)),))
    one = found((evidence, age))
    proof = assess(Case("c", Patient(), (one,)), one, kind, {})
    assert proof.lacks == ((Lack("a", evidence, "stale"),) if stale else ())


def test_a_rule_of_the_finding_goes_before_the_usual_age() -> None:
    kind = replace(KIND, evidence=(EvidenceNeed(("clinical_photograph",), max_age_days=30),))
    one = found(("clinical_photograph", 31))
    assert assess(Case("c", Patient(), (one,)), one, kind, {}).lacks == (Lack("a", "clinical_photograph", "stale"),)
