"""The knowledge as it ships: everything can be reached, everything has a source, dearer tiers cost more."""

from decimal import Decimal

import pytest

from arcada.core.protocols.protocol import TIERS, Protocol
from arcada.interop.knowledge import load_library
from arcada.interop.knowledge.catalogue import KINDS

LIBRARY = load_library()
CASE_FORMAT_TERMS = 51


def strategies_of(protocol: Protocol) -> set[str]:
    return {rung.strategy for ladder in protocol.ladders.values() for rung in ladder if rung.strategy}


def test_every_term_of_the_case_format_is_known() -> None:
    plain = [kind for kind in LIBRARY.kinds.values() if "derived" not in kind.traits]
    assert len(plain) >= CASE_FORMAT_TERMS
    assert all(kind.code and kind.patient_words and kind.mark for kind in plain)


def test_every_procedure_can_be_reached() -> None:
    used = {step.do for one in LIBRARY.strategies.values() for step in one.steps}
    for protocol in LIBRARY.protocols.values():
        used |= {step.do for one in protocol.strategies.values() for step in one.steps}
        used |= {name for branch in protocol.branches for name, _ in branch.steps}
    used |= {rule.do for rule in LIBRARY.modifiers} | set(LIBRARY.takes.values())
    used |= {name for wish in LIBRARY.wishes for name in wish.do.values()}
    assert set(LIBRARY.procedures) - used == set()


def test_every_strategy_can_be_reached() -> None:
    used = set().union(*(strategies_of(protocol) for protocol in LIBRARY.protocols.values()))
    known = set(LIBRARY.strategies).union(*(protocol.strategies for protocol in LIBRARY.protocols.values()))
    assert known - used == set()


def test_every_family_has_a_procedure() -> None:
    families = {procedure.family for procedure in LIBRARY.procedures.values()}
    assert set(LIBRARY.families) - families == set()
    assert {family.kind for family in LIBRARY.families.values()} <= set(KINDS)


@pytest.mark.parametrize("protocol", LIBRARY.protocols.values(), ids=lambda protocol: protocol.id)
def test_every_ladder_ends_in_an_answer(protocol: Protocol) -> None:
    for tier in TIERS:
        last = protocol.ladders[tier][-1]
        strategy = LIBRARY.strategy(protocol, last.strategy) if last.strategy else None
        assert last.when.holds({}), f"{protocol.id}: the last rung of {tier} asks for something"
        assert strategy is None or strategy.when.holds({}) or protocol.unit != "finding", (protocol.id, tier)


@pytest.mark.parametrize("protocol", LIBRARY.protocols.values(), ids=lambda protocol: protocol.id)
def test_every_strategy_says_why_and_what_was_weighed(protocol: Protocol) -> None:
    for name in sorted(strategies_of(protocol)):
        strategy = LIBRARY.strategy(protocol, name)
        assert strategy.title, name
        assert strategy.pros, name
        assert strategy.less_invasive, name
        assert all(step.because.endswith(".") for step in strategy.steps), name
        assert strategy.sources or protocol.sources, name


def test_every_fee_is_round_and_none_is_missing() -> None:
    fees = LIBRARY.fees.fees
    assert set(fees) == set(LIBRARY.procedures)
    assert all(fee % 5 == 0 for fee in fees.values())
    assert fees["composite_filling"] == Decimal("180.00")
    assert Decimal(900) <= fees["ceramic_crown"] <= Decimal(2000)


def test_judgement_has_an_owner() -> None:
    assert "judgement" in LIBRARY.sources
    assert all(LIBRARY.sources.values())
