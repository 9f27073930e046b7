"""Sixty findings in one mouth: three plans that hold, every finding spoken of, visits that one could attend."""

from plan_cases import LIBRARY, case, finding
from plan_laws import broken
from plan_rewalk import rewalked

from arcada.cli.plan import answer
from arcada.core.protocols.protocol import TIERS
from arcada.core.teeth.number import PERMANENT

TERMS = (
    "cavitated dentine caries", "non-restorable tooth", "root caries", "irreversible pulpitis", "defective restoration",
    "initial enamel caries lesion",
)  # fmt: skip
WIDE = ("gingivitis", "calculus and plaque", "bruxism", "xerostomia")


def test_sixty_findings_have_plans_that_hold() -> None:
    teeth = [tooth for tooth in PERMANENT if not tooth.endswith("8")]
    first = [finding(f"a{rank}", tooth, TERMS[rank % len(TERMS)]) for rank, tooth in enumerate(teeth)]
    second = [finding(f"b{rank}", tooth, "dentine hypersensitivity") for rank, tooth in enumerate(teeth)]
    told = case(*first, *second, *(finding(f"m{rank}", "mouth", term) for rank, term in enumerate(WIDE)))
    assert len(told["findings"]) == 60
    found = answer(told, LIBRARY)
    assert "refused" not in found, found
    assert [plan["tier"] for plan in found["alternatives"]] == list(TIERS)
    assert broken(told, found) == []
    for plan in found["alternatives"]:
        assert list(rewalked(LIBRARY, plan)) == []
        assert plan["visit_count"] < len(told["findings"])
