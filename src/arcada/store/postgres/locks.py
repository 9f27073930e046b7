"""Locks of the kernel on files: let go of by the kernel itself when their holder dies, however it dies."""

import fcntl
import os
import time
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


def is_held(path: Path, *, by_sharers: bool = False) -> bool:
    """Say whether somebody holds the lock alone, or, `by_sharers`, whether anybody at all holds it.

    The first question is asked with a shared lock, so that two who ask do not take one another for the holder.
    """
    if not path.exists():
        return False
    handle = take(path, shared=not by_sharers, wait=False)
    if handle is None:
        return True
    os.close(handle)
    return False


def wait_until_free(path: Path) -> None:
    """Wait until nobody holds the lock alone."""
    handle = take(path, shared=True)
    if handle is not None:
        os.close(handle)


def take_within(path: Path, seconds: float) -> int | None:
    """Take the lock alone, trying for so long; None when another holds it all that time."""
    until = time.monotonic() + seconds
    while (handle := take(path, wait=False)) is None and time.monotonic() < until:
        time.sleep(0.01)
    return handle
