"""No row of another practice can be read, written, changed, removed or referred to: every table is tried.

The tables come from the models, so that a new one is tried on the day it is made (`test_walls_stand.py` finds tables
without a model). Real transactions, as the serving role.
"""

# ruff: noqa: S608 - names of tables and columns come from the models

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, models, transaction
from row_maker import RowMaker
from walls import REFERENCES, TENANT_MODELS, Walls, rows

from arcada.practice.models import Practice
from arcada.store.keys import uuid7

each_model = pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
each_reference = pytest.mark.parametrize(
    ("model", "field"), REFERENCES, ids=[f"{model._meta.label}.{field}" for model, field in REFERENCES]
)


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
