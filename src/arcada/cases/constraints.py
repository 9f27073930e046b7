"""What was written for good: the database itself refuses to change or delete it.

A trigger stands on the table, for every role, the owner's too. Without `columns` the whole row is written for
good; with them only these columns are, and the rest of the row may go on living (a plan version is retired,
but its answer stays what was computed).
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from arcada.store.constraints import LaidLast


class WrittenForGood(LaidLast):
    """No UPDATE of the row (or of its `columns`), no DELETE; the error names this constraint."""

    def __init__(self, *, name: str, columns: tuple[str, ...] = (), **kwargs: Any) -> None:
        """Guard the whole row, or some columns of it."""
        super().__init__(name=name, **kwargs)
        self.columns = tuple(columns)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Add the columns to what a constraint says of itself."""
        path, args, kwargs = super().deconstruct()
        if self.columns:
            kwargs["columns"] = self.columns
        return path, tuple(args), kwargs

    def laying(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """One function that refuses, and a trigger each for changing and deleting."""
        noun = model._meta.verbose_name  # noqa: SLF001 - public in all but name
        changed = " OR ".join(
            f"OLD.{self._column(model, c, editor)} IS DISTINCT FROM NEW.{self._column(model, c, editor)}"
            for c in self.columns
        )
        when = f"WHEN ({changed}) " if changed else ""
        return (
            "CREATE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
            f"RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = '{self.name}', "
            f"MESSAGE = 'A {noun} is written for good ({self.name}).'; END $refuse$; "
            f"CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s FOR EACH ROW {when}EXECUTE FUNCTION %(name)s(); "
            f'CREATE TRIGGER "{self.name}_kept" BEFORE DELETE ON %(table)s FOR EACH ROW EXECUTE FUNCTION %(name)s()'
        )

    def lifting(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Take the triggers and their function away."""
        return (
            f'DROP TRIGGER "{self.name}_kept" ON %(table)s; DROP TRIGGER %(name)s ON %(table)s; '
            "DROP FUNCTION %(name)s()"
        )

    @staticmethod
    def _column(model: type[models.Model], field: str, editor: BaseDatabaseSchemaEditor) -> str:
        found: Any = model._meta.get_field(field)  # noqa: SLF001
        return str(editor.quote_name(found.column))

    def __eq__(self, other: object) -> bool:
        """Compare by what would be laid."""
        return isinstance(other, WrittenForGood) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name, as equality implies it."""
        return hash(self.name)
