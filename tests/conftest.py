"""What tests stand on: a real PostgreSQL, a practice in it, people of every role.

The cluster is one of the launcher's, without fsync, in the machine's folder for temporary files; it is kept between
runs because its template database is: one database with all migrations, named by their hash, copied in a moment for
each run and dropped after it. The tests connect as `arcada_app`, the role that serves; only `owner` is the owner.

    db              (pytest-django) each test in a transaction that is rolled back
    committed       real transactions; everything is emptied afterwards
    practice        the current practice of the test, with no row in it but itself
    other_practice  a second one, not current
    member("desk")  a membership in `practice` with that role, made at first use
    client_for("desk")  a signed-in browser (Django's test client) of that member
    patient         a patient of `practice`
    at              the moment at which actions of a test happen
"""

import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_socket
from made import empty, make_member, make_practice

HOME = tempfile.mkdtemp(prefix="arcada-test-home-")
os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "arcada.config.settings",
        "ARCADA_HOME": HOME,
        "SECRET_KEY": "a key for tests alone, long enough to satisfy the check of deployments",
        "DATABASE_CONNECTIONS": "0",
    }
)
for _name in ("DATABASE_URL", "DATABASE_OWNER_URL", "HTTPS", "PROXIES", "EMAIL_HOST"):
    os.environ.pop(_name, None)

if TYPE_CHECKING:
    import psycopg
    from django.test import Client

    from arcada.patients.models import Patient
    from arcada.practice.models import Membership, Practice
    from arcada.store.postgres import Server

SOURCE = Path(__file__).resolve().parents[1] / "src" / "arcada"
LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def pytest_configure() -> None:
    """Keep passwords cheap: the cost of a good hash is paid thousands of times otherwise."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_runtest_setup() -> None:
    """Leave no way out of this machine."""
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


def migrations_hash() -> str:
    """Name the database's shape: every migration of ours, and the constraints that they call."""
    import importlib.metadata

    digest = hashlib.sha256()
    files = [*SOURCE.glob("*/migrations/*.py"), *(SOURCE / "store").glob("*.py")]
    for path in sorted(files):
        digest.update(path.relative_to(SOURCE).as_posix().encode() + path.read_bytes())
    for package in ("django", "django-allauth", "django-axes", "procrastinate"):
        digest.update(importlib.metadata.version(package).encode())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def server() -> Iterator["Server"]:
    from arcada.store.postgres import running

    with running(Path(tempfile.gettempdir()) / f"arcada-tests-{os.geteuid()}", durable=False) as found:
        yield found


def _connect(url: str, database: str | None = None) -> "psycopg.Connection[Any]":
    import psycopg

    return psycopg.connect(url, autocommit=True, **({"dbname": database} if database else {}))


@pytest.fixture(scope="session")
def test_database(server: "Server") -> Iterator[str]:
    """Copy the template for this run; make the template when the migrations are new."""
    template = f"arcada_template_{migrations_hash()}"
    name = f"arcada_test_{os.getpid()}"
    with _connect(server.owner_url) as connection:
        connection.execute("SELECT pg_advisory_lock(20260101)")
        if not _exists(connection, template):
            _make_template(server, connection, template)
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        connection.execute("SELECT pg_advisory_unlock(20260101)")
    yield name
    with _connect(server.app_url) as connection:  # a server in a thread may have left connections open
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
            [name],
        )
    with _connect(server.owner_url) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _exists(connection: "psycopg.Connection[Any]", name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _make_template(server: "Server", connection: "psycopg.Connection[Any]", template: str) -> None:
    from django.core.management import call_command
    from django.db import connections

    from arcada.config.settings import database

    old = "SELECT datname FROM pg_database WHERE datname LIKE 'arcada_template_%'"
    for (name,) in connection.execute(old).fetchall():
        connection.execute(f'DROP DATABASE "{name}"')
    connection.execute(f'DROP DATABASE IF EXISTS "{template}.new"')
    connection.execute(f'CREATE DATABASE "{template}.new"')
    wrapper = connections["default"]
    before = dict(wrapper.settings_dict)
    wrapper.settings_dict.update(database(server.owner_url), NAME=f"{template}.new")
    try:
        call_command("migrate", verbosity=0)
    finally:
        wrapper.close()
        wrapper.settings_dict.update(before)
    connection.execute(f'ALTER DATABASE "{template}.new" RENAME TO "{template}"')


@pytest.fixture(scope="session")
def django_db_setup(server: "Server", django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    """Point Django at this run's database, as the role that serves."""
    from django.db import connections

    from arcada.config.settings import database

    with django_db_blocker.unblock():
        name = request.getfixturevalue("test_database")
        connections["default"].settings_dict.update(database(server.app_url), NAME=name)
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def owner(server: "Server", test_database: str) -> Iterator["psycopg.Connection[Any]"]:
    """Give a connection of the owner's role: outside every wall, each statement its own transaction."""
    with _connect(server.owner_url, test_database) as connection:
        yield connection


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, owner: "psycopg.Connection[Any]") -> Iterator[None]:
    """Let the test commit; empty every table afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield
        connections.close_all()
    empty(owner)


@pytest.fixture
def transactional_db(committed: None) -> None:
    """Take the place of pytest-django's, which empties tables with a right that the serving role has not."""


@pytest.fixture
def at() -> dt.datetime:
    return dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)


@pytest.fixture
def practice(db: None) -> Iterator["Practice"]:
    from arcada.store.tenancy import in_practice

    made = make_practice("Lindenhof Dental")
    with in_practice(made.pk):
        yield made


@pytest.fixture
def other_practice(db: None) -> "Practice":
    return make_practice("Harbour Dental")


@pytest.fixture
def member(practice: "Practice") -> Callable[[str], "Membership"]:
    made: dict[str, Membership] = {}

    def get(role: str) -> "Membership":
        if role not in made:
            made[role] = make_member(practice, role)
        return made[role]

    return get


@pytest.fixture
def client_for(member: Callable[[str], "Membership"]) -> Callable[[str], "Client"]:
    from django.test import Client

    def get(role: str) -> "Client":
        client = Client()
        client.force_login(member(role).user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return get


@pytest.fixture
def patient(practice: "Practice", at: dt.datetime) -> "Patient":
    from arcada.patients.models import Patient

    return Patient.objects.create(
        practice=practice,
        given_name="Mara",
        family_name="Okafor",
        birth_date=dt.date(1984, 5, 17),
        sex="female",
        chart_number="1001",
        phone="(312) 555-0142",
        phone_digits="3125550142",
        registered_at=at,
    )
