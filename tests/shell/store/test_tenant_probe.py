"""No row of another practice can be read, written, changed, removed or referred to: every table is tried.

The tables come from the database's own catalogue and the models, so that a new table is tried on the day it is made.
It must stand behind the wall (row-level security, forced), carry its practice first in every key, refer to its
neighbours together with the practice, or be named in GLOBAL with its reason. Real transactions, as the serving role.
"""

# ruff: noqa: S608 - names of tables and columns come from the models

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, models, transaction
from made import empty
from row_maker import RowMaker

from arcada.practice.models import Practice
from arcada.store.keys import uuid7
from arcada.store.models import TenantModel
from arcada.store.tenancy import in_practice

GLOBAL = {
    "account_emailaddress": "sign-in: further e-mails of a person",
    "account_emailconfirmation": "sign-in: e-mails being confirmed",
    "auth_group": "Django's, empty",
    "auth_group_permissions": "Django's, empty",
    "auth_permission": "Django's names of models",
    "axes_accessattempt": "lock-out: wrong passwords by e-mail and address",
    "axes_accessattemptexpiration": "lock-out",
    "axes_accessfailurelog": "lock-out",
    "axes_accesslog": "sign-in: who and when",
    "django_content_type": "Django's names of models",
    "django_migrations": "migrations",
    "django_session": "sessions: signed-in person and chosen practice",
    "mfa_authenticator": "sign-in: second factors of a person",
    "practice_practice": "the directory of practices: read by all, changed from inside alone",
    "practice_user": "people who sign in",
    "procrastinate_events": "jobs: arguments are ids with the practice",
    "procrastinate_jobs": "jobs: arguments are ids with the practice",
    "procrastinate_periodic_defers": "jobs",
    "procrastinate_workers": "jobs",
}
READABLE_OUTSIDE = {"practice_membership": "by its own user, to choose a practice"}
WALL = "(practice_id = (NULLIF(current_setting('arcada.practice'::text, true), ''::text))::uuid)"

TENANT_MODELS = sorted(
    (model for model in apps.get_models() if issubclass(model, TenantModel)),
    key=lambda model: model._meta.label,
)
REFERENCES = [
    (model, field.name)
    for model in TENANT_MODELS
    for field in model._meta.concrete_fields
    if field.is_relation and issubclass(field.related_model, TenantModel)
]
each_model = pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
each_reference = pytest.mark.parametrize(
    ("model", "field"), REFERENCES, ids=[f"{model._meta.label}.{field}" for model, field in REFERENCES]
)


class Walls:
    """Two practices with a row in every table of each; work is done in `ours`."""

    def __init__(self) -> None:
        self.ours, self.theirs = (self._practice(name) for name in ("Ours", "Theirs"))
        self.our_rows, self.their_rows = self._rows(self.ours), self._rows(self.theirs)

    @staticmethod
    def _practice(name: str) -> Practice:
        key = uuid7()
        with in_practice(key):
            return Practice.objects.create(id=key, name=name)

    @staticmethod
    def _rows(practice: Practice) -> dict[type[models.Model], models.Model]:
        with in_practice(practice.pk):
            maker = RowMaker(practice)
            return {model: maker.make(model) for model in TENANT_MODELS}

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Work in our practice and leave nothing behind."""
        with in_practice(self.ours.pk):
            yield
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walls(django_db_setup: None, django_db_blocker: Any, owner: psycopg.Connection[Any]) -> Iterator[Walls]:
    with django_db_blocker.unblock():
        yield Walls()
        connections.close_all()
    empty(owner)


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def tables() -> set[str]:
    """Name every table of the database as the catalogue knows it."""
    found = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'f')"
    )
    return {name for (name,) in found}


def refused(act: Callable[[], int], *states: str) -> None:
    """Fail unless the act touches no row or is refused with one of the SQL states."""
    touched, state = 0, ""
    try:
        with transaction.atomic():
            touched = act()
    except DatabaseError as error:
        state = getattr(error.__cause__, "sqlstate", "unknown")
    assert (touched, state) in {(0, ""), *((0, each) for each in states)}


NO_GRANT, NO_POLICY, NO_TARGET, FROZEN = "42501", "42501", "23503", "23001"


def test_every_table_is_walled_or_named_as_global(walls: Walls) -> None:
    tenant = {model._meta.db_table for model in TENANT_MODELS}
    assert tables() - tenant == GLOBAL.keys()


def test_every_wall_stands_and_is_forced(walls: Walls) -> None:
    found = rows(
        "SELECT relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL(%s)",
        list(GLOBAL),
    )
    assert found
    assert [row for row in found if row[1:] != (True, True, "arcada_owner")] == []


def test_every_policy_is_the_wall_and_further_readers_are_named(walls: Walls) -> None:
    found = rows(
        "SELECT tablename, cmd, permissive, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
    )
    walled = [row[0] for row in found if row[1:] == ("ALL", "PERMISSIVE", WALL, WALL)]
    assert sorted(walled) == sorted(model._meta.db_table for model in TENANT_MODELS)
    others = {row[0]: row[1] for row in found if row[3] != WALL}
    assert others == {
        **dict.fromkeys(READABLE_OUTSIDE, "SELECT"),
        "practice_practice": others["practice_practice"],
    }


def test_no_view_or_function_looks_over_the_wall(walls: Walls) -> None:
    views = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
    )
    definers = rows(
        "SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prosecdef "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    )
    assert (views, definers) == ([], [])


def test_the_serving_role_owns_nothing_and_bypasses_nothing(walls: Walls) -> None:
    assert rows(
        "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
        "WHERE rolname = current_user"
    ) == [("arcada_app", False, False, False, False)]
    assert rows("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user") == []
    assert rows("SELECT 1 FROM pg_auth_members WHERE member = 'arcada_app'::regrole") == []
    assert rows("SELECT has_schema_privilege('public', 'CREATE')") == [(False,)]


def test_the_practice_comes_first_in_every_unique_and_exclude(walls: Walls) -> None:
    found = rows(
        "SELECT c.relname, i.relname, a.attname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid "
        "JOIN pg_class i ON i.oid = x.indexrelid "
        "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0] "
        "WHERE (x.indisunique OR x.indisexclusion) AND NOT x.indisprimary AND c.relname = ANY(%s)",
        [model._meta.db_table for model in TENANT_MODELS],
    )
    assert found
    assert [row for row in found if row[2] != "practice_id"] == []


def test_every_reference_between_tenant_tables_carries_the_practice(walls: Walls) -> None:
    tenant = [model._meta.db_table for model in TENANT_MODELS]
    found = rows(
        "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, "
        "(SELECT array_agg(attname::text ORDER BY k) FROM unnest(c.conkey) WITH ORDINALITY u(n, k) "
        " JOIN pg_attribute ON attrelid = c.conrelid AND attnum = n), "
        "(SELECT array_agg(attname::text ORDER BY k) FROM unnest(c.confkey) WITH ORDINALITY u(n, k) "
        " JOIN pg_attribute ON attrelid = c.confrelid AND attnum = n) "
        "FROM pg_constraint c WHERE contype = 'f' AND c.conrelid::regclass::text = ANY(%s) "
        "AND c.confrelid::regclass::text = ANY(%s)",
        tenant,
        tenant,
    )
    laid = {(table, target, tuple(columns), tuple(keys)) for table, target, columns, keys in found}
    wanted = {
        (
            model._meta.db_table,
            model._meta.get_field(field).related_model._meta.db_table,
            ("practice_id", model._meta.get_field(field).column),
            ("practice_id", "id"),
        )
        for model, field in REFERENCES
    }
    assert laid == wanted


@each_model
def test_reading(walls: Walls, model: type[models.Model]) -> None:
    theirs, table = walls.their_rows[model].pk, model._meta.db_table
    with walls.inside():
        assert model._base_manager.filter(pk=walls.our_rows[model].pk).exists()
        assert not model._base_manager.filter(pk=theirs).exists()
        assert not model._base_manager.exclude(practice=walls.ours).exists()
        assert rows(f"SELECT 1 FROM {table} WHERE id = %s OR practice_id <> %s", theirs, walls.ours.pk) == []


@each_model
def test_reading_without_a_practice(walls: Walls, model: type[models.Model]) -> None:
    assert not model._base_manager.exists()
    assert rows(f"SELECT 1 FROM {model._meta.db_table}") == []


@each_model
def test_changing_and_removing(walls: Walls, model: type[models.Model]) -> None:
    theirs, table = walls.their_rows[model].pk, model._meta.db_table

    def raw(sql: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, [theirs])
            return cursor.rowcount

    with walls.inside():
        refused(lambda: model._base_manager.filter(pk=theirs).update(practice=walls.ours), NO_GRANT)
        refused(lambda: raw(f"UPDATE {table} SET practice_id = practice_id WHERE id = %s"), NO_GRANT)
        refused(lambda: model._base_manager.filter(pk=theirs)._raw_delete("default"), NO_GRANT)
        refused(lambda: raw(f"DELETE FROM {table} WHERE id = %s"), NO_GRANT)


@each_model
def test_writing_into_their_practice(walls: Walls, model: type[models.Model]) -> None:
    def smuggle(row: models.Model) -> int:
        row.save(force_insert=True)
        return 1

    with walls.inside():
        row = RowMaker(walls.ours).build(model)
        row.practice_id = walls.theirs.pk
        refused(lambda: smuggle(row), NO_POLICY)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET practice_id = %s", [walls.theirs.pk])


@each_model
def test_writing_into_their_practice_with_raw_sql(walls: Walls, model: type[models.Model]) -> None:
    table = model._meta.db_table
    columns = [
        f'"{field.column}"'
        for field in model._meta.concrete_fields
        if not field.generated and field.column not in {"id", "practice_id"}
    ]
    listed = ", ".join(columns)

    def copy_to_them(fresh: models.Model) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (id, practice_id, {listed}) SELECT %s, %s, {listed} FROM {table} WHERE id = %s",
                [uuid7(), walls.theirs.pk, fresh.pk],
            )
            return cursor.rowcount

    with walls.inside():
        fresh = RowMaker(walls.ours).make(model)
        refused(lambda: copy_to_them(fresh), NO_POLICY)


@each_reference
def test_referring(walls: Walls, model: type[models.Model], field: str) -> None:
    column = model._meta.get_field(field).column
    theirs = walls.their_rows[model._meta.get_field(field).related_model].pk

    def check_now() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def by_orm() -> int:
        row = RowMaker(walls.ours).build(model, **{f"{field}_id": theirs})
        row.save(force_insert=True)
        check_now()
        return 1

    def by_sql() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE {model._meta.db_table} SET "{column}" = %s WHERE id = %s',
                [theirs, walls.our_rows[model].pk],
            )
        check_now()
        return 1

    with walls.inside():
        refused(by_orm, NO_TARGET)
        refused(by_sql, NO_TARGET, NO_GRANT, FROZEN)


def test_the_directory_of_practices_is_changed_from_inside_alone(walls: Walls) -> None:
    with walls.inside():
        assert Practice.objects.filter(pk=walls.theirs.pk).exists()
        assert Practice.objects.filter(pk=walls.theirs.pk).update(name="Taken over") == 0
        assert Practice.objects.filter(pk=walls.ours.pk).update(name="Ours, renamed") == 1
        refused(lambda: Practice.objects.filter(pk=walls.theirs.pk)._raw_delete("default"))
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Practice.objects.create(name="A third")


@pytest.mark.parametrize(
    ("forgotten", "found_by"),
    [
        ("CREATE TABLE forgotten (id uuid PRIMARY KEY)", "test_every_table_is_walled_or_named_as_global"),
        ("ALTER TABLE practice_site NO FORCE ROW LEVEL SECURITY", "test_every_wall_stands_and_is_forced"),
        ("ALTER TABLE practice_site DISABLE ROW LEVEL SECURITY", "test_every_wall_stands_and_is_forced"),
        (
            "CREATE POLICY open ON practice_site FOR SELECT USING (true)",
            "test_every_policy_is_the_wall_and_further_readers_are_named",
        ),
        (
            "ALTER TABLE practice_chair DROP CONSTRAINT practice_chair_site_same_practice",
            "test_every_reference_between_tenant_tables_carries_the_practice",
        ),
        (
            "CREATE UNIQUE INDEX anywhere ON practice_site (name)",
            "test_the_practice_comes_first_in_every_unique_and_exclude",
        ),
        (
            "CREATE VIEW peep AS SELECT * FROM practice_site",
            "test_no_view_or_function_looks_over_the_wall",
        ),
    ],
)
def test_the_probe_finds_what_a_migration_forgets(
    walls: Walls, owner: psycopg.Connection[Any], forgotten: str, found_by: str
) -> None:
    """Damage a wall inside the owner's transaction: seen from there, the named test passes before and fails after."""
    with owner.transaction(force_rollback=True), pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "rows", lambda sql, *given: owner.execute(sql, given or None).fetchall())
        globals()[found_by](walls)
        owner.execute(forgotten)
        with pytest.raises(AssertionError):
            globals()[found_by](walls)
