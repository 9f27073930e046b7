"""Every tenant table, every reference between two, and two practices with a row in each table."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from made import make_practice
from row_maker import RowMaker

from arcada.practice.models import Practice
from arcada.store.models import TenantModel
from arcada.store.tenancy import in_practice

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


class Walls:
    """Two practices with a row in every table of each; work is done in `ours`."""

    def __init__(self) -> None:
        self.ours, self.theirs = (make_practice(name) for name in ("Ours", "Theirs"))
        self.our_rows, self.their_rows = self._rows(self.ours), self._rows(self.theirs)

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


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
