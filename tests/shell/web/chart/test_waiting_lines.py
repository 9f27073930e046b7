"""Lines that wait for their turn: charted in order, each once, refused alone, the parts of the page sent back."""

import json

import pytest

from arcada.cases.models import Finding, ToothRecord


@pytest.fixture
def send(room):
    """Send lines as the page does."""

    def post(client, revision, *lines, chosen=(), query="?numbering=fdi"):
        told = {"revision": revision, "chosen": list(chosen), "lines": list(lines)}
        return client.post(room(f"lines/{query}"), json.dumps(told), content_type="application/json")

    return post


def line(text, key, **more):
    return {"key": key, "text": text, "teeth": [], "surfaces": [], **more}


def standing(chart):
    rows = Finding.objects.filter(chart=chart).exclude(status="undone").order_by("number")
    return [(row.term, tuple(row.where), row.surfaces) for row in rows]


def test_lines_are_charted_in_the_order_typed(client_for, send, revision, chart):
    lines = [
        line("26 mo car 5", "a"),
        line("crack", "b", follows=True),
        line("27 missing", "c"),
        line("mouth ging", "d"),
    ]
    told = send(client_for("dentist"), revision(), *lines).json()
    assert [(one["key"], one["ok"]) for one in told["results"]] == [("a", True), ("b", True), ("c", True), ("d", True)]
    assert standing(chart) == [
        ("cavitated dentine caries", ("26",), "MO"),
        ("cracked tooth", ("26",), ""),
        ("gingivitis", ("mouth",), ""),
    ]
    assert told["revision"] == revision() == 4
    assert "27 upper left second molar" in told["parts"]["mouth"]
    assert "Gingivitis" in told["parts"]["found"]
    assert "missing" in told["parts"]["records"]
    assert 'class="og og-mini"' in told["mini"]


def test_a_line_that_is_refused_keeps_none_of_the_others_back(client_for, send, revision, chart):
    told = send(client_for("dentist"), revision(), line("26 i car", "a"), line("27 crack", "b")).json()
    assert [one["ok"] for one in told["results"]] == [False, True]
    assert "26 has no incisal surface" in told["results"][0]["said"]
    assert standing(chart) == [("cracked tooth", ("27",), "")]


def test_what_is_sent_again_is_charted_once(client_for, send, revision, chart):
    client, lines = client_for("dentist"), [line("26 mo car", "a"), line("27 crack", "b")]
    for _ in range(2):
        told = send(client, revision(), *lines).json()
        assert all(one["ok"] for one in told["results"])
    assert len(standing(chart)) == 2


def test_who_has_not_seen_what_another_did_is_told_and_nothing_is_charted(client_for, send, revision, found, chart):
    seen = revision()
    found("discoloration", ("11",), "")
    told = send(client_for("dentist"), seen, line("26 mo car", "a"), line("27 crack", "b")).json()
    assert {one["code"] for one in told["results"]} == {"stale_chart"}
    assert "Somebody else was first" in told["parts"]["notes"]
    assert told["revision"] == revision()
    again = send(client_for("dentist"), told["revision"], line("26 mo car", "a"), line("27 crack", "b")).json()
    assert all(one["ok"] for one in again["results"])
    assert len(standing(chart)) == 3


def test_a_line_speaks_of_the_teeth_that_were_chosen_when_it_was_typed(client_for, send, revision, chart):
    lines = [
        line("car", "a", teeth=["14"], surfaces=["14:MO"]),
        line("crown", "b", teeth=["36", "37"]),
        line("post", "c", follows=True),
    ]
    assert all(one["ok"] for one in send(client_for("dentist"), revision(), *lines).json()["results"])
    assert standing(chart) == [("cavitated dentine caries", ("14",), "MO")]
    assert {one.tooth for one in ToothRecord.objects.filter(chart=chart, state__core="post")} == {"36", "37"}


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "nonsense", '{"lines": []}', '{"lines": [1], "revision": 0}', '{"lines": [{}], "revision": "x"}',
        '{"lines": [{}], "revision": true}',
    ],
)  # fmt: skip
def test_what_is_no_line_is_refused_with_a_sentence(client_for, room, body):
    answer = client_for("dentist").post(room("lines/"), body, content_type="application/json")
    assert answer.status_code == 400
    assert "does not read as lines" in answer.json()["said"]


@pytest.mark.parametrize(
    ("role", "text", "status", "ok"),
    [
        ("dentist", "26 mo car", 200, True),
        ("hygienist", "mouth gingivitis", 200, True),
        ("hygienist", "26 mo cavitated", 200, False),
        ("coordinator", "26 mo car", 403, None),
        ("desk", "26 mo car", 403, None),
        ("manager", "26 mo car", 403, None),
    ],
)
def test_who_charts_lines(client_for, send, revision, role, text, status, ok):
    answer = send(client_for(role), revision(), line(text, "a"))
    assert answer.status_code == status
    if ok is not None:
        assert answer.json()["results"][0]["ok"] is ok
    assert Finding.objects.exists() is bool(ok)


def test_another_practice_has_no_such_patient(client_for, revision):
    from uuid import uuid4

    answer = client_for("dentist").post(f"/patients/{uuid4()}/chart/lines/", "{}", content_type="application/json")
    assert answer.status_code == 404


@pytest.mark.parametrize("text", ["46 furc 2", "13 recession rt2 3mm", "caries risk high", "46 mucositis"])
def test_a_hygienist_charts_what_probing_and_the_risk_form_show(client_for, send, revision, text):
    assert send(client_for("hygienist"), revision(), line(text, "a")).json()["results"][0]["ok"]
