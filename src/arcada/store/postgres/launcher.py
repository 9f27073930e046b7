"""`running()`: the database server, started if need be, shared with whoever else uses it.

DATABASE_URL given      somebody else's server: nothing is started
else                    the cluster in the home: joined when it runs, started when not, made when not there
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from arcada.store.postgres import binaries, locks, roles, stale
from arcada.store.postgres.account import Account, account
from arcada.store.postgres.folder import Folder, log_tail
from arcada.store.postgres.server import Server, ServerTrouble

SYSTEM_HOME = Path("/var/lib/arcada")
CHECKOUT = Path(__file__).resolve().parents[4]
START_SECONDS = 120.0
"""A server that was killed replays its log first; that takes its time on a large database."""
GRACE_SECONDS = 2.0
TRIES = 2


def default_home(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder for what Arcada keeps: ARCADA_HOME; else for root the system's place; else `var/` here."""
    given = (os.environ if environ is None else environ).get("ARCADA_HOME")
    if given:
        return Path(given).expanduser().resolve()
    return SYSTEM_HOME if os.geteuid() == 0 else CHECKOUT / "var"


@contextmanager
def running(home: Path | None = None, *, durable: bool = True) -> Iterator[Server]:
    """Give a server that answers, for the length of a block.

    The server goes on while any process is inside such a block and stops a moment after the last has left.
    `durable=False` turns fsync off: only for a cluster that is thrown away. Raises `ServerTrouble`.
    """
    if home is None and os.environ.get("DATABASE_URL"):
        yield Server(
            app_url=os.environ["DATABASE_URL"],
            owner_url=os.environ.get("DATABASE_OWNER_URL", ""),
            origin="the server named by DATABASE_URL",
        )
        return
    with _joined(home or default_home(), durable=durable, grace=GRACE_SECONDS) as server:
        yield server


@contextmanager
def throwaway() -> Iterator[Server]:
    """Give a fresh cluster without fsync in a temporary folder; it is stopped and removed at the end.

    Its owner role may create databases, as test runners do.
    """
    place = Path(tempfile.mkdtemp(prefix="arcada-"))
    place.chmod(0o711)
    try:
        with _joined(place, durable=False, grace=0.0) as server:
            yield server
    finally:
        for supervisor in place.glob("pg*/supervisor.lock"):
            locks.wait_until_free(supervisor)
        shutil.rmtree(place)


@contextmanager
def _joined(home: Path, *, durable: bool, grace: float) -> Iterator[Server]:
    who = account()
    try:
        home.mkdir(mode=0o711 if who.changed else 0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        text = f"The folder {home} for Arcada's data cannot be made: {trouble.strerror}."
        raise ServerTrouble(text) from trouble
    if not who.can_reach(home):
        text = (
            f"The database runs as the user {who.name}, who may not enter {home} or a folder above it. "
            f"Leave ARCADA_HOME unset to use {SYSTEM_HOME}, or name a folder that others may enter."
        )
        raise ServerTrouble(text)
    chosen = binaries.choose(binaries.candidates(os.environ), binaries.majors_with_data(home))
    chosen = binaries.within_reach(chosen, home, who)
    folder = Folder(home / f"pg{chosen.major}")
    folder.make(who)
    with locks.held(folder.start_lock):
        known = roles.passwords(folder)
        _initialise(folder, chosen, who, known[roles.SUPERUSER], durable=durable)
        _start(folder, chosen, durable=durable, grace=grace)
        roles.prepare(folder, known, may_create_databases=not durable)
        using = locks.take(folder.users_lock, shared=True)
    try:
        yield Server(
            app_url=roles.address(folder, roles.APP, known[roles.APP]),
            owner_url=roles.address(folder, roles.OWNER, known[roles.OWNER]),
            origin=chosen.origin,
            folder=folder.path,
        )
    finally:
        if using is not None:
            os.close(using)


def _initialise(folder: Folder, chosen: binaries.Binaries, who: Account, password: str, *, durable: bool) -> None:
    """Make the data folder under another name and rename it, so that an interrupted start leaves none half done."""
    if (folder.data / "PG_VERSION").exists():
        return
    unfinished = folder.path / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    who.give(unfinished)
    word_file = folder.path / "superuser.new"
    word_file.unlink(missing_ok=True)
    word_file.touch(mode=0o600)
    word_file.write_text(password, encoding="ascii")
    who.give(word_file)
    command = [str(chosen.path / "initdb"), "-D", str(unfinished), "--username", roles.SUPERUSER]
    command += ["--auth=scram-sha-256", f"--pwfile={word_file}", "--data-checksums"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", *(() if durable else ("--no-sync",))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **who.popen())
    finally:
        word_file.unlink()
    if done.returncode != 0:
        text = f"The database could not be made in {folder.path}: {done.stderr.strip() or done.stdout.strip()}"
        raise ServerTrouble(text)
    unfinished.rename(folder.data)


def _start(folder: Folder, chosen: binaries.Binaries, *, durable: bool, grace: float) -> None:
    """Bring the server up under a supervisor; a second try is for one that was just leaving."""
    for _ in range(TRIES):
        if not locks.is_held(folder.supervisor_lock):
            _start_supervisor(folder, chosen, durable=durable, grace=grace)
        if _becomes_ready(folder):
            return
    text = f"The database server in {folder.path} does not start. It said:\n{log_tail(folder)}"
    raise ServerTrouble(text)


def _start_supervisor(folder: Folder, chosen: binaries.Binaries, *, durable: bool, grace: float) -> None:
    """Start the server's parent; it holds its lock and has left our process group when this returns."""
    command = [sys.executable, "-m", "arcada.store.postgres.supervisor"]
    command += ["--folder", str(folder.path), "--binaries", str(chosen.path), "--grace", str(grace)]
    command += () if durable else ("--throwaway",)
    source = str(Path(__file__).resolve().parents[3])
    with folder.log.open("ab") as says:
        folder.log.chmod(0o600)
        subprocess.run(
            command,
            cwd="/",
            env={**os.environ, "PYTHONPATH": source},
            stdin=subprocess.DEVNULL,
            stdout=says,
            stderr=says,
            check=False,
            start_new_session=True,
        )


def _becomes_ready(folder: Folder) -> bool:
    """Wait until the server takes connections; False when its supervisor has given up, or it takes too long."""
    until = time.monotonic() + START_SECONDS
    while not stale.says_ready(folder):
        if not locks.is_held(folder.supervisor_lock) or time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
