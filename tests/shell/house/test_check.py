"""`./arcada test` says what passed, ends with pytest's own line, and its exit code tells the truth."""

import pytest

from arcada.cli import check
from arcada.cli.check import Outcome


@pytest.mark.parametrize(
    ("core", "browser", "expected"),
    [
        (False, True, ("tests/core", "tests/shell", "tests/journeys")),
        (False, False, ("tests/core", "tests/shell")),
        (True, True, ("tests/core",)),
        (True, False, ("tests/core",)),
    ],
)
def test_what_is_left_out_is_not_collected(core, browser, expected):
    assert check.folders(core=core, browser=browser) == expected


@pytest.mark.parametrize(
    ("claim", "passed", "closing"), [("1 + 1 == 2", True, "1 passed in"), ("1 + 1 == 3", False, "1 failed in")]
)
def test_the_closing_line_of_pytest_is_kept_for_the_end(tmp_path, capfd, claim, passed, closing):
    (tmp_path / "test_claim.py").write_text(f"def test_claim():\n    assert {claim}\n", encoding="utf-8")
    outcome, last = check.run_tests((str(tmp_path),), None)
    assert outcome.passed is passed
    assert closing in last
    assert closing not in capfd.readouterr().out


@pytest.mark.parametrize(
    ("closings", "expected"),
    [
        (["3 passed in 1.20s"], "3 passed in 1.20s"),
        (["3 passed in 1.20s", "4 passed in 3.00s (0:00:03)"], "7 passed in 9.50s"),
        (
            ["1 failed, 3 passed in 9.00s", "2 failed, 4 passed, 1 error in 3.00s"],
            "3 failed, 1 error, 7 passed in 9.50s",
        ),
        (["5 deselected in 0.10s", "2 passed, 1 deselected in 0.20s"], "6 deselected, 2 passed in 9.50s"),
        (["no tests ran in 0.01s", "pytest said nothing"], "no tests ran in 0.01s / pytest said nothing"),
    ],
    ids=["one run", "both pass", "both fail", "words chosen", "nothing said"],
)
def test_closing_lines_are_counted_together(closings, expected):
    assert check.summed(closings, 9.5) == expected


def test_core_runs_beside_the_rest_and_fails_with_it(tmp_path, monkeypatch, capfd):
    for folder, claim in (("core", "1 == 2"), ("shell", "1 == 1")):
        (tmp_path / "tests" / folder).mkdir(parents=True)
        text = f"def test_claim():\n    assert {claim}\n"
        (tmp_path / "tests" / folder / f"test_claim_of_{folder}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(check, "ROOT", tmp_path)
    outcome, last = check.run_tests(("tests/core", "tests/shell"), None)
    assert not outcome.passed
    assert last.startswith("1 failed, 1 passed in")
    assert "test_claim_of_core" in capfd.readouterr().out


def test_the_rooms_of_the_tests_run_in_parts_and_none_is_left_out():
    given = ("tests/core", "tests/shell", "tests/journeys")
    assert check.parts(given) == [
        ["tests/shell/web"],
        ["tests/shell", "--ignore=tests/shell/web"],
        ["tests/core"],
        ["tests/journeys"],
    ]
    assert all(flag in part for part in check.parts((*given[:2], *check.BROWSERLESS)) for flag in check.BROWSERLESS)
    assert check.parts(("tests/core", *check.BROWSERLESS)) == [["tests/core", *check.BROWSERLESS]]


@pytest.mark.parametrize(
    ("lint", "tests", "code"), [(True, True, 0), (False, True, 1), (True, False, 1)], ids=["all", "no lint", "no tests"]
)
def test_one_failure_fails_the_whole(monkeypatch, capsys, lint, tests, code):
    monkeypatch.setattr(check, "STATIC", (("lint", ("any",)),))
    monkeypatch.setattr(check, "static", lambda name, _command: Outcome(name, lint, 0.1))
    monkeypatch.setattr(
        check, "run_tests", lambda _places, _words: (Outcome("tests", tests, 2.0), "== the last line ==")
    )
    assert check.run([]) == code
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "== the last line =="
    assert said[-3:-1] == [Outcome("lint", lint, 0.1).line(), Outcome("tests", tests, 2.0).line()]


def test_chosen_tests_run_without_the_static_checks(monkeypatch):
    asked = []
    monkeypatch.setattr(check, "static", lambda name, _command: pytest.fail(f"{name} was run"))
    monkeypatch.setattr(
        check,
        "run_tests",
        lambda _places, words: (asked.append(words), (Outcome("tests", passed=True, seconds=0), ""))[1],
    )
    assert check.run(["-k", "teeth"]) == 0
    assert asked == ["teeth"]
