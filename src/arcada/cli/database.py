"""A command's way to the database: join the server, bring the tables up to date, then Django.

The tables are made by the owner's role in a process of its own; the command itself goes on as the serving role. What
was migrated last is noted beside the cluster, so that a second start does not ask again.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import arcada
from arcada.cli.install.checkout import LOCKS
from arcada.cli.trouble import CommandTrouble
from arcada.config import env
from arcada.store.postgres import Server, running

SOURCE = Path(arcada.__file__).resolve().parent
OWNER_MISSING = (
    "DATABASE_URL is set, but DATABASE_OWNER_URL is not: the role that serves may not make tables. "
    "Give the address of arcada_owner too, or have its holder run ./arcada manage migrate."
)


@contextmanager
def joined(*, migrate: bool = True) -> Iterator[Server]:
    """Give a server with tables as the code wants them; this process and its children then use it as arcada_app."""
    _read_addresses_from_files()
    with running() as server:
        if migrate:
            bring_up_to_date(server)
        os.environ["DATABASE_URL"] = server.app_url
        os.environ.pop("DATABASE_OWNER_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arcada.config.settings")
        yield server


def _read_addresses_from_files() -> None:
    """Put addresses that stand in files (DATABASE_URL_FILE) into their variables, where the launcher looks."""
    found = {"DATABASE_URL": env.secret("DATABASE_URL"), "DATABASE_OWNER_URL": env.secret("DATABASE_OWNER_URL")}
    for name, address in found.items():
        os.environ.pop(f"{name}_FILE", None)
        if address:
            os.environ[name] = address


def as_owner(server: Server) -> Mapping[str, str]:
    """Return the environment of a process that works as the owner's role."""
    if not server.owner_url:
        raise CommandTrouble(OWNER_MISSING)
    mine = {
        **os.environ,
        "DATABASE_URL": server.owner_url,
        "DJANGO_SETTINGS_MODULE": "arcada.config.settings",
    }
    mine.pop("DATABASE_OWNER_URL", None)
    return mine


def bring_up_to_date(server: Server) -> None:
    """Apply migrations unless the same ones were applied last; with somebody else's server and no owner, trust it."""
    if server.folder is None and not server.owner_url:
        return
    wanted = migrations_digest()
    note = server.folder / "migrated" if server.folder else None
    if note is not None and note.exists() and note.read_text(encoding="ascii") == wanted:
        return
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "--verbosity", "0"]
    done = subprocess.run(command, env=as_owner(server), stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise CommandTrouble("The tables could not be brought up to date; what Django said stands above.")
    if note is not None:
        note.write_text(wanted, encoding="ascii")


def migrations_digest() -> str:
    """Return a digest of all migrations: ours by their text, those of packages by the lock."""
    digest = hashlib.sha256((LOCKS / "run.txt").read_bytes())
    for path in sorted(SOURCE.glob("*/migrations/*.py")):
        digest.update(f"{path.relative_to(SOURCE)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
