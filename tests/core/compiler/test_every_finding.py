"""Every finding in every tier: a plan that passes the walk, nothing left out unsaid, dearer tiers cost more."""

from decimal import Decimal

import pytest
from plan_cases import LIBRARY, case, finding, person

from arcada.cli.plan import answer

PRIMARY = frozenset({"retained primary tooth", "early childhood caries"})
LOST = frozenset({"missing tooth", "congenitally missing tooth", "early loss of primary tooth"})
TERMS = sorted(term for term, kind in LIBRARY.kinds.items() if "derived" not in kind.traits)


def place(term: str) -> str:
    """A place where the finding can be."""
    scope = LIBRARY.kinds[term].scopes[0]
    if scope != "tooth":
        return "mouth" if scope == "mouth" else "lower_arch"
    return "75" if term in PRIMARY or term == "early loss of primary tooth" else "46" if "molar" in term else "36"


@pytest.mark.parametrize("term", TERMS)
def test_finding(term: str) -> None:
    where = place(term)
    young = term in PRIMARY or term in {"avulsion", "early loss of primary tooth"}
    patient = person(age_years=8, growth_complete=False) if young else person()
    missing = [where] if term in LOST else []
    found = answer(case(finding("a", where, term), patient=patient, missing_teeth=missing), LIBRARY)
    assert "refused" not in found, found
    prices = [Decimal(plan["price"]) for plan in found["alternatives"]]
    assert prices == sorted(prices, reverse=True)
    for plan in found["alternatives"]:
        told = {fid for one in plan["items"] for fid in one["for_findings"]}
        left = [one for one in plan["unaddressed"] if one["finding"] == "a"]
        assert "a" in told or left
        assert not any("has to wait" in one["text"] for one in left), left


@pytest.mark.parametrize("term", TERMS)
def test_tiers_keep_their_names(term: str) -> None:
    """A dearer tier is dearer by what it does, not because tiers were put into another order."""
    from arcada.core.compiler.back_off import planned
    from arcada.core.compiler.pipeline import background_of, proofs_of
    from arcada.core.compiler.proof_walk import mouth_of
    from arcada.core.planning.setting import Setting
    from arcada.core.protocols.protocol import TIERS
    from arcada.interop.plan_json import read_case

    where = place(term)
    young = term in PRIMARY or term in {"avulsion", "early loss of primary tooth"}
    patient = person(age_years=8, growth_complete=False) if young else person()
    read = read_case(
        case(finding("a", where, term), patient=patient, missing_teeth=[where] if term in LOST else []), LIBRARY
    )
    back = background_of(read, LIBRARY)
    setting = Setting(back, LIBRARY, proofs_of(back, LIBRARY))
    mouth = mouth_of(read)
    prices = [planned(setting, mouth, tier)[1].price for tier in TIERS]
    assert prices == sorted(prices, reverse=True), prices
