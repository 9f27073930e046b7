"""Rows that tests of many rooms start from; the fixtures of conftest.py are made of these."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

    from arcada.practice.models import Membership, Practice

PASSWORD = "correct horse battery staple"


def make_practice(name: str) -> "Practice":
    from arcada.practice.models import Practice
    from arcada.store.keys import uuid7
    from arcada.store.tenancy import in_practice

    key = uuid7()
    with in_practice(key):
        return Practice.objects.create(id=key, name=name)


def make_member(practice: "Practice", role: str) -> "Membership":
    from arcada.practice.models import Membership, User

    user = User.objects.create_user(f"{role}@{practice.pk}.example", PASSWORD, name=f"Kim {role.title()}")
    return Membership.objects.create(practice=practice, user=user, role=role)


def empty(owner: "psycopg.Connection[Any]") -> None:
    """Take every row out of every table but those that migrations fill."""
    named = owner.execute(
        "SELECT format('%%I', relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE relkind = 'r' AND nspname = 'public' AND NOT relname = ANY(%s)",
        [["django_migrations", "django_content_type", "auth_permission"]],
    )
    owner.execute(f"TRUNCATE {', '.join(name for (name,) in named.fetchall())} CASCADE")
