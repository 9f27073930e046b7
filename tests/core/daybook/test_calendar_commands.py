"""`book` and `cascade` as JSON: what goes in, what comes out, and what is refused with its place."""

import copy
from typing import Any

import pytest

from arcada.cli import book, cascade

CLINIC: dict[str, Any] = {
    "id": "c1",
    "now": "2026-03-02T08:00:00-06:00",
    "timezone": "America/Chicago",
    "increment_minutes": 10,
    "providers": [
        {
            "id": "ana",
            "roles": ["dentist"],
            "hours": [{"weekday": day, "from": "09:00", "to": "17:00"} for day in range(5)],
            "off": ["2026-03-04"],
        }
    ],
    "chairs": [{"id": "one", "equipment": ["xray"]}],
    "appointments": [],
    "plan": {
        "id": "p",
        "patient": "pat",
        "visits": [
            {"id": "v1", "minutes": 60, "role": "dentist", "equipment": [], "value": "90.00", "after": []},
            {
                "id": "v2",
                "minutes": 40,
                "role": "dentist",
                "equipment": ["xray"],
                "after": [{"visit": "v1", "min_days": 7}],
            },
        ],
    },
}


def booked() -> dict[str, Any]:
    """The clinic with both visits in its calendar."""
    case = copy.deepcopy(CLINIC)
    for visit, start, end in (("v1", "2026-03-02T09:00", "10:00"), ("v2", "2026-03-09T09:00", "09:40")):
        offset = "-06:00" if visit == "v1" else "-05:00"
        case["appointments"].append(
            {
                "id": f"a-{visit}",
                "patient": "pat",
                "plan": "p",
                "visit": visit,
                "provider": "ana",
                "chair": "one",
                "start": f"{start}:00{offset}",
                "end": f"{start[:11]}{end}:00{offset}",
            }
        )
    return case


def test_a_plan_is_booked_over_a_clock_change() -> None:
    proposal = book.answer(CLINIC)["proposals"][0]
    assert [one["start"] for one in proposal["placements"]] == [
        "2026-03-02T09:00:00-06:00",
        "2026-03-09T09:00:00-05:00",
    ]
    assert proposal["label"] == "earliest"
    assert proposal["last_day"] == "2026-03-09"
    assert proposal["why"]


def test_a_moved_visit_is_a_difference() -> None:
    case = booked() | {"moved": {"visit": "v1", "not_before": "2026-03-03"}}
    found = cascade.answer(case)
    assert [(move["visit"], move["from"]["start"][:10], move["to"]["start"][:10]) for move in found["moves"]] == [
        ("v1", "2026-03-02", "2026-03-03"),
        ("v2", "2026-03-09", "2026-03-10"),
    ]
    assert found["untouched"] == 0
    assert found["disturbed_patients"] == []


BAD = [
    ("unknown zone", ("timezone",), "Mars/Base", "timezone"),
    ("odd increment", ("increment_minutes",), 7, "increment_minutes"),
    ("no offset", ("now",), "2026-03-02T08:00:00", "now"),
    ("no weekday", ("providers", 0, "hours", 0, "weekday"), 7, "providers[0].hours[0].weekday"),
    ("no clock time", ("providers", 0, "hours", 0, "from"), "25:00", "providers[0].hours[0].from"),
    ("no day", ("providers", 0, "off", 0), "yesterday", "providers[0].off[0]"),
    ("minutes in words", ("plan", "visits", 0, "minutes"), "an hour", "plan.visits[0].minutes"),
    ("no role", ("plan", "visits", 0, "role"), "", "plan.visits[0].role"),
    ("ends before it begins", ("appointments", 0, "end"), "2026-03-01T09:00:00-06:00", "appointments[0].end"),
    ("the same id twice", ("appointments", 1, "id"), "a-v1", "appointments"),
]


@pytest.mark.parametrize(("path", "value", "where"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_refused_with_its_place(path: tuple[str | int, ...], value: object, where: str) -> None:
    case = booked()
    spot: Any = case
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = value
    for answer in (book.answer(case), cascade.answer(case | {"moved": {"missed": "v1"}})):
        assert answer["refused"]["where"] == where
        assert answer["refused"]["text"]


def test_a_cascade_without_a_change_is_refused() -> None:
    assert cascade.answer(booked())["refused"]["where"] == "moved.visit"
