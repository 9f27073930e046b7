"""The drawing of a mouth: any mouth can be drawn, everything that it holds is there, paper stays paper."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from drawn_mouths import GOLDEN, mouths
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.core.teeth.number import PERMANENT
from arcada.display.odontogram import DrawnTooth, Mark, draw, page_sheet
from arcada.display.odontogram.drawn import KINDS, STATES
from arcada.display.odontogram.ink import PAPER
from arcada.display.odontogram.layout import SIZES, lay_out
from arcada.display.status import STATUSES

HERE = Path(__file__).parent
TOKENS = Path(__file__).parents[3] / "src/arcada/display/static/arcada/tokens.css"
sizes = st.sampled_from(("chart", "card", "print", "mini"))
notations = st.sampled_from(("fdi", "universal", "palmer"))
dentitions = st.sampled_from(("permanent", "mixed", "primary"))


def ids(svg: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', svg)


def references(svg: str) -> set[str]:
    return set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg))


@settings(max_examples=40, deadline=None)
@given(mouths, sizes, notations, dentitions)
def test_any_mouth_can_be_drawn(mouth, size, notation, dentition):
    """Well-formed, no id twice, nothing points into the void, and the same mouth gives the same text."""
    svg = draw(mouth, title="A <mouth> & more", size=size, notation=notation, dentition=dentition)
    ET.fromstring(svg)  # noqa: S314 - our own text
    assert len(ids(svg)) == len(set(ids(svg)))
    assert references(svg) == set(ids(svg)) & references(svg)
    assert svg == draw(mouth, title="A <mouth> & more", size=size, notation=notation, dentition=dentition)


@settings(max_examples=40, deadline=None)
@given(mouths, dentitions)
def test_every_tooth_that_holds_something_is_shown(mouth, dentition):
    svg = draw(mouth, title="Mouth", dentition=dentition)
    shown = re.findall(r'data-tooth="([^"]+)"', svg)
    assert len(shown) == len(set(shown))
    assert {tooth for tooth, drawn in mouth.items() if drawn.items} <= set(shown)


@settings(max_examples=40, deadline=None)
@given(mouths, sizes, dentitions)
def test_columns_keep_to_their_side_and_never_overlap(mouth, size, dentition):
    layout = lay_out(mouth, SIZES[size], dentition)
    for row in (layout.upper, layout.lower):
        for left, right in pairwise(row):
            assert left.x + left.width / 2 <= right.x - right.width / 2 + 1e-6
        assert all(column.place.right == (column.x < layout.width / 2) for column in row)
        assert all(c.x - c.width / 2 >= 0 and c.x + c.width / 2 <= layout.width for c in row)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", STATES)
def test_each_kind_can_be_seen_in_each_status(kind, state):
    """A kind drawn in one status never looks the same in another: colour, mark or pattern differ in ink alone."""
    tooth = "36"  # a tooth with every part: surfaces, roots, a furcation
    drawings = {
        draw({tooth: DrawnTooth(state, items=(Mark(kind, status, "MO", grade=2),))}, title="T") for status in STATUSES
    }
    assert len(drawings) == len(STATUSES)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"impacted"}))
def test_a_mark_changes_the_tooth_itself_and_not_only_the_strip(kind):
    """`impacted` is told by the state of the tooth; every other kind leaves its own trace in the small drawing."""
    state = "missing" if kind in {"implant", "pontic", "denture", "graft"} else "present"
    bare = draw({"36": DrawnTooth(state)}, title="T", size="tooth")
    marked = draw({"36": DrawnTooth(state, items=(Mark(kind, "planned", "MO", grade=2),))}, title="T", size="tooth")
    assert re.sub(r'aria-label="[^"]*"|o[0-9a-f]{8}', "", bare) != re.sub(
        r'aria-label="[^"]*"|o[0-9a-f]{8}', "", marked
    )


def test_a_mark_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="cannot draw"):
        Mark("caries", "finding", "X")
    with pytest.raises(ValueError, match="cannot draw"):
        Mark("halo", "finding")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no tooth '19'"):
        draw({"19": DrawnTooth(items=(Mark("caries", "finding"),))}, title="Mouth")


def test_paper_has_no_custom_properties_and_patterns_stay():
    mouth = {t: DrawnTooth(items=(Mark("filling", s, "MO"),)) for t, s in zip(PERMANENT, STATUSES, strict=False)}
    svg = draw(mouth, title="Mouth", size="print")
    assert "var(" not in svg
    for status in ("planned", "existing", "done", "suspected"):
        assert f"-{status}-m)" in svg


def test_paper_colours_are_the_light_tokens():
    css = TOKENS.read_text()
    light = dict(re.findall(r"--([\w-]+):\s*(?:light-dark\()?(#[0-9a-f]{6})", css))
    assert {name: light[name] for name in PAPER} == dict(PAPER)


def test_a_chart_can_be_chosen_from_and_a_card_is_one_picture():
    chart = draw({}, title="Mouth", selected=("26",))
    assert chart.count('role="button"') == len(PERMANENT)
    assert re.findall(r'data-tooth="(\d+)"[^>]*tabindex="0"', chart) == ["26"]
    assert chart.count('aria-pressed="true"') == 1
    card = draw({}, title="Mouth of today", size="card")
    assert 'role="img" aria-label="Mouth of today"' in card
    assert "tabindex" not in card


def test_layers_can_be_hidden():
    mouth = {"26": DrawnTooth(items=(Mark("caries", "finding", "MO"), Mark("rct", "planned")))}
    whole = draw(mouth, title="Mouth")
    assert "og-bone" in whole
    part = draw(mouth, title="Mouth", hide=("finding", "bone"))
    assert "og-bone" not in part
    assert "26 upper left first molar: planned root canal" in part


def test_plans_on_a_page_share_one_sheet():
    """Three cards with one sheet are shorter than two that carry their own shapes, and no id repeats."""
    mouth = dict.fromkeys(("16", "26", "36", "11S", "55"), GOLDEN["decay_and_planned_root_canal"]["26"])
    cards = [draw(mouth, title=f"Plan {i}", size="card", sheet="og") for i in range(3)]
    page = page_sheet(cards) + "".join(cards)
    assert len(page) < 2 * len(draw(mouth, title="Plan 0", size="card"))
    assert len(ids(page)) == len(set(ids(page)))
    assert references(page) == set(ids(page)) & references(page)


@settings(max_examples=25, deadline=None)
@given(mouths, st.sampled_from(("chart", "card", "print", "mini")), dentitions)
def test_a_sheet_answers_every_drawing(mouth, size, dentition):
    drawing = draw(mouth, title="Mouth", size=size, dentition=dentition, sheet="og")
    assert ids(drawing) == []
    for sheet in (page_sheet([drawing], size=size), page_sheet(size=size)):
        assert references(drawing) <= set(ids(sheet))


def test_two_mouths_of_one_page_never_share_an_id():
    first, second = (draw({}, title=title, size="card") for title in ("Was", "Became"))
    assert not set(ids(first)) & set(ids(second))


@pytest.mark.parametrize(
    ("dentition", "mouth", "upper_right"),
    [
        ("permanent", {}, ["18", "17", "16", "15", "14", "13", "12", "11"]),
        ("primary", {}, ["55", "54", "53", "52", "51"]),
        ("mixed", {}, ["16", "55", "54", "53", "12", "11"]),
        # a retained primary tooth beside its place; a peg between the incisors
        ("permanent", {"55": DrawnTooth()}, ["18", "17", "16", "55", "15", "14", "13", "12", "11"]),
        ("mixed", {"11S": DrawnTooth()}, ["16", "55", "54", "53", "12", "11", "11S"]),
        # the premolar has come and the primary molar is gone
        ("mixed", {"14": DrawnTooth()}, ["16", "55", "14", "53", "12", "11"]),
        # both are there
        ("mixed", {"14": DrawnTooth(), "54": DrawnTooth()}, ["16", "55", "54", "14", "53", "12", "11"]),
        # a lost primary tooth of an adult is no news
        ("permanent", {"55": DrawnTooth("missing")}, ["18", "17", "16", "15", "14", "13", "12", "11"]),
    ],
)
def test_which_teeth_stand_in_a_row(dentition, mouth, upper_right):
    layout = lay_out(mouth, SIZES["chart"], dentition)
    assert [c.place.tooth for c in layout.upper if c.place.right] == upper_right


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name):
    """After a change that was looked at, `write_golden.py` writes the files anew."""
    golden = (HERE / "golden" / f"{name}.svg").read_text()
    assert draw(GOLDEN[name], title=name, size="tooth", palette="paper") + "\n" == golden


def test_a_mouth_met_again_is_not_drawn_again():
    """The same mouth looked at in the same way is the same text; another choice of teeth is another drawing."""
    teeth = {"26": DrawnTooth(items=(Mark("caries", "finding", "MO"),))}
    first = draw(teeth, title="Met again")
    assert draw(dict(teeth), title="Met again") is first
    assert draw(teeth, title="Met again", selected=["26"]) != first
