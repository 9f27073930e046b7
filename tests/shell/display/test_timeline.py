"""The line of visits: stops in order with room between them, healing hatched, states told without colour."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.display.timeline import Stop, draw_timeline

stops = (
    st.lists(
        st.tuples(
            st.integers(0, 900),
            st.sampled_from(("planned", "booked", "done", "missed", "now")),
            st.sampled_from(("", "bone heals")),
        ),
        min_size=1,
        max_size=14,
    )
    .map(sorted)
    .map(lambda days: [Stop(f"day {day}", day, state, heals=heals) for day, state, heals in days])
)


def circles(svg: str) -> list[float]:
    return [float(x) for x in re.findall(r'<circle cx="([-.\d]+)"', svg)]


@settings(max_examples=40, deadline=None)
@given(stops, st.booleans(), st.sampled_from(("theme", "paper")))
def test_any_plan_can_be_drawn(visits, wide, palette):
    svg = draw_timeline(visits, [("Jan", 3), ("Feb", 34)], title="Plan & time", wide=wide, palette=palette)
    ET.fromstring(svg)  # noqa: S314 - our own text
    places, width = circles(svg), 960 if wide else 384
    assert len(places) == len(visits)
    assert places == sorted(places)
    assert all(0 <= x <= width for x in places)
    room = min(76 if wide else 24, (width - (68 if wide else 24)) / max(len(visits) - 1, 1))
    assert all(b - a >= room - 0.1 for a, b in pairwise(places))
    assert ("var(" in svg) == (palette == "theme")


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        ([Stop("24 Nov", 0)], "Plan: visit 1, 24 Nov"),
        ([Stop("24 Nov", 0, "done"), Stop("8 Dec", 14)], "Plan: visit 1, 24 Nov, done; visit 2, 8 Dec"),
        (
            [Stop("2 Feb", 0, "now"), Stop("11 May", 98, heals="bone heals")],
            "Plan: visit 1, 2 Feb, now; visit 2, 11 May, before it bone heals",
        ),
        ([Stop("15 Dec", 0, "missed")], "Plan: visit 1, 15 Dec, missed"),
    ],
)
def test_it_is_told_in_words(visits, said):
    assert f'aria-label="{said}"' in draw_timeline(visits, title="Plan")


def test_healing_is_hatched_and_named_where_there_is_room():
    visits = [Stop("2 Feb", 0), Stop("11 May", 98, heals="bone heals, at least 90 days")]
    wide, short = draw_timeline(visits, title="P"), draw_timeline(visits, title="P", wide=False)
    assert "-heals)" in wide
    assert "-heals)" in short
    assert ">bone heals, at least 90 days<" in wide
    assert ">bone heals" not in short
    assert "-heals" not in draw_timeline(visits[:1], title="P")


def test_no_visits_no_line():
    assert draw_timeline([], title="Plan") == ""


@pytest.mark.parametrize("wide", [True, False])
def test_a_long_plan_keeps_its_numbers_apart_and_tells_the_first_the_missed_and_the_last(wide):
    visits = [Stop(f"day {i}", i, "missed" if i == 15 else "planned") for i in range(31)]
    svg = draw_timeline(visits, title="Plan", wide=wide)
    written = [
        (float(x), number) for x, number in re.findall(r'<text x="([-.\d]+)"[^>]*font-weight="700"[^>]*>(\d+)<', svg)
    ]
    assert len(circles(svg)) == len(visits)
    assert {"1", "16", "31"} <= {number for _, number in written}
    assert all(b - a >= 20 for (a, _), (b, _) in pairwise(written))
    assert 'aria-label="Plan: visit 1, day 0; visit 2, day 1;' in svg
