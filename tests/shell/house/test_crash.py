"""A hard kill loses nothing that was acknowledged."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import psycopg
import pytest

from arcada.store.postgres import folder as folders
from arcada.store.postgres import locks, running, stale

WRITER = textwrap.dedent("""
    import os, sys, psycopg
    with psycopg.connect(os.environ["ADDRESS"], autocommit=True) as connection:
        for n in range(int(sys.argv[1]), 10**9):
            connection.execute("INSERT INTO ledger VALUES (%s)", [n])
            print(n, flush=True)
""")
ENOUGH = 200


def rows(address):
    with psycopg.connect(address) as connection:
        return [n for (n,) in connection.execute("SELECT n FROM ledger ORDER BY n")]


def supervisor_of(folder):
    return int(folder.supervisor_lock.read_text())


def writes_until_killed(address, first, victims):
    """Write rows in another process, kill the victims in the middle, return the numbers that were acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(first)],
        env={**os.environ, "ADDRESS": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    acknowledged = [int(writer.stdout.readline()) for _ in range(ENOUGH)]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout]
    writer.wait()
    writer.stdout.close()
    return acknowledged


def test_every_acknowledged_row_survives_a_kill_of_server_and_supervisor(home):
    with running(home) as server, psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE ledger (n bigint PRIMARY KEY)")
    acknowledged = []
    for _ in range(2):
        with running(home) as server:
            cluster = folders.Folder(server.folder)
            victims = (stale.living_postmaster(cluster), supervisor_of(cluster))
            acknowledged += writes_until_killed(server.owner_url, len(acknowledged) + 10**6, victims)
        with running(home) as server:
            there = rows(server.owner_url)
        assert set(acknowledged) <= set(there), "an acknowledged row is gone"
        assert len(there) <= len(acknowledged) + 2, "more than the one row in flight was kept in a round"


def test_a_server_that_is_killed_comes_back_while_it_is_used(home):
    with running(home) as server:
        cluster = folders.Folder(server.folder)
        first = stale.living_postmaster(cluster)
        os.kill(first, signal.SIGKILL)
        until = time.monotonic() + 60
        while stale.living_postmaster(cluster) in (None, first) or not stale.says_ready(cluster):
            assert time.monotonic() < until, "the supervisor did not start the server again"
            time.sleep(0.05)
        with psycopg.connect(server.app_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_whose_supervisor_was_killed_is_taken_over_and_later_stopped(home):
    with running(home) as server:
        cluster = folders.Folder(server.folder)
        first, orphaned_by = stale.living_postmaster(cluster), supervisor_of(cluster)
        os.kill(orphaned_by, signal.SIGKILL)
        while locks.is_held(cluster.supervisor_lock):
            time.sleep(0.01)
        with running(home):
            assert stale.living_postmaster(cluster) == first, "the running server was not kept"
            assert supervisor_of(cluster) != orphaned_by
    with locks.held(cluster.supervisor_lock):
        assert stale.living_postmaster(cluster) is None


@pytest.mark.parametrize("left_by", ["a process that is gone", "a zombie", "another program"])
def test_lock_files_left_behind_do_not_stop_a_start(home, left_by):
    with running(home) as server:
        cluster = folders.Folder(server.folder)
    locks.wait_until_free(cluster.supervisor_lock)
    process = subprocess.Popen(
        [sys.executable, "-c", f"import time; time.sleep({60 if left_by == 'another program' else 0})"]
    )
    try:
        if left_by == "a process that is gone":
            process.wait()
        while left_by == "a zombie" and stale.is_alive(process.pid):
            time.sleep(0.01)
        signs = f"{process.pid}\n{cluster.data}\n1700000000\n5432\n{cluster.socket}\n\n 1 1\nready   \n"
        (cluster.data / "postmaster.pid").write_text(signs)
        (cluster.socket / ".s.PGSQL.5432.lock").write_text(signs)
        assert stale.living_postmaster(cluster) is None
        assert not stale.says_ready(cluster)
        with running(home) as server, psycopg.connect(server.app_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        process.kill()
        process.wait()
