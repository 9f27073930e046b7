"""Every finding at every grade can be drawn: a mark of the kind that its entry names, the tooth itself, or beside."""

import pytest

from arcada.core.chart.before import mouth_before
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth
from arcada.core.teeth.number import is_tooth
from arcada.display.marks import drawn_chart
from arcada.display.odontogram.draw import draw
from arcada.display.odontogram.drawn import KINDS
from arcada.interop.knowledge import load_library

FOUND = [kind for kind in load_library().kinds.values() if "derived" not in kind.traits]
ON_TEETH = [kind for kind in FOUND if "tooth" in kind.scopes]
STATES = {"missing": "missing", "root": "root", "impacted": "impacted"}
PRIMARY = {"retained primary tooth": "75", "early loss of primary tooth": "75"}
GRADED = [
    (kind, {key.name: int(grade.value) if key.scale.counted else grade.value})
    for kind in ON_TEETH
    for key in kind.severity
    for grade in (key.scale.grades if key.scale else ())
]


def drawn(kind, severity, status="confirmed"):
    tooth = PRIMARY.get(kind.term, "36")
    finding = Finding("a", kind.term, (tooth,), severity=severity, status=status)
    mouth = mouth_before((finding,), (), 8 if kind.term in PRIMARY else None, {})
    assert isinstance(mouth, Mouth), mouth
    return tooth, drawn_chart(mouth, (finding,))


def test_an_entry_names_a_drawing_that_there_is():
    assert {kind.mark for kind in FOUND} <= {*KINDS, *STATES, "beside"}
    assert all("tooth" in kind.scopes or kind.mark in {"beside", "missing", "watch"} for kind in FOUND)


@pytest.mark.parametrize("kind", ON_TEETH, ids=lambda kind: kind.id)
def test_a_finding_on_a_tooth_is_drawn_as_its_entry_says(kind):
    graded = {"tooth mobility": {"grade": 2}, "furcation involvement": {"class": "ii"}}
    tooth, teeth = drawn(kind, graded.get(kind.term, {}))
    shown = teeth[tooth]
    if kind.mark in STATES:
        assert shown.state == STATES[kind.mark]
    elif kind.mark == "beside":
        assert shown.items or shown.state != "present", "named at a tooth, it is seen there too"
    else:
        assert kind.mark in [mark.kind for mark in shown.items]


@pytest.mark.parametrize(("kind", "severity"), GRADED, ids=[f"{kind.id}-{severity}" for kind, severity in GRADED])
def test_every_grade_is_drawn_and_told(kind, severity):
    tooth, teeth = drawn(kind, severity)
    shown = teeth.get(tooth)
    none = severity.get("grade") == 0 or severity.get("mobility") == 0
    assert none or (shown is not None and (shown.items or shown.state != "present"))
    assert "<svg" in draw(teeth, title="A mouth", dentition="primary" if tooth == "75" else "permanent")


@pytest.mark.parametrize("kind", ON_TEETH, ids=lambda kind: kind.id)
def test_a_suspected_finding_is_drawn_as_suspected_or_not_at_all(kind):
    tooth, teeth = drawn(kind, {}, status="suspected")
    statuses = {mark.status for mark in teeth[tooth].items} if tooth in teeth else set()
    assert statuses <= {"suspected"}
    assert is_tooth(tooth)


@pytest.mark.parametrize(("surfaces", "says"), [("", "buccal"), ("M", "mesial"), ("DB", "distal and buccal")])
def test_decay_of_the_root_is_drawn_on_the_root_and_nowhere_on_the_crown(surfaces, says):
    finding = Finding("a", "root caries", ("36",), surfaces=surfaces)
    mouth = mouth_before((finding,), (), None, {})
    teeth = drawn_chart(mouth, (finding,))
    (mark,) = teeth["36"].items
    assert mark.kind == "caries"
    assert "R" in mark.surfaces
    assert "O" not in mark.surfaces
    tooth = draw(teeth, title="A mouth").partition('data-tooth="36"')[2].partition('data-tooth="37"')[0]
    assert 'fill="var(--st-finding)"' in tooth
    assert all(side in tooth for side in says.split(" and "))


def test_a_defect_of_the_neck_is_drawn_at_the_neck():
    finding = Finding("a", "non-carious cervical lesion", ("35",))
    mouth = mouth_before((finding,), (), None, {})
    teeth = drawn_chart(mouth, (finding,))
    (mark,) = teeth["35"].items
    assert (mark.kind, mark.surfaces) == ("wear", "B")
    notch = draw(teeth, title="A mouth").partition('data-tooth="35"')[2].partition('data-tooth="36"')[0]
    assert "<ellipse" in notch
