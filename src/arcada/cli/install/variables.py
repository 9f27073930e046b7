"""Variables in a file `.env`, for those who keep their settings beside the checkout; `.env.sample` lists them all."""

from collections.abc import MutableMapping
from pathlib import Path


def read_variables(place: Path, environ: MutableMapping[str, str]) -> None:
    """Set each `NAME=value` of the file, unless the environment has it already; quotes around a value are dropped."""
    if not place.is_file():
        return
    for line in place.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            environ.setdefault(name.removeprefix("export ").strip(), _unquoted(value.strip()))


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
