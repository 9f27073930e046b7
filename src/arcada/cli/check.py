"""`./arcada test`: lint, format, types, walls and tests; every one runs, a summary says which did not pass.

    ./arcada test                  everything; the browser tests drive Debian's chromium
    ./arcada test --no-browser     without tests/journeys and other tests named ..._in_browser
    ./arcada test --core           tests/core alone: no database, no pages
    ./arcada test -k WORDS         only tests whose name has the words (and no lint)

What is left out is never collected, so no test is ever reported as skipped. The rooms of the tests run two at a time,
the longest first, one core of the machine each; pytest's closing line comes last, counted over all of them.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from arcada.cli.install.checkout import ENVIRONMENT, ROOT, SOURCE

BROWSERLESS = ("--ignore-glob=*_in_browser.py",)
CODE = ("arcada", "src", "tests")
SHELL, PAGES = "tests/shell", "tests/shell/web"
LONGEST_FIRST = (SHELL, "tests/core", "tests/journeys")
AT_ONCE = 2  # cores of the smallest machine
A_MOMENT = 0.2  # seconds
NOTHING_COLLECTED = 5
COUNT = re.compile(r"(\d+) (failed|passed|errors?|skipped|deselected|xfailed|xpassed|warnings?)")
STATIC = (
    ("lint", ("ruff", "check", "--quiet", *CODE)),
    ("format", ("ruff", "format", "--check", "--quiet", *CODE)),
    ("types", ("mypy",)),
    ("walls", ("lint-imports", "--no-logo")),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went."""

    name: str
    passed: bool
    seconds: float

    def line(self) -> str:
        """Return the line of the summary."""
        return f"  {self.name:<8} {'passed' if self.passed else 'FAILED'}   {self.seconds:6.1f} s"


def run(arguments: list[str]) -> int:
    """Run the checks; 0 only when all have passed."""
    parser = argparse.ArgumentParser(prog="./arcada test")
    parser.add_argument("--core", action="store_true", help="tests/core alone: no database, no pages")
    parser.add_argument("--no-browser", action="store_true", help="without tests/journeys")
    parser.add_argument("-k", metavar="WORDS", help="only tests whose name has the words; no lint")
    given = parser.parse_args(arguments)
    outcomes = [] if given.k else [static(name, command) for name, command in STATIC]
    places = [*folders(core=given.core, browser=not given.no_browser), *(BROWSERLESS if given.no_browser else ())]
    tests, closing = run_tests(places, given.k)
    outcomes.append(tests)
    print("\n".join(("", *(each.line() for each in outcomes))))
    print(closing, flush=True)
    return 0 if all(each.passed for each in outcomes) else 1


def folders(*, core: bool, browser: bool) -> tuple[str, ...]:
    """Return the folders of tests that are meant."""
    wanted = ("core",) if core else ("core", "shell", "journeys") if browser else ("core", "shell")
    return tuple(f"tests/{name}" for name in wanted)


def environ() -> dict[str, str]:
    """Return the environment of a check: our programs first."""
    path = os.pathsep.join((str(ENVIRONMENT / "bin"), os.environ.get("PATH", os.defpath)))
    unset = {"SECRET_KEY": "for checks alone: the settings are read, nothing is signed"}
    return {**unset, **os.environ, "PATH": path, "PYTHONPATH": str(SOURCE)}


def static(name: str, command: Sequence[str]) -> Outcome:
    """Run one check of the text; what it says is shown when it does not pass."""
    print(f"{name}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    program = str(Path(ENVIRONMENT, "bin", command[0]))
    done = subprocess.run([program, *command[1:]], cwd=ROOT, env=environ(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="", flush=True)
    return Outcome(name, done.returncode == 0, time.monotonic() - started)


def run_tests(places: Sequence[str], words: str | None) -> tuple[Outcome, str]:
    """Run pytest over the places, two parts at a time; keep the closing lines back, counted together."""
    started = time.monotonic()
    waiting, codes, closings = parts(places), [], []
    running: list[tuple[subprocess.Popen[str], IO[str]]] = []
    with ExitStack() as ends:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                said = ends.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
                running.append((ends.enter_context(_pytest(waiting.pop(0), words, said)), said))
            time.sleep(A_MOMENT)
            for part in [one for one in running if one[0].poll() is not None]:
                running.remove(part)
                codes.append(part[0].returncode)
                part[1].seek(0)
                closings.append(_show_all_but_the_last(part[1]))
    found = [code for code in codes if code != NOTHING_COLLECTED]
    outcome = Outcome("tests", bool(found) and not any(found), time.monotonic() - started)
    return outcome, summed(closings, outcome.seconds)


def parts(places: Sequence[str]) -> list[list[str]]:
    """What each pytest runs, the longest first; flags go to every part, and a single place stays whole."""
    flags = [place for place in places if place.startswith("-")]
    folders = [place for place in places if not place.startswith("-")]
    if len(folders) < 2:  # noqa: PLR2004 - nothing to run beside it
        return [list(places)]
    found = []
    for folder in sorted(folders, key=lambda one: LONGEST_FIRST.index(one) if one in LONGEST_FIRST else 0):
        if folder == SHELL:
            found += [[PAGES, *flags], [folder, f"--ignore={PAGES}", *flags]]
        else:
            found.append([folder, *flags])
    return found


def _pytest(places: Sequence[str], words: str | None, to: IO[str] | int) -> "subprocess.Popen[str]":
    """One pytest over the places, begun."""
    command = [sys.executable, "-m", "pytest", "-q", "-o", "console_output_style=classic", *places]
    command += ["-k", words] if words else []
    return subprocess.Popen(command, cwd=ROOT, env=environ(), stdout=to, text=True)


def summed(closings: Sequence[str], seconds: float) -> str:
    """The closing lines of several runs as one: counts added, the time that all of them took."""
    if len(closings) == 1:
        return closings[0]
    counts: dict[str, int] = {}
    for number, word in (pair for line in closings for pair in COUNT.findall(line)):
        counts[word] = counts.get(word, 0) + int(number)
    if not counts:
        return " / ".join(closings)
    order = sorted(counts, key=lambda word: (word != "failed", word not in {"error", "errors"}, word))
    return f"{', '.join(f'{counts[word]} {word}' for word in order)} in {seconds:.2f}s"


def _show_all_but_the_last(lines: Iterable[str]) -> str:
    last = "pytest said nothing"
    kept: list[str] = []
    for line in lines:
        if line.strip():
            print(*kept, sep="", end="", flush=True)
            kept, last = [line], line.rstrip("\n")
        else:
            kept.append(line)
    return last
