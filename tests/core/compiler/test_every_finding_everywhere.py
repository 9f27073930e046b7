"""Every finding x severity x age x place in every tier: a plan that holds, and one state for the finding.

Severities are taken from the scale of the kind itself: nothing said, everything at its least, everything at its most.
"""

from typing import Any

import pytest
from plan_cases import LIBRARY, case, finding, person
from plan_laws import broken
from plan_rewalk import rewalked

from arcada.cli.plan import answer
from arcada.core.protocols.finding import FindingKind
from arcada.core.protocols.protocol import TIERS

Json = dict[str, Any]
LOST = {"missing tooth", "congenitally missing tooth", "early loss of primary tooth", "ridge atrophy"}
MILK = {"retained primary tooth", "early loss of primary tooth"}
KINDS = tuple(kind for kind in LIBRARY.kinds.values() if "derived" not in kind.traits)
AGES = (9, 60)
CHART_CODES = {"no_furcation", "not_primary", "surface_not_on_tooth", "unknown_surface"}
ASIDE = {"record", "talk", "review"}


def places(kind: FindingKind) -> list[str]:
    """A back tooth, a front tooth, and the wider places where the finding may lie."""
    found = [] if kind.scopes[0] != "tooth" else ["75", "83"] if kind.term in MILK else ["36", "11"]
    found += ["upper_arch"] if "arch" in kind.scopes else []
    return found + (["mouth"] if "mouth" in kind.scopes else [])


def severities(kind: FindingKind) -> list[Json]:
    told = [key for key in kind.severity if key.values or key.low is not None]
    least = {key.name: key.values[0] if key.values else key.low for key in told}
    most = {key.name: key.values[-1] if key.values else key.high if key.high is not None else key.low for key in told}
    return [{}] if not told else [{}, least, most]


ROWS = [pytest.param(kind, place, id=f"{kind.term} at {place}") for kind in KINDS for place in places(kind)]


@pytest.mark.parametrize(("kind", "place"), ROWS)
def test_a_finding_has_a_plan_that_holds(kind: FindingKind, place: str) -> None:
    missing = [place] if kind.term in LOST and place.isdigit() else []
    for severity in severities(kind):
        for age in AGES:
            young = age < 18
            patient = person(age_years=age, growth_complete=not young)
            told = case(finding("a", place, kind.term, **severity), patient=patient, missing_teeth=missing)
            found = answer(told, LIBRARY)
            if "refused" in found:
                assert found["refused"]["code"] in CHART_CODES, (severity, age, found)
                continue
            assert [plan["tier"] for plan in found["alternatives"]] == list(TIERS)
            assert broken(told, found) == [], (severity, age)
            for plan in found["alternatives"]:
                assert list(rewalked(LIBRARY, plan)) == [], (severity, age)
                assert one_state(plan), (severity, age, plan["tier"])


def one_state(plan: Json) -> bool:
    """Treated, or left for one reason: never both, never neither, never for want of an order or of ground."""
    work = [one for one in plan["items"] if "a" in one["for_findings"]]
    treated = any(LIBRARY.families[one["family"]].kind not in ASIDE for one in work)
    left = [one for one in plan["unaddressed"] if one["finding"] == "a"]
    if any("has to wait and is decided later" in one["text"] for one in left):
        return False
    return (len(left) == 0 and bool(work)) or (len(left) == 1 and not treated)
