"""What the sample patients came with can be planned; names, days off and signatures are as they should be."""

import datetime as dt
from itertools import pairwise

import pytest

from arcada.cases.compilation import Inputs, compute
from arcada.cli.demo import names, stories
from arcada.cli.demo.pen import signature_of
from arcada.cli.demo.riverside import holidays

STORIES = (stories.SIMPLE, stories.GUMS, stories.IMPLANTS, stories.FRESH, *stories.CHARTED)


def case_of(story):
    return {
        "id": story.title,
        "patient": {
            "age_years": sum(story.ages) // 2, "sex": "female", "weight_kg": 60, "growth_complete": story.ages[0] > 17,
            "asa": 1, "smoking_cigarettes_per_day": 0, "medications": [], "allergies": [], "conditions": [],
            "results": {},
        },
        "chief_complaint": story.complaint, "patient_wishes": list(story.wishes), "external_events": [],
        "missing_teeth": [t for teeth, state in story.before.items() if "presence" in state for t in teeth],
        "findings": [
            {
                "fid": f"f{rank}", "scope": "mouth" if seen.where == ("mouth",) else "tooth", "where": list(seen.where),
                "finding": seen.term, "severity": dict(seen.severity),
                "evidence": [{"type": proof, "age_days": 6} for proof in seen.shown_by],
            } | ({"surfaces": seen.surfaces} if seen.surfaces else {})
            for rank, seen in enumerate(story.seen)
        ],
    }  # fmt: skip


def prices_of(story):
    answer = compute(Inputs(case_of(story), None, 1, dt.date(2026, 3, 2)))
    assert isinstance(answer, dict), answer
    return [float(one["price"]) for one in answer["alternatives"]]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_every_story_becomes_plans_that_cost_something(story):
    assert len(prices_of(story)) >= 1
    assert all(price > 0 for price in prices_of(story))


@pytest.mark.parametrize("story", [stories.FRESH, stories.SIMPLE], ids=lambda story: story.title)
def test_where_the_main_job_is_shown_three_plans_differ_in_price(story):
    prices = prices_of(story)
    assert (len(prices), sorted(prices, reverse=True)) == (3, prices)
    assert len(set(prices)) == 3


def test_names_are_given_once():
    for known in (names.WOMEN, names.MEN, names.FAMILIES, names.STREETS):
        assert len(set(known)) == len(known)


@pytest.mark.parametrize(
    ("monday", "day", "name"),
    [
        (dt.date(2026, 11, 16), dt.date(2026, 11, 26), "Thanksgiving"),
        (dt.date(2027, 5, 3), dt.date(2027, 5, 31), "Memorial Day"),
        (dt.date(2024, 9, 2), dt.date(2024, 9, 2), "Labor Day"),
        (dt.date(2026, 1, 5), dt.date(2026, 1, 1), "New Year's Day"),
    ],
)
def test_days_off_fall_where_the_calendar_puts_them(monday, day, name):
    assert (day, name) in holidays(monday)


def test_a_signature_is_one_stroke_a_word_in_time():
    strokes = signature_of("Ann Lee")
    assert len(strokes) == 2
    for stroke in strokes:
        assert all(a[2] < b[2] for a, b in pairwise(stroke))
    assert signature_of("Ann Lee") != signature_of("Bo Diaz")
