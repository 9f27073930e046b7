"""The current practice: one transaction, one practice.

`in_practice` opens the transaction (or a savepoint in an open one) and tells PostgreSQL the practice for its length;
row-level security does the rest. The setting ends with the transaction, so a pooled connection never carries it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connections, transaction

EXCHANGE = """
    WITH before AS MATERIALIZED (SELECT coalesce(current_setting(%s, true), '') AS value)
    SELECT before.value, set_config(%s, %s, true) FROM before
"""
"""The setting as it was, and set anew: one question, read before it is written."""


def _exchange(setting: str, value: str, using: str) -> str:
    """Set a transaction's setting and give what it was before."""
    with connections[using].cursor() as cursor:
        cursor.execute(EXCHANGE, [setting, setting, value])
        before: str = cursor.fetchone()[0]
    return before


@contextmanager
def _for_length(setting: str, value: str, using: str) -> Iterator[None]:
    with transaction.atomic(using=using):
        before = _exchange(setting, value, using)
        yield
        if not transaction.get_rollback(using=using):  # a rollback itself takes the setting back
            _exchange(setting, before, using)


@contextmanager
def in_practice(practice_id: UUID | str, *, using: str = "default") -> Iterator[None]:
    """Work inside one practice: one transaction, rows of that practice alone."""
    with _for_length("arcada.practice", str(UUID(str(practice_id))), using):
        yield


@contextmanager
def as_user(user_id: UUID | str, *, using: str = "default") -> Iterator[None]:
    """Work as one signed-in person, who may see their own memberships before a practice is chosen."""
    with _for_length("arcada.user", str(UUID(str(user_id))), using):
        yield


def current_practice(*, using: str = "default") -> UUID | None:
    """Give the practice of the running transaction, if one is set."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT NULLIF(current_setting('arcada.practice', true), '')")
        value = cursor.fetchone()[0]
    return UUID(value) if value else None
