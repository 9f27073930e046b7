"""The account of the operating system that runs the server: PostgreSQL refuses to run as root."""

import grp
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arcada.store.postgres.server import ServerTrouble

USUAL = "postgres"
OWN = "arcada"


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server, and whether we must change to them."""

    uid: int
    gid: int
    name: str
    changed: bool

    def popen(self) -> dict[str, Any]:
        """Return the arguments that make `subprocess` run a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.changed else {}

    def give(self, path: Path) -> None:
        """Hand a file or folder of ours to the account."""
        if self.changed:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_reach(self, path: Path) -> bool:
        """Say whether each folder above the path (and the path) may be entered by this account."""
        if not self.changed:
            return True
        groups = {self.gid, *(group.gr_gid for group in grp.getgrall() if self.name in group.gr_mem)}
        resolved = path.resolve()
        return all(self._enters(each, groups) for each in (resolved, *resolved.parents) if each.exists())

    def _enters(self, path: Path, groups: set[int]) -> bool:
        found = path.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid in groups:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def account() -> Account:
    """Return ourselves, or for root `postgres`, or a system user `arcada` that is made when there is none."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), str(os.geteuid()), changed=False)
    for name in (USUAL, OWN):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, name, changed=True)
    _make_system_user(OWN)
    found = pwd.getpwnam(OWN)
    return Account(found.pw_uid, found.pw_gid, OWN, changed=True)


def _make_system_user(name: str) -> None:
    command = [
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--shell",
        "/usr/sbin/nologin",
        name,
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as trouble:
        text = (
            "PostgreSQL does not run as root, and no system user could be made for it "
            f"({getattr(trouble, 'stderr', '') or trouble}). Run as an ordinary user, or set DATABASE_URL."
        )
        raise ServerTrouble(text) from trouble
