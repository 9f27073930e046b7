"""Every entry of the catalogue says all that a plan, a patient and a day book ask of it."""

import pytest

from arcada.core.protocols.catalogue import Procedure
from arcada.interop.knowledge import load_library
from arcada.interop.knowledge.catalogue import KINDS, ROLES

LIBRARY = load_library()
PROCEDURES = sorted(LIBRARY.procedures.values(), key=lambda one: one.id)
LASTING = {"restoration", "prosthesis"}
AFTERWARDS = {"surgery", "restoration", "endodontic", "prosthesis", "orthodontic", "whitening"}
"""Kinds of work after which a patient is told what to do at home."""
SHORTEST, LONGEST = 5, 480  # minutes of one attendance: no chair is held for less, no day has more
MOST_YEARS = 30


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.id)
def test_a_procedure_is_complete(procedure: Procedure) -> None:
    kind = LIBRARY.families[procedure.family].kind
    assert kind in KINDS
    assert procedure.name[:1].isupper()
    assert procedure.sentence.endswith(".")
    assert procedure.role in ROLES
    assert procedure.units >= 0
    assert set(procedure.sources) <= {*LIBRARY.sources, "judgement"}
    assert procedure.sources
    for stage in procedure.stages:
        assert SHORTEST <= stage.minutes <= LONGEST
        assert stage.max_days is None or stage.min_days <= stage.max_days
    if kind in LASTING:
        assert procedure.life_years is not None
        assert 0 < procedure.life_years[0] <= procedure.life_years[1] <= MOST_YEARS
    if kind in AFTERWARDS:
        assert procedure.aftercare in LIBRARY.aftercare


def test_no_two_procedures_have_one_name() -> None:
    names = [one.name for one in PROCEDURES]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_a_variant_differs_from_its_procedure() -> None:
    for procedure in PROCEDURES:
        for variant in procedure.variants:
            assert variant.units is not None or variant.stages or variant.role, procedure.id
            assert variant.when.text != "true", procedure.id
