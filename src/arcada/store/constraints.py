"""What a practice's wall is made of, said as Django constraints so that migrations carry it.

    PracticeWall   row-level security, forced: a row is seen and written only while its practice is the current one
    SamePractice   FOREIGN KEY (practice_id, x_id) REFERENCES target (practice_id, id): no reference leaves a practice

The current practice is the PostgreSQL setting `arcada.practice`, set inside one transaction (`store/tenancy.py`).
With none set it reads as NULL, and no row equals NULL. `arcada.user` is the person signed in, for the few rows that
a person may see before a practice is chosen.
"""

from abc import ABC, abstractmethod
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table

CURRENT_PRACTICE = "NULLIF(current_setting('arcada.practice', true), '')::uuid"
CURRENT_USER = "NULLIF(current_setting('arcada.user', true), '')::uuid"
# An empty SELECT is valid PostgreSQL: the true statement waits for the end of the migration.
NOTHING_YET = "SELECT"


class LaidLast(models.BaseConstraint, ABC):
    """A constraint that only the database judges, laid when all tables and keys of the migration stand."""

    @abstractmethod
    def laying(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Give the SQL that lays it; `%(table)s` is the table."""

    @abstractmethod
    def lifting(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Give the SQL that takes it away."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Put the statement off while CREATE TABLE is written."""
        schema_editor.deferred_sql.append(self._statement(model, schema_editor, self.laying(model, schema_editor)))

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        """Put the statement off on a standing table as well: its target's key may come in the same migration."""
        self.constraint_sql(model, schema_editor)
        return NOTHING_YET

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Lift it at once."""
        return self._statement(model, schema_editor, self.lifting(model, schema_editor))

    def _statement(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor, template: str) -> Statement:
        table = Table(model._meta.db_table, editor.quote_name)  # noqa: SLF001 - Django's own way
        return Statement(template, table=table, name=editor.quote_name(self.name))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing before the database does."""


class PracticeWall(LaidLast):
    """Row-level security, forced also for the table's owner.

    `readable` is a further SQL condition under which a row may be read (never written) outside its practice:
    a membership by its own user, for one.
    """

    def __init__(self, *, name: str, column: str = "practice_id", readable: str = "", **kwargs: Any) -> None:
        """Build the wall on `column`, which holds the practice's id."""
        super().__init__(name=name, **kwargs)
        self.column = column
        self.readable = readable

    def deconstruct(self) -> Any:
        """Say only what differs from the usual wall."""
        path, args, kwargs = super().deconstruct()
        if self.column != "practice_id":
            kwargs["column"] = self.column
        if self.readable:
            kwargs["readable"] = self.readable
        return path, args, kwargs

    def laying(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """One policy for all verbs, and a second for reading where a row has a further reader."""
        own = f"{self.column} = {CURRENT_PRACTICE}"
        sql = (
            "ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY; ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY; "
            f"CREATE POLICY %(name)s ON %(table)s USING ({own}) WITH CHECK ({own})"
        )
        if self.readable:
            sql += f"; CREATE POLICY readable ON %(table)s FOR SELECT USING ({self.readable})"
        return sql

    def lifting(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Take the policies away; without a policy the table shows nothing."""
        sql = "DROP POLICY %(name)s ON %(table)s"
        return sql + ("; DROP POLICY readable ON %(table)s" if self.readable else "")

    def __eq__(self, other: object) -> bool:
        """Compare by what would be laid."""
        return isinstance(other, PracticeWall) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name, as equality implies it."""
        return hash(self.name)


class SamePractice(LaidLast):
    """A reference that carries its practice along: FOREIGN KEY (practice_id, x_id) -> (practice_id, id)."""

    def __init__(self, *, name: str, field: str, **kwargs: Any) -> None:
        """Guard the reference `field` of the model."""
        super().__init__(name=name, **kwargs)
        self.field = field

    def deconstruct(self) -> Any:
        """Add the field to what a constraint says of itself."""
        path, args, kwargs = super().deconstruct()
        kwargs["field"] = self.field
        return path, args, kwargs

    def laying(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Check at commit, as Django's own references are."""
        field: Any = model._meta.get_field(self.field)  # noqa: SLF001
        column = editor.quote_name(field.column)
        target = editor.quote_name(field.related_model._meta.db_table)  # noqa: SLF001
        return (
            f"ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (practice_id, {column}) "
            f"REFERENCES {target} (practice_id, id) DEFERRABLE INITIALLY DEFERRED"
        )

    def lifting(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Drop the reference."""
        return "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"

    def __eq__(self, other: object) -> bool:
        """Compare by what would be laid."""
        return isinstance(other, SamePractice) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name, as equality implies it."""
        return hash(self.name)


class AppendOnly(LaidLast):
    """Rows are added and read, never changed or removed: the application's role has no grant for it."""

    def laying(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Take the grants away."""
        return "REVOKE UPDATE, DELETE, TRUNCATE ON %(table)s FROM arcada_app"

    def lifting(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        """Give them back."""
        return "GRANT UPDATE, DELETE ON %(table)s TO arcada_app"

    def __eq__(self, other: object) -> bool:
        """Compare by what would be laid."""
        return isinstance(other, AppendOnly) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name, as equality implies it."""
        return hash(self.name)
