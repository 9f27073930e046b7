"""The queue: who comes first, each point in words, and that a crown of yesterday is not a plan nine months old."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.recovery.ranking import Candidate, Ranked, band_of, ranked

TODAY = date(2026, 12, 1)
PLAIN = Candidate("a", TODAY - timedelta(days=30), "restoring", Decimal(1000))


def _points(one: Candidate) -> dict[str, int]:
    (found,) = ranked([one], TODAY)
    return {point.code: point.points for point in found.points}


@pytest.mark.parametrize(
    ("days", "band", "points"),
    [
        (0, "0-7 days", 0),
        (2, "0-7 days", 0),
        (8, "8-30 days", 4),
        (30, "8-30 days", 20),
        (31, "31-90 days", 20),
        (150, "91-180 days", 13),
        (270, "over 180 days", 5),
        (900, "over 180 days", 5),
    ],
)
def test_age_rises_to_a_month_and_falls_to_a_floor(days: int, band: str, points: int) -> None:
    """Warm first, never forgotten."""
    diagnosed = TODAY - timedelta(days=days)
    assert band_of(diagnosed, TODAY) == band
    assert _points(replace(PLAIN, diagnosed=diagnosed))["age"] == points


@pytest.mark.parametrize(
    ("change", "code", "points"),
    [
        ({"urgency": "urgent"}, "urgency", 40),
        ({"urgency": "anything else"}, "urgency", 5),
        ({"value": None}, "value", 0),
        ({"benefit_ends": TODAY + timedelta(days=30), "benefit_left": Decimal(400)}, "benefits", 10),
        ({"failures": 1}, "failures", -5),
        ({"failures": 9}, "failures", -15),
        ({"rule_points": 250, "rule_reason": "Doctor: see before the wedding."}, "rule", 100),
    ],
)
def test_points(change: dict[str, object], code: str, points: int) -> None:
    """Each fact has its worth."""
    assert _points(replace(PLAIN, **change))[code] == points  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"benefit_ends": TODAY + timedelta(days=91), "benefit_left": Decimal(400)},
        {"benefit_ends": TODAY - timedelta(days=1), "benefit_left": Decimal(400)},
        {"benefit_ends": TODAY + timedelta(days=30), "benefit_left": Decimal(0)},
        {"benefit_ends": TODAY + timedelta(days=30)},
    ],
)
def test_no_point_for_insurance_that_does_not_press(change: dict[str, object]) -> None:
    """Far off, over, used up, or not known."""
    assert "benefits" not in _points(replace(PLAIN, **change))  # type: ignore[arg-type]


CANDIDATES = st.builds(
    Candidate,
    id=st.uuids().map(str),
    diagnosed=st.dates(date(2024, 1, 1), TODAY),
    urgency=st.sampled_from(["urgent", "disease", "restoring", ""]),
    value=st.none() | st.decimals(0, 30000, places=2),
    failures=st.integers(0, 5),
)


@given(st.lists(CANDIDATES, max_size=30, unique_by=lambda one: one.id), st.randoms())
def test_the_order_does_not_depend_on_the_order_given(candidates: list[Candidate], chance: object) -> None:
    """The same queue, however it was read; every reason can be read out."""
    shuffled = list(candidates)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = ranked(candidates, TODAY)
    assert found == ranked(shuffled, TODAY)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(point.text.endswith(".") for one in found for point in one.points)


@given(CANDIDATES)
def test_more_urgent_never_ranks_lower(one: Candidate) -> None:
    """Making a thread urgent never costs it points."""

    def score(candidate: Candidate) -> int:
        found: tuple[Ranked, ...] = ranked([candidate], TODAY)
        return found[0].score

    assert score(replace(one, urgency="urgent")) >= score(one)
