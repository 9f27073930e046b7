"""What old dentures, blood readings and words for surfaces do to a plan: the table of rules seen in plans."""

from collections.abc import Callable
from typing import Any

import pytest
from plan_cases import finding, person
from plan_reading import Json, everywhere, items, nowhere, planned, somewhere

Holds = Callable[[Json], bool]
LOWER = [f"{quarter}{place}" for quarter in (3, 4) for place in range(1, 9)]
LOOSE = finding("a", "lower_arch", "ill-fitting denture")
EMPTY = finding("b", "lower_arch", "missing tooth")
ANTICOAGULATED = {"patient": person(medications=["warfarin"], results={"inr": 2.5, "inr_age_days": 20})}


def reading_asked(found: Json) -> bool:
    lacks = {(one["finding"], one["evidence"], one["state"]) for one in found["missing_evidence"]}
    waits = [
        item["pending_evidence"]
        for plan in found["alternatives"]
        for item in items(plan, "subgingival_instrumentation")
    ]
    return ("a", "inr_result", "stale") in lacks and bool(waits) and all("inr_result" in one for one in waits)


def charted_first(found: Json) -> bool:
    """Whether every plan takes the chart, and its deep cleaning waits for it."""
    for plan in found["alternatives"]:
        charts, cleanings = items(plan, "full_periodontal_charting"), items(plan, "subgingival_instrumentation")
        after = [(one["visit"], one["order_in_visit"]) for one in cleanings]
        if not charts or not after or min(after) <= (charts[0]["visit"], charts[0]["order_in_visit"]):
            return False
        if not all("full_periodontal_chart" in one["pending_evidence"] for one in cleanings):
            return False
    return True


CASES: list[tuple[str, list[Json], dict[str, Any], Holds]] = [
    ("S71 a toothless jaw is answered for good, the old denture is only eased meanwhile",
     [LOOSE, EMPTY], {"missing_teeth": LOWER},
     lambda found: somewhere(found, "implant_overdenture") and everywhere(found, "denture_reline", "lower_arch")),
    ("S71 a loose denture alone is renewed or relined, without an operation nobody asked for",
     [LOOSE], {"missing_teeth": LOWER},
     lambda found: somewhere(found, "complete_denture") and nowhere(found, "implant_placement")),
    ("S71 who wishes for a stable denture is offered one that implants hold",
     [LOOSE], {"missing_teeth": LOWER, "patient_wishes": ["a stable lower denture"]},
     lambda found: somewhere(found, "implant_overdenture") and somewhere(found, "complete_denture")),
    ("S37 an old clotting reading is renewed before deep cleaning too",
     [finding("a", "mouth", "periodontitis", stage="III", grade="B")], ANTICOAGULATED, reading_asked),
    ("S10 deep cleaning waits for the chart of the pockets, which every plan takes",
     [finding("a", "mouth", "periodontitis", ("bitewing_radiograph",), stage="III", grade="B")], {}, charted_first),
    ("surfaces written as words are read",
     [finding("a", "47", "cavitated dentine caries", icdas=5, surfaces=["distal", "occlusal"])], {},
     lambda found: everywhere(found, "direct_restoration", "47")),
    ("surfaces that the tooth does not have never refuse the case",
     [finding("a", "47", "cavitated dentine caries", icdas=5, surfaces="all around")], {},
     lambda found: everywhere(found, "direct_restoration", "47")),
]  # fmt: skip


@pytest.mark.parametrize(("findings", "told", "holds"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_rule(findings: list[Json], told: dict[str, Any], holds: Holds) -> None:
    """The plan of the row does what the row says."""
    found = planned(*findings, **told)
    assert holds(found), found["alternatives"]
