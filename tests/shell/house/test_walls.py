"""Walls between rooms are kept by checks, not by habit."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src"
PROGRAMS = Path(sys.executable).parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
PURE = frozenset(
    [
        "__future__",
        "abc",
        "ast",
        "bisect",
        "collections",
        "contextlib",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "graphlib",
        "hashlib",
        "heapq",
        "html",
        "itertools",
        "json",
        "math",
        "numbers",
        "operator",
        "re",
        "statistics",
        "string",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
        "zoneinfo",
    ]
)
"""What core may import of the standard library: no clock of its own, no files, no network, no chance."""


def imports_of(path):
    """Yield each module that a file imports, with its first name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def lint_imports(source):
    return subprocess.run(
        [PROGRAMS / "lint-imports", "--no-logo", "--no-cache", "--config", ROOT / "pyproject.toml"],
        env={**os.environ, "PYTHONPATH": str(source)},
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_point_down_only():
    done = lint_imports(SOURCE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("core/kernel/upward.py", "import arcada.core.teeth"),
        ("store/upward.py", "from arcada.practice import models"),
        ("attic/__init__.py", ""),
    ],
    ids=["core looks up", "a room looks up", "a room without a place"],
)
def test_the_walls_notice(tmp_path, module, forbidden):
    copy = tmp_path / "arcada"
    shutil.copytree(SOURCE / "arcada", copy, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    place = copy / module
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"{forbidden}\n", encoding="utf-8")
    assert lint_imports(tmp_path).returncode != 0


def test_walls_have_no_gate():
    linter = SETTINGS["importlinter"]
    assert "ignore_imports" not in str(linter)
    assert all(contract["exhaustive"] for contract in linter["contracts"])


def test_core_imports_pure_parts_only():
    found = [
        f"{path.relative_to(SOURCE)}: {module}"
        for path in sorted((SOURCE / "arcada" / "core").rglob("*.py"))
        for module in imports_of(path)
        if module.split(".")[0] not in PURE and not module.startswith("arcada.core")
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import datetime as dt\nTODAY = dt.date.today()\n",
        "import datetime as dt\nNOW = dt.datetime.now(tz=dt.UTC)\n",
        "import time\nNOW = time.monotonic()\n",
        "import random\nDICE = random.Random(1)\n",
        "from uuid import uuid4\nKEY = uuid4()\n",
        "from pathlib import Path\nHERE = Path()\n",
    ],
    ids=["today", "now", "monotonic", "random", "uuid4", "files"],
)
def test_clock_chance_and_files_are_banned_in_core_only(line):
    def complaints(place):
        command = [PROGRAMS / "ruff", "check", "--select", "TID251", "--output-format", "concise"]
        done = subprocess.run(
            [*command, "--stdin-filename", f"src/arcada/{place}/example.py", "-"],
            cwd=ROOT,
            input=line,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.count("TID251")

    assert complaints("core/kernel") >= 1
    assert complaints("cases") == 0


def test_the_first_steps_need_nothing_but_the_standard_library():
    files = [SOURCE / "arcada" / "cli" / "commands.py", *(SOURCE / "arcada" / "cli" / "install").glob("*.py")]
    found = [
        f"{path.name}: {module}"
        for path in files
        for module in imports_of(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith(("arcada.cli.install", "arcada.cli.commands"))
    ]
    assert found == []


def test_nothing_falls_back_to_a_lesser_database():
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((SOURCE / "arcada").rglob("*.py"))
        if "sqlite" in path.read_text(encoding="utf-8").lower()
    ]
    assert found == []
