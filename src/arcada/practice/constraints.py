"""What was approved stays as it was approved: the database refuses to change or delete it.

A trigger stands on the table, for every role, the owner's too. While the row is in one of the `open_states` all of
it may change; afterwards the `columns` may not, and the row stays.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from arcada.store.constraints import LaidLast


class StaysAsApproved(LaidLast):
    """No UPDATE of the columns and no DELETE once the row has left its open states; the error names this constraint."""

    def __init__(self, *, name: str, columns: tuple[str, ...], open_states: tuple[str, ...], **kwargs: Any) -> None:
        """Guard the columns of rows whose state is none of the open ones."""
        super().__init__(name=name, **kwargs)
        self.columns = tuple(columns)
        self.open_states = tuple(open_states)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Add columns and states to what a constraint says of itself."""
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), kwargs | {"columns": self.columns, "open_states": self.open_states}

    def laying(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """One function that refuses, and a trigger each for changing and deleting."""
        noun = model._meta.verbose_name  # noqa: SLF001 - public in all but name
        fields: list[Any] = [model._meta.get_field(one) for one in self.columns]  # noqa: SLF001
        names = [editor.quote_name(field.column) for field in fields]
        changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in names)
        closed = " AND ".join(f"OLD.state <> '{state}'" for state in self.open_states)
        return (
            "CREATE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
            f"RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = '{self.name}', "
            f"MESSAGE = 'A {noun} stays as it was approved ({self.name}).'; END $refuse$; "
            f"CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s FOR EACH ROW WHEN (({closed}) AND ({changed})) "
            "EXECUTE FUNCTION %(name)s(); "
            f'CREATE TRIGGER "{self.name}_kept" BEFORE DELETE ON %(table)s FOR EACH ROW WHEN ({closed}) '
            "EXECUTE FUNCTION %(name)s()"
        )

    def lifting(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Take the triggers and their function away."""
        return (
            f'DROP TRIGGER "{self.name}_kept" ON %(table)s; DROP TRIGGER %(name)s ON %(table)s; '
            "DROP FUNCTION %(name)s()"
        )

    def __eq__(self, other: object) -> bool:
        """Compare by what would be laid."""
        return isinstance(other, StaysAsApproved) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name, as equality implies it."""
        return hash(self.name)
