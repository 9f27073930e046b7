"""A fresh checkout sets itself up, says what is missing, and leaves nothing half done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from arcada.cli import commands
from arcada.cli.install import browser_parts, checkout, entry, environment, packages, variables
from arcada.cli.install.checkout import SetupTrouble

ROOT = Path(__file__).resolve().parents[3]
NOWHERE = "arcada-no-such-package"


def test_packages_that_are_there_are_not_missing():
    assert packages.missing(("dpkg", NOWHERE, "apt")) == (NOWHERE,)


def test_an_ordinary_user_gets_the_one_line(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupTrouble) as told:
        packages.ensure(("dpkg", NOWHERE, f"{NOWHERE}-2"))
    line = f"    sudo apt-get install -y --no-install-recommends {NOWHERE} {NOWHERE}-2\n"
    assert str(told.value).endswith(line)
    assert "dpkg" not in str(told.value)


@pytest.mark.parametrize(
    ("name", "arguments", "papers", "browser", "lock"),
    [
        ("demo", (), True, False, "run"),
        ("plan", ("-",), False, False, "run"),
        ("doctor", (), False, False, "run"),
        ("test", (), True, True, "test"),
        ("test", ("--no-browser",), True, False, "test"),
        ("test", ("--core",), False, False, "test"),
    ],
)
def test_each_command_needs_only_its_own(monkeypatch, name, arguments, papers, browser, lock):
    asked = {}
    monkeypatch.setattr(packages, "ensure", lambda wanted: asked.update(packages=tuple(wanted)))
    monkeypatch.setattr(environment, "is_current", lambda _lock: False)
    monkeypatch.setattr(environment, "ensure", lambda wanted: asked.update(lock=wanted))
    monkeypatch.setattr(browser_parts, "ensure", lambda: asked.update(parts=True))
    entry.prepare(commands.COMMANDS[name], arguments)
    assert ("libpango-1.0-0" in asked["packages"]) is papers
    assert ("chromium" in asked["packages"]) is browser
    assert asked["lock"] == lock
    assert asked.get("parts", False) is papers


def test_a_missing_package_stops_before_anything_is_done(monkeypatch):
    def refuse(_wanted):
        raise SetupTrouble("missing")

    monkeypatch.setattr(packages, "ensure", refuse)
    monkeypatch.setattr(environment, "ensure", lambda lock: pytest.fail(f"{lock} was installed"))
    with pytest.raises(SetupTrouble):
        entry.prepare(commands.COMMANDS["demo"], ())


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """Give a place for an environment, with a lock that holds nothing."""
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "arcada-locks.json")
    monkeypatch.setattr(environment, "LOCKS", tmp_path)
    monkeypatch.setattr(environment, "PIP_INSTALL", (sys.executable, "-m", "pip", "install", "--quiet"))
    (tmp_path / "run.txt").write_text("# nothing\n", encoding="ascii")
    return tmp_path


def test_the_environment_is_made_once_and_again_when_a_lock_changes(bare):
    assert not environment.is_current("run")
    environment.ensure("run")
    assert environment.is_current("run")
    environment.ensure("run")
    (bare / "run.txt").write_text("# nothing, in other words\n", encoding="ascii")
    assert not environment.is_current("run")


def test_an_environment_that_was_interrupted_is_made_again(bare):
    half = bare / ".venv" / "bin"
    half.mkdir(parents=True)
    (half / "python").write_text("half a file", encoding="ascii")
    environment.ensure("run")
    answer = subprocess.run([half / "python", "-c", "print(6 * 7)"], capture_output=True, text=True, check=True)
    assert answer.stdout == "42\n"


def test_a_lock_that_cannot_be_installed_leaves_no_stamp(bare):
    (bare / "run.txt").write_text(f"{NOWHERE}==1.0 --hash=sha256:{'0' * 64}\n", encoding="ascii")
    with pytest.raises(SetupTrouble, match="cannot be installed"):
        environment.ensure("run")
    assert not environment.is_current("run")


def test_browser_parts_are_those_of_the_lock():
    assert browser_parts.is_current()
    assert browser_parts.files().keys() <= {path.name for path in browser_parts.VENDOR.iterdir()}


@pytest.mark.parametrize("changed", ["package.json", "package-lock.json"])
def test_browser_parts_are_fetched_again_when_a_lock_changes(monkeypatch, tmp_path, changed):
    for name, attribute in (("package.json", "DESCRIPTION"), ("package-lock.json", "LOCK")):
        text = (ROOT / name).read_text(encoding="utf-8") + ("\n" if name == changed else "")
        (tmp_path / name).write_text(text, encoding="utf-8")
        monkeypatch.setattr(browser_parts, attribute, tmp_path / name)
    assert not browser_parts.is_current()


@pytest.mark.parametrize("words", [(), ("sing",), ("--help",)])
def test_without_a_command_that_is_there_it_says_what_there_is(words):
    done = subprocess.run([ROOT / "arcada", *words], capture_output=True, text=True, check=False)
    assert done.returncode == (0 if words == ("--help",) else 2)
    assert all(f"  {name}" in done.stderr for name in commands.COMMANDS)
    assert done.stdout == ""


def test_variables_beside_the_checkout_do_not_overrule_the_environment(tmp_path):
    place = tmp_path / ".env"
    place.write_text("# NO=1\nA=1\nexport B='two words'\nC=\"x=y\"\n\nnonsense\n", encoding="utf-8")
    found = {"A": "already"}
    variables.read_variables(place, found)
    assert found == {"A": "already", "B": "two words", "C": "x=y"}


def test_every_command_has_its_module():
    places = {
        command.name: (checkout.SOURCE / "arcada" / "cli" / f"{command.module}.py").is_file()
        or (checkout.SOURCE / "arcada" / "cli" / command.module / "__init__.py").is_file()
        for command in commands.COMMANDS.values()
    }
    assert all(places.values()), places


def test_the_entry_can_be_read_by_older_pythons():
    text = (ROOT / "arcada").read_text(encoding="utf-8")
    compile(text, "arcada", "exec", dont_inherit=True)
    import ast

    ast.parse(text, feature_version=(3, 7))
