"""What a coordinator types is read as teeth and surfaces, or answered with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.kernel import Refusal
from arcada.core.teeth import number, surface
from arcada.core.teeth.entry import Entry, read_entry


@pytest.mark.parametrize(
    ("typed", "where", "surfaces"),
    [
        ("26 mo", ("26",), "MO"),
        ("26 om", ("26",), "MO"),
        ("26 vp", ("26",), "BL"),
        ("11 fi", ("11",), "IB"),
        ("16-18", ("16", "17", "18"), ""),
        ("18 - 16", ("18", "17", "16"), ""),
        ("12-22", ("12", "11", "21", "22"), ""),
        ("55-53", ("55", "54", "53"), ""),
        ("14, 15 d", ("14", "15"), "D"),
        ("UR6", ("16",), ""),
        ("ll6 o", ("36",), "O"),
        ("ure", ("55",), ""),
        ("#3", ("16",), ""),
        ("#a", ("55",), ""),
        ("11s", ("11S",), ""),
        ("upper left first molar", ("26",), ""),
        ("upper", ("upper_arch",), ""),
        ("ll", ("lower_left",), ""),
        ("sextant 4", ("sextant_4",), ""),
        ("full mouth", ("mouth",), ""),
    ],
)
def test_typed_entries(typed: str, where: tuple[str, ...], surfaces: str) -> None:
    assert read_entry(typed) == Entry(where, surfaces)


@pytest.mark.parametrize(
    ("typed", "where"), [("3", ("16",)), ("a", ("55",)), ("58", ("11S",)), ("14-16", ("26", "27", "28"))]
)
def test_a_practice_that_shows_universal_types_it_too(typed: str, where: tuple[str, ...]) -> None:
    assert read_entry(typed, "universal") == Entry(where)


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("36 i", "surface_not_on_tooth", "36 has no incisal surface; its surfaces are M O D B L."),
        ("11 o", "surface_not_on_tooth", "11 has no occlusal surface; its surfaces are M I D B L."),
        ("36 fb", "surface_twice", "The buccal surface of 36 is named twice."),
        ("19", "unknown_tooth", "There is no tooth '19'. Permanent teeth are 11-18"),
        ("56", "unknown_tooth", "There is no tooth '56'."),
        ("#40", "unknown_tooth", "There is no tooth #40; Universal numbers are 1-32 and A-T."),
        ("16-46", "range_across_arches", "16-46 does not run along"),
        ("16-", "unknown_tooth", "There is no tooth ''."),
        ("upper m", "surface_of_region", "Surfaces belong to teeth; upper_arch is a region."),
        ("  ", "nothing_typed", "Type a tooth"),
        ("hello", "unknown_tooth", "There is no tooth 'hello'."),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(typed: str, code: str, sentence: str) -> None:
    answer = read_entry(typed)
    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert sentence in answer.text


@given(st.sampled_from(number.ALL), st.data())
def test_any_tooth_takes_any_of_its_surfaces_in_any_order(tooth: str, data: st.DataObject) -> None:
    letters = data.draw(st.permutations(list(surface.surfaces_of(tooth))))
    assert surface.read_surfaces(tooth, "".join(letters)) == surface.surfaces_of(tooth)


@given(st.text(max_size=12))
def test_nothing_typed_breaks_the_reading(typed: str) -> None:
    answer = read_entry(typed)
    assert isinstance(answer, Refusal) or all(answer.where)
