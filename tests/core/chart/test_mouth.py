"""The words of the mouth, the state of a place, and the plain form that plans are stored in."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from mouths import GAP, mouth, mouths

from arcada.core.chart.healing import HEALING
from arcada.core.chart.mouth import Mouth, mouth_from_dict, mouth_to_dict
from arcada.core.chart.state import GONE, ToothState, at_rest
from arcada.core.chart.vocabulary import SURFACE, TOOTH_FIELDS
from arcada.core.chart.wide_vocabulary import ARCH_FIELDS, MOUTH_FIELDS, RECORD

PROSE = Path(__file__).parents[3] / "docs" / "algorithms" / "mouth.md"


def test_the_prose_lists_every_word_with_its_meaning() -> None:
    text = PROSE.read_text(encoding="utf-8")
    tables = {**TOOTH_FIELDS, "surfaces": SURFACE, **ARCH_FIELDS, **MOUTH_FIELDS, "record": RECORD}
    for name, words in tables.items():
        section = text.split(f"### {name}\n")[1].split("###")[0].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE) == list(words.items()), name


def test_the_prose_lists_every_row_of_healing() -> None:
    section = PROSE.read_text(encoding="utf-8").split("\n## Healing\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| `(\w+)` \| `(\w+)` \| ([\d /]+) \| (.+) \|$", section, re.MULTILINE)
    days = [f"{row.days} / {row.front_days}" if row.front_days else str(row.days) for row in HEALING]
    assert rows == [
        (row.field, row.word, row.becomes, days, row.source) for row, days in zip(HEALING, days, strict=True)
    ]


def test_a_state_has_the_fields_of_the_vocabulary_and_surfaces() -> None:
    assert {field.name for field in fields(ToothState)} == {*TOOTH_FIELDS, "surfaces"}
    for field in fields(ToothState):
        if field.name not in {"surfaces", "prosthesis"}:
            assert field.default == next(iter(TOOTH_FIELDS[field.name])), field.name


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"pulp": "dead"}, "pulp cannot be 'dead'; it is one of vital"),
        ({"surfaces": (("O", "hole"),)}, "surface 'O'"),
    ],
)
def test_a_word_that_a_field_does_not_have_is_refused(said: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ToothState(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize("presence", GONE)
def test_where_no_tooth_is_left_the_fields_of_the_tooth_are_none(presence: str) -> None:
    state = at_rest(presence)
    assert (state.crown, state.pulp, state.mobility, state.site) == ("none", "none", "none", "healed")


def test_a_root_has_no_crown_and_gets_one_back_with_what_was_below_kept() -> None:
    root = ToothState(pulp="root_filled", surfaces=(("O", "cavity"),)).now("presence", "root")
    assert (root.crown, root.surfaces, root.pulp) == ("none", (), "root_filled")
    assert root.now("presence", "present") == ToothState(pulp="root_filled")


def test_losing_a_tooth_takes_all_its_words_with_it() -> None:
    lost = ToothState(pulp="necrotic", crown="crown", mobility="grade_3").now("presence", "missing")
    assert lost == at_rest("missing")


def test_only_what_is_out_of_the_ordinary_is_told() -> None:
    said = mouth(t36=GAP, t16={"surfaces": {"O": "cavity"}}, t53={"presence": "present"}, t11={})
    assert mouth_to_dict(said) == {
        "teeth": {
            "16": {"surfaces": {"O": "cavity"}},
            "36": {"presence": "missing"},
            "53": {"presence": "present"},
        }
    }


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"teeth": {"19": {}}}, "no tooth '19'"),
        ({"teeth": {"16": {"halo": "bright"}}}, "a tooth has no 'halo'"),
        ({"mouth": {"denture": "complete"}}, "denture of mouth cannot be"),
        ({"arches": {"upper_arch": {"denture": "golden"}}}, "denture of upper_arch cannot be 'golden'"),
        ({"records": {"mouth": ["gossip"]}}, "no record 'gossip'"),
    ],
)
def test_a_plain_form_with_unknown_words_is_not_read(told: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mouth_from_dict(told)


@given(mouths())
def test_the_plain_form_comes_back_as_the_same_mouth(one: Mouth) -> None:
    told = mouth_to_dict(one)
    again = mouth_from_dict(json.loads(json.dumps(told)))
    assert again == one
    assert json.dumps(mouth_to_dict(again)) == json.dumps(told)


def test_a_region_covers_erupted_teeth_roots_and_gaps_but_no_third_molar_gap() -> None:
    said = mouth(t18=GAP, t17=GAP, t16={"presence": "root"}, t15={"presence": "impacted"}, t55={"presence": "present"})
    assert said.covered(["upper_right"]) == ("17", "16", "14", "13", "12", "11", "55")


def test_of_a_toothless_arch_four_gaps_carry_implants() -> None:
    toothless = mouth(**{f"t{side}{place}": GAP for side in (1, 2) for place in range(1, 9)})
    assert toothless.covered(["upper_arch"], anchors=True) == ("15", "12", "22", "25")
    assert toothless.covered(["16", "26"], anchors=True) == ("16", "26")


def test_a_record_of_the_mouth_or_the_arch_counts_for_a_tooth() -> None:
    said = mouth(records={"upper_arch": ["cbct"], "36": ["radiographs"]})
    assert said.has_record("16", "cbct")
    assert not said.has_record("46", "cbct")
    assert not said.has_record("mouth", "radiographs")
