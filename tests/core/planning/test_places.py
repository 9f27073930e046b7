"""Parts of findings, neighbours of gaps, and places said in words."""

import pytest

from arcada.core.chart.finding import Finding
from arcada.core.planning.case import Case
from arcada.core.planning.phrases import listed, phrase, place_name, title, tooth_name
from arcada.core.planning.units import neighbours_of, runs, units_of
from arcada.core.risk.patient import Patient

RUNS = [
    (("36",), (), (("36",),), "one gap"),
    (("35", "36"), (), (("35", "36"),), "neighbours make one gap"),
    (("34", "36"), (), (("34",), ("36",)), "a tooth between makes two"),
    (("34", "36"), ("35",), (("34", "36"),), "a tooth that is gone already does not part them"),
    (("37", "38"), (), (("37",), ("38",)), "a wisdom tooth is a gap of its own"),
    (("11", "21"), (), (("11", "21"),), "across the midline"),
    (("16", "46"), (), (("16",), ("46",)), "two arches"),
]


@pytest.mark.parametrize(("teeth", "gone", "found", "what"), RUNS, ids=[row[3] for row in RUNS])
def test_gaps(teeth: tuple[str, ...], gone: tuple[str, ...], found: tuple[tuple[str, ...], ...], what: str) -> None:
    assert runs(teeth, gone) == found, what


def test_units_of_a_finding() -> None:
    case = Case("c", Patient(), missing_teeth=("35", "36"))
    tooth = Finding("a", "caries", ("36", "16"))
    assert units_of(tooth, "tooth", case) == (("16",), ("36",))
    assert units_of(tooth, "finding", case) == (("36", "16"),)
    assert units_of(tooth, "arch", case) == (("16",), ("36",))
    assert units_of(Finding("b", "gingivitis", ("mouth",), "mouth"), "tooth", case) == (("mouth",),)
    assert units_of(Finding("c", "denture", ("mouth",), "mouth"), "arch", case) == (("upper_arch",), ("lower_arch",))


@pytest.mark.parametrize(
    ("gap", "gone", "found"),
    [
        (("36",), {"36"}, ("35", "37")),
        (("36",), {"36", "35"}, ("34", "37")),
        (("36", "37"), {"36", "37", "38"}, ("35",)),
        (("11",), {"11"}, ("12", "21")),
    ],
)
def test_neighbours(gap: tuple[str, ...], gone: set[str], found: tuple[str, ...]) -> None:
    assert neighbours_of(gap, frozenset(gone)) == found


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (("36",), "lower left first molar"),
        (("28",), "upper left wisdom tooth"),
        (("55",), "upper right second milk molar"),
        (("mouth",), "the whole mouth"),
        (("11", "21"), "upper right central incisor and upper left central incisor"),
        (("31", "32", "33", "34"), "4 lower left teeth"),
        (("17", "16", "15", "27"), "3 upper right teeth and 1 upper left tooth"),
    ],
)
def test_place_in_words(where: tuple[str, ...], said: str) -> None:
    assert place_name(where) == said


def test_sentences() -> None:
    assert phrase("{tooth} hurts.", ("36",), {}) == "The lower left first molar hurts."
    assert phrase("Depth {severity.mm} mm at {place}.", ("36",), {"severity.mm": 5.0}).startswith("Depth 5 mm")
    assert phrase("{tooth} hurt.", ("36", "37"), {}) == "These teeth hurt."
    assert title("Crown", ("16",)) == "Crown, upper right first molar"
    assert title("Cleaning", ("mouth",)) == "Cleaning"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert tooth_name("21") == "upper left central incisor"
