"""Locks of the kernel on files: let go of by the kernel itself when their holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def take(path: Path, *, shared: bool = False, wait: bool = True) -> int | None:
    """Take the lock and return what holds it (to be closed); None when `wait` is false and another holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock alone for the length of a block, waiting for it if need be."""
    handle = take(path)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def is_held(path: Path) -> bool:
    """Say whether somebody holds the lock."""
    if not path.exists():
        return False
    handle = take(path, wait=False)
    if handle is None:
        return True
    os.close(handle)
    return False
