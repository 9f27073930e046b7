"""Each stop of the slider draws the mouth of that visit: findings, what stands, what is done, what is to come."""

from typing import Any

import pytest

from arcada.core.chart.act import Act
from arcada.core.chart.before import mouth_before
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth, mouth_to_dict
from arcada.core.chart.signs import SIGNS
from arcada.core.chart.vocabulary import SURFACE, TOOTH_FIELDS
from arcada.core.chart.walk import Step, Visit, walk
from arcada.display.mark_table import PLANNED, SICK, SPANS, WORK
from arcada.display.marks import drawn_chart, drawn_visit
from arcada.display.odontogram.draw import draw
from arcada.display.odontogram.drawn import KINDS, DrawnTooth
from arcada.interop.knowledge import load_library

FINDINGS = [
    Finding("a", "cavitated dentine caries", ("36",), surfaces="MO"),
    Finding("b", "non-restorable tooth", ("46",)),
    Finding("c", "pulp necrosis", ("26",), severity={"apical": "asymptomatic apical periodontitis"}),
    Finding("d", "missing cusp", ("26",)),
    Finding("e", "cavitated dentine caries", ("25",), surfaces="D", status="suspected"),
    Finding("f", "discoloration", ("11",)),
    Finding("g", "gingivitis", ("mouth",), "mouth"),
]
EXISTING = {"21": {"crown": "crown"}, "16": {"surfaces": {"O": "filling"}}}
# family, places, first visit, last visit
ITEMS = [
    ("extraction", ["46"], 1, 1),
    ("direct_restoration", ["36"], 1, 1),
    ("root_canal_treatment", ["26"], 1, 2),
    ("core_build_up", ["26"], 2, 2),
    ("crown", ["26"], 3, 4),
    ("implant_placement", ["46"], 4, 4),
    ("implant_crown", ["46"], 5, 5),
]
DAYS = {1: 0, 2: 14, 3: 21, 4: 190, 5: 270}


def plan() -> dict[str, Any]:
    """An alternative as the compiler writes one, with the states that the walk gives."""
    items = [
        {
            "id": f"i{rank}",
            "family": family,
            "where": where,
            "visit": first,
            "last_visit": last,
            "surfaces": [],
        }
        for rank, (family, where, first, last) in enumerate(ITEMS)
    ]
    before = mouth_before(FINDINGS, ["18"], 40, EXISTING)
    assert isinstance(before, Mouth)
    visits = [Visit(number, day, tuple(steps(number))) for number, day in DAYS.items()]
    done = walk(before, visits)
    assert done.faults == ()
    states = [{"visit": number, **mouth_to_dict(mouth)} for number, mouth in done.states]
    declined = {"finding": "f", "reason": "patient_does_not_want_treatment"}
    return {"items": items, "states": states, "unaddressed": [declined]}


def steps(visit: int) -> list[Step]:
    found, families = [], load_library().families
    for family, where, first, last in ITEMS:
        known = families[family]
        act = Act(family, family, tuple(where), known.needs, known.does)
        if first == last == visit:
            found.append(Step(act))
        elif visit in {first, last}:
            found.append(Step(act, "first" if visit == first else "last"))
    return found


def told(tooth: DrawnTooth) -> tuple[str, list[str]]:
    return tooth.state, [f"{mark.status} {mark.kind} {mark.surfaces}".strip() for mark in tooth.items]


@pytest.mark.parametrize(
    ("visit", "tooth", "expected", "why"),
    [
        (
            0,
            "36",
            ("present", ["planned filling MO", "finding caries MO"]),
            "decay, and the filling to come beneath",
        ),
        (1, "36", ("present", ["done filling MO"]), "the finding is gone, the work is done"),
        (5, "36", ("present", ["done filling MO"]), "and stays so"),
        (
            0,
            "46",
            ("present", ["finding fracture", "planned extraction"]),
            "no implant in a tooth that stands",
        ),
        (1, "46", ("missing", ["planned implant", "planned crown"]), "once it is out, what will stand there"),
        (4, "46", ("missing", ["done implant", "planned crown"]), "the implant is in"),
        (5, "46", ("missing", ["done crown", "done implant"]), "and carries its crown"),
        (
            0,
            "26",
            ("present", ["planned rct", "finding rct", "finding apical", "finding fracture", "planned core"]),
            "the crown waits until the fracture can no longer be seen",
        ),
        (
            1,
            "26",
            ("present", ["planned rct", "finding apical", "finding fracture", "planned core"]),
            "opened, not filled yet",
        ),
        (2, "26", ("present", ["done core", "done rct", "planned crown"]), "built up, ready for the crown"),
        (
            3,
            "26",
            ("present", ["done crown", "done core", "done rct", "planned crown"]),
            "a provisional holds",
        ),
        (4, "26", ("present", ["done crown", "done core", "done rct"]), "became"),
        (3, "25", ("present", ["suspected caries D"]), "a suspicion stays one"),
        (0, "11", ("present", ["declined watch"]), "refused, and said so"),
        (5, "21", ("present", ["existing crown"]), "work from before stays what it was"),
        (5, "16", ("present", ["existing filling O"]), "work from before stays what it was"),
        (0, "18", ("missing", []), "a lost tooth"),
    ],
)
def test_each_stop_of_the_slider(visit: int, tooth: str, expected: tuple[str, list[str]], why: str) -> None:
    assert told(drawn_visit(plan(), FINDINGS, visit)[tooth]) == expected, why


def test_every_stop_can_be_drawn() -> None:
    alternative = plan()
    drawings = [str(draw(drawn_visit(alternative, FINDINGS, visit), title="Mouth")) for visit in range(6)]
    assert all(drawing.startswith("<svg") for drawing in drawings)
    assert len(set(drawings)) == len(drawings)


def test_a_visit_that_the_plan_has_not() -> None:
    with pytest.raises(ValueError, match="no visit 9; it has 0 to 5"):
        drawn_visit(plan(), FINDINGS, 9)


def test_the_chart_alone_shows_findings_and_existing_work_and_no_mouth_finding_on_teeth() -> None:
    before = mouth_before(FINDINGS, ["18"], 40, EXISTING)
    assert isinstance(before, Mouth)
    chart = drawn_chart(before, FINDINGS)
    assert told(chart["36"]) == ("present", ["finding caries MO"])
    assert told(chart["21"]) == ("present", ["existing crown"])
    assert told(chart["31"]) == ("present", [])


def test_units_of_one_bridge_share_its_name() -> None:
    existing = {
        "35": {"crown": "crown", "prosthesis": "bridge_abutment"},
        "36": {"presence": "missing", "prosthesis": "pontic"},
        "37": {"crown": "crown", "prosthesis": "bridge_abutment"},
    }
    before = mouth_before([], existing=existing)
    assert isinstance(before, Mouth)
    chart = drawn_chart(before, [])
    assert {mark.bridge for tooth in ("35", "36", "37") for mark in chart[tooth].items} == {"bridge-35"}
    assert [mark.kind for mark in chart["36"].items] == ["pontic"]


def arch_plan() -> dict[str, Any]:
    """An upper arch: the last teeth out with a denture fitted, implants, a fixed arch on them."""
    gone = [f"{side}{place}" for side in (1, 2) for place in range(4, 9)]
    front = [f"{side}{place}" for side in (1, 2) for place in range(1, 4)]
    work = [
        ("immediate_denture", ["upper_arch"], 1, 0),
        ("extraction", front, 1, 0),
        ("implant_placement", ["upper_arch"], 2, 100),
        ("full_arch_implant_prosthesis", ["upper_arch"], 3, 200),
    ]
    families, visits = load_library().families, []
    for number in (1, 2, 3):
        acts = [
            Step(Act(family, family, tuple(where), families[family].needs, families[family].does))
            for family, where, visit, _ in sorted(work)
            if visit == number
        ]
        visits.append(Visit(number, next(day for _, _, visit, day in work if visit == number), tuple(acts)))
    before = mouth_before([], gone, 60)
    assert isinstance(before, Mouth)
    items = [
        {"id": family, "family": family, "where": where, "visit": visit, "last_visit": visit, "surfaces": []}
        for family, where, visit, _ in work
    ]
    states = [{"visit": number, **mouth_to_dict(mouth)} for number, mouth in walk(before, visits).states]
    return {"items": items, "states": states, "unaddressed": []}


@pytest.mark.parametrize(
    ("visit", "tooth", "expected", "why"),
    [
        (0, "11", ("present", ["planned extraction"]), "nothing stands in for a tooth that still stands"),
        (0, "14", ("missing", []), "nor for its neighbours, until all are out"),
        (0, "15", ("missing", ["planned implant"]), "an implant has its place already"),
        (1, "11", ("missing", ["done denture"]), "the denture fills the gap"),
        (1, "15", ("missing", ["done denture", "planned implant"]), "an implant may be planned beneath it"),
        (2, "15", ("missing", ["done denture", "done implant"]), "the denture stays until the arch is fitted"),
        (3, "15", ("missing", ["done crown", "done implant"]), "a unit on an implant"),
        (3, "14", ("missing", ["done pontic"]), "a unit between implants"),
    ],
)
def test_a_whole_arch(visit: int, tooth: str, expected: tuple[str, list[str]], why: str) -> None:
    assert told(drawn_visit(arch_plan(), [], visit)[tooth]) == expected, why


def test_the_tables_use_words_that_exist() -> None:
    assert not {*PLANNED} & {*SPANS}
    for field, word in (*SICK, *WORK):
        assert word in (SURFACE if field == "surfaces" else TOOTH_FIELDS[field]), (field, word)
    assert {*PLANNED, *SPANS} <= set(load_library().families)
    kinds = {kind for marks in PLANNED.values() for kind in marks}
    assert kinds <= set(KINDS)


def test_every_finding_of_a_tooth_is_drawn_or_is_a_gap() -> None:
    not_drawn = {
        term
        for term, rows in SIGNS.items()
        if rows and all(row.field in TOOTH_FIELDS and (row.field, row.word) not in SICK for row in rows)
    }
    assert not_drawn == {
        "avulsion",
        "congenitally missing tooth",
        "early loss of primary tooth",
        "missing tooth",
        "retained primary tooth",
        "retained root",
        "ridge atrophy",
    }
