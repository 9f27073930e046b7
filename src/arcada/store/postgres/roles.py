"""The three roles and the database, made once by the superuser.

postgres        superuser: only starts and prepares; the product never connects as it
arcada_owner    owns the database, migrates, bypasses row-level security
arcada_app      serves: owns nothing, bypasses nothing, has rights on rows only
"""

import json
import os
import secrets
from collections.abc import Mapping
from urllib.parse import quote

from arcada.store.postgres.folder import PORT, Folder

SUPERUSER, OWNER, APP = "postgres", "arcada_owner", "arcada_app"
DATABASE = "arcada"
EXTENSIONS = ("btree_gist", "pg_trgm")
TEMPLATE = "template1"
"""Prepared like the database itself, so that a test database made from it has the same extensions and rights."""
PREPARED_AS = "1"
"""Raise when this file changes what is prepared: every cluster is then prepared again at its next start."""


def passwords(folder: Folder) -> Mapping[str, str]:
    """Read the roles' passwords; make them at random when there are none yet."""
    path = folder.passwords
    if not path.exists():
        made = {role: secrets.token_urlsafe(32) for role in (SUPERUSER, OWNER, APP)}
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(made, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    found: dict[str, str] = json.loads(path.read_text(encoding="ascii"))
    return found


def address(folder: Folder, role: str, password: str, database: str = DATABASE) -> str:
    """Return the address of the database for a role, over the private socket."""
    place = quote(str(folder.socket), safe="")
    return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={place}&port={PORT}"


def prepare(folder: Folder, known: Mapping[str, str], *, may_create_databases: bool) -> None:
    """Make roles, database and extensions; may be repeated after an interruption."""
    if folder.prepared.exists() and folder.prepared.read_text(encoding="ascii") == PREPARED_AS:
        return
    _make_roles(folder, known, may_create_databases=may_create_databases)
    for database in (TEMPLATE, DATABASE):
        _make_rights(folder, known[SUPERUSER], database)
    folder.prepared.write_text(PREPARED_AS, encoding="ascii")


def _make_roles(folder: Folder, known: Mapping[str, str], *, may_create_databases: bool) -> None:
    import psycopg
    from psycopg import sql

    plain = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOINHERIT"
    creates = "CREATEDB" if may_create_databases else "NOCREATEDB"
    kinds = {OWNER: f"{plain} BYPASSRLS {creates}", APP: f"{plain} NOBYPASSRLS NOCREATEDB"}
    with psycopg.connect(address(folder, SUPERUSER, known[SUPERUSER], "postgres"), autocommit=True) as connection:
        for role, kind in kinds.items():
            there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = "ALTER" if there else "CREATE"
            connection.execute(
                sql.SQL("{} ROLE {} {} PASSWORD {}").format(
                    sql.SQL(verb), sql.Identifier(role), sql.SQL(kind), sql.Literal(known[role])
                )
            )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(DATABASE), sql.Identifier(APP))
        )


def _make_rights(folder: Folder, password: str, database: str) -> None:
    import psycopg
    from psycopg import sql

    owner, app = sql.Identifier(OWNER), sql.Identifier(APP)
    rights = (
        ("REVOKE CREATE ON SCHEMA public FROM PUBLIC", ()),
        ("GRANT USAGE ON SCHEMA public TO {}", (app,)),
        ("GRANT ALL ON SCHEMA public TO {}", (owner,)),
        (
            "ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
            (owner, app),
        ),
        ("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT USAGE, SELECT ON SEQUENCES TO {}", (owner, app)),
    )
    with psycopg.connect(address(folder, SUPERUSER, password, database), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        for statement, names in rights:
            connection.execute(sql.SQL(statement).format(*names))
