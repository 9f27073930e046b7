"""What every row of a practice has: a time-ordered key, its practice, and the wall around both.

    class Chair(TenantModel):
        site = TenantForeignKey("practice.Site", models.PROTECT)
        class Meta:
            constraints = [models.UniqueConstraint("practice", "name", name="chair_name_once")]

The wall (row-level security), UNIQUE (practice_id, id) and the composite reference of each TenantForeignKey are
added to the model's constraints by the fields themselves: a room cannot forget them.
"""

import hashlib
from typing import Any

from django.db import models

from arcada.store.constraints import PracticeWall, SamePractice
from arcada.store.keys import uuid7

LONGEST_NAME = 63  # PostgreSQL cuts identifiers after 63 bytes


def _fit(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _add(model: type[models.Model], *constraints: models.BaseConstraint) -> None:
    """Add constraints to a model that is being made, as if its Meta had named them."""
    options = model._meta  # noqa: SLF001
    if options.abstract or not options.managed or model.__module__ == "__fake__":
        return  # a migration's past models name their constraints themselves
    named = {constraint.name for constraint in options.constraints}
    options.constraints = [*options.constraints, *(c for c in constraints if c.name not in named)]
    options.original_attrs["constraints"] = options.constraints


class PracticeKey(models.ForeignKey):  # type: ignore[type-arg]
    """The practice of a row; brings the key (practice_id, id) and the wall."""

    def __init__(self, to: Any = "practice.Practice", on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        """Point to the practice; rows keep a practice from being deleted."""
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("db_index", False)  # UNIQUE (practice_id, id) serves
        super().__init__(to, on_delete, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, *given: Any, **kwargs: Any) -> None:
        """Add key and wall to the class that gets this field."""
        super().contribute_to_class(cls, name, *given, **kwargs)
        table = f"{cls._meta.app_label}_{cls._meta.model_name}"
        readable = getattr(cls, "also_readable", "")
        _add(
            cls,
            models.UniqueConstraint(fields=["practice", "id"], name=_fit(f"{table}_key")),
            PracticeWall(name=_fit(f"{table}_wall"), readable=readable),
        )


class TenantForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A reference to a row of the same practice; the database refuses any other."""

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        """Leave the plain reference out: the composite one takes its place."""
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, *given: Any, **kwargs: Any) -> None:
        """Add the composite reference to the class that gets this field."""
        super().contribute_to_class(cls, name, *given, **kwargs)
        table = f"{cls._meta.app_label}_{cls._meta.model_name}"
        _add(cls, SamePractice(name=_fit(f"{table}_{name}_same_practice"), field=name))


class TenantModel(models.Model):
    """A row that belongs to one practice."""

    also_readable = ""
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice = PracticeKey()

    class Meta:
        """Rooms may inherit from it or not; the fields bring the wall either way."""

        abstract = True
