"""Doctor finds what is wrong and says it in a sentence."""

import pytest

from arcada.cli import doctor
from arcada.cli.examinations import database, machine
from arcada.cli.examinations.finding import Wrong
from arcada.cli.install import browser_parts, environment, packages


@pytest.fixture
def examined(monkeypatch, server, test_database, django_db_setup):
    """Give the test database to examine, as the role that serves or as another."""

    def get(role="app"):
        address = {"app": server.app_url, "owner": server.owner_url}[role]
        monkeypatch.setenv("DATABASE_URL", address.replace("/arcada?", f"/{test_database}?"))
        return database.Patient(joined=server)

    return get


def test_a_healthy_database_has_healthy_answers(examined):
    found = examined()
    assert database.serving_role(found) == "arcada_app owns nothing and bypasses nothing"
    assert "forced on every table" in database.walls(found)


def test_a_role_that_owns_tables_or_bypasses_walls_may_not_serve(examined):
    with pytest.raises(Wrong, match=r"bypasses row-level security and owns \d+ tables"):
        database.serving_role(examined("owner"))


def test_a_database_that_may_lose_what_was_saved_is_refused(examined):
    with pytest.raises(Wrong, match="fsync and full_page_writes is off"):
        database.durable(examined())


def test_a_table_without_its_wall_is_named(examined, owner):
    owner.execute("CREATE TABLE forgotten (practice_id uuid)")
    try:
        with pytest.raises(Wrong, match="not forced on forgotten"):
            database.walls(examined())
    finally:
        owner.execute("DROP TABLE forgotten")


def test_migrations_that_wait_are_named(examined, db):
    from django.db.migrations.recorder import MigrationRecorder

    assert "are applied" in database.tables(examined())
    recorded = MigrationRecorder.applied_migrations
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            MigrationRecorder,
            "applied_migrations",
            lambda self: {key: value for key, value in recorded(self).items() if key[0] != "audit"},
        )
        with pytest.raises(Wrong, match=r"migrations wait \(audit\.0001_initial"):
            database.tables(examined())


@pytest.mark.parametrize(
    ("question", "spoiled", "says"),
    [
        (machine.locks, (environment, "is_current", lambda _lock: False), "locks have changed"),
        (machine.browser, (browser_parts, "is_current", lambda: False), "older than package-lock.json"),
        (
            machine.debian,
            (packages, "missing", lambda _names: ("libpango-1.0-0",)),
            "sudo apt-get install .*libpango",
        ),
    ],
)
def test_what_is_missing_on_the_machine_is_named(monkeypatch, question, spoiled, says):
    monkeypatch.setattr(*spoiled)
    with pytest.raises(Wrong, match=says):
        question()


def test_packages_of_the_tests_may_be_missing_where_nobody_tests(monkeypatch):
    monkeypatch.setattr(packages, "missing", lambda _names: ("chromium",))
    assert "only for tests, missing: chromium" in machine.debian()


def test_other_releases_than_the_locks_are_named(monkeypatch):
    monkeypatch.setattr(machine, "_installed", lambda: {"django": "1.0"})
    with pytest.raises(Wrong, match="other releases than the lock's are installed: django"):
        machine.locks()


def test_one_answer_is_wrong_and_the_others_are_still_given(monkeypatch, capsys):
    def fails():
        raise ZeroDivisionError("ouch")

    def is_wrong():
        raise Wrong("the door is open; close it")

    monkeypatch.setattr(machine, "QUESTIONS", (("One", fails), ("Two", is_wrong), ("Three", lambda: "fine")))
    monkeypatch.setattr(database, "QUESTIONS", (("Five", lambda _found: "never asked"),))
    monkeypatch.setattr(database.Patient, "server", lambda _self: is_wrong())
    assert doctor.run([]) == 1
    assert capsys.readouterr().out == (
        "WRONG  One: the question itself failed (ZeroDivisionError: ouch)\n"
        "WRONG  Two: the door is open; close it\n"
        "ok     Three: fine\n"
        "WRONG  Database server: the door is open; close it\n"
        "-      Five: not asked, since something is wrong with: Database server\n"
        "\n3 things are wrong.\n"
    )
