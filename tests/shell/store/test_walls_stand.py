"""Every table stands behind its wall, as the database's own catalogue knows it.

A table of a practice has row-level security, forced, with the one policy; its practice comes first in every key; it
refers to its neighbours together with the practice. Any other table is named in GLOBAL with its reason.
"""

from typing import Any

import psycopg
import pytest
from walls import REFERENCES, TENANT_MODELS, Walls, rows

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
    "shared_cache": "sign-in: attempts by address, codes used up; for some minutes",
}
WALL = "(practice_id = (NULLIF(current_setting('arcada.practice'::text, true), ''::text))::uuid)"
FURTHER_POLICIES = [
    # a membership by its own person, to choose a practice; the directory by all, changed from inside alone
    ("practice_membership", "SELECT", WALL.replace("practice_id", "user_id").replace(".practice", ".user")),
    ("practice_practice", "ALL", WALL.replace("practice_id", "id")),
    ("practice_practice", "SELECT", "true"),
]


def tables() -> set[str]:
    """Name every table of the database as the catalogue knows it."""
    found = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'f')"
    )
    return {name for (name,) in found}


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
    found = rows("SELECT tablename, cmd, permissive, qual, with_check FROM pg_policies WHERE schemaname = 'public'")
    walled = [row[0] for row in found if row[1:] == ("ALL", "PERMISSIVE", WALL, WALL)]
    assert sorted(walled) == sorted(model._meta.db_table for model in TENANT_MODELS)
    others = sorted((row[0], row[1], row[3]) for row in found if row[3] != WALL)
    assert others == FURTHER_POLICIES


def test_no_view_or_function_looks_over_the_wall(walls: Walls) -> None:
    views = rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')")
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
