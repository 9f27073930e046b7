"""Processes that a command starts and ends: known by their pid, never by a name.

Each child is told by the kernel to end when its parent dies, however it dies.
"""

import ctypes
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

END_SECONDS = 15.0
PR_SET_PDEATHSIG = 1
"""Linux, prctl(2)."""


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(command: Sequence[str], environ: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own, so that Ctrl-C reaches only us and we end it in order."""
    return subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread has been started yet
    )


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask the child to finish, wait, and end it hard when it does not."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@contextmanager
def until_the_end(*commands: Sequence[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run these commands for the length of a block and end them in reverse order."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.extend(map(start, commands))
        yield children
    finally:
        for child in reversed(children):
            end(child)


@contextmanager
def ending_politely() -> Iterator[None]:
    """Turn a request to end (SIGTERM) into the same as Ctrl-C for the length of a block."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
