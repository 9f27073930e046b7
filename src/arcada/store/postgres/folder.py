"""One cluster's folder and what lies in it.

<home>/pg15/                 ours: what is in it is written by whoever uses the server, never by the server
    data/                    PostgreSQL's own folder, private to the account that runs the server (0700)
    socket/                  the only way in: no network port is opened; private to that account too (0700)
    passwords.json           made at random at the first start (0600)
    prepared                 roles, database and extensions are there
    server.log
    start.lock               held while somebody starts or stops the server
    users.lock               held, shared, by each process that uses the server
    supervisor.lock          held by the server's parent; its pid stands inside
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from arcada.store.postgres.account import Account
from arcada.store.postgres.server import ServerTrouble

PORT = 5432
"""Only names the socket file: the server listens on no network address."""
LONGEST_SOCKET_PATH = 100
"""Linux cuts socket paths at 107 bytes; psql and libpq add a suffix for the lock file."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Names of the places in the folder of one cluster."""

    path: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.path / "data"

    @property
    def socket(self) -> Path:
        """The folder of the socket; a short private one elsewhere when the path would be too long for a socket."""
        inside = self.path / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET_PATH:
            return inside
        mark = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"arcada-{mark}"

    @property
    def passwords(self) -> Path:
        """The three roles' passwords as JSON."""
        return self.path / "passwords.json"

    @property
    def prepared(self) -> Path:
        """Stands when roles, database and extensions have been made."""
        return self.path / "prepared"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.path / "server.log"

    @property
    def start_lock(self) -> Path:
        """Held while somebody starts or stops the server."""
        return self.path / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Held, shared, by each process that uses the server."""
        return self.path / "users.lock"

    @property
    def supervisor_lock(self) -> Path:
        """Held by the supervisor as long as it lives."""
        return self.path / "supervisor.lock"

    def make(self, who: Account) -> None:
        """Make the folder, and in it the socket's, which is private to the account that runs the server."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.chmod(0o711 if who.changed else 0o700)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.socket.is_symlink() or self.socket.stat().st_uid not in (who.uid, os.geteuid()):
            text = f"{self.socket} belongs to another user, so the database's socket cannot be kept private there."
            raise ServerTrouble(text)
        who.give(self.socket)
        self.socket.chmod(0o700)


def log_tail(folder: Folder, lines: int = 12) -> str:
    """Return the last lines of the server's log, for a refusal that explains itself."""
    try:
        return "\n".join(folder.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return "(the server wrote no log)"
