"""How bad a finding is, in the words of a list: grades by their scale, measures with their unit, answers."""

import pytest

from arcada.interop.knowledge import load_library
from arcada.web.chart.grades import said_of, shortly


@pytest.mark.parametrize(
    ("term", "severity", "said"),
    [
        ("malocclusion", {"class": "crossbite", "overjet_mm": 6}, ["crossbite", "overjet 6 mm"]),  # told by the name
        ("luxation", {"type": "subluxation"}, ["subluxation"]),  # told by the name as well
        (
            "periodontitis",
            {"stage": "III", "grade": "C", "extent": "generalised"},
            ["Stage III", "Grade C", "generalised"],
        ),
        ("cavitated dentine caries", {"icdas": 5, "surfaces": 2}, ["ICDAS 5"]),  # surfaces stand in the drawing
        ("gingivitis", {"bleeding_percent": 35.0}, ["bleeding 35 %"]),
        ("crowding", {"mm": 4.5}, ["4.5 mm"]),
        ("acute apical abscess", {"fever": False, "swelling": True}, ["swelling", "no fever"]),
        ("irreversible pulpitis", {"restorable": False}, ["cannot be restored"]),
        ("irreversible pulpitis", {"restorable": True, "suspected": True}, ["can be restored"]),
        ("retained root", {}, []),
    ],
)
def test_said_shortly(term, severity, said):
    assert list(shortly(load_library().kinds[term], severity)) == said


def test_a_no_is_said_as_people_say_it():
    kind = load_library().kinds["irreversible pulpitis"]
    assert list(said_of(kind, {"restorable": False})) == ["cannot be restored"]
