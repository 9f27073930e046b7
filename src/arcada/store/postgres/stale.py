"""Signs that a server left behind when it was killed.

`postmaster.pid` and `.s.PGSQL.5432.lock` name the pid of the server. After a hard kill they stay, and PostgreSQL
itself refuses to start while *some* process has that pid. The pid says nothing when

    it is gone               PostgreSQL sees that itself and checks the shared memory too: left to it
    it is a zombie           killed, but nobody has reaped it (usual in containers): cleared here
    it is another program    the number was given again: cleared here

A server's children outlive it for a moment; nothing is cleared before the last of them has left.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from arcada.store.postgres.folder import PORT, Folder

PROC = Path("/proc")
CHILDREN_LEAVE_SECONDS = 5.0
STATUS_LINE = 7
"""Counted from 0; PostgreSQL's miscadmin.h, LOCK_FILE_LINE_PM_STATUS."""


def recorded_pid(lock_file: Path) -> int | None:
    """Return the pid in a lock file, None when there is no such file or no number in it."""
    try:
        first = lock_file.read_text(encoding="ascii").split("\n", 1)[0]
        return abs(int(first)) or None
    except (OSError, ValueError):
        return None


def is_alive(pid: int) -> bool:
    """Say whether a process runs under this pid; a zombie does not."""
    try:
        state = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return False
    return state not in ("Z", "X")


def is_server_of(pid: int, data: Path) -> bool:
    """Say whether the pid is a living PostgreSQL process that works in this data folder."""
    if not is_alive(pid):
        return False
    try:
        program = (PROC / str(pid) / "comm").read_text(encoding="utf-8").strip()
        return program.startswith("postgres") and (PROC / str(pid) / "cwd").resolve(strict=True) == data.resolve()
    except OSError:
        return False


def living_postmaster(folder: Folder) -> int | None:
    """Return the pid of the cluster's running server, None when the record is stale or absent."""
    pid = recorded_pid(folder.data / "postmaster.pid")
    return pid if pid is not None and is_server_of(pid, folder.data) else None


def says_ready(folder: Folder) -> bool:
    """Say whether the living server has written that it takes connections."""
    if living_postmaster(folder) is None:
        return False
    try:
        lines = (folder.data / "postmaster.pid").read_text(encoding="ascii").split("\n")
    except OSError:
        return False
    return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"


def _servers_of(data: Path) -> Iterator[int]:
    for entry in PROC.iterdir():
        if entry.name.isdigit() and is_server_of(int(entry.name), data):
            yield int(entry.name)


def clear(folder: Folder) -> None:
    """Remove lock files whose pid is a zombie or another program; call only when no postmaster lives."""
    _wait_for_children(folder.data)
    for lock_file in (folder.data / "postmaster.pid", folder.socket / f".s.PGSQL.{PORT}.lock"):
        pid = recorded_pid(lock_file)
        if pid is not None and (PROC / str(pid)).exists() and not is_server_of(pid, folder.data):
            lock_file.unlink(missing_ok=True)


def _wait_for_children(data: Path) -> None:
    """Wait until the dead server's children have left; those that stay are asked to quit at once."""
    until = time.monotonic() + CHILDREN_LEAVE_SECONDS
    while left := tuple(_servers_of(data)):
        if time.monotonic() > until:
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGQUIT)
            until = time.monotonic() + CHILDREN_LEAVE_SECONDS
        time.sleep(0.02)
