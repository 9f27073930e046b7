"""Typed readers of the environment: the only place where settings come from outside.

Each reader takes a variable's name and says in a sentence what is wrong with its value. An empty value counts as
unset. A secret may also stand in a file that `<NAME>_FILE` names, as container platforms hand them over.
`.env.sample` lists every variable that is read; a test keeps the two equal.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off")


class BadSetting(ValueError):
    """A variable of the environment has a value that cannot be used."""


def text(name: str, default: str = "") -> str:
    """Read words."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Read yes or no."""
    given = text(name).lower()
    if not given:
        return default
    if given in TRUE:
        return True
    if given in FALSE:
        return False
    raise BadSetting(f"{name} is {given!r}; write one of {', '.join(TRUE + FALSE)}.")


def number(name: str, default: int) -> int:
    """Read a whole number."""
    given = text(name)
    if not given:
        return default
    try:
        return int(given)
    except ValueError:
        raise BadSetting(f"{name} is {given!r}; write a whole number, as in {name}={default}.") from None


def words(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Read a list with commas."""
    given = tuple(word.strip() for word in text(name).split(",") if word.strip())
    return given or default


def secret(name: str, default: str = "") -> str:
    """Read a secret from the variable, or from the file that `<NAME>_FILE` names."""
    place = text(f"{name}_FILE")
    if not place:
        return text(name, default)
    if text(name):
        raise BadSetting(f"Both {name} and {name}_FILE are set; keep one of them.")
    try:
        return Path(place).read_text(encoding="utf-8").strip()
    except OSError as trouble:
        raise BadSetting(f"{name}_FILE names {place}, which cannot be read: {trouble.strerror}.") from None


def kept_secret(name: str, place: Path) -> str:
    """Read a secret; when none is given, keep one of our own at `place` (0600), made at random at first use."""
    given = secret(name)
    if given:
        return given
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f"{place.name}.{os.getpid()}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was first: its secret holds
            os.link(unfinished, place)
        unfinished.unlink()
    return place.read_text(encoding="ascii").strip()
