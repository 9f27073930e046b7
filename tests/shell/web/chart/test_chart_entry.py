"""The line read as places, surfaces and a finding, as people type it."""

import pytest

from arcada.core.kernel import Refusal
from arcada.core.teeth.number import is_tooth
from arcada.interop.knowledge import load_library
from arcada.web.chart.entry import Ground, offer
from arcada.web.chart.places import places_for
from arcada.web.chart.states import EXISTING, changes_for
from arcada.web.chart.words import USUAL

KINDS = [kind for kind in load_library().kinds.values() if "derived" not in kind.traits]


def best(line, notation="fdi", chosen=(), picked=None):
    found = offer(line, Ground(notation=notation, kinds=KINDS, chosen=chosen, picked=picked or {}))
    return (found.suggestions[0].id, found.suggestions[0].where, found.suggestions[0].surfaces)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("26 mo car", ("f:cavitated_dentine_caries", ("26",), "MO"), id="the model line"),
        pytest.param("26 om car", ("f:cavitated_dentine_caries", ("26",), "MO"), id="letters in any order"),
        pytest.param("UR6 d decay", ("f:cavitated_dentine_caries", ("16",), "D"), id="Palmer and a plain word"),
        pytest.param("#14 o car", ("f:cavitated_dentine_caries", ("26",), "O"), id="Universal by its sign"),
        pytest.param("26 mob", ("f:tooth_mobility", ("26",), ""), id="a word that could be surfaces"),
        pytest.param("13 loose", ("f:tooth_mobility", ("13",), ""), id="what patients say"),
        pytest.param("upper left first molar crack", ("f:cracked_tooth", ("26",), ""), id="a tooth in words"),
        pytest.param("26-24 cavity", ("f:cavitated_dentine_caries", ("24", "25", "26"), ""), id="a range"),
        pytest.param("18 28, 38;48 missing", ("s:missing", ("18", "28", "38", "48"), ""), id="several, then a state"),
        pytest.param("ging", ("f:gingivitis", ("mouth",), ""), id="the mouth goes without saying"),
        pytest.param("upper ging", ("f:gingivitis", ("upper_arch",), ""), id="an arch"),
        pytest.param("26 k02.53", ("f:deep_caries_reaching_pulp", ("26",), ""), id="an ICD code"),
        pytest.param("11S extra", ("s:extra", ("11S",), ""), id="a supernumerary tooth"),
        pytest.param("36 rct", ("s:root_filling", ("36",), ""), id="an abbreviation of existing work"),
    ],
)
def test_a_line_is_read(line, expected):
    assert best(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("m car", ("f:cavitated_dentine_caries", ("26",), "M")),
        ("car", ("f:cavitated_dentine_caries", ("26",), "MO")),
        ("3 car", ("f:cavitated_dentine_caries", ("16",), "")),
    ],
)
def test_a_line_without_a_tooth_speaks_of_what_is_chosen(line, expected):
    assert best(line, "universal", ("26",), {"26": "MO"}) == expected


def test_teeth_with_other_surfaces_each_are_not_charted_alike():
    ground = Ground(notation="fdi", kinds=KINDS, chosen=("26", "27"), picked={"26": "MO", "27": "D"})
    refused = offer("caries", ground).refusal
    assert refused is not None
    assert "26 MO, 27 D" in refused.text
    assert offer("o caries", ground).suggestions[0].surfaces == "O"


def test_every_word_that_is_offered_leads_somewhere():
    for kind in KINDS:
        where = "26" if "tooth" in kind.scopes else "upper" if "mouth" not in kind.scopes else "mouth"
        for typed in kind.typed:
            assert offer(f"{where} {typed}", Ground(notation="fdi", kinds=KINDS)).suggestions, typed
    assert set(USUAL) <= {kind.term for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_finding_is_found_by_its_own_name_and_can_be_placed(kind):
    line = f"{'mouth' if 'tooth' not in kind.scopes else '26'} {kind.term}"
    found = offer(line if "arch" not in kind.scopes or "mouth" in kind.scopes else f"upper {kind.term}",
                  Ground(notation="fdi", kinds=KINDS))  # fmt: skip
    assert kind.id in [one.id.removeprefix("f:") for one in found.suggestions]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
@pytest.mark.parametrize("where", [("26",), ("26", "14"), ("upper_arch",), ("mouth",), ("upper_left",), ()])
def test_places_are_those_that_the_chart_takes(kind, where):
    places = places_for(kind, where)
    if isinstance(places, Refusal):
        assert places.text
    else:
        assert places
        assert all(is_tooth(place) or place in ("upper_arch", "lower_arch", "mouth") for place in places)


@pytest.mark.parametrize("choice", EXISTING, ids=lambda one: one.id)
def test_every_choice_of_existing_work_can_be_charted(choice):
    from arcada.cases.checks import tooth_state
    from arcada.web.chart.states import teeth_for

    (place,) = teeth_for(choice, ("26",))
    changes = changes_for(choice, (place,), "MO")
    assert not isinstance(tooth_state(place, None, changes), Refusal)
