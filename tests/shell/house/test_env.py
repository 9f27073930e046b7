"""Settings from outside are typed, explain themselves, and all stand in `.env.sample`."""

import ast
import re
from pathlib import Path

import pytest

from arcada.config import env

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "arcada"
READERS = frozenset(("text", "flag", "number", "words", "secret", "kept_secret"))
SECRETS = frozenset(("secret", "kept_secret"))


def read_by_readers(path):
    """Yield the variables that a module reads through the typed readers."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
            and node.func.attr in READERS
        ):
            assert isinstance(node.args[0], ast.Constant), f"{path.name}: a variable's name is written out"
            yield node.args[0].value
            if node.func.attr in SECRETS:
                yield f"{node.args[0].value}_FILE"


def read_by_launcher(path):
    """Yield the variables that the launcher reads before there are settings."""
    text = path.read_text(encoding="utf-8")
    yield from re.findall(r"environ(?: is None else environ\))?(?:\.get\(|\[)\"([A-Z_]+)\"", text)


def test_the_sample_lists_every_variable_and_no_other():
    sample = (ROOT / ".env.sample").read_text(encoding="utf-8")
    listed = re.findall(r"^# ([A-Z][A-Z_]+)=", sample, re.MULTILINE)
    readers = [*SOURCE.glob("config/*.py"), *SOURCE.glob("cli/*.py")]
    read = {name for path in readers if path.name != "env.py" for name in read_by_readers(path)}
    read |= {name for path in SOURCE.glob("store/postgres/*.py") for name in read_by_launcher(path)}
    assert {"ARCADA_HOME", "PGBIN", "DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY"} <= read
    assert len(listed) == len(set(listed)), "a variable stands twice"
    assert set(listed) == read


def test_no_other_module_reads_the_environment():
    allowed = ("config/env.py", "config/wsgi.py", "store/postgres/", "cli/")
    found = [
        name
        for path in sorted(SOURCE.rglob("*.py"))
        if not (name := path.relative_to(SOURCE).as_posix()).startswith(allowed)
        and re.search(r"\bos\.(environ|getenv)\b|from os import .*(environ|getenv)", path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [("1", True), ("Yes", True), ("on", True), ("0", False), ("false", False), ("", True), ("  ", True)],
)
def test_yes_and_no(monkeypatch, given, expected):
    monkeypatch.setenv("OPEN", given)
    assert env.flag("OPEN", default=True) is expected


def test_words_and_numbers(monkeypatch):
    monkeypatch.setenv("HOSTS", " one.example, two.example ,")
    monkeypatch.setenv("PORT", "8001")
    assert env.words("HOSTS") == ("one.example", "two.example")
    assert env.words("NO_HOSTS", ("localhost",)) == ("localhost",)
    assert (env.number("PORT", 8000), env.number("NO_PORT", 8000)) == (8001, 8000)


@pytest.mark.parametrize(
    ("read", "given", "says"),
    [
        (lambda: env.flag("X"), "maybe", "X is 'maybe'; write one of 1, true"),
        (lambda: env.number("X", 5), "five", "X is 'five'; write a whole number, as in X=5"),
    ],
)
def test_a_bad_value_is_told_with_what_to_write(monkeypatch, read, given, says):
    monkeypatch.setenv("X", given)
    with pytest.raises(env.BadSetting, match=says):
        read()


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    place = tmp_path / "word"
    place.write_text("open sesame\n", encoding="utf-8")
    monkeypatch.setenv("WORD_FILE", str(place))
    assert env.secret("WORD") == "open sesame"
    monkeypatch.setenv("WORD", "another")
    with pytest.raises(env.BadSetting, match="Both WORD and WORD_FILE"):
        env.secret("WORD")
    monkeypatch.delenv("WORD")
    monkeypatch.setenv("WORD_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(env.BadSetting, match="cannot be read: No such file"):
        env.secret("WORD")


def test_a_secret_of_our_own_is_made_once_and_kept_private(monkeypatch, tmp_path):
    place = tmp_path / "deep" / "key"
    first = env.kept_secret("KEY", place)
    assert len(first) > 40
    assert env.kept_secret("KEY", place) == first
    assert place.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in place.parent.iterdir()] == ["key"]
    monkeypatch.setenv("KEY", "given")
    assert env.kept_secret("KEY", place) == "given"
