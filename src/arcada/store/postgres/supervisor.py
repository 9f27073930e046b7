"""The parent of the database server: starts it, reaps it, starts it again when it dies, stops it when nobody is left.

Runs as a process of its own (`python -m arcada.store.postgres.supervisor ...`), so that the server does not depend
on the life of whoever came first: it leaves its starter at once, holding its lock. When a supervisor was killed and
the server goes on, the next one watches that server until it ends.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from arcada.store.postgres import locks, stale
from arcada.store.postgres.account import Account, account
from arcada.store.postgres.folder import PORT, Folder

LOOK_EVERY_SECONDS = 0.1
STOP_SECONDS = 20.0
LOG_LIMIT_BYTES = 10_000_000
FAST_DEATH_SECONDS = 5.0
FAST_DEATHS_ALLOWED = 3
ASKED_SECONDS = 2.0
"""How long a lock may be looked at by others before it counts as held."""


class Supervisor:
    """One server and its life."""

    def __init__(self, *, folder: Folder, binaries: Path, who: Account, durable: bool, lock: int) -> None:
        self.folder, self.binaries, self.who, self.durable, self.lock = folder, binaries, who, durable, lock
        self.child: subprocess.Popen[bytes] | None = None
        self.adopted: int | None = None
        self.asked_to_stop = False

    def command(self) -> list[str]:
        """Return the server's command line: no network, private socket, durable unless thrown away."""
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.folder.socket),
            "unix_socket_permissions": "0700",
            "wal_level": "logical",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "fsync": "on" if self.durable else "off",
            "synchronous_commit": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.folder.data), *options]

    def start(self) -> None:
        """Adopt a server that is there already, else clear stale signs and start one."""
        self.child, self.adopted = None, stale.living_postmaster(self.folder)
        if self.adopted is not None:
            return
        stale.clear(self.folder)
        log = self.folder.log
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as says:
            log.chmod(0o600)
            self.child = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=says,
                stderr=says,
                cwd="/",
                **self.who.popen(),
            )

    def is_up(self) -> bool:
        """Say whether the server lives; reaps it when it has died."""
        if self.child is not None:
            return self.child.poll() is None
        return self.adopted is not None and stale.is_server_of(self.adopted, self.folder.data)

    def stop(self) -> None:
        """Ask the server to finish (open transactions are rolled back) and wait until it has."""
        pid = self.child.pid if self.child is not None else self.adopted
        for sign in (signal.SIGINT, signal.SIGQUIT):
            if pid is None or not self.is_up():
                return
            os.kill(pid, sign)
            until = time.monotonic() + STOP_SECONDS
            while self.is_up() and time.monotonic() < until:
                time.sleep(0.02)

    def watch(self, grace: float) -> int:
        """Look after the server until nobody uses it (for `grace` seconds) or we are asked to stop."""
        self.start()
        started, deaths, alone_since = time.monotonic(), 0, None
        while True:
            now = time.monotonic()
            if not self.is_up():
                deaths = deaths + 1 if now - started < FAST_DEATH_SECONDS else 0
                if deaths >= FAST_DEATHS_ALLOWED:
                    return 1
                self.start()
                started = now
            if self.asked_to_stop and self._leave(ASKED_SECONDS, whoever_is_here=True):
                return 0
            alone_since = (alone_since or now) if self._nobody_is_here() else None
            if alone_since is not None and now - alone_since >= grace and self._leave(0, whoever_is_here=False):
                return 0
            time.sleep(LOOK_EVERY_SECONDS)

    def _nobody_is_here(self) -> bool:
        used = locks.is_held(self.folder.users_lock, by_sharers=True)
        return not used and not locks.is_held(self.folder.start_lock)

    def _leave(self, patience: float, *, whoever_is_here: bool) -> bool:
        """Stop under the start lock, so that whoever comes now waits and then starts a new server.

        Our own lock goes first: who gets the start lock after us must not take us for a living supervisor.
        """
        arrivals = locks.take_within(self.folder.start_lock, patience)
        if arrivals is None and not whoever_is_here:
            return False
        try:
            if not whoever_is_here and locks.is_held(self.folder.users_lock, by_sharers=True):
                return False
            self.stop()
            os.close(self.lock)
            return True
        finally:
            if arrivals is not None:
                os.close(arrivals)


def main(arguments: list[str]) -> int:
    """Supervise the cluster in `--folder`; a second supervisor of the same cluster leaves at once."""
    parser = argparse.ArgumentParser(prog="arcada.store.postgres.supervisor")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--binaries", type=Path, required=True)
    parser.add_argument("--grace", type=float, default=2.0)
    parser.add_argument("--throwaway", action="store_true")
    given = parser.parse_args(arguments)
    folder = Folder(given.folder)
    mine = locks.take_within(folder.supervisor_lock, ASKED_SECONDS)
    if mine is None:
        return 0
    if staying := os.fork():
        os.ftruncate(mine, 0)
        os.write(mine, f"{staying}\n".encode())
        os._exit(0)  # whoever started us goes on; the lock is held by the copy that stays
    supervisor = Supervisor(
        folder=folder, binaries=given.binaries, who=account(), durable=not given.throwaway, lock=mine
    )

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        supervisor.asked_to_stop = True

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command in front, not for the server
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    return supervisor.watch(given.grace)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
