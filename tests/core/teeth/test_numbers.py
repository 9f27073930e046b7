"""Tooth numbers: what is stored, how it is shown, what stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.teeth import anatomy, eruption, notation, number, region

TEETH = st.sampled_from(number.ALL)
REGULAR = st.sampled_from(number.REGULAR)


@pytest.mark.parametrize(
    ("fdi", "universal", "palmer", "spoken"),
    [
        ("18", "1", "UR8", "upper right third molar"),
        ("16", "3", "UR6", "upper right first molar"),
        ("11", "8", "UR1", "upper right central incisor"),
        ("28", "16", "UL8", "upper left third molar"),
        ("38", "17", "LL8", "lower left third molar"),
        ("48", "32", "LR8", "lower right third molar"),
        ("44", "28", "LR4", "lower right first premolar"),
        ("55", "A", "URE", "upper right second primary molar"),
        ("65", "J", "ULE", "upper left second primary molar"),
        ("75", "K", "LLE", "lower left second primary molar"),
        ("85", "T", "LRE", "lower right second primary molar"),
        ("83", "R", "LRC", "lower right primary canine"),
        ("11S", "58", "UR1S", "supernumerary tooth beside the upper right central incisor"),
        ("18S", "51", "UR8S", "supernumerary tooth beside the upper right third molar"),
        ("48S", "82", "LR8S", "supernumerary tooth beside the lower right third molar"),
        ("55S", "AS", "URES", "supernumerary tooth beside the upper right second primary molar"),
    ],
)
def test_a_tooth_is_shown_in_each_notation(fdi: str, universal: str, palmer: str, spoken: str) -> None:
    assert notation.shown(fdi, "fdi") == fdi
    assert notation.shown(fdi, "universal") == universal
    assert notation.shown(fdi, "palmer") == palmer
    assert notation.spoken(fdi) == spoken


@given(TEETH)
def test_every_notation_comes_back_to_the_same_tooth(tooth: str) -> None:
    assert notation.from_universal(notation.universal(tooth)) == tooth
    assert notation.from_palmer(notation.palmer(tooth)) == tooth
    assert notation.from_spoken(notation.spoken(tooth)) == tooth


def test_there_are_32_permanent_20_primary_teeth_and_a_supernumerary_beside_each() -> None:
    assert (len(number.PERMANENT), len(number.PRIMARY), len(number.ALL)) == (32, 20, 104)
    assert len(number.ORDER) == 104


@given(REGULAR)
def test_neighbours_and_antagonists_are_mutual(tooth: str) -> None:
    for other in anatomy.neighbours(tooth):
        assert tooth in anatomy.neighbours(other)
    for other in anatomy.antagonists(tooth):
        assert tooth in anatomy.antagonists(other)
        assert number.is_upper(other) != number.is_upper(tooth)
        assert number.is_right(other) == number.is_right(tooth)


@pytest.mark.parametrize(
    ("tooth", "neighbours", "antagonists"),
    [
        ("36", ("35", "37"), ("26", "25")),
        ("11", ("12", "21"), ("41", "42")),
        ("18", ("17",), ("48",)),
        ("41", ("42", "31"), ("11",)),
        ("55", ("54",), ("85",)),
    ],
)
def test_what_stands_around_a_tooth(tooth: str, neighbours: tuple[str, ...], antagonists: tuple[str, ...]) -> None:
    assert anatomy.neighbours(tooth) == neighbours
    assert anatomy.antagonists(tooth) == antagonists


@given(st.sampled_from(number.PRIMARY))
def test_each_primary_tooth_has_one_successor_that_knows_it(tooth: str) -> None:
    follower = anatomy.successor(tooth)
    assert follower is not None
    assert anatomy.predecessor(follower) == tooth
    assert number.is_right(follower) == number.is_right(tooth)


@pytest.mark.parametrize(
    ("tooth", "kind", "roots_and_canals", "parts"),
    [
        ("16", "first molar", (3, 4), "furcation"),
        ("14", "first premolar", (2, 2), "furcation"),
        ("15", "second premolar", (1, 1), "one root"),
        ("46", "first molar", (2, 3), "furcation"),
        ("33", "canine", (1, 1), "one root"),
        ("75", "second molar", (2, 3), "furcation"),
        ("54", "first molar", (3, 3), "furcation"),
    ],
)
def test_kind_roots_and_canals(tooth: str, kind: str, roots_and_canals: tuple[int, int], parts: str) -> None:
    assert anatomy.kind(tooth) == kind
    assert anatomy.roots_and_canals(tooth) == roots_and_canals
    assert anatomy.has_furcation(tooth) is (parts == "furcation")


@given(TEETH)
def test_a_tooth_lies_in_one_arch_one_quadrant_and_one_sextant(tooth: str) -> None:
    for regions in (region.ARCHES, region.QUADRANTS, region.SEXTANTS):
        assert sum(region.lies_in(tooth, name) for name in regions) == 1
    assert region.lies_in(tooth, "mouth")


@pytest.mark.parametrize(
    ("where", "gone", "expected", "why"),
    [
        (["26"], [], ("26",), "a tooth is itself"),
        (["26"], ["26"], ("26",), "the site of a lost tooth can be named"),
        (["sextant_2"], ["12"], ("13", "11", "21", "22", "23"), "a region leaves out what is gone"),
        (["37", "36"], [], ("36", "37"), "teeth come in the order of the picture"),
        (["lower_left", "36"], ["38"], ("31", "32", "33", "34", "35", "36", "37"), "named twice is once"),
    ],
)
def test_places_cover_teeth(where: list[str], gone: list[str], expected: tuple[str, ...], why: str) -> None:
    assert region.expand(where, gone) == expected, why


def test_an_unknown_place_is_refused_with_its_position() -> None:
    refusal = region.expand(["26", "left_ear"])
    assert not isinstance(refusal, tuple)
    assert (refusal.code, refusal.where) == ("unknown_place", "where[1]")
    assert "left_ear" in refusal.text


@pytest.mark.parametrize(
    ("where", "arches"),
    [
        (["mouth"], ("upper_arch", "lower_arch")),
        (["36", "11"], ("upper_arch", "lower_arch")),
        (["sextant_4"], ("lower_arch",)),
        (["lower_arch"], ("lower_arch",)),
    ],
)
def test_arches_touched(where: list[str], arches: tuple[str, ...]) -> None:
    assert region.arches_of(where) == arches


@pytest.mark.parametrize(
    ("age", "dentition", "tooth", "expected"),
    [
        (0, "primary", "51", "unerupted"),
        (4, "primary", "36", "unerupted"),
        (5, "primary", "75", "present"),
        (7, "mixed", "36", "present"),
        (8, "mixed", "51", "exfoliated"),
        (9, "mixed", "53", "present"),
        (14, "permanent", "75", "exfoliated"),
        (14, "permanent", "38", "unerupted"),
        (40, "permanent", "38", "present"),
    ],
)
def test_age_hints_at_the_dentition(age: int, dentition: str, tooth: str, expected: str) -> None:
    assert eruption.dentition(age) == dentition
    assert eruption.expected(tooth, age) == expected


@given(st.integers(0, 100), st.sampled_from(number.PRIMARY))
def test_a_primary_tooth_and_its_successor_never_stand_in_the_mouth_together(age: int, tooth: str) -> None:
    follower = anatomy.successor(tooth)
    assert follower is not None
    both = (eruption.expected(tooth, age), eruption.expected(follower, age))
    assert both != ("present", "present")
