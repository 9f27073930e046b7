"""The command: exit codes, messages that name file, line and field, refusals of single cases."""

import json
from pathlib import Path
from typing import Any

import pytest
from plan_cases import LIBRARY, case, finding

from arcada.cli.plan import answer, run, written


def lines(*cases: Any) -> str:
    return "".join(json.dumps(one) + "\n" for one in cases)


def test_one_answer_a_line_in_the_order_of_the_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(lines(case() | {"id": "b"}, case(finding("x", "99", "crowding")) | {"id": "a"}), encoding="utf-8")
    assert run([str(path)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in told] == ["b", "a"]
    assert told[0]["status"] == "no_treatment_needed"
    assert told[1]["refused"]["code"] == "unknown_tooth"
    assert told[1]["refused"]["where"] == "findings[0].where[0]"


def test_a_json_file_holds_one_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case(), indent=2), encoding="utf-8")
    assert run([str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "case"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("cases.jsonl", '{"id": "a"}\n{"id": \n', "cases.jsonl:2: is not JSON"),
        ("case.json", '{\n"id": "a",\n}', "case.json:3: is not JSON"),
        ("cases.jsonl", "[]\n", "cases.jsonl:1: expected an object"),
        ("cases.jsonl", '{"patient": {}}\n', "cases.jsonl:1: id: expected a text"),
        ("case.json", '{"id": "a", "patient": {"asa": NaN}}', "case.json:1: is not JSON: NaN is no number"),
        ("case.json", '{"id": "a", "patient": {"asa": 1e999}}', "case.json:1: is not JSON: 1e999 is no number"),
        ("case.json", '{"id": "a", "n": ' + "9" * 5000 + "}", "case.json:1: is not JSON"),
        ("cases.jsonl", '{"id": "\\ud83d"}\n', "cases.jsonl:1: is not text"),
        ("cases.jsonl", '{"id": "a"}\n' + "[" * 200_000, "cases.jsonl:2: is nested too deeply"),
    ],
)
def test_unreadable_input_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, says: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert run([str(path)]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_an_absent_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["nowhere.json"]) == 2
    assert "nowhere.json: cannot be opened" in capsys.readouterr().err


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("a tooth that does not exist", case(finding("a", "19", "crowding")), "unknown_tooth", "findings[0].where[0]"),
    ("a missing tooth that does not exist", case(missing_teeth=["19"]), "unknown_tooth", "missing_teeth[0]"),
    ("a finding that nobody knows", case(finding("a", "16", "gremlins")), "unknown_finding", "findings[0].finding"),
    ("evidence that nobody knows", case(finding("a", "16", "root caries", evidence=("crystal_ball",))),
     "unknown_evidence", "findings[0].evidence[0].type"),
    ("a disease of a lost tooth", case(finding("a", "16", "root caries"), missing_teeth=["16"]),
     "finding_on_missing_tooth", "findings[0].where"),
    ("a surface that the tooth has not", case(finding("a", "11", "root caries") | {"surfaces": "O"}),
     "surface_not_on_tooth", "findings[0].surfaces"),
    ("a pulp both alive and dead",
     case(finding("a", "16", "reversible pulpitis"), finding("b", "16", "pulp necrosis")),
     "contradicting_findings", ""),
    ("an age beyond all numbers", case(patient={"age_years": float("inf")}), "unreadable_field", "patient.age_years"),
    ("a week that is no number", case(patient={"pregnancy_weeks": float("nan")}), "unreadable_field",
     "patient.pregnancy_weeks"),
    ("an age in words", case(patient={"age_years": "forty"}), "unreadable_field", "patient.age_years"),
    ("a finding without a place", case(finding("a", "16", "root caries") | {"where": []}),
     "no_place", "findings[0].where"),
    ("evidence from the future",
     case(finding("a", "16", "root caries") | {"evidence": [{"type": "cbct", "age_days": -3}]}),
     "evidence_from_the_future", "findings[0].evidence[0].age_days"),
    ("half a class of health", case(patient={"asa": 2.5}), "unreadable_field", "patient.asa"),
    ("a class of health that is none", case(patient={"asa": 9}), "unreadable_field", "patient.asa"),
    ("an age below nothing", case(patient={"age_years": -4}), "unreadable_field", "patient.age_years"),
    ("a weight of nothing", case(patient={"weight_kg": 0}), "unreadable_field", "patient.weight_kg"),
    ("fewer cigarettes than none", case(patient={"smoking_cigarettes_per_day": -1}), "unreadable_field",
     "patient.smoking_cigarettes_per_day"),
    ("a week that is not whole", case(patient={"pregnancy_weeks": 20.5}), "unreadable_field",
     "patient.pregnancy_weeks"),
    ("half a day of age", case(finding("a", "16", "root caries") | {"evidence": [{"type": "cbct", "age_days": 2.5}]}),
     "unreadable_field", "findings[0].evidence[0].age_days"),
    ("an event that is over", case(external_events=[{"event": "EVENT_birth", "in_days": -1}]), "unreadable_field",
     "external_events[0].in_days"),
    ("two findings of one name", case(finding("a", "16", "root caries"), finding("a", "26", "root caries")),
     "finding_twice", "findings[1].fid"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "told", "code", "where"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refusal(what: str, told: dict[str, Any], code: str, where: str) -> None:
    refused = answer(told, LIBRARY)["refused"]
    assert refused["code"] == code, (what, refused)
    assert refused["where"].startswith(where)
    assert len(refused["text"]) > 20


def test_a_refusal_of_a_number_says_what_is_expected() -> None:
    refused = answer(case(patient={"asa": 2.5}), LIBRARY)["refused"]
    assert refused["text"] == "Expected a whole number from 1 to 6, found 2.5."


def test_a_whole_number_may_be_written_with_a_point_and_a_place_twice() -> None:
    told = case(finding("a", "16", "cavitated dentine caries"), patient={"asa": 2})
    twice = case(finding("a", "16 16", "cavitated dentine caries"), patient={"asa": 2.0})
    assert written(answer(told, LIBRARY)) == written(answer(twice, LIBRARY))


def test_severity_off_the_scale_is_asked_about_not_refused() -> None:
    found = answer(case(finding("a", "16", "cavitated dentine caries", icdas=9, mood="sad")), LIBRARY)
    assert [one["about"] for one in found["questions"]] == ["finding a", "finding a"]
    assert found["status"] == "plan_offered"


def test_a_better_order_is_looked_for_where_it_is_asked_for() -> None:
    """The same bytes each time; the visits are never more than the first answer's, and the effort is told."""
    told = case(
        finding("a", "16", "cavitated dentine caries", icdas=5),
        finding("b", "36", "pulp necrosis"),
        finding("c", "46", "irreversible pulpitis", symptomatic=True),
    )
    first, better = answer(told, LIBRARY), answer(told, LIBRARY, 0.3)
    assert "order" not in first["engine"]
    assert better["engine"]["order"]["seed"] == 7
    for one, other in zip(first["alternatives"], better["alternatives"], strict=True):
        assert other["visit_count"] <= one["visit_count"]
        assert other["price"] == one["price"]
    assert written(better) == written(answer(told, LIBRARY, 0.3))


@pytest.mark.parametrize(
    "arguments", [[], ["a", "b"], ["a", "--improve"], ["a", "--improve", "x"], ["a", "--improve", "-1"], ["--improve"]]
)
def test_other_words_end_with_two_and_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_a_surface_among_the_words_of_a_severity_is_asked_about_and_never_an_error() -> None:
    found = answer(case(finding("a", "11", "root caries", surfaces="O")), LIBRARY)
    assert "refused" not in found
    assert any("surfaces" in asked["text"] for asked in found["questions"])
