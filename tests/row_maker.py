"""Makes a row of any model from what the model says of itself.

Dates and times grow from field to field and row to row, so that 'first before last' and 'never two at once' hold;
words and numbers are never twice the same, so that 'once' holds. A room whose rows need more says it in
`tests/shell/<room>/probe_rows.py`:  VALUES = {"room.Model": lambda maker: {"field": value}}.
"""

import datetime as dt
import importlib.util
import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.db import models

from arcada.practice.models import Practice
from arcada.store.keys import uuid7

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
Recipe = Callable[["RowMaker"], Mapping[str, Any]]


def recipes() -> dict[str, Recipe]:
    """Collect what rooms say of their own rows."""
    found: dict[str, Recipe] = {}
    for path in sorted((Path(__file__).parent / "shell").glob("*/probe_rows.py")):
        spec = importlib.util.spec_from_file_location(f"probe_rows_{path.parent.name}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found |= module.VALUES
    return found


class RowMaker:
    """Makes rows of one practice, with whatever they must refer to."""

    counter = itertools.count(1)

    def __init__(self, practice: Practice) -> None:
        """Make rows of this practice."""
        self.practice = practice
        self.recipes = recipes()

    def make(self, model: type[models.Model], **given: Any) -> models.Model:
        """Make and save a row."""
        row = self.build(model, **given)
        row.save(force_insert=True)
        return row

    def build(self, model: type[models.Model], **given: Any) -> models.Model:
        """Make a row without saving it; what it refers to is saved."""
        values = dict(given)
        if recipe := self.recipes.get(model._meta.label):
            values = {**recipe(self), **values}
        for field in model._meta.concrete_fields:
            if field.name not in values and field.attname not in values and self._needed(field):
                values[field.name] = self.value(field)
        return model(**values)

    @staticmethod
    def _needed(field: models.Field) -> bool:
        if field.generated or field.null or isinstance(field, models.AutoField):
            return False
        if field.is_relation:
            return True
        return not (field.has_default() or field.has_db_default() or (field.blank and field.empty_strings_allowed))

    def value(self, field: models.Field) -> Any:
        """Give a value that the field may hold."""
        if field.is_relation:
            target = field.related_model
            return self.practice if target is Practice else self.make(target)
        number = next(self.counter)
        if field.choices:
            return field.choices[0][0]
        for kind, value in self._kinds(number, field):
            if isinstance(field, kind):
                return value
        message = f"{field}: no value is known for a {type(field).__name__}; say one in probe_rows.py of the room"
        raise LookupError(message)

    @staticmethod
    def _kinds(number: int, field: models.Field) -> list[tuple[type, Any]]:
        moment = START + dt.timedelta(hours=number)
        text = f"w{number}"
        return [
            (models.DateTimeField, moment),
            (models.DateField, moment.date() + dt.timedelta(days=number)),
            (models.TimeField, dt.time(number // 3600 % 24, number // 60 % 60, number % 60)),
            (models.DurationField, dt.timedelta(minutes=number)),
            (models.BooleanField, False),
            (models.EmailField, f"{text}@example.org"),
            (models.CharField, text[-(field.max_length or 20) :]),
            (models.TextField, text),
            (models.DecimalField, number % 90 + 1),
            (models.FloatField, float(number)),
            (models.IntegerField, number),
            (models.UUIDField, uuid7()),
            (models.BinaryField, text.encode()),
            (models.JSONField, {}),
            (ArrayField, []),
            (RangeField, (moment, moment + dt.timedelta(minutes=30))),
        ]
