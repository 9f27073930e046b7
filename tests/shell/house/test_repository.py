"""What may never stand in the repository: licensed codes, addresses in locks, machine paths, unfinished words."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ("requirements/run.txt", "requirements/test.txt", "package-lock.json", ".npmrc")
CODE = (".py", ".toml", ".json", ".jsonl", ".html", ".css", ".js", ".svg", ".sh", ".in", ".cfg")
TEXT = (*CODE, ".md", ".yaml", ".yml", ".txt", ".sample")
UNFINISHED = "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error", "lorem" + " ipsum"))
MACHINE = r"(?<![\w.:/$}])/(?:work|tmp|root|home/[a-z]+)/"
LEFT_OUT = "|".join((r"pytest\.(?:" + "skip|mark\\.(?:skip|xfail))", "import" + "orskip", r"unittest\." + "skip"))


def files():
    """Return the files that are kept, and those that would be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git as installed
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]


def hits(pattern, wanted):
    """Return file, line and text wherever the pattern stands in a wanted file."""
    sought = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files()
        if wanted(path)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if sought.search(line)
    ]


def is_text(path):
    return path.suffix in TEXT or path.name == "arcada"


def is_lock(path):
    return path.relative_to(ROOT).as_posix() in LOCKS


def test_locks_hold_no_address():
    assert all((ROOT / name).is_file() for name in LOCKS)
    assert hits("(?i)https?:|://", is_lock) == []


def test_every_locked_package_has_hashes():
    for lock in LOCKS[:2]:
        text = (ROOT / lock).read_text(encoding="ascii")
        names = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
        unhashed = re.findall(r"^[a-z0-9._-]+==[^\\]*$", text, re.MULTILINE)
        assert len(names) > 20
        assert unhashed == []


def test_every_dependency_says_why_it_is_there():
    lines = [line for name in ("run.in", "test.in") for line in (ROOT / "requirements" / name).read_text().splitlines()]
    assert [line for line in lines if not line.startswith("-r ") and not re.search(r"  # \w", line)] == []


def test_no_licensed_procedure_code_is_shipped():
    assert hits(r"\bD[0-9]{4}\b", is_text) == []


def test_no_path_of_a_machine_is_kept():
    assert hits(MACHINE, lambda path: is_text(path) and not is_lock(path)) == []


def test_nothing_is_unfinished_by_its_own_words():
    assert hits(rf"\b(?:{UNFINISHED})\b", lambda path: is_text(path) and not is_lock(path)) == []


def test_no_test_is_left_out():
    assert hits(LEFT_OUT, lambda path: path.is_relative_to(ROOT / "tests")) == []


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        (r"\bD[0-9]{4}\b", "code D" + "2740 crown", True),
        (r"\bD[0-9]{4}\b", "tooth 36, id 2D12345", False),
        (MACHINE, "see /wo" + "rk/main", True),
        (MACHINE, "open /ho" + "me/anna/notes", True),
        (MACHINE, "the page /patients/ho" + "me/x", False),
        (MACHINE, "GET https://example.org/t" + "mp/x", False),
    ],
)
def test_the_patterns_see_what_they_should(pattern, line, found):
    assert bool(re.search(pattern, line)) is found


def test_continuous_integration_runs_what_everybody_runs():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "./arcada test" in script.read_text(encoding="utf-8")
    assert (ROOT / "arcada").stat().st_mode & 0o111
