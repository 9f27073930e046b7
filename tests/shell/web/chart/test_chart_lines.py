"""A whole line as it is typed at speed: ranges, grades, proofs, doubt, several entries behind each other."""

import datetime as dt

import pytest

from arcada.core.kernel import Refusal
from arcada.core.teeth.number import is_tooth
from arcada.interop.knowledge import load_library
from arcada.web.chart.entry import Ground
from arcada.web.chart.grades import said_of
from arcada.web.chart.line import read_line, understood

KINDS = [kind for kind in load_library().kinds.values() if "derived" not in kind.traits]
TODAY = dt.date(2026, 3, 30)
COUNTED = [(kind, key) for kind in KINDS for key in kind.severity if key.scale]


def ground(**more):
    return Ground(notation="fdi", kinds=KINDS, today=TODAY, **more)


def read(line, **more):
    found = read_line(line, ground(**more))
    assert not isinstance(found, Refusal), found.text
    return found


@pytest.mark.parametrize(
    ("line", "kind", "where", "surfaces", "severity"),
    [
        pytest.param("26 mo car 5", "cavitated_dentine_caries", "26", "MO", {"icdas": 5}, id="a bare number"),
        pytest.param("26 mo car icdas 5", "cavitated_dentine_caries", "26", "MO", {"icdas": 5}, id="by scale"),
        pytest.param("26 mo car icdas5 d2", "cavitated_dentine_caries", "26", "MO",
                     {"icdas": 5, "radiographic": "d2"}, id="glued, and a depth"),
        pytest.param("perio iii c gen", "periodontitis", "mouth", "",
                     {"stage": "iii", "grade": "c", "extent": "generalised"}, id="stage, grade, extent"),
        pytest.param("perio stage 3 grade b", "periodontitis", "mouth", "", {"stage": "iii", "grade": "b"}, id="named"),
        pytest.param("46 mob 2", "tooth_mobility", "46", "", {"grade": 2}, id="mobility"),
        pytest.param("46 furc 2", "furcation_involvement", "46", "", {"class": "ii"}, id="a roman scale by number"),
        pytest.param("36 aap pai 4", "asymptomatic_apical_periodontitis", "36", "", {"pai": 4}, id="PAI"),
        pytest.param("13 recession rt2 3mm", "gingival_recession", "13", "", {"type": "rt2", "mm": 3}, id="a unit"),
        pytest.param("36 internal resorption", "tooth_resorption", "36", "", {"type": "internal"}, id="a grade first"),
        pytest.param("21 subluxation", "luxation", "21", "", {"type": "subluxation"}, id="a name that is a grade"),
        pytest.param("crossbite", "malocclusion", "mouth", "", {"class": "crossbite"}, id="a name of the mouth"),
        pytest.param("ging 40%", "gingivitis", "mouth", "", {"bleeding_percent": 40}, id="per cent"),
        pytest.param("11 avulsion 45min milk", "avulsion", "11", "",
                     {"dry_time_minutes": 45, "storage": "milk"}, id="minutes and a medium"),
        pytest.param("46 acute abscess fever", "acute_apical_abscess", "46", "", {"fever": True}, id="a yes"),
        pytest.param("46 pulpitis no restorable", "irreversible_pulpitis", "46", "", {"restorable": False}, id="a no"),
        pytest.param("48 perico 2", "pericoronitis", "48", "", {"episode": 2}, id="an episode"),
        pytest.param("46 open margin", "defective_restoration", "46", "", {"defect": "open margin"}, id="a defect"),
    ],
)  # fmt: skip
def test_how_bad_is_typed_behind_the_name(line, kind, where, surfaces, severity):
    (one,) = read(line)
    assert one.what.kind.id == kind
    assert (one.what.where, one.what.surfaces, one.what.severity) == ((where,), surfaces, severity)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("14-17 crack", ("17", "16", "15", "14")),
        ("14 15 24 crack", ("15", "14", "24")),
        ("ur crack", ("18", "17", "16", "15", "14", "13", "12", "11")),
        ("q2 crack", ("21", "22", "23", "24", "25", "26", "27", "28")),
        ("s5 crack", ("43", "42", "41", "31", "32", "33")),
        ("lower front crack", ("43", "42", "41", "31", "32", "33")),
    ],
)
def test_teeth_are_named_in_ranges_and_regions(line, where):
    assert read(line)[0].what.where == where


def test_all_upper_leaves_out_what_is_gone():
    where = read("all upper discoloration", gone=("18", "28"))[0].what.where
    assert where == ("upper_arch",), "colour may be said of an arch"
    where = read("all upper crack", gone=("18", "28"))[0].what.where
    assert len(where) == 14
    assert all(is_tooth(tooth) for tooth in where)


@pytest.mark.parametrize(
    ("line", "where"),
    [("perio iii c gen", ("mouth",)), ("26 perio iii c", ("26",)), ("attrition 2", ("36",)), ("crack", ("36",))],
)
def test_what_is_a_matter_of_the_mouth_is_not_said_of_the_tooth_that_happens_to_be_chosen(line, where):
    assert read(line, chosen=("36",))[0].what.where == where


def test_several_entries_stand_on_one_line_and_the_tooth_goes_without_saying():
    told = [(one.what.id, one.what.where) for one in read("26 mo car 5; crack; 36 crown; 18 28; 38 48 missing")]
    assert told == [
        ("f:cavitated_dentine_caries", ("26",)),
        ("f:cracked_tooth", ("26",)),
        ("s:crown", ("36",)),
        ("s:missing", ("18", "28", "38", "48")),
    ]


def test_proofs_and_doubt_are_typed_with_it():
    (one,) = read("26 mo car 5 +bw +pa:14d?")
    assert [(proof.type, proof.day) for proof in one.proofs] == [
        ("bitewing_radiograph", TODAY),
        ("periapical_radiograph", dt.date(2026, 3, 16)),
    ]
    assert one.suspected
    (other,) = read("perio ii b +perio-chart:2026-03-01")
    assert [(proof.type, proof.day) for proof in other.proofs] == [("full_periodontal_chart", dt.date(2026, 3, 1))]
    assert not other.suspected


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("26 mo car icdas 9", "ICDAS has no 9: it goes from 0 to 6."),
        ("46 mob 4", "Mobility has no 4"),
        ("26 car +xyz", "'+xyz' is no proof"),
        ("26 car +pa:soon", "'soon' does not read as a day"),
        ("36 crown +pa", "proofs and doubt belong to findings"),
        ("26 mo car; 27 zzz", "Nothing is called 'zzz'"),
        ("26 i car; 27 crack", "26 has no incisal surface"),
    ],
)
def test_what_cannot_be_is_said_and_refuses_the_whole_line(line, says):
    refused = read_line(line, ground())
    assert isinstance(refused, Refusal)
    assert says in refused.text


def test_what_is_only_unusual_is_kept_and_asked_about():
    (one,) = read("26 initial caries 4")
    assert one.what.severity == {"icdas": 4}
    assert one.what.odd == ("ICDAS 4 is unusual for initial enamel caries lesion (usual 1 to 2). It is kept as typed.",)


def test_a_line_is_understood_while_it_is_typed():
    found = understood("26 mo car 5 +bw; 27 cr", ground())
    (first,) = found.before
    assert first.what.kind.id == "cavitated_dentine_caries"
    assert list(said_of(first.what.kind, first.what.severity)) == ["ICDAS 5, distinct cavity with dentine seen"]
    assert [one.where for one in found.offer.suggestions] == [("27",)] * len(found.offer.suggestions)
    assert understood("", ground()).offer.suggestions == ()


@pytest.mark.parametrize(("kind", "key"), COUNTED, ids=[f"{kind.id}-{key.name}" for kind, key in COUNTED])
def test_every_grade_of_every_finding_can_be_typed(kind, key):
    where = "26" if "tooth" in kind.scopes else "mouth" if "mouth" in kind.scopes else "upper"
    if kind.term == "retained primary tooth" or kind.term.startswith("early"):
        where = "55"
    for grade in key.scale.grades:
        if " " in grade.value:
            continue
        line = f"{where} {kind.term.replace(',', '')} {key.scale.typed[0]} {grade.value}"
        found = read_line(line, ground(), choice=f"f:{kind.id}")
        assert not isinstance(found, Refusal), (line, found)
        assert str(found[0].what.severity[key.name]) == grade.value, line
