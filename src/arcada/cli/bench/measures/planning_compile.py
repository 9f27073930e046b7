"""How long three plans take with more and more findings: the mixed mouth of a usual day, up to a neglected one.

Findings follow a fixed pattern around the mouth: decay of every depth, pulps, failed fillings, gums, a few teeth that
go. The charts grow by taking more of the same pattern, so the figures can be compared with each other.
"""

from collections.abc import Callable
from typing import Any

from arcada.cli.bench.measures.planning import case, finding
from arcada.cli.bench.registry import NotMeasured, Taken, Target, measurement, timed

TEETH = (
    "16", "36", "26", "46", "14", "24", "34", "44", "15", "25", "35", "45", "17", "27", "37", "47", "12", "22", "32",
    "42", "11", "21", "31", "41", "13", "23", "33", "43",
)  # fmt: skip
PATTERN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("cavitated dentine caries", {"icdas": 5}),
    ("irreversible pulpitis", {"symptomatic": True, "restorable": True}),
    ("defective restoration", {}),
    ("initial enamel caries lesion", {"icdas": 2, "activity": "active"}),
    ("pulp necrosis", {"restorable": True}),
    ("missing cusp", {"cusps_lost": 2}),
    ("root caries", {"activity": "active"}),
    ("non-restorable tooth", {}),
    ("deep dentine caries, pulp vital", {"icdas": 5}),
)
WIDE = ("gingivitis", "bruxism", "calculus and plaque")
PROOFS = ("bitewing_radiograph", "periapical_radiograph", "pulp_sensibility_test", "restorability_assessment")
SAMPLES = 12


def chart(count: int) -> dict[str, Any]:
    """A case of so many findings; beyond 28 teeth a second finding on a tooth is a worn or sensitive surface."""
    found = [finding(f"w{rank}", term, ["mouth"], {}) for rank, term in enumerate(WIDE[: max(1, count // 10)])]
    for rank in range(count - len(found)):
        tooth = TEETH[rank % len(TEETH)]
        term, severity = PATTERN[rank % len(PATTERN)] if rank < len(TEETH) else ("erosive tooth wear", {"bewe": 9})
        found.append(finding(f"f{rank}", term, [tooth], severity, *PROOFS))
    return case() | {"id": f"bench-{count}", "findings": found, "missing_teeth": []}


def compiling(count: int) -> Callable[[], Taken]:
    """What takes the sample for so many findings."""

    def take() -> Taken:
        from arcada.cli.plan import answer
        from arcada.interop.knowledge import load_library

        library, given = load_library(), chart(count)
        found = answer(given, library)
        if refused := found.get("refused"):
            raise NotMeasured(f"the case was refused: {refused['text']}")
        items = max(len(plan["items"]) for plan in found["alternatives"])
        return timed(lambda: answer(given, library), samples=SAMPLES, note=f"{items} lines in the longest plan")

    return take


for findings, limit in ((5, 500), (15, 1000), (25, 2000), (40, 4000), (60, 8000)):
    measurement(f"compile-{findings}", f"three plans from {findings} findings", Target("p95", limit, "ms"))(
        compiling(findings)
    )
