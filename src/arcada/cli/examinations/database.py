"""Questions about the database: its roles, its tables, its walls, and the chain of audit events."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from arcada.cli.database import joined
from arcada.cli.examinations.finding import Wrong
from arcada.store.postgres import Server, ServerTrouble

OWNED = (
    "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
    "WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema' "
    "AND pg_has_role(current_user, relowner, 'USAGE')"
)
UNWALLED = (
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT a.attisdropped "
    "WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' "
    "AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
)


@dataclass(slots=True)
class Patient:
    """The database that is examined."""

    stack: ExitStack = field(default_factory=ExitStack)
    joined: Server | None = None

    def server(self) -> str:
        """Ask whether the server answers."""
        import psycopg

        try:
            self.joined = self.stack.enter_context(joined(migrate=False))
            version = self.fetch("SHOW server_version")
        except (ServerTrouble, psycopg.OperationalError) as trouble:
            raise Wrong(str(trouble).strip()) from None
        return f"answers: {self.joined.origin}, release {str(version).split()[0]}"

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database as the serving role."""
        import psycopg

        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            return connection.execute(question.encode()).fetchall()

    def fetch(self, question: str) -> object:
        """Ask the database for one value."""
        return self.rows(question)[0][0]


@contextmanager
def patient() -> Iterator[Patient]:
    """Give a database to examine; left again at the end."""
    found = Patient()
    with found.stack:
        yield found


def durable(found: Patient) -> str:
    """Ask whether what is acknowledged is on disk."""
    off = [name for name in ("fsync", "full_page_writes") if found.fetch(f"SHOW {name}") != "on"]
    if off:
        raise Wrong(f"{' and '.join(off)} is off: a power cut can lose what was saved; turn it on")
    checksums = found.fetch("SHOW data_checksums")
    return f"fsync is on, checksums are {checksums}"


def serving_role(found: Patient) -> str:
    """Ask whether the role that serves has no more power than it should."""
    name, powerful, bypasses = found.rows(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )[0]
    owned = found.fetch(OWNED)
    faults = [
        fault
        for fault, there in (
            ("is a superuser", powerful),
            ("bypasses row-level security", bypasses),
            (f"owns {owned} tables", owned),
        )
        if there
    ]
    if faults:
        raise Wrong(f"{name} {' and '.join(faults)}: serve as a role like arcada_app (docs/adr/0003-three-roles.md)")
    return f"{name} owns nothing and bypasses nothing"


def tables(found: Patient) -> str:
    """Ask whether the tables are those of the code."""
    del found
    import django
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in waiting[:3])
        raise Wrong(f"{len(waiting)} migrations wait ({names} ...); ./arcada manage migrate applies them")
    return f"all {len(executor.loader.applied_migrations)} migrations are applied"


def walls(found: Patient) -> str:
    """Ask whether every table of a practice is walled off."""
    open_ones = [str(name) for (name,) in found.rows(UNWALLED)]
    if open_ones:
        raise Wrong(f"row-level security is not forced on {', '.join(open_ones)}")
    return "row-level security is forced on every table of a practice"


def audit(found: Patient) -> str:
    """Ask whether the chain of audit events is whole."""
    del found
    from arcada.audit.queries import verify_chains

    faults = verify_chains(at=datetime.now(tz=UTC))
    if faults:
        raise Wrong("; ".join(f"practice {fault.practice_id}: {fault.text}" for fault in faults))
    return "every practice's chain is whole"


QUESTIONS: tuple[tuple[str, Callable[[Patient], str]], ...] = (
    ("Durability", durable),
    ("Serving role", serving_role),
    ("Tables", tables),
    ("Walls between practices", walls),
    ("Audit chain", audit),
)
